"""Lists of parts as a grammar's patterns describe them: 400 people: 212 men and 188 women."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kanwu.figure import Figure
from kanwu.validate.claims.divided import Divided
from kanwu.validate.claims.drawing import is_bound
from kanwu.validate.claims.skeleton import FIGURE, QUANTITY, SHARE, SPAN, Skeleton, compiled, skeleton
from kanwu.validate.claims.structure import Scene, alike
from kanwu.validate.grammar import GRAMMARS
from kanwu.validate.grammar.words import Lists

_FEWEST = 2
_MOST = 12
_TRIFLE = 3
_LABEL = 40
_GAP = 120  # characters between two figures of one list
_COUNT = re.compile(f"[{QUANTITY}{SPAN}]")
_ANY = re.compile(FIGURE)
# What a part's share adds in brackets says nothing about the list.
_SHARES = re.compile(rf" ?\([^()]{{0,24}}{SHARE}[^()]{{0,24}}\)|, or {SHARE},|,? or {SHARE}")
_LISTS = tuple(grammar.lists for grammar in GRAMMARS if grammar.lists is not None)


@dataclass(frozen=True, slots=True)
class _Row:
    """The counts of a sentence, with the words between them.

    Attributes:
        bones: the sentence.
        places: where the counts stand in it.
        gaps: the words after each count up to the next; None where another figure or too much stands between.
    """

    bones: Skeleton
    places: tuple[int, ...]
    gaps: tuple[str | None, ...]

    def figure(self, at: int) -> Figure:
        """Return a count."""
        return self.bones.figures[self.places[at]]


def listed_parts(scene: Scene) -> Iterator[Divided]:
    """Yield the lists of parts of a sentence, each with its total."""
    if len(scene.figures) <= _FEWEST or not _has_letters(scene):
        return
    row = _row(skeleton(scene))
    if len(row.places) <= _FEWEST:
        return
    for lists in _LISTS:
        for at in range(len(row.places)):
            yield from _after_total(row, lists, at)
            yield from _before_total(row, lists, at)


_LETTERS = re.compile("[a-z] ")


def _has_letters(scene: Scene) -> bool:
    """Say whether words in letters lead to the figures."""
    return _LETTERS.search(scene.text, scene.sentence.start, scene.sentence.end) is not None


def _row(bones: Skeleton) -> _Row:
    """Return the counts of a sentence and the words between them."""
    places = tuple(found.start() for found in _COUNT.finditer(bones.text) if found.start() in bones.figures)
    gaps: list[str | None] = []
    for first, second in pairwise(places):
        words = _SHARES.sub("", bones.text[first + 1 : second]) if second - first <= _GAP else None
        gaps.append(None if words is None or _ANY.search(words) else words)
    return _Row(bones, places, tuple(gaps))


def _after_total(row: _Row, lists: Lists, at: int) -> Iterator[Divided]:
    """Yield the list that follows a total."""
    whole, first = row.figure(at), row.gaps[at] if at < len(row.gaps) else None
    if first is None or is_bound(whole) or whole.low <= _TRIFLE:
        return
    before = row.bones.text[max(0, row.places[at] - _LABEL) : row.places[at]]
    opened = _is(lists.opened, first)
    caused = _is(lists.causes, first)
    if not (
        opened
        or caused
        or _is(lists.of_which, first)
        or (compiled(lists.of_all).search(before) and _is(lists.after_all, first))
    ):
        return
    last = _end_of_list(row, lists, at + 1)
    if last is None:
        return
    parts = [row.figure(place) for place in range(at + 1, last + 1)]
    if caused and any(compiled(lists.offset).search(gap or "") for gap in row.gaps[at : last + 1]):
        return
    if _fit(row, lists, at + 1, whole, parts, changes=not caused):
        closing = row.gaps[last - 1] or ""
        complete = bool(compiled(lists.rest).search(closing)) or _are_opposite(row, lists, at + 1, last)
        yield parts, whole, complete or (opened and _is_bare(row, lists, at + 1, last))


def _end_of_list(row: _Row, lists: Lists, at: int) -> int | None:
    """Return the last part of a list that begins at `at` and that a word closes, or None."""
    for place in range(at, min(at + _MOST, len(row.gaps))):
        gap = row.gaps[place]
        if gap is None:
            return None
        if _is(lists.last, gap):
            return place + 1
        if not _is(lists.comma, gap):
            return None
    return None


def _before_total(row: _Row, lists: Lists, at: int) -> Iterator[Divided]:
    """Yield the list that a total closes: 212 men and 188 women, a total of 400 people."""
    words = row.gaps[at - 1] if at else None
    whole = row.figure(at)
    if at < _FEWEST or words is None or not _is(lists.total, words) or is_bound(whole) or whole.low <= _TRIFLE:
        return
    closing = row.gaps[at - 2]
    if closing is None or not _is(lists.last, closing) or _is(lists.at_once, words):
        return
    first = at - 2
    while first and at - first < _MOST and (gap := row.gaps[first - 1]) is not None and _is(lists.comma, gap):
        first -= 1
    parts = [row.figure(place) for place in range(first, at)]
    if _fit(row, lists, first, whole, parts) and not _NET.match(row.bones.text, row.places[at] + 1):
        yield parts, whole, first == 0 and not _PREPOSITION.search(closing)


_NET = re.compile(r" ?(?:[a-z]+ ){0,2}(?:after|net of|less|excluding|before)\b")
_PREPOSITION = re.compile(r"\b(?:with|but|while)\b")


def _fit(row: _Row, lists: Lists, first: int, whole: Figure, parts: list[Figure], *, changes: bool = True) -> bool:
    """Say whether all parts may count what the total counts, and none is an amount of change if `changes` matter."""
    last = first + len(parts) - 1
    words = "".join(gap or "" for gap in row.gaps[first:last])
    after = row.bones.text[row.places[last] + 1 : row.places[last] + 1 + _LABEL // 2]
    return (
        len(parts) >= _FEWEST
        and all(alike(part, whole) for part in parts)
        and not (changes and compiled(lists.changes).search(words + _CLAUSE_END.split(after)[0]))
    )


_CLAUSE_END = re.compile(r"[.,;:]|\band\b")


def _are_opposite(row: _Row, lists: Lists, first: int, last: int) -> bool:
    """Say whether two parts are of opposites that leave no third: men and women."""
    if last - first != 1:
        return False
    labels = [f"{row.figure(first).text} {row.gaps[first]}", f"{row.figure(last).text} {_after(row, last)}"]
    labels[0] = re.split(r"\b(?:and|while|but|with)\b|[,;]", labels[0])[0]
    for pair in lists.opposites:
        names = [[bool(compiled(name).search(label)) for name in pair] for label in labels]
        if names in ([[True, False], [False, True]], [[False, True], [True, False]]):
            return True
    return False


def _after(row: _Row, last: int) -> str:
    start = row.places[last] + 1
    return re.split(r"[.,;:()]", row.bones.text[start : start + _LABEL])[0]


def _is_bare(row: _Row, lists: Lists, first: int, last: int) -> bool:
    """Say whether a list has nothing but names between its parts and ends after the last."""
    start = row.places[last] + 1
    tail = row.bones.text[start : start + 2 * _LABEL]
    return _is(lists.tail, _SHARES.sub("", tail)) and all(_is(lists.short, gap or "") for gap in row.gaps[first:last])


def _is(pattern: str, words: str) -> bool:
    return compiled(pattern).search(words) is not None
