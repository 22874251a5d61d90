"""Figures that lie outside bounds which the text sets them.

## What it does
Checks five bounds: the rate of change of a whole lies between those of all its parts
(进出口增长…，其中出口增长…，进口下降…); the lower end of 介于…至…之间 and "between … and …" is not above the upper; a
proportion (占比, 占总数的, 合格率, 城镇化率) is at most 100%; a percentage that is 高于 that of another time is above
it; a percentage or a sum of money that rises from one level to another (从…升至…) rises.

## Why it matters
A bound needs no second figure that is exactly right, so that it catches wrong digits where nothing adds up.

## Example
`全馆借阅量增长6%，其中城镇增长8%，农村增长3%。` gives `3% <= 6% <= 8%`.

## When it is wrong
Rates per head need not lie between those of the parts, because people move; they are left alone, and so are
contributions to growth. A share of another thing (债务占GDP的120%) may be more than 100%.

## Fix safety
None: which figure is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Figure, Operator
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.text.numerals import read_numeral
from kanwu.validate.claims.directions import backwards
from kanwu.validate.claims.drawing import decided, is_bound, printed
from kanwu.validate.claims.movements import same_unit
from kanwu.validate.claims.partitions import Moved, Partition, partitions
from kanwu.validate.claims.skeleton import compiled, skeleton
from kanwu.validate.claims.structure import is_change, scenes
from kanwu.validate.grammar.wholes import ABOUT, ABOVE_ANOTHER, BARE_BETWEEN, BETWEEN, CROSSED, PROPORTION, UNBOUNDED

_ABOVE = re.compile("[高低][于於]")
_WHOLE = Interval(Fraction(0), Fraction(100))
_FEWEST = 2
_PASSED = re.compile("[次度性功经經已双雙举舉先式利再续續][地的]?(?:突破|超过|超過|超|逾)")
_COMPARED = re.compile("[比较較]")
_WINDOW = 40  # characters before a percentage
_PROPORTION = re.compile(rf"{PROPORTION}\s?\Z")
_UNBOUNDED = re.compile(UNBOUNDED)
_BARE = re.compile(rf"(?:{ABOUT})(?P<low>\d{{1,7}}(?:\.\d{{1,3}})?)\Z")
_TO = frozenset("至到")
_SAID = re.compile("etween [0-9$€£]|ang[ei].{1,8}(?:from|between) [0-9$€£]"), re.compile("之[间間]")
_BARE_BETWEEN = tuple(map(re.compile, BARE_BETWEEN))
_GATE = re.compile("[间間]|不等|between|rang(?:es?|ed|ing) from", re.IGNORECASE)


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the bounds, in order."""
    for partition in partitions(reading):
        if not partition.weighable:
            yield _between(partition)
    yield from _proportions(reading)
    if _PASSED.search(reading.text):
        yield from _crossed(reading)
    yield from _descending(reading)
    yield from _compared(reading)
    yield from _turned_round(reading)
    if any(word in reading.text for word in ("间", "間", "不等", "etween", "ETWEEN", "from", "FROM")):
        yield from _ranges(reading)
        yield from _bare_ranges(reading.text)


def _compared(reading: Reading) -> Iterator[Claim]:
    """Yield the percentages said to be above or below another: 41.5%…，高于7月份的39.4%."""
    if not _ABOVE.search(reading.text):
        return
    for scene in scenes(reading):
        if [figure.unit for figure in scene.figures].count("%") < _FEWEST:
            continue
        bones = skeleton(scene)
        for found in compiled(ABOVE_ANOTHER).finditer(bones.text):
            level, other = bones.at(found, "level"), bones.at(found, "previous")
            if level is None or other is None or is_bound(level) or is_bound(other):
                continue
            above = found["above"] is not None
            test = Comparison(level.interval, Operator.AT_LEAST if above else Operator.AT_MOST, other.interval)
            yield decided(
                RULE, (level, other), f"{printed(level, unit=True)} {test.operator} {printed(other, unit=True)}", test
            )


def _turned_round(reading: Reading) -> Iterator[Claim]:
    """Yield the levels that are said to rise and fall, or to fall and rise: 从4.3%升至3.6%."""
    for previous, level, rises in backwards(reading):
        test = Comparison(previous.interval, Operator.AT_MOST if rises else Operator.AT_LEAST, level.interval)
        yield decided(
            RULE, (previous, level), f"{printed(previous, unit=True)} {test.operator} {printed(level, unit=True)}", test
        )


