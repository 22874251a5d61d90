"""Two levels of one thing and its change, where no template has them: exactly two figures of a unit, one the earlier.

新线318公里，老线403公里，少跑了85公里. What matters is that nothing else is counted in that unit between two
semicolons, that the words tell which of the two is the earlier, and that the change stands right behind them or between
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kanwu.figure import Figure
from kanwu.validate.claims.structure import Led, Scene, countable, is_change, kin
from kanwu.validate.grammar.earlier import (
    APART,
    CHANGED,
    COMPARED,
    EARLIER,
    LATER,
    NO_NAMES,
    NO_PAIR,
    REACHED,
    SAME_PERIOD,
    YEARLY,
)

TwoLevels = tuple[Figure, Figure, Figure, str]
"""The later level, the earlier one, the change, and the words between."""

_PAIR = 2
_LABEL = 24  # characters before a level that may say when it was
_FEW = 2  # figures besides two levels, in a sentence that is read across its semicolons
_GAP = 24  # characters between the levels and the change
_MOST = 6  # figures between two semicolons
_EARLIER, _LATER, _REACHED = re.compile(EARLIER), re.compile(LATER), re.compile(REACHED)
_NO_PAIR = re.compile(NO_PAIR)
_SAME_PERIOD, _COMPARED, _YEARLY = re.compile(SAME_PERIOD), re.compile(COMPARED), re.compile(YEARLY)
_CHANGED = re.compile(rf"(?:{CHANGED})(?:幅度?|率|速)?(?:了|掉|为|為|达|達|约|約|近|超过|整整|：|:){{0,2}}\s?\Z")
_APART = re.compile(rf"(?:{APART})(?:了|为|為|达|達|约|約|近|：|:){{0,2}}\s?\Z")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_MONTH = re.compile(r"(?<![\d\-—–~～至到年前])(1?\d)月(?![\d份]*日)")
_HALF_A_YEAR = 6  # months; of two that are farther apart the lesser may be the later
_SIGNS = ("+", "-", "＋", "－", "−")
_ABOUT = frozenset(("约", "約", "大约", "大約"))
_COMPARED_BEFORE = re.compile("\\A的?相[比较較](?:之下)?")  # of words before the earlier level: 与2019年的21件相比
_MARKS = "，,、。；;：:（）() "
_NO_NAMES = re.compile(f"{NO_NAMES}|{CHANGED}|[^\\u3400-\\u9fff]")
_PART_END = re.compile("[；;]")
_POINTS = frozenset(("个百分点", "個百分點", "百分点", "百分點"))


def two_levels(scene: Scene) -> Iterator[TwoLevels]:
    """Yield the changes of a sentence that has two levels for them, one of which is the earlier."""
    if len(scene.figures) <= _PAIR:
        return
    start = scene.sentence.start
    ends = [found.end() for found in _PART_END.finditer(scene.text, start, scene.sentence.end)]
    whole = scene.here
    bounds = [start, *ends, scene.sentence.end] if ends else []
    parts = [[pair for pair in whole if low <= pair[0].start < high] for low, high in pairwise(bounds)]
    if not ends or len(whole) <= _PAIR + _FEW:
        parts.insert(0, list(whole))
    for pairs in parts:
        if _PAIR < len(pairs) <= _MOST and not _NO_PAIR.search(
            scene.text, max(start, pairs[0][0].start - _LABEL), pairs[-1][0].start
        ):
            yield from _of_part(scene, pairs)


def _of_part(scene: Scene, pairs: Sequence[Led]) -> Iterator[TwoLevels]:
    """Yield the changes of the figures between two semicolons."""
    for change, _ in pairs:
        before = scene.text[max(scene.sentence.start, change.start - _GAP) : change.start]
        if not change.text.startswith(_SIGNS) and not _CHANGED.search(before) and not _APART.search(before):
            continue
        if change.unit in _POINTS:
            levels = [pair for pair in pairs if pair[0].unit == "%" and not is_change(pair[1])]
        elif change.unit == "%":
            levels = _of_one_unit([pair for pair in pairs if pair[0].start < change.start]) or _of_one_unit(pairs)
        else:
            levels = [
                pair
                for pair in pairs
                if pair[0] is not change and kin(pair[0].unit) == kin(change.unit) and not is_change(pair[1])
            ]
        # Behind both levels the first change is theirs; between them it must be the only one.
        rivals = (
            [one for one, _ in pairs if one.start <= change.start]
            if _is_behind(levels, change)
            else [one for one, _ in pairs]
        )
        if len(levels) == _PAIR and sum(_is_such(other, change) for other in rivals) == 1:
            yield from _ordered(scene, [figure for figure, _ in levels], change)


def _is_behind(levels: Sequence[Led], change: Figure) -> bool:
    """Say whether a change stands behind all levels."""
    return all(level.end <= change.start for level, _ in levels)


def _is_such(figure: Figure, change: Figure) -> bool:
    """Say whether a figure may be a change like this one."""
    return figure.unit == change.unit if change.unit == "%" or change.unit in _POINTS else figure is change


def _of_one_unit(pairs: Sequence[Led]) -> list[Led]:
    """Return the levels of the one unit that exactly two have."""
    levels = [pair for pair in pairs if countable(pair[0]) and pair[0].unit and not is_change(pair[1])]
    units = [kin(figure.unit) for figure, _ in levels]
    twice = {unit for unit in units if units.count(unit) > 1}
    both = [pair for pair in levels if kin(pair[0].unit) in twice]
    return both if len(both) == _PAIR else []


def _ordered(scene: Scene, levels: Sequence[Figure], change: Figure) -> Iterator[TwoLevels]:
    """Yield the levels in order of time, if the words tell it and the change belongs to them."""
    first, second = levels
    gap = _between(scene.text, first, second, change)
    if gap is None or (change.approximator and change.approximator not in _ABOUT):
        return
    gap = _COMPARED_BEFORE.sub("", gap)
    labels = [_label(scene, level) for level in levels]
    if change.unit != "%" and _APART.search(gap) and not _COMPARED.search(gap):
        yield first, second, change, gap  # a difference has no direction
        return
    earlier = _earlier(labels)
    if earlier is None:
        return
    previous, level = levels[earlier], levels[1 - earlier]
    behind = second.end <= change.start
    if _SAME_PERIOD.search(gap) and not (behind and _YEARLY.search(labels[earlier])):
        return
    if _COMPARED.search(gap) or _is_of_one_alone(gap, labels) or _is_of_another(gap, labels):
        return
    yield level, previous, change, labels[earlier] + gap


def _is_of_one_alone(gap: str, labels: Sequence[str]) -> bool:
    """Say whether a change names what only the second level is of: 城区327元，郊区115元，郊区降价9%."""
    name = gap.lstrip(_MARKS)[:_PAIR]
    return len(name) == _PAIR and name in labels[1] and name not in labels[0]


def _is_of_another(gap: str, labels: Sequence[str]) -> bool:
    """Say whether a change in a clause of its own is of something that is not named with the levels: 利率下降9%."""
    _, comma, clause = gap.rpartition("，") if "，" in gap else gap.rpartition(",")
    if not comma:
        return False
    words = _NO_NAMES.sub("", _CHANGED.sub("", clause))
    names = [words[at : at + _PAIR] for at in range(len(words) - 1)]
    return bool(names) and not any(name in label for name in names for label in labels)


def _earlier(labels: Sequence[str]) -> int | None:
    """Return which of two levels is the earlier by the words before them, or None where they do not tell."""
    years = [_YEAR.findall(label) for label in labels]
    if all(years) and years[0][-1] != years[1][-1]:
        return int(years[1][-1] < years[0][-1])
    months = [_MONTH.findall(label) for label in labels]
    if all(months) and 0 < abs(int(months[0][-1]) - int(months[1][-1])) < _HALF_A_YEAR:
        return int(int(months[1][-1]) < int(months[0][-1]))
    for marks, which in ((_EARLIER, True), (_LATER, False)):
        found = [marks.search(label) is not None for label in labels]
        if sum(found) == 1:
            return found.index(which)
    return 0 if _REACHED.search(labels[1]) and not _REACHED.search(labels[0]) else None


def _between(text: str, first: Figure, second: Figure, change: Figure) -> str | None:
    """Return the words before a change that stands behind two levels or between them; None where it does not."""
    start = second.end if second.end <= change.start else first.end
    if not start <= change.start <= start + _GAP:
        return None
    words = text[start : change.start]
    return None if any(char.isdecimal() for char in words) or "。" in words else words


def _label(scene: Scene, level: Figure) -> str:
    """Return the words before a level, since the figure before it."""
    ends = [figure.end for figure in scene.figures if figure.end <= level.start]
    return scene.text[max(scene.sentence.start, level.start - _LABEL, *ends[-1:]) : level.start]
