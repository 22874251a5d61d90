"""Partitions: a total and all its parts, each with its rate of change (进出口增长…，其中出口增长…，进口增长…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kanwu.figure import Figure
from kanwu.rule import Reading, once
from kanwu.text.intervals import Interval
from kanwu.validate.claims.skeleton import SHARE, compiled, skeleton_of
from kanwu.validate.claims.structure import Scene, countable, kin, scenes
from kanwu.validate.grammar import GRAMMARS
from kanwu.validate.grammar.divisions import CLASSIFICATIONS, COMPLEMENTS
from kanwu.validate.grammar.wholes import MIXED, UNLIKE

_FEWEST = 3
_LABEL = 40
_UNLIKE = re.compile(UNLIKE)
_MIXED = re.compile(MIXED)
_MOVES = tuple(compiled(grammar.movements.moved) for grammar in GRAMMARS)


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure's rate of change.

    Attributes:
        rate: the percentage as printed.
        change: its values, negative for a fall.
        level: the amount that changed, where the text has it just before.
        label: the words since the rate before.
    """

    rate: Figure
    change: Interval
    level: Figure | None
    label: str


@dataclass(frozen=True, slots=True)
class Partition:
    """A whole and all its parts.

    Attributes:
        whole: the rate of all.
        parts: the rates of the parts.
        weighable: whether the amounts give the rates: none of them is at constant prices.
    """

    whole: Moved
    parts: tuple[Moved, ...]
    weighable: bool


@once
def partitions(reading: Reading) -> tuple[Partition, ...]:
    """Return the partitions that a text states."""
    if [figure.unit for figure in reading.figures].count("%") < _FEWEST:
        return ()
    is_said = reading.text.__contains__
    named = [(names, wholes) for names, wholes in (*COMPLEMENTS, *CLASSIFICATIONS) if all(map(is_said, names))]
    if not named:
        return ()
    found: list[Partition] = []
    for scene in scenes(reading):
        moved = list(_moved(scene))
        if len(moved) >= _FEWEST:
            for names, wholes in named:
                found += _of_names(scene, moved, names, wholes)
    return tuple(found)


def _moved(scene: Scene) -> Iterator[Moved]:
    """Yield the rates of change of the sentence and the one before it, with direction and level."""
    start = scene.sentence.previous if scene.earlier() else scene.sentence.start
    figures = [figure for figure, _ in scene.earlier() if figure.start >= start] + list(scene.sentence.figures)
    bones = skeleton_of(scene.text, start, scene.sentence.end, figures)
    at, level = start, None
    floor = 0
    for place, figure in bones.figures.items():
        if bones.text[place] != SHARE:
            if countable(figure):
                level = figure
            continue
        words = bones.text[max(floor, place - _LABEL) : place]
        label = scene.text[max(at, figure.start - _LABEL) : figure.start]
        at, floor = figure.end, place + 1
        direction = next((found for pattern in _MOVES if (found := pattern.search(words))), None)
        if direction is not None:
            change = figure.interval if direction["up"] else -figure.interval
            yield Moved(figure, change, level, label)
        level = None


def _of_names(scene: Scene, moved: Sequence[Moved], names: Sequence[str], wholes: Sequence[str]) -> Iterator[Partition]:
    """Yield the partition into parts of these names: the rate before the first of them is the whole's."""
    for at in range(len(moved) - len(names)):
        whole, parts = _whole_before(moved, at), moved[at + 1 : at + 1 + len(names)]
        if whole is None:
            continue
        if parts[-1].rate.start < scene.sentence.start or not _are_parts(parts, names):
            continue
        if wholes and not any(name in whole.label for name in wholes):
            continue
        if not wholes and any(name in whole.label for name in names):
            continue
        words = scene.text[max(0, whole.rate.start - _LABEL) : parts[-1].rate.end]
        if not _UNLIKE.search(words):
            yield Partition(whole, tuple(parts), weighable=not _MIXED.search(words) and _amounts(whole, parts))


def _whole_before(moved: Sequence[Moved], at: int) -> Moved | None:
    """Return the rate that the one at `at` is, or is a part of: parts by another division stand between."""
    for place in range(at, -1, -1):
        if not any(name in moved[place].label for name in _PART_NAMES):
            return moved[place]
    return moved[at] if at == 0 else None


_PART_NAMES = tuple(name for names, wholes in COMPLEMENTS if "价格" in wholes for name in names)
"""Parts of one index, after which the same whole may be divided in another way."""


def _are_parts(parts: Sequence[Moved], names: Sequence[str]) -> bool:
    """Say whether each label names its own part and no other."""
    return all(
        name in part.label and not any(other in part.label for other in names if other != name and other not in name)
        for part, name in zip(parts, names, strict=True)
    )


def _amounts(whole: Moved, parts: Sequence[Moved]) -> bool:
    """Say whether all have an amount in one unit."""
    levels = [one.level for one in (whole, *parts)]
    return (
        all(level is not None and level.low > 0 for level in levels)
        and len({kin(level.unit) for level in levels if level}) == 1
    )
