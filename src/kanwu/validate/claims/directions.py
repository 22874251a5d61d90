"""Levels that moved the other way than the words say: 从4.3%升至3.6%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.figure import Figure
from kanwu.rule import Reading
from kanwu.validate.claims.drawing import is_bound
from kanwu.validate.claims.movements import same_unit
from kanwu.validate.claims.skeleton import compiled, skeleton
from kanwu.validate.claims.structure import kin, scenes
from kanwu.validate.grammar.directions import FROM_TO, MOVED_FROM, NO_DIRECTION
from kanwu.validate.grammar.wholes import CURRENCIES

_FEWEST = 2
_NEAR = 16  # characters before the words, in which something may be said of the levels
_MOVED_FROM, _NO_DIRECTION = re.compile(MOVED_FROM), re.compile(NO_DIRECTION)
_UNITS = CURRENCIES | {"%"}  # a rank, a resolution or a time gets better as its number gets less


def backwards(reading: Reading) -> Iterator[tuple[Figure, Figure, bool]]:
    """Yield the earlier level, the later one, and whether they are said to rise, where they do the opposite."""
    if not _MOVED_FROM.search(reading.text):
        return
    for scene in scenes(reading):
        if len(scene.figures) < _FEWEST:
            continue
        bones = skeleton(scene)
        for template in FROM_TO:
            for found in compiled(template).finditer(bones.text):
                previous, level = bones.at(found, "previous"), bones.at(found, "level")
                if previous is None or level is None or not _are_levels(previous, level):
                    continue
                rises = found["up"] is not None
                opposed = level.high < previous.low if rises else level.low > previous.high
                if opposed and not _NO_DIRECTION.search(bones.text, max(0, found.start() - _NEAR), found.end()):
                    yield previous, level, rises


def _are_levels(previous: Figure, level: Figure) -> bool:
    """Say whether two figures are levels of one thing, and neither a bound nor below nought."""
    return (
        same_unit(previous, level)
        and min(previous.low, level.low) >= 0
        and kin(level.unit) in _UNITS
        and not (is_bound(previous) or is_bound(level))
    )
