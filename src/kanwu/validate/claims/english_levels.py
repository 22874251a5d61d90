"""Two levels and a rate of change in English, where no template has them and the sentence holds no others.

Unfilled orders have fallen to ¥84.1 billion from ¥88.0 billion in September, down 4.4%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.figure import Figure
from kanwu.validate.claims.skeleton import UNITS_OF_TIME
from kanwu.validate.claims.structure import Scene, alike, countable
from kanwu.validate.grammar.english_levels import (
    CHANGED_AFTER,
    CHANGED_BEFORE,
    EARLIER_AFTER,
    EARLIER_BEFORE,
    NOT_TWO_LEVELS,
)

_PAIR = 2
_MOST = 5  # figures in such a sentence
_LABEL = 48  # characters before a level that may say when it was
_AFTER = 40
_NEAR = 40  # characters about a rate
_GAP = 70  # characters between the levels and the rate
_LEAST = 10  # of a level without a unit
_FARTHEST = 20  # times, between two levels without a unit
_CHANGED_BEFORE, _CHANGED_AFTER = (re.compile(words, re.IGNORECASE) for words in (CHANGED_BEFORE, CHANGED_AFTER))
_EARLIER_BEFORE, _EARLIER_AFTER = (re.compile(words, re.IGNORECASE) for words in (EARLIER_BEFORE, EARLIER_AFTER))
_NOT = re.compile(NOT_TWO_LEVELS, re.IGNORECASE)
_LETTERS = re.compile("[a-z] [a-z]+ [a-z]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLAUSE = re.compile(";(?! that is)")


def levels_in_english(scene: Scene) -> Iterator[tuple[Figure, Figure, Figure, str]]:
    """Yield the later level, the earlier one, the rate, and the words of the sentence."""
    figures = scene.figures
    start, end = scene.sentence.start, scene.sentence.end
    if not _PAIR < len(figures) <= _MOST or not _LETTERS.search(scene.text, start, end):
        return
    rates = [figure for figure in figures if figure.unit == "%"]
    words = scene.text[start:end]
    if len(rates) != 1 or rates[0].approximator or _NOT.search(words):
        return
    rate = rates[0]
    before, after = (
        scene.text[max(start, rate.start - _NEAR) : rate.start],
        scene.text[rate.end : min(end, rate.end + _NEAR)],
    )
    if not _CHANGED_BEFORE.search(before) and not _CHANGED_AFTER.match(after):
        return
    levels = [figure for figure in figures if countable(figure) and figure.unit not in UNITS_OF_TIME]
    if len(levels) != _PAIR or not _are_levels(*levels) or not _is_near(scene.text, levels, rate):
        return
    marked = [_is_earlier(scene, level) for level in levels]
    if sum(marked) == 1:
        previous, level = levels if marked[0] else levels[::-1]
        yield level, previous, rate, words


def _are_levels(first: Figure, second: Figure) -> bool:
    """Say whether two figures may be of one thing: in one unit, or counts of like size."""
    if first.unit or second.unit:
        return first.unit == second.unit
    less, more = sorted((first.low, second.low))
    return alike(first, second) and less >= _LEAST and more <= _FARTHEST * less


def _is_near(text: str, levels: list[Figure], rate: Figure) -> bool:
    """Say whether a rate stands between two levels or next to them, with no semicolon between."""
    first, last = levels
    if rate.start > last.end:
        between = text[last.end : rate.start]
    elif rate.end < first.start:
        between = text[rate.end : first.start]
    else:
        between = ""
    return len(between) <= _GAP and not _CLAUSE.search(text, first.end, max(last.start, rate.start))


def _is_earlier(scene: Scene, level: Figure) -> bool:
    """Say whether the words about a level make it the earlier one."""
    ends = [figure.end for figure in scene.figures if figure.end <= level.start]
    begins = [figure.start for figure in scene.figures if figure.start >= level.end]
    before = scene.text[max(scene.sentence.start, level.start - _LABEL, *ends[-1:]) : level.start]
    after = scene.text[level.end : min(scene.sentence.end, level.end + _AFTER, *begins[:1])]
    return _EARLIER_BEFORE.search(before) is not None or _EARLIER_AFTER.match(after) is not None
