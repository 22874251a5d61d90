"""Drawing up the claims of tables: sums, quotients and differences of cells, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Operator
from kanwu.rule import ClaimRule
from kanwu.text.intervals import Interval, total
from kanwu.validate.claims.drawing import against, decided
from kanwu.validate.tables.cells import Amount

_MOST_SHOWN = 40  # parts of a sum
_PERCENT = Fraction(1, 100)


def shown(amount: Amount, unit: str = "") -> str:
    """Return a cell's figure as a reader needs it in a sum; a negative one in brackets."""
    text = " ".join(amount.printed.split())
    is_negative = amount.interval.high <= 0 and not amount.is_zero
    plain = text.strip("()（） +") if is_negative or amount.is_signed else text
    plain = plain.lstrip("-−－–+＋ ")
    return f"{'-' if is_negative else ''}{plain}{unit if unit and unit not in plain else ''}"


def summed(rule: ClaimRule, parts: Sequence[Amount], whole: Amount, *, deducted: Sequence[bool] = ()) -> Claim:
    """Return the claim that parts add up to a whole.

    Args:
        rule: the rule that found it.
        parts: the parts.
        whole: their total.
        deducted: which of them are printed positive and taken away.
    """
    away = list(deducted) or [False] * len(parts)
    added = total(-part.interval if gone else part.interval for part, gone in zip(parts, away, strict=True))
    terms = [("-" if gone else "+") + shown(part) for part, gone in zip(parts, away, strict=True)]
    if len(terms) > _MOST_SHOWN:
        terms = [*terms[:3], f"+ … {len(terms) - 6} more … ", *terms[-3:]]
    left = "".join(terms).replace("+-", "-").removeprefix("+")
    figures = [part.figure for part in (*parts, whole)]
    return decided(rule, figures, f"{left} = {shown(whole)}", Comparison(added, Operator.MEETS, whole.interval))


def difference(rule: ClaimRule, result: Amount, first: Amount, second: Amount, *, mirrored: bool = False) -> Claim:
    """Return the claim that a result is the first figure less the second; `mirrored` takes it without its sign."""
    stated = -result.interval if mirrored else result.interval
    left = first.interval - second.interval
    minus = "" if shown(second).startswith("-") else "-"
    subtrahend = shown(second) if minus else f"+{shown(second)[1:]}"
    relation = f"{shown(first)}{minus}{subtrahend} = {'-' if mirrored else ''}{shown(result)}"
    figures = [first.figure, second.figure, result.figure]
    return decided(rule, figures, relation, Comparison(left, Operator.MEETS, stated))


def quotient(rule: ClaimRule, part: Amount, whole: Amount, percent: Amount) -> Claim | None:
    """Return the claim that a percentage is the share of a part in a whole; None where the whole may be nought."""
    if whole.interval.low <= 0:
        return None
    comparison = against(part.interval / whole.interval, percent.figure, _PERCENT)
    figures = [part.figure, whole.figure, percent.figure]
    return decided(rule, figures, f"{shown(part)}/{shown(whole)} = {shown(percent, '%')}", comparison)


def growth(rule: ClaimRule, later: Amount, earlier: Amount, percent: Amount, *, mirrored: bool) -> Claim | None:
    """Return the claim that a percentage is the change between two figures; None where it starts at nought or below.

    `mirrored` reads a fall that is printed without a sign.
    """
    if earlier.interval.low <= 0 or later.interval.low < 0:
        return None
    ratio, one = later.interval / earlier.interval, Interval.exactly(1)
    names = f"{shown(later)}/{shown(earlier)}"
    if mirrored or percent.interval.high < 0:
        stated = (
            percent.figure if mirrored else replace(percent.figure, low=-percent.figure.high, high=-percent.figure.low)
        )
        left, comparison = f"1-{names}", against(one - ratio, stated, _PERCENT)
    else:
        left, comparison = f"{names}-1", against(ratio - one, percent.figure, _PERCENT)
    value = shown(percent, "%").removeprefix("-")
    figures = [later.figure, earlier.figure, percent.figure]
    return decided(rule, figures, f"{left} = {value}", comparison)
