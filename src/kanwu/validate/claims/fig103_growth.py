"""A rate of growth against the figures it comes from.

## What it does
Finds a rate that is stated with two of three: the level before, the level after, the amount of change
(从…增加到…，增长…%; 比上年增加…，增幅…%; "a decrease of …, or …%, from …"), works it out and compares. Where a total
and all its parts have a rate each, the total's must fit.

## Why it matters
Rates are worked out by hand or by a spreadsheet and then copied; the level, the amount and the rate of one change check
each other.

## Example
`馆藏图书从1250册增加到1500册，增长20%。` gives `1500/1250-1 = 20%`.

## When it is wrong
A rate at constant prices or of comparable scope (按可比价格, 扣除价格因素, "constant currency") does not follow from
the printed levels: such a claim is uncheckable. So is one whose rate is compared with another time (同比 after
从一月的…增加到…), unless it holds. For a currency that gains or loses value, both ways to divide are in use.

## Fix safety
None: which of the figures is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval, total
from kanwu.validate.claims.drawing import against, decided, printed, uncheckable
from kanwu.validate.claims.movements import Movement, movements, same_unit
from kanwu.validate.claims.partitions import Partition, partitions
from kanwu.validate.claims.skeleton import compiled
from kanwu.validate.claims.structure import countable
from kanwu.validate.grammar import GRAMMARS

_PERCENT = Fraction(1, 100)
_HUNDREDTH = Interval.exactly(_PERCENT)
_TEN = 10
_ALL = -100  # percent: nothing is left
_ONE = Interval.exactly(1)
_NOTHING = Interval.exactly(0)
_REAL = "The rate is one at constant prices or of comparable scope, the figures are as printed."
_OTHER_BASE = "The rate may be compared with another time than the figures before it."
_ROUNDER = "The rate is a round number, rounded more coarsely than it is printed."
_POINTS = "The percentage is the difference of two percentages: percentage points may be meant."
_EARLIER = "The level may be the one before the change."
_VALUES = tuple(compiled(grammar.movements.values) for grammar in GRAMMARS)


_Way = tuple[tuple[Figure, ...], str, Interval]
"""Figures, how they give the rate, and what they give."""


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the rates of growth, in order."""
    for movement in movements(reading):
        yield from _of_movement(movement)
    for partition in partitions(reading):
        if partition.weighable:
            claim = _weighted(partition)
            if claim is not None:
                yield claim


def _of_movement(movement: Movement) -> Iterator[Claim]:
    """Yield the claim of a movement's rate."""
    rate = movement.rate
    if rate is None:
        return
    if _outgrows(movement):
        yield _no_room(movement, rate)
        return
    ways = list(_ways(movement)) if rate.high >= 0 else [_signed(way) for way in _ways(replace(movement, rises=False))]
    claims = [
        decided(RULE, (*figures, rate), f"{relation} = {printed(rate, unit=True)}", against(left, rate, _PERCENT))
        for figures, relation, left in ways
    ]
    if not claims:
        return
    holding = [claim for claim in claims if claim.verdict is Verdict.CONSISTENT]
    claim = (holding or claims)[0]
    if movement.real:
        yield uncheckable(RULE, claim.figures, claim.relation, _REAL)
    elif holding:
        yield claim
    elif doubt := _doubt(movement, rate):
        yield uncheckable(RULE, claim.figures, claim.relation, doubt)
    elif movement.firm and not _is_rounder(claim, rate):
        yield claim
    elif movement.firm:
        yield uncheckable(RULE, claim.figures, claim.relation, _ROUNDER)
    elif len(claims) == 1:
        yield uncheckable(RULE, claim.figures, claim.relation, _OTHER_BASE)


def _signed(way: _Way) -> _Way:
    """Give a fall its sign, where the rate is printed with one: 減少1512人（-15.99%）, 增速为-20%."""
    figures, relation, left = way
    return figures, f"-({relation})", _NOTHING - left


def _doubt(movement: Movement, rate: Figure) -> str:
    """Return what else a rate may be that does not come about, empty if nothing."""
    if _in_points(movement, rate):
        return _POINTS
    return _EARLIER if _is_earlier(movement, rate) else ""


def _in_points(movement: Movement, rate: Figure) -> bool:
    """Say whether a percentage is the difference of two percentages, as writers who leave out 点 print it."""
    level, previous = movement.level, movement.previous
    if not level or not previous or countable(level) or countable(previous):
        return False
    more, less = (level, previous) if level.high >= previous.high else (previous, level)
    return (more.interval - less.interval).meets(rate.interval)


