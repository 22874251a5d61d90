"""A pattern of anchored words finds what an alternation of the words finds, overlaps included."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from kanwu.text.anchors import anchor, anchored

WORDS = st.lists(st.text("ab全文-.[^ ", min_size=1, max_size=4), min_size=1, max_size=6, unique=True)


@given(WORDS, st.text("ab全文-.[^ ", max_size=40))
@example(["a", "aa", "文a"], "文aa")
@example(["[^", "^-", "a]"], "a[^-]")
def test_finds_every_place_of_every_word(words: list[str], text: str) -> None:
    """An anchor is found exactly where one of the words that are looked for by it stands."""
    expected = {
        at + anchor(word) for word in words for at in range(len(text) - len(word) + 1) if text.startswith(word, at)
    }
    assert {found.start() for found in anchored(words).finditer(text)} == expected
