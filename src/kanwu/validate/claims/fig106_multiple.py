"""A multiple against the two figures it divides.

## What it does
Finds a multiple with its base: B是A的N倍 and "N times the A" (B/A = N), 从A增加到B，增长N倍 (B/A-1 = N), 翻一番 (B/A
= 2, 翻两番 4), N个…，每个…M人，共T人 (N×M = T), divides or multiplies, and compares.

## Why it matters
倍 is read both ways: what has grown to five times has grown by four. A headline with the wrong one is wrong by a
whole base.

## Example
`馆藏从2000册增加到9000册，增长3.5倍。` gives `9000/2000-1 = 3.5倍`.

## When it is wrong
The base of most multiples is not in the text; only a base that the sentence names by its own number, or by a word of
the clause of the figure that it is (发行金额 for 成功发行…), is taken. A writer may mean 增长到 by 增长: that is
reported, because a reader cannot know.

## Fix safety
None: which of the figures is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.text.numerals import small_count
from kanwu.validate.claims.drawing import against, decided, printed, uncheckable
from kanwu.validate.claims.movements import Movement, movements, same_unit
from kanwu.validate.claims.skeleton import Skeleton, compiled, skeleton
from kanwu.validate.claims.structure import Scene, countable, is_change, scenes
from kanwu.validate.grammar import GRAMMARS

_ONE = Interval.exactly(1)
_OTHER_BASE = "The multiple may be of another figure than the one before it."
_GATES = tuple(compiled(grammar.multiples.gate) for grammar in GRAMMARS)
_TELLING = 2  # characters of a base's name


def _fold(word: str) -> tuple[str, ...]:
    """Return the ways in which a word is capitalised."""
    return word, word.capitalize(), word.upper()


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the multiples, in order."""
    grammars = [grammar.multiples for grammar, gate in zip(GRAMMARS, _GATES, strict=True) if gate.search(reading.text)]
    if not grammars:
        return
    for movement in movements(reading):
        yield from _of_movement(movement)
    for scene in scenes(reading):
        bones = skeleton(scene)
        for grammar in grammars:
            if compiled(grammar.gate).search(bones.text):
                yield from _doubled(bones, grammar.doubled)
                yield from _of_base(bones, grammar.of_base)
                yield from _of_name(scene, bones, grammar.of_name)


def _of_movement(movement: Movement) -> Iterator[Claim]:
    """Yield the claim that something grew by so many times."""
    level, previous, times = movement.level, movement.previous, movement.times
    if not (level and previous and times and same_unit(level, previous)) or min(level.low, previous.low) <= 0:
        return
    left = level.interval / previous.interval - _ONE
    relation = f"{printed(level)}/{printed(previous)}-1 = {printed(times, unit=True)}"
    claim = decided(RULE, (level, previous, times), relation, against(left, times))
    if claim.verdict is Verdict.CONSISTENT or movement.firm:
        yield claim
    else:
        yield uncheckable(RULE, claim.figures, relation, _OTHER_BASE)


def _doubled(bones: Skeleton, templates: Iterable[str]) -> Iterator[Claim]:
    """Yield the claims that something doubled, once or more often."""
    for template in templates:
        for found in compiled(template).finditer(bones.text):
            level, previous = bones.at(found, "level"), bones.at(found, "previous")
            often = small_count(found["often"]) or 1
            if level and previous and same_unit(level, previous) and previous.low > 0:
                twice = Fraction(2) ** min(often, 9)
                near = Interval(twice * Fraction(9, 10), twice * Fraction(6, 5))  # 翻番 is never meant to the digit
                relation = f"{printed(level)}/{printed(previous)} = {twice}"
                yield decided(
                    RULE,
                    (level, previous),
                    relation,
                    Comparison(level.interval / previous.interval, Operator.MEETS, near),
                )


def _of_base(bones: Skeleton, templates: Iterable[str]) -> Iterator[Claim]:
    """Yield the multiples whose base is named by its number: B，是A的N倍."""
    for template in templates:
        for found in compiled(template).finditer(bones.text):
            level, base, times = bones.at(found, "level"), bones.at(found, "previous"), bones.at(found, "times")
            if level and base and times and same_unit(level, base) and min(base.low, level.low) > 0:
                yield _ratio(level, base, times)


def _of_name(scene: Scene, bones: Skeleton, templates: Iterable[str]) -> Iterator[Claim]:
    """Yield the multiples whose base is named by a word: 总申购金额B，是发行金额的N倍, after 发行A."""
    for template in templates:
        for found in compiled(template).finditer(bones.text):
            level, times = bones.at(found, "level"), bones.at(found, "times")
            if level and times and level.low > 0:
                base = _named(scene, level, found["name"])
                if base is not None:
                    yield _ratio(level, base, times)


def _named(scene: Scene, level: Figure, name: str) -> Figure | None:
    """Return the one figure before `level` whose clause has the first word of the base's name, or None."""
    words = _FIRST_WORD.match(name)
    if words is None:
        return None
    found = [
        figure
        for figure, lead in (*scene.earlier(), *scene.here)
        if figure.start < level.start
        and countable(figure)
        and same_unit(figure, level)
        and not is_change(lead)
        and words[0] in lead
        and f"{words[0]}的" not in lead
        and figure.low > 0
    ]
    return found[0] if len(found) == 1 else None


_FIRST_WORD = re.compile(rf"[^\W\d]{{{_TELLING}}}")


def _ratio(level: Figure, base: Figure, times: Figure) -> Claim:
    relation = f"{printed(level)}/{printed(base)} = {printed(times, unit=True)}"
    return decided(RULE, (level, base, times), relation, against(level.interval / base.interval, times))


RULE = ClaimRule(
    "FIG106",
    "multiple",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="multiple",
    find=find,
    words=("倍", "翻", *_fold("times"), *_fold("fold")),
    fewest=2,
)
