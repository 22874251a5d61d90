"""A change in percentage points against the two percentages.

## What it does
Finds a number of percentage points (个百分点, 千分点, 基点, "percentage points", "basis points") that is stated with
the percentages before and after (从…提高到…，提高…个百分点), or a rate that is the difference of two others (birth,
death and natural growth), or with a rate and that of the whole it is compared with (增长9.8%，高于整体增速7.7个百分点),
subtracts and compares.

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

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from kanwu.figure import Claim, Figure, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.validate.claims.balances import balances
from kanwu.validate.claims.drawing import against, decided, printed, uncheckable
from kanwu.validate.claims.movements import Movement, movements, same_unit
from kanwu.validate.claims.skeleton import compiled, skeleton
from kanwu.validate.claims.structure import RELATIVE_UNITS, Scene, countable, scenes
from kanwu.validate.grammar import GRAMMARS
from kanwu.validate.grammar.relations import ABOVE_THE_WHOLE, RATE_OF_THE_WHOLE

_OTHER_BASE = "The points may be compared with another time than the percentages before them."
_WORTH = {name: worth for grammar in GRAMMARS for name, worth in grammar.points.items()}


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the differences of percentages, in order."""
    for movement in movements(reading):
        yield from _of_movement(movement)
    for balance in balances(reading):
        if not countable(balance.difference):
            yield _claim(balance.more, balance.less, balance.difference)
    for scene in scenes(reading):
        yield from _apart(scene)


def _apart(scene: Scene) -> Iterator[Claim]:
    """Yield the points by which a rate is said to be above or below that of something else."""
    if not any(figure.unit in _WORTH for figure in scene.figures) or not _APART_WORDS.search(
        scene.text, scene.sentence.start, scene.sentence.end
    ):
        return
    bones = skeleton(scene)
    for found in _APART.finditer(bones.text):
        level, points = bones.at(found, "level"), bones.at(found, "change")
        if level is None or points is None or points.unit not in _WORTH:
            continue
        others = [
            (figure, lead)
            for figure, lead in reversed((*scene.earlier(), *scene.here))
            if figure.unit == "%" and figure.end < level.start
        ]
        above = any(found[name] and found[name] in _ABOVE for name in ("before", "after"))
        claims = [_claim(level, other, points) if above else _claim(other, level, points) for other, _ in others]
        holding = [claim for claim in claims if claim.verdict is Verdict.CONSISTENT]
        if holding:
            yield holding[0]
        elif len(others) == 1 and _is_base(found["base"], others[0][1]):
            yield claims[0]


def _is_base(name: str, lead: str) -> bool:
    """Say whether what a rate is compared with is the one other rate: the whole, or of that name."""
    own = _RATE_NAME.sub("", name)
    return not own or (len(own) > 1 and own in lead)


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


_APART_WORDS = re.compile("[高快低慢]")
_APART = compiled(ABOVE_THE_WHOLE)
_ABOVE = frozenset("高快")
_RATE_NAME = re.compile(RATE_OF_THE_WHOLE)


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
