"""Drawing up a claim: its relation in one line, its exact test, its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.rule import ClaimRule
from kanwu.text.intervals import Interval
from kanwu.validate.figures.lead import NUMBER
from kanwu.validate.figures.precision import BEFORE
from kanwu.validate.figures.units import multiplier_at


def printed(figure: Figure, *, unit: bool = False) -> str:
    """Return a figure as a reader needs it in a sum: the number with its multiplier and the word that widens it."""
    word = figure.approximator or ""
    before = word if BEFORE.get(word) and word not in figure.text else ""
    space = " " if before.isascii() and before else ""
    if unit:
        return f"{before}{space}{figure.text}"
    numbers = list(NUMBER.finditer(figure.text))
    if not numbers:
        return f"{before}{space}{figure.text}"
    scaled = multiplier_at(figure.text, numbers[-1].end())
    end = scaled[0] if scaled else numbers[-1].end()
    return f"{before}{space}{figure.text[numbers[0].start() : end].strip()}"


def is_bound(figure: Figure) -> bool:
    """Say whether a figure is only said to be exceeded: 超过60%, 30%以上."""
    return figure.approximator is not None and figure.high_open and not figure.low_open and figure.low != figure.high


def decided(
    rule: ClaimRule,
    figures: Sequence[Figure],
    relation: str,
    comparison: Comparison,
    span: tuple[int, int] | None = None,
) -> Claim:
    """Return the claim that `comparison` decides.

    Args:
        rule: the rule that found it.
        figures: the figures it relates, in the order of the relation.
        relation: one line a reader can redo by hand.
        comparison: the exact test.
        span: what the claim covers, where that is more than its figures.
    """
    start, end = span or _span(figures)
    return Claim(
        kind=rule.kind,
        code=rule.code,
        start=start,
        end=end,
        figures=tuple(figures),
        relation=relation,
        comparison=comparison,
        verdict=comparison.verdict(),
    )


def _span(figures: Sequence[Figure]) -> tuple[int, int]:
    return min(figure.start for figure in figures), max(figure.end for figure in figures)


def uncheckable(rule: ClaimRule, figures: Sequence[Figure], relation: str, reason: str) -> Claim:
    """Return a claim that nothing in the text can decide."""
    start, end = _span(figures)
    return Claim(
        kind=rule.kind,
        code=rule.code,
        start=start,
        end=end,
        figures=tuple(figures),
        relation=relation,
        comparison=None,
        verdict=Verdict.UNCHECKABLE,
        reason=reason,
    )


def against(
    left: Interval, stated: Figure, scale: Fraction = Fraction(1), *, left_is_bound: bool = False
) -> Comparison:
    """Return the test of a computed value against a stated figure, `scale` times as large.

    A stated figure that is only exceeded is a bound. One that was cut off instead of rounded covers the whole of
    its last printed unit upwards.
    """
    right = _scaled(stated.interval, scale)
    if is_bound(stated) and not left_is_bound:
        return Comparison(left, Operator.AT_LEAST, right)
    if stated.approximator is not None or stated.low == stated.high:
        return Comparison(left, Operator.MEETS, right)
    middle = (right.low + right.high) / 2
    return Comparison(left, Operator.MEETS, right, Interval(middle, middle + right.high - right.low, high_open=True))


def _scaled(interval: Interval, scale: Fraction) -> Interval:
    return interval * Interval.exactly(scale)
