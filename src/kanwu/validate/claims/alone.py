"""Shares that only the company of their figures tells: two amounts of one unit and one percentage in a sentence.

白鹤4,120只，全球不过5,600只，等于说74%的白鹤在这里过冬. Nothing else is counted in that unit, and a word of sharing
stands by; the lesser of the two is the part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.figure import Figure
from kanwu.validate.claims.skeleton import UNITS_OF_TIME
from kanwu.validate.claims.structure import Scene, alike, countable, is_change
from kanwu.validate.grammar.relations import LONE_SHARES, NO_LONE_SHARES

_PAIR = 2
_MOST = 7  # figures in such a sentence
_NEAR = 14  # characters about a percentage, in which a word makes it a share
_ENGLISH = re.compile("[a-z] [a-z]+ [a-z]")
_SHARED = re.compile(LONE_SHARES)
_NOT = re.compile(NO_LONE_SHARES)


def lone_shares(scene: Scene) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Yield the part, the base and the percentage of a sentence that has no others."""
    figures = scene.figures
    shares = [(figure, lead) for figure, lead in scene.here if figure.unit == "%"]
    if len(shares) != 1 or not _PAIR < len(figures) <= _MOST or is_change(shares[0][1]):
        return
    stated = shares[0][0]
    around = scene.text[max(scene.sentence.start, stated.start - _NEAR) : stated.start]
    after = scene.text[stated.end : stated.end + _NEAR // 2]
    if (
        not (_SHARED.search(around) or _SHARED.match(after))
        or _NOT.search(around)
        or _NOT.search(scene.text, scene.sentence.start, scene.sentence.end)
    ):
        return
    english = _ENGLISH.search(scene.text, scene.sentence.start, scene.sentence.end) is not None
    levels = [
        figure
        for figure, lead in scene.here
        if countable(figure) and (figure.unit or english) and figure.unit not in UNITS_OF_TIME and not is_change(lead)
    ]
    paired = [figure for figure in levels if sum(alike(figure, other) for other in levels) > 1]
    if len(paired) != _PAIR or not alike(*paired):
        return
    one, other = paired
    part, base = (one, other) if one.high <= other.low else (other, one)
    if 0 < part.high <= base.low:
        yield part, base, stated
