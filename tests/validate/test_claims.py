"""Shares, sums and repetitions are decided by the one predicate, and sound text raises no alarm."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import kanwu
from kanwu.figure import Verdict
from kanwu.validate.claims.slips import one_slip


def test_relation_can_be_redone_by_hand() -> None:
    """A relation shows bare numbers with their multipliers, and the stated percentage as printed."""
    checked = kanwu.check("第一批单位检视出1686个问题，完成整改1676个、整改率99.4%。")
    assert [(c.kind, c.verdict, c.relation) for c in checked.claims] == [("share", "consistent", "1676/1686 = 99.4%")]
    assert checked.findings == ()


def test_claim_covers_its_figures() -> None:
    """A claim's span reaches from its first figure to its last."""
    text = "共受理投诉96件，61件已经办结，35件正在办理。"
    (claim,) = [c for c in kanwu.check(text).claims if c.kind == "parts"]
    assert text[claim.start : claim.end] == "96件，61件已经办结，35件"
    assert claim.relation == "61+35 = 96"


def test_alarm_is_an_error_finding() -> None:
    """An inconsistent claim becomes an error; a truncated one only information."""
    wrong = kanwu.check("全县排查出隐患840处，完成整改198处、整改率95.0%。")
    assert [(f.code, f.severity) for f in wrong.findings] == [("FIG101", "error")]
    cut = kanwu.check("全年立项240件，办结158件，办结率65%。")
    assert [(f.code, f.severity) for f in cut.findings] == [("FIG101", "info")]


@given(st.integers(1, 99999), st.integers(2, 99999), st.integers(0, 3))
def test_rounded_share_is_never_an_alarm(part: int, whole: int, places: int) -> None:
    """Whatever the numbers, a share that was divided and rounded holds."""
    assume(part <= whole)
    printed = f"{float(round(Fraction(100 * part, whole), places)):.{places}f}"
    text = f"全县排查出隐患{whole}处，完成整改{part}处、整改率{printed}%。"
    assert [c.verdict for c in kanwu.check(text).claims if c.kind == "share"] == [Verdict.CONSISTENT]


@given(st.lists(st.integers(10, 99999), min_size=2, max_size=5))
def test_sum_of_parts_is_never_an_alarm(parts: list[int]) -> None:
    """Whatever the numbers, parts that add up hold."""
    listed = "，".join(f"{name}组{part}元" for name, part in zip("甲乙丙丁戊", parts, strict=False))
    checked = kanwu.check(f"支出{sum(parts)}元，其中{listed}。")
    assert [c.verdict for c in checked.claims if c.kind == "parts"] == [Verdict.CONSISTENT]


@pytest.mark.parametrize("part", ["34967", "3456", "43567", "345677", "345.67", "34567万"])
def test_one_slip(part: str) -> None:
    """One changed, missing, doubled or exchanged digit, a lost point or a false multiplier is a slip."""
    first, second, whole = kanwu.check(f"{part}元，20000元，54567元").figures
    assert one_slip((first, second), whole)


@pytest.mark.parametrize("part", ["20000", "35812.1", "12345", "近34967"])
def test_no_slip(part: str) -> None:
    """A list that falls short otherwise, or that is only rough, is no slip."""
    first, second, whole = kanwu.check(f"{part}元，20000元，54567元").figures
    assert not one_slip((first, second), whole)


def test_figures_of_other_scope_are_no_claim() -> None:
    """Two figures with one label and different numbers are no repetition by themselves."""
    text = "接到读者续借来电415次，382次已办理。\n其后一周，接到读者续借来电96次。"
    assert kanwu.check(text).claims == ()
