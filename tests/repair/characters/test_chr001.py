"""Invisible characters: gone where they do nothing, kept where a script needs them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu

CHARACTERS = kanwu.Config(select=("CHR001",))
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufeff"


@given(
    st.text(st.sampled_from("中文123,。 \n"), max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(INVISIBLE))),
)
def test_chinese_needs_none_of_them(text: str, scattered: list[tuple[int, str]]) -> None:
    """Whatever is scattered over Chinese and figures comes out again, except soft hyphens beside figures."""
    dirty = text
    for at, char in scattered:
        if char != "\u00ad":
            dirty = dirty[:at] + char + dirty[at:]
    cleaned = kanwu.clean(dirty, CHARACTERS)
    assert cleaned.text == text
    assert cleaned.restore() == dirty


@given(st.text(st.sampled_from("中aé، سक्👩\u0301“”()" + INVISIBLE), max_size=40))
def test_only_invisible_characters_go(text: str) -> None:
    """What is seen stays, and the input can be restored."""
    cleaned = kanwu.clean(text, CHARACTERS)
    assert cleaned.text.translate(dict.fromkeys(map(ord, INVISIBLE))) == text.translate(
        dict.fromkeys(map(ord, INVISIBLE))
    )
    assert cleaned.restore() == text


@pytest.mark.parametrize("letter", list("می\u0e19ក\u1019\u0915\u0d15\u0f56\u1820א"))
def test_scripts_that_need_them_keep_them(letter: str) -> None:
    """A joiner beside a letter of such a script stays, on either side."""
    for text in (f"{letter}\u200c2", f"2\u200c{letter}", f"{letter}\u200d{letter}", f"{letter}\u200b{letter}"):
        assert kanwu.clean(text, CHARACTERS).findings == ()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\u200b" * 200_000, ""),
        ("中\u200b" * 50_000, "中" * 50_000),
        ("\u0301" * 200_000 + "\u200b", "\u0301" * 200_000),
    ],
    ids=["alone", "behind each", "behind marks"],
)
def test_a_page_full_of_them(text: str, seen: str) -> None:
    """Hundreds of thousands of them go."""
    assert kanwu.clean(text, CHARACTERS).text == seen