def _is_earlier(movement: Movement, rate: Figure) -> bool:
    """Say whether a rate fits a level that was there before its change: 原价80元，降了20元，降幅25%.

    Only in Chinese, whose verbs leave open which level it is, and without a base (比上年), which settles that.
    """
    level, amount = movement.level, movement.amount
    if not level or not amount or movement.previous or movement.base or not same_unit(level, amount) or level.low <= 0:
        return False
    if not _CHINESE.search(movement.text):
        return False
    return against(amount.interval / level.interval, rate, _PERCENT).verdict() is Verdict.CONSISTENT


_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _is_rounder(claim: Claim, rate: Figure) -> bool:
    """Say whether a rate of whole tens lies within a point of what it should be: 30% for 29.4%."""
    middle = (rate.low + rate.high) / 2
    if middle % _TEN or claim.left is None:
        return False
    near = Interval((middle - 1) * _PERCENT, (middle + 1) * _PERCENT)
    return claim.left.meets(near)


def _outgrows(movement: Movement) -> bool:
    """Say whether something is said to have grown, at a rate, by more than there is of it now."""
    level, amount = movement.level, movement.amount
    if not level or not amount or movement.previous or movement.rises is not True or not same_unit(level, amount):
        return False
    return 0 < level.high < amount.low


def _no_room(movement: Movement, rate: Figure) -> Claim:
    """Return the claim that a level is at least the amount by which it has grown."""
    level, amount = movement.level, movement.amount
    assert level is not None
    assert amount is not None
    test = Comparison(amount.interval, Operator.AT_MOST, level.interval)
    return decided(RULE, (amount, level, rate), f"{printed(amount)} <= {printed(level)}", test)


def _weighted(partition: Partition) -> Claim | None:
    """Return the claim that what a whole was before is what its parts were, if the parts add up to it now."""
    members = (partition.whole, *partition.parts)
    levels = [one.level for one in members if one.level is not None]
    whole, *parts = levels
    if not total(part.interval for part in parts).meets(whole.interval):
        return None
    if any(one.change.low <= _ALL for one in members):
        return None
    before = [level.interval / (_ONE + one.change * _HUNDREDTH) for level, one in zip(levels, members, strict=True)]
    shown = [
        f"{printed(level)}/(1{'+' if one.change.high > 0 else '-'}{printed(one.rate, unit=True)})"
        for level, one in zip(levels, members, strict=True)
    ]
    figures = [figure for level, one in zip(levels, members, strict=True) for figure in (level, one.rate)]
    test = Comparison(total(before[1:]), Operator.MEETS, before[0])
    return decided(RULE, figures, f"{'+'.join(shown[1:])} = {shown[0]}", test)


def _ways(movement: Movement) -> Iterator[_Way]:
    """Yield how the rate may come about, the plain way first."""
    level, previous, amount = movement.level, movement.previous, movement.amount
    if level and previous and same_unit(level, previous):
        if min(level.low, previous.low) > 0:
            yield from _of_levels(level, previous, movement)
    elif level and amount and same_unit(level, amount):
        if min(level.low, amount.low) > 0:
            yield from _of_amount(level, amount, movement)
    elif previous and amount and same_unit(previous, amount) and min(previous.low, amount.low) > 0:
        yield (amount, previous), f"{printed(amount)}/{printed(previous)}", amount.interval / previous.interval


def _of_levels(level: Figure, previous: Figure, movement: Movement) -> Iterator[_Way]:
    """Yield the rate of two levels; a currency's value is worked out either way."""
    after, before = printed(level), printed(previous)
    ratio = level.interval / previous.interval
    rises = movement.rises if movement.rises is not None else level.high >= previous.high
    if any(values.search(movement.text) for values in _VALUES):
        falls = ratio.high < 1
        inverse = previous.interval / level.interval
        yield (
            (level, previous),
            f"1-{after}/{before}" if falls else f"{after}/{before}-1",
            _rate(ratio, rises=not falls),
        )
        yield (level, previous), f"{before}/{after}-1" if falls else f"1-{before}/{after}", _rate(inverse, rises=falls)
        return
    yield (level, previous), f"{after}/{before}-1" if rises else f"1-{after}/{before}", _rate(ratio, rises=rises)


def _of_amount(level: Figure, amount: Figure, movement: Movement) -> Iterator[_Way]:
    """Yield the rate of a level and the amount of change that led to it."""
    after, change = printed(level), printed(amount)
    rises = movement.rises is not False
    if rises and level.interval.low > amount.interval.high:
        yield (level, amount), f"1/({after}/{change}-1)", _ONE / (level.interval / amount.interval - _ONE)
    if not movement.rises:
        yield (level, amount), f"1/({after}/{change}+1)", _ONE / (level.interval / amount.interval + _ONE)


def _rate(ratio: Interval, *, rises: bool) -> Interval:
    """Return the growth or the fall that a ratio of levels means."""
    return ratio - _ONE if rises else _ONE - ratio


RULE = ClaimRule(
    "FIG103",
    "growth",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="growth",
    find=find,
    fewest=3,
    units=frozenset({"%", "‰"}),
)