def _between(partition: Partition) -> Claim:
    """Return the claim that the whole's rate lies between those of its parts."""
    whole = partition.whole
    ordered = sorted(partition.parts, key=lambda part: part.change.low + part.change.high)
    low, high = ordered[0], ordered[-1]
    bounds = Interval(min(low.change.low, high.change.low), max(low.change.high, high.change.high))
    test = Comparison(whole.change, Operator.MEETS, bounds)
    relation = f"{_shown(low)} <= {_shown(whole)} <= {_shown(high)}"
    return decided(RULE, [whole.rate, *(part.rate for part in partition.parts)], relation, test)


def _shown(moved: Moved) -> str:
    return f"{'-' if moved.change.high < 0 <= moved.rate.high else ''}{printed(moved.rate, unit=True)}"


def _crossed(reading: Reading) -> Iterator[Claim]:
    """Yield the levels that are said to have passed a mark: 10332万千瓦，首次突破1亿千瓦."""
    for scene in scenes(reading):
        if len(scene.figures) < _FEWEST or not _PASSED.search(scene.text, scene.sentence.start, scene.sentence.end):
            continue
        bones = skeleton(scene)
        for found in compiled(CROSSED).finditer(bones.text):
            level, mark = bones.at(found, "level"), bones.at(found, "mark")
            if not level or not mark or not is_bound(mark) or not same_unit(level, mark) or is_bound(level):
                continue
            lead = scene.lead_of(level)
            if is_change(lead) or _COMPARED.search(lead):
                continue
            test = Comparison(level.interval, Operator.AT_LEAST, mark.interval)
            yield decided(RULE, [level, mark], f"{printed(level)} >= {printed(mark)}", test)


def _proportions(reading: Reading) -> Iterator[Claim]:
    """Yield the proportions of more than 100%."""
    for figure in reading.figures:
        if figure.unit != "%" or figure.low <= _WHOLE.high:
            continue
        words = reading.text[max(0, figure.start - _WINDOW) : figure.start].removesuffix(figure.approximator or "")
        found = _PROPORTION.search(words)
        if found and not _UNBOUNDED.search(words[max(0, found.start() - _WINDOW // 2) :]):
            test = Comparison(figure.interval, Operator.AT_MOST, _WHOLE)
            yield decided(RULE, [figure], f"{printed(figure, unit=True)} <= 100%", test)


def _descending(reading: Reading) -> Iterator[Claim]:
    """Yield the ranges that run down: 750至600名."""
    for figure in reading.figures:
        if figure.unit and reading.text[figure.start - 1 : figure.start] in _TO:
            found = _BARE.search(reading.text, max(0, figure.start - _WINDOW), figure.start - 1)
            numeral = read_numeral(found["low"]) if found else None
            if found and numeral and numeral.value > figure.high and not figure.approximator:
                first = Figure(found["low"], *found.span("low"), numeral.value, numeral.value, unit=figure.unit)
                test = Comparison(first.interval, Operator.AT_MOST, figure.interval)
                yield decided(RULE, [first, figure], f"{printed(first)} <= {printed(figure)}", test)


def _bare_ranges(text: str) -> Iterator[Claim]:
    """Yield the ranges whose first bound has no unit of its own: between 12 and 18 schools."""
    for said, pattern in zip(_SAID, _BARE_BETWEEN, strict=True):
        if not said.search(text):
            continue
        for found in pattern.finditer(text):
            numerals = [read_numeral(found[name]) for name in ("low", "high")]
            first, second = (
                Figure(found[name], *found.span(name), numeral.value, numeral.value)
                for name, numeral in zip(("low", "high"), numerals, strict=True)
                if numeral is not None
            )
            test = Comparison(first.interval, Operator.AT_MOST, second.interval)
            yield decided(RULE, [first, second], f"{first.text} <= {second.text}", test)


def _ranges(reading: Reading) -> Iterator[Claim]:
    """Yield the ranges that are said to lie between two figures."""
    for scene in scenes(reading):
        if len(scene.sentence.figures) > 1 and _GATE.search(scene.text, scene.sentence.start, scene.sentence.end):
            bones = skeleton(scene)
            for template in BETWEEN:
                for found in compiled(template).finditer(bones.text):
                    first, second = bones.at(found, "first"), bones.at(found, "second")
                    if first and second and first.unit and same_unit(first, second):
                        test = Comparison(first.interval, Operator.AT_MOST, second.interval)
                        yield decided(RULE, [first, second], f"{printed(first)} <= {printed(second)}", test)


RULE = ClaimRule(
    "FIG113",
    "bounds",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="bounds",
    find=find,
    fewest=1,
)
