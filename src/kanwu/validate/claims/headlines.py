"""A rate of change in one English sentence, and the two levels it comes from in one of the next two.

Quarterly profit rose 18 percent, the company said. Net income rose to $207.5 million from $176.5 million a year ago.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.figure import Figure
from kanwu.validate.claims.skeleton import compiled, skeleton
from kanwu.validate.claims.structure import Scene, alike
from kanwu.validate.grammar.headlines import (
    NOT_THE_LEVELS,
    OF_THEIR_OWN,
    PERIODS,
    RATE_FIRST,
    RATE_LAST,
    SAME_THING,
    THEN_LEVELS,
)

_REACH = 3  # sentences with figures
_FARTHEST = 900  # characters between the rate and the levels
_PAIR = 2
_WORD = re.compile("[a-z-]+")
_OWN, _PERIODS, _NOT = (re.compile(words, re.IGNORECASE) for words in (OF_THEIR_OWN, PERIODS, NOT_THE_LEVELS))
_OF_A_SHARE = re.compile("^ (?:per|a) share")
_LEVELS = re.compile(r"\bto\b.*?\bfrom\b", re.DOTALL)


def headlined(scene: Scene) -> Iterator[tuple[Figure, Figure, Figure, bool, str]]:
    """Yield the later level, the earlier one, the rate of an earlier sentence, whether it is a rise, and the words."""
    if len(scene.figures) < _PAIR or scene.before is None or any(figure.unit == "%" for figure in scene.figures):
        return
    words = scene.text[scene.sentence.start : scene.sentence.end]
    if not _LEVELS.search(words) or _NOT.search(words):
        return
    bones = skeleton(scene)
    for found in compiled(THEN_LEVELS).finditer(bones.text):
        level, previous = bones.at(found, "level"), bones.at(found, "previous")
        if level is None or previous is None or not alike(level, previous):
            continue
        thing = _thing(found["name"])
        rises = found["up"] is not None
        told = _rate_before(scene, thing, words, rises=rises) if thing else None
        if told is not None:
            yield level, previous, told[0], rises, told[1]


def _rate_before(scene: Scene, thing: frozenset[str], words: str, *, rises: bool) -> tuple[Figure, str] | None:
    """Return the one rate that a sentence shortly before tells of a thing, and the words of both sentences."""
    before = scene.before
    for _ in range(_REACH):
        if before is None or scene.sentence.start - before.sentence.start > _FARTHEST:
            return None
        told = _rates(before, thing, rises=rises)
        if told:
            said = before.text[before.sentence.start : before.sentence.end]
            if len(told) > 1 or _NOT.search(said) or _differ(_PERIODS, said, words):
                return None
            return told[0], said + words
        before = before.before
    return None


def _rates(scene: Scene, thing: frozenset[str], *, rises: bool) -> list[Figure]:
    """Return the rates by which a sentence says that a thing rose, or fell."""
    bones = skeleton(scene)
    return [
        rate
        for template, which in ((RATE_FIRST, 0), (RATE_LAST, -1))
        for found in compiled(template).finditer(bones.text)
        if _thing(found["name"], which) == thing
        and (found["up"] is not None) == rises
        and (rate := bones.at(found, "change")) is not None
        and rate.approximator is None
    ]


def _thing(name: str, which: int = -1) -> frozenset[str]:
    """Return what a name is of: the first or last word known to name a figure, and what is said of it before that."""
    words = [(found[0], found.end()) for found in _WORD.finditer(name.lower()) if found[0] in SAME_THING]
    if not words:
        return frozenset()
    word, end = words[which]
    return frozenset((SAME_THING[word], *_OWN.findall(name[:end].lower()), *_OF_A_SHARE.findall(name[end:].lower())))


def _differ(pattern: re.Pattern[str], first: str, second: str) -> bool:
    """Say whether two sentences are of different times."""
    one, other = ({word.lower() for word in pattern.findall(words)} for words in (first, second))
    return bool(one and other) and one.isdisjoint(other)
