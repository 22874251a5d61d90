"""Balances: a figure that is the difference of two others by what the three are called (出口, 进口, 顺差)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kanwu.figure import Figure
from kanwu.rule import Reading, once
from kanwu.validate.claims.drawing import is_bound
from kanwu.validate.claims.skeleton import compiled, skeleton
from kanwu.validate.claims.structure import Led, Scene, is_change, kin, scenes
from kanwu.validate.grammar import GRAMMARS
from kanwu.validate.grammar.wholes import COMPARED, COMPARED_GATE, LEAVING
from kanwu.validate.grammar.words import Difference

_FEWEST = 3
_REACH = 4  # sentences with figures before a difference
_PART_END = re.compile("[；;。]")
_MONTHS = re.compile(
    "(?:[前首]|累[计計]|(?:今年|全年)?[0-9]{1,2}[-—–~～至到])?[0-9]{1,2}[个個]?月|[上下]半年|全年|[一二三四]季度?"
)
_LINKS = " 为為是达達有了约約"
_SPREADS = tuple(word for grammar in GRAMMARS for word in grammar.spreads)
_DIFFERENCES = tuple(difference for grammar in GRAMMARS for difference in grammar.differences)
_NAMES = re.compile(
    "|".join(map(re.escape, (*_SPREADS, *(word for one in _DIFFERENCES for word in (*one.surplus, *one.deficit)))))
)
"""The names of differences: one of them stands in every text that has one."""


@dataclass(frozen=True, slots=True)
class Balance:
    """A difference that is stated beside the two figures it is of.

    Attributes:
        more: what is subtracted from.
        less: what is subtracted.
        difference: what is stated to remain.
    """

    more: Figure
    less: Figure
    difference: Figure


@once
def balances(reading: Reading) -> tuple[Balance, ...]:
    """Return the balances that a text's sentences state."""
    text = reading.text
    found: list[Balance] = list(_left_over(reading)) if ", leaving " in text else []
    if len(reading.figures) >= _FEWEST and _COMPARED.search(text):
        found += (balance for scene in scenes(reading) for balance in _compared(scene))
    if not _NAMES.search(text):
        return tuple(found)
    named = [one for one in _DIFFERENCES if any(word in text for word in (*one.surplus, *one.deficit))]
    spread = any(word in text for word in _SPREADS)
    for scene in scenes(reading):
        told = [balance for one in named for balance in _of_sentence(one, list(scene.here))]
        found += told or (balance for one in named for balance in _of_paragraph(one, scene))
        if spread and len(scene.sentence.figures) >= _FEWEST:
            found += _apart(list(scene.here))
    return tuple(found)


def _left_over(reading: Reading) -> Iterator[Balance]:
    """Yield what is left of the one thing that comes in after the one that goes out."""
    for scene in scenes(reading):
        if len(scene.sentence.figures) < _FEWEST:
            continue
        bones = skeleton(scene)
        for found in compiled(LEAVING).finditer(bones.text):
            first, second, left = (bones.at(found, name) for name in ("first", "second", "difference"))
            if first and second and left and kin(first.unit) == kin(second.unit) == kin(left.unit):
                less, more = sorted((first, second), key=lambda one: one.low + one.high)
                yield Balance(more, less, left)


_COMPARED = re.compile(COMPARED_GATE)
_COMPARED_LEAD = re.compile(rf"{COMPARED}\s?\Z")


def _compared(scene: Scene) -> Iterator[Balance]:
    """Yield by how much one of two named things exceeds the other: 男70人，女50人，男比女多20人."""
    for figure, lead in scene.here:
        words = _COMPARED_LEAD.search(lead)
        if words is None or is_bound(figure):
            continue
        before = [
            pair
            for pair in (*scene.earlier(), *scene.here)
            if pair[0].end < figure.start and kin(pair[0].unit) == kin(figure.unit) and not is_change(pair[1])
        ]
        first, second = words["first"], words["second"]
        ones = [one for one, label in before if first in label and second not in label]
        others = [one for one, label in before if second in label and first not in label]
        if ones and others and before[-1][0] in (ones[-1], others[-1]):
            more, less = (ones[-1], others[-1]) if words["up"] else (others[-1], ones[-1])
            yield Balance(more, less, figure)


def _apart(pairs: Sequence[Led]) -> Iterator[Balance]:
    """Yield the distances (高差, 相差) of the only two figures of their unit that stand before them."""
    for at, (figure, lead) in enumerate(pairs):
        if lead.rstrip(_LINKS).endswith(_SPREADS):
            before = [
                other for other, words in pairs[:at] if kin(other.unit) == kin(figure.unit) and not is_change(words)
            ]
            if len(before) == _FEWEST - 1 and not any(is_bound(one) for one in (*before, figure)):
                less, more = sorted(before, key=lambda one: one.low + one.high)
                yield Balance(more, less, figure)


def _of_paragraph(names: Difference, scene: Scene) -> Iterator[Balance]:
    """Yield the differences whose two figures stand in the sentences before, of the same time by their words."""
    for figure, lead in scene.here:
        label = lead.rstrip(_LINKS)
        is_surplus = label.endswith(names.surplus)
        if is_bound(figure) or not (is_surplus or label.endswith(names.deficit)):
            continue
        time = _time(lead)
        pairs = [
            (one, words)
            for one, words, when in _timed(scene, scene.earlier(_REACH))
            if kin(one.unit) == kin(figure.unit) and (not time or not when or when == time) and not is_bound(one)
        ]
        more = [
            (one, name) for one, words in pairs if (name := _of_whom(words, names.more, names.not_more)) is not None
        ]
        less = [(one, name) for one, words in pairs if (name := _of_whom(words, names.less, ())) is not None]
        if len(more) == len(less) == 1 and more[0][1] == less[0][1] and more[0][0].end < less[0][0].start:
            gain, loss = more[0][0], less[0][0]
            yield Balance(gain, loss, figure) if is_surplus else Balance(loss, gain, figure)


def _timed(scene: Scene, pairs: Sequence[Led]) -> Iterator[tuple[Figure, str, str]]:
    """Yield figures with the words before them and the months they are of, which hold until the next semicolon."""
    time, at = "", 0
    for figure, lead in pairs:
        if _PART_END.search(scene.text, at, figure.start):
            time = ""
        time, at = _time(lead) or time, figure.end
        yield figure, lead, time


def _of_whom(lead: str, names: tuple[str, ...], others: tuple[str, ...]) -> str | None:
    """Return what stands before a name besides months, None if the words do not end in one of the names."""
    label = _MONTHS.sub("", lead).rstrip(_LINKS)
    name = next((name for name in names if label.endswith(name)), None)
    return None if name is None or (others and label.endswith(others)) else label.removesuffix(name).strip()


def _time(lead: str) -> str:
    """Return the months that words name, empty if none: 前6月, 1至8月."""
    found = _MONTHS.search(lead)
    return found[0] if found else ""


def _of_sentence(names: Difference, pairs: Sequence[Led]) -> Iterator[Balance]:
    """Yield the differences of that name whose two figures stand before them in the sentence."""
    more: Figure | None = None
    less: Figure | None = None
    for figure, lead in pairs:
        label = lead.rstrip(_LINKS)
        if label.endswith(names.more) and not label.endswith(names.not_more):
            more, less = figure, None
        elif label.endswith(names.less):
            less = figure
        elif more and less and kin(more.unit) == kin(less.unit) == kin(figure.unit) and not is_bound(figure):
            if label.endswith(names.surplus):
                yield Balance(more, less, figure)
            elif label.endswith(names.deficit):
                yield Balance(less, more, figure)
