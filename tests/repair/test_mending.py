"""The account of changes: replaying it gives the mended text, undoing it gives the source."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from kanwu.config import Config
from kanwu.finding import Safety, Severity
from kanwu.repair import mend, unmend
from kanwu.rule import Match, RepairRule, View
from kanwu.text.spans import Edit, apply_edits


def replacing(code: str, old: str, new: str) -> RepairRule:
    """Make a rule that replaces one string by another."""

    def find(view: View) -> Iterator[Match]:
        at = view.text.find(old)
        while at >= 0:
            yield Match(at, at + len(old), "replaced", new, Safety.SAFE, {"before": old})
            at = view.text.find(old, at + max(1, len(old)))

    return RepairRule(code, "replacing", Severity.ERROR, "A rule.", find)


pieces = st.text("abcd", min_size=1, max_size=3)
chains = st.lists(st.tuples(pieces, st.text("abcd", max_size=4)), max_size=5)


@given(st.text("abcd", max_size=30), chains)
def test_replaying_and_undoing_are_exact(source: str, chain: list[tuple[str, str]]) -> None:
    """Whatever rules change inside each other's changes, the account stays exact and its fixes never overlap."""
    expected = source
    for old, new in chain:
        expected = expected.replace(old, new)
    mended = mend(source, [replacing(f"TST{n:03}", *pair) for n, pair in enumerate(chain)], Config())
    assert mended.text == expected
    applied = [f for f in mended.findings if f.applied and f.fix]
    assert all(a.end <= b.start for a, b in itertools.pairwise(applied))
    assert all(f.fix.original != f.fix.replacement for f in applied if f.fix)
    assert all(source[f.start : f.end] == f.fix.original for f in applied if f.fix)
    assert apply_edits(source, [Edit(f.start, f.end, f.fix.replacement) for f in applied if f.fix]) == mended.text
    assert unmend(mended.text, mended.findings) == source


def test_a_change_that_was_taken_back_is_no_change() -> None:
    """The finding stays and says so; nothing is replaced by itself."""
    mended = mend("xaby", [replacing("TST001", "a", "c"), replacing("TST002", "c", "a")], Config())
    assert mended.text == "xaby"
    assert not any(finding.applied or finding.fix for finding in mended.findings)
    assert "undone" in mended.findings[0].evidence


def test_what_an_invisible_character_hid_is_looked_at_again() -> None:
    """Where a CHR rule takes something out, the families before it look again; the account stays exact."""
    rules = [replacing("ENC999", "ab", "x"), replacing("CHR999", "-", ""), replacing("VAR999", "cd", "y")]
    mended = mend("a-b c-d", rules, Config())
    assert mended.text == "x y"
    assert unmend(mended.text, mended.findings) == "a-b c-d"
    assert mend(mended.text, rules, Config()).findings == ()


def test_only_a_change_lets_earlier_families_look_again() -> None:
    """A family after CHR hides nothing, and a CHR rule that changes nothing reveals nothing."""
    looks: list[str] = []

    def find(view: View) -> Iterator[Match]:
        looks.append(view.text)
        return iter(())

    watching = RepairRule("ENC999", "watching", Severity.ERROR, "A rule.", find)
    mend("ab", [watching, replacing("CHR999", "-", ""), replacing("VAR999", "a", "")], Config())
    assert looks == ["ab"]
