"""The pandera schemas of a run decide as the predicate does for a single text."""

from __future__ import annotations

from fractions import Fraction

import pandera.errors
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu
from kanwu.corpus.tables import claim_row, figure_row, table
from kanwu.figure import Claim, Comparison, Operator, Verdict
from kanwu.rule import ClaimRule, catalogue
from kanwu.text.intervals import Interval
from kanwu.text.lines import Lines
from kanwu.validate.schemas import failed_claims, validate_figures
from kanwu.verdicts import finding_of

RULES = [rule for rule in catalogue().rules if isinstance(rule, ClaimRule)]
LINES = Lines.of("十个字符的一段文字。" * 3)

rationals = st.fractions(min_value=-3, max_value=3, max_denominator=6)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted([draw(rationals), draw(rationals)])
    is_open = draw(st.booleans()) and low < high
    return Interval(low, high, is_open, draw(st.booleans()) and low < high)


comparisons = st.builds(Comparison, intervals(), st.sampled_from(Operator), intervals(), st.none() | intervals())


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    rule = draw(st.sampled_from(RULES))
    comparison = draw(st.none() | comparisons)
    verdict = Verdict.UNCHECKABLE if comparison is None else comparison.verdict()
    return Claim(rule.kind, rule.code, 0, 4, (), "a = b", comparison, verdict)


def claims_table(found: list[Claim]) -> pa.Table:
    return table("claims", [claim_row("d", claim, LINES) for claim in found])


@given(st.lists(claims(), max_size=12))
def test_both_ways_agree(found: list[Claim]) -> None:
    """The failure cases of the table are the findings of the single claims."""
    failed = failed_claims(claims_table(found))
    for claim in found:
        assert ((claim.code, str(claim.comparison)) in failed) == (finding_of(claim, kanwu.Config()) is not None)


@given(comparisons)
def test_a_comparison_survives_being_written(comparison: Comparison) -> None:
    """What the table holds is the exact test."""
    assert Comparison.parse(str(comparison)) == comparison


def test_a_malformed_claims_table_is_refused() -> None:
    """A kind that is not in the list is an error of the table, not a finding."""
    bad = Claim("nonsense", "FIG101", 0, 4, (), "a = b", None, Verdict.UNCHECKABLE)
    with pytest.raises(pandera.errors.SchemaErrors):
        failed_claims(claims_table([bad]))


def test_figures_are_validated() -> None:
    """Intervals are rationals in order; spans are not empty."""
    figure = kanwu.Figure("65%", 3, 6, Fraction(129, 2), Fraction(131, 2), unit="%")
    good = figure_row("d", figure)
    validate_figures(table("figures", [good]))
    for wrong in ({"low": "1/0"}, {"low": "70"}, {"end": 3}, {"kind": "colour"}, {"high": "many"}):
        with pytest.raises(pandera.errors.SchemaErrors):
            validate_figures(table("figures", [good | wrong]))
