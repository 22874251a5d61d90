"""A change in percentage points against the two percentages.

## What it does
Finds a number of percentage points (个百分点, 千分点, 基点, "percentage points", "basis points") that is stated with
the percentages before and after (从…提高到…，提高…个百分点), or a rate that is the difference of two others (birth,
death and natural growth), subtracts and compares.

## Why it matters
Points and percent are easily confused, and the smaller of the three numbers is the one that headlines repeat.

## Example
`参与率由35.2%提高到38.0%，提高2.8个百分点。` gives `38.0%-35.2% = 2.8个百分点`.

## When it is wrong
Growth that 扩大 or 回落 by points is about the rate of change, not the level: only percentages in the same movement are
taken. Points that compare with another time than the percentage before them are not decided.

## Fix safety
None: which of the figures is wrong cannot be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from kanwu.figure import Claim, Figure, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.validate.claims.balances import balances
from kanwu.validate.claims.drawing import against, decided, printed, uncheckable
from kanwu.validate.claims.movements import Movement, movements, same_unit
from kanwu.validate.claims.structure import RELATIVE_UNITS, countable
from kanwu.validate.grammar import GRAMMARS

_OTHER_BASE = "The points may be compared with another time than the percentages before them."
_WORTH = {name: worth for grammar in GRAMMARS for name, worth in grammar.points.items()}


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the differences of percentages, in order."""
    for movement in movements(reading):
        yield from _of_movement(movement)
    for balance in balances(reading):
        if not countable(balance.difference):
            yield _claim(balance.more, balance.less, balance.difference)


def _of_movement(movement: Movement) -> Iterator[Claim]:
    """Yield the claim of a movement's points."""
    level, previous, points = movement.level, movement.previous, movement.points
    if not (level and previous and points and same_unit(level, previous)) or countable(level):
        return
    rises = movement.rises if movement.rises is not None else level.high >= previous.high
    claim = _claim(level, previous, points) if rises else _claim(previous, level, points)
    if claim.verdict is Verdict.CONSISTENT or movement.firm:
        yield claim
    else:
        yield uncheckable(RULE, claim.figures, claim.relation, _OTHER_BASE)


def _claim(more: Figure, less: Figure, points: Figure) -> Claim:
    scale = _WORTH.get(points.unit, Fraction(1)) / _WORTH.get(more.unit, Fraction(1))
    test = against(more.interval - less.interval, points, scale)
    relation = f"{printed(more, unit=True)}-{printed(less, unit=True)} = {printed(points, unit=True)}"
    return decided(RULE, (more, less, points), relation, test)


RULE = ClaimRule(
    "FIG105",
    "points",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="points",
    find=find,
    fewest=3,
    units=RELATIVE_UNITS,
)
