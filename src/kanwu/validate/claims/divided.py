"""Totals whose parts no word announces: they bear the two names that divide the whole, or are said to be its rest.

A trade of so much; imports of so much, exports of so much. Of 49 halls 13 are new, the other 36 are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from kanwu.figure import Figure
from kanwu.text.intervals import total
from kanwu.validate.claims.drawing import is_bound
from kanwu.validate.claims.structure import RELATIVE_UNITS, Led, Scene, countable, is_change, kin
from kanwu.validate.grammar.divisions import CLASSIFICATIONS, COMPLEMENTS
from kanwu.validate.grammar.relations import OF_WHICH, REST

Divided = tuple[list[Figure], Figure, bool]
"""The parts, the total, and whether the words leave no other reading."""

_FEWEST = 3  # figures: a whole and two parts, mostly in one unit
_REACH = 3  # sentences before, in which the whole may stand
_LABEL = 40
_SHORT = 2  # characters of a name that says hardly anything
_TRIFLE = 3
_ALIKE = Fraction(1, 2)
_DIVISIONS = (*CLASSIFICATIONS, *COMPLEMENTS)
_REST = re.compile(rf"(?:{'|'.join(REST)})的?[^，,；;。\d]{{0,4}}\Z")
_DIVIDING = re.compile("中|有|[:：]")
_BREAK = re.compile("[；;]")
_FILLER = re.compile(r"[\W\d]|其中|为|為|达|達|约|約|分别|分別|了|有|的|完成|实现|實現|共|量|额|額|数|數")

_PERIOD = re.compile("[0-9一二三四五六七八九十]{1,3}[月季]|[上下]半年|[单單当當][月季]")
LEFT = re.compile("[顺順逆]差|[出入]超|差[额額]|结余|結餘|[净淨]")  # what is left of two things is not made up of them


def divided(scene: Scene) -> Iterator[Divided]:
    """Yield the totals of a sentence, or of those just before it, whose parts bear the names that divide it."""
    pairs = [*scene.earlier(_REACH), *scene.here]
    units = [figure.unit for figure, _ in pairs]
    here = {figure.unit for figure in scene.figures} - RELATIVE_UNITS
    if len(units) < _FEWEST or not any(units.count(unit) >= _FEWEST for unit in here):
        return
    words = scene.text[max(0, pairs[0][0].start - _LABEL) : scene.figures[-1].start]
    for names, wholes in _DIVISIONS:
        if names[0] in words and names[-1] in words:
            yield from _by_names(scene, _levels(pairs), names, wholes)


def _levels(pairs: Sequence[Led]) -> list[Led]:
    """Return the figures that count or measure something, without amounts of change."""
    return [(figure, lead) for figure, lead in pairs if countable(figure) and not is_change(lead)]


def _by_names(scene: Scene, pairs: Sequence[Led], names: Sequence[str], wholes: Sequence[str]) -> Iterator[Divided]:
    """Yield the totals divided by one set of names."""
    count = len(names)
    for at in range(1, len(pairs) - count + 1):
        parts = pairs[at : at + count]
        if parts[-1][0].start < scene.sentence.start or not _are_named(parts, names):
            continue
        whole, lead = pairs[at - 1]
        if len({"".join(_PERIOD.findall(words)) for _, words in parts}) > 1:
            continue  # one of them is of another month
        if any(name in lead for name in names) or LEFT.search(lead) or not _fits(whole, [part for part, _ in parts]):
            continue
        label = scene.text[max(0, whole.start - _LABEL) : whole.start]
        named = any(name in lead for name in wholes) if wholes else _is_about(parts, names, label)
        if named and not any(word in words for _, words in parts[1:] for word in OF_WHICH):
            yield [part for part, _ in parts], whole, _follow_at_once(scene, whole, parts)


def _are_named(parts: Sequence[Led], names: Sequence[str]) -> bool:
    """Say whether the words before each part name it and no other."""
    return all(
        name in lead and not any(other in lead for other in names if other != name and other not in name)
        for (_, lead), name in zip(parts, names, strict=True)
    ) or all(
        name in lead and not any(other in lead for other in names if other != name and other not in name)
        for (_, lead), name in zip(parts, reversed(names), strict=True)
    )


def _fits(whole: Figure, parts: Sequence[Figure]) -> bool:
    return not is_bound(whole) and all(kin(part.unit) == kin(whole.unit) for part in parts)


def _is_about(parts: Sequence[Led], names: Sequence[str], label: str) -> bool:
    """Say whether the parts are said to be of the same thing as the whole: 国内航线发送旅客 after 发送旅客."""
    for (_, lead), name in zip(parts, names, strict=True):
        rest = _FILLER.sub("", lead.replace(name, ""))
        if len(rest) > _SHORT and Fraction(sum(char in label for char in rest), len(rest)) < _ALIKE:
            return False
    return True


def _follow_at_once(scene: Scene, whole: Figure, parts: Sequence[Led]) -> bool:
    """Say whether nothing else is counted between the whole and its parts, which stand in one sentence."""
    first = parts[0][0].start
    if whole.low <= _TRIFLE or first < scene.sentence.start or whole.start < scene.sentence.previous:
        return False
    return scene.text[whole.end : first].count("。") <= 1


def rests(scene: Scene) -> Iterator[Divided]:
    """Yield what a sentence divides, part by part, down to the rest: 49个中有13个…，其余36个."""
    pairs = list(scene.here)
    for at in range(2, len(pairs)):
        figure, lead = pairs[at]
        if not countable(figure) or not _REST.search(lead):
            continue
        same = [(one, words) for one, words in pairs[:at] if kin(one.unit) == kin(figure.unit) and countable(one)]
        if len(same) > 1 and not any(is_change(words) for _, words in same):
            whole, *parts = (one for one, _ in same)
            yield [*parts, figure], whole, _is_whole(scene, whole, [*parts, figure])


def _is_whole(scene: Scene, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Say whether the first figure must be what the others divide: 中, 有 or a colon leads from it to them."""
    if any(figure.approximator for figure in (whole, *parts)) or scene.lead_of(whole).endswith(OF_WHICH):
        return False
    if not _DIVIDING.search(scene.text, whole.end, parts[0].start):
        return False
    if _BREAK.search(scene.text, whole.end, parts[-1].start):
        return False
    # 58个中有40个启用，12个在一中，其余28个在二中: a later figure is what the others divide.
    return not any(
        total(one.interval for one in parts[at + 1 :]).meets(parts[at].interval) for at in range(len(parts) - 2)
    ) and not any(total([one.interval, parts[-1].interval]).meets(whole.interval) for one in parts[:-1])


def divides(names: Sequence[str], leads: Sequence[str]) -> bool:
    """Say whether the parts are exactly those of a set that divides a whole, one each."""
    return len(names) == len(leads) and all(sum(name in lead for lead in leads) == 1 for name in names)
