"""An amount of change against the two figures it lies between.

## What it does
Finds an amount that is stated with both figures it separates (从…增加到…，增加…; 较…的38分钟提升10分钟; "a decrease
of … from …"; 出口…，进口…，顺差…), subtracts and compares.

## Why it matters
A difference checks two figures at once and needs no division: a reader can see the error without a calculator.

## Example
`借阅量由380人次升至420人次，增加40人次。` gives `420-380 = 40`.

## When it is wrong
Levels rounded to 亿 beside an amount that was worked out before rounding: the intervals allow for that. A balance of
trade may be of another kind of trade than the exports and imports before it; only figures named 出口 and 进口 in one
sentence, in this order, are taken.

## Fix safety
None: which of the figures is wrong cannot be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanwu.figure import Claim, Figure, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.validate.claims.balances import balances
from kanwu.validate.claims.drawing import against, decided, printed, uncheckable
from kanwu.validate.claims.movements import Movement, movements, same_unit
from kanwu.validate.claims.structure import countable

_OTHER_BASE = "The amount may be compared with another time than the figures before it."


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the differences, in order."""
    told: set[int] = set()
    for balance in balances(reading):
        if countable(balance.difference):
            told.add(balance.difference.start)
            yield _claim(balance.more, balance.less, balance.difference)
    for movement in movements(reading):
        if movement.amount is not None and movement.amount.start not in told:
            yield from _of_movement(movement)


def _of_movement(movement: Movement) -> Iterator[Claim]:
    """Yield the claim of a movement's amount."""
    level, previous, amount = movement.level, movement.previous, movement.amount
    if not (level and previous and amount and same_unit(level, previous) and same_unit(level, amount)):
        return
    rises = movement.rises if movement.rises is not None else level.high >= previous.high
    claim = _claim(level, previous, amount) if rises else _claim(previous, level, amount)
    if claim.verdict is Verdict.CONSISTENT or movement.firm:
        yield claim
    else:
        yield uncheckable(RULE, claim.figures, claim.relation, _OTHER_BASE)


def _claim(more: Figure, less: Figure, difference: Figure) -> Claim:
    test = against(more.interval - less.interval, difference)
    relation = f"{printed(more)}-{printed(less)} = {printed(difference)}"
    return decided(RULE, (more, less, difference), relation, test)


RULE = ClaimRule(
    "FIG104",
    "difference",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="difference",
    find=find,
    fewest=3,
)
