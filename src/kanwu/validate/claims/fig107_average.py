"""An average against the total and the number it divides by.

## What it does
Finds averages (日均, 人均, 平均每…, "an average of … per …") with one total of the same unit and one count of what it
is averaged over (7天, 420人, 12个月, or the days from 10月1日 to 10月8日) beside them, divides and
compares. 每个…100人 times 50个 is the same test.

## Why it matters
An average is worked out from two figures that stand next to it, and is the first to be forgotten when one of them is
corrected.

## Example
`开放7天共接待读者1.40万人次，日均2000人次。` gives `1.40万/7 = 2000`.

## When it is wrong
The total may be of another period than the count beside it. Only a total and a count that are alone of their kind in
the sentence, with a word that adds up (共, 累计), are decided; else a claim is made only where it holds.

## Fix safety
None: which of the figures is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kanwu.figure import Claim, Figure, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.validate.claims.drawing import against, decided, is_bound, printed
from kanwu.validate.claims.skeleton import compiled, skeleton
from kanwu.validate.claims.structure import Led, Scene, alike, countable, is_change, kin, scenes
from kanwu.validate.dates.periods import Period, period_of
from kanwu.validate.grammar.averages import (
    AVERAGE_TEMPLATES,
    AVERAGES,
    COUNTED_OVER,
    DAYS,
    EACH,
    IN_ALL,
    MEAN,
    OF_ANOTHER_TIME,
)
from kanwu.validate.grammar.periods import DAY_PERIOD, DAYS_SINCE

_FEWEST = 2  # a total and an average over the days between two dates
_WITH_A_COUNT = 3
_LONGEST_PERIOD = 160  # characters from a period to the total
_LARGEST = 100_000_000
_AVERAGE = re.compile(AVERAGES, re.IGNORECASE)
_AVERAGE_AT_END = re.compile(rf"(?:{AVERAGES})(?P<name>[^，,；;。：:\d]{{0,12}})\Z", re.IGNORECASE)
_IN_ALL = re.compile(IN_ALL, re.IGNORECASE)
_EACH = re.compile(EACH, re.IGNORECASE)
_PERIODS = (re.compile(DAY_PERIOD), re.compile(DAYS_SINCE))
_ONE_DAY = Interval.exactly(1)
_OF_ANOTHER_TIME = re.compile(OF_ANOTHER_TIME, re.IGNORECASE)
_NAMED = re.compile(
    r"[，,；;](?P<name>[\u3400-\u9fff]{2,6}?)(?:[^\W\d_]均|平均每[^\W\d_]{0,2})(?:[为為达達是约約]|仅|僅|高达|高達)?\Z"
)


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the averages, in order."""
    if len(reading.figures) < _FEWEST or not any(word in reading.text for word in MEAN):
        return
    for scene in scenes(reading):
        found = list(_templated(scene))
        yield from found
        if not found and _AVERAGE.search(scene.text, scene.sentence.start, scene.sentence.end):
            yield from _of_sentence(scene)


def _of_sentence(scene: Scene) -> Iterator[Claim]:
    """Yield the averages of a sentence."""
    for figure, lead in scene.here:
        words = _AVERAGE_AT_END.search(lead)
        if words is None or not countable(figure) or is_change(lead) or figure.low <= 0:
            continue
        if _OF_ANOTHER_TIME.search(lead, 0, words.start()):
            continue
        units = COUNTED_OVER.get((words["over"] or words["each"] or words["per"] or "").lower())
        claim = _average(scene, figure, units) if units else None
        if claim is None and units is DAYS:
            claim = _over_a_period(scene, figure, words["name"])
        if claim is not None:
            yield claim


def _over_a_period(scene: Scene, average: Figure, name: str) -> Claim | None:
    """Return the claim of an average over the days from one to another: 10月1日至8日用水12万吨，日均1.5万吨.

    The total must be the figure right before, called total or named as the average is.
    """
    at = scene.figures.index(average)
    if not at:
        return None
    total, lead = scene.here[at - 1]
    period = _period_before(scene, total)
    if period is None or kin(total.unit) != kin(average.unit) or is_change(lead) or is_bound(total):
        return None
    claims = [_per_day(total, period, days, average) for days in (period.days, period.days - _ONE_DAY) if days.low > 0]
    holding = [claim for claim in claims if claim.verdict is Verdict.CONSISTENT]
    if holding:
        return holding[0]
    named = _IN_ALL.search(lead) or (len(name) > 1 and name in lead)
    return claims[0] if named and period.days.low == period.days.high else None


def _period_before(scene: Scene, total: Figure) -> Period | None:
    """Return the one period in the sentence, or the one before it, that stands before a total."""
    start = max(scene.sentence.previous, total.start - _LONGEST_PERIOD)
    found = [match for pattern in _PERIODS for match in pattern.finditer(scene.text, start, total.start)]
    return period_of(found[0]) if len(found) == 1 else None


def _per_day(total: Figure, period: Period, days: Interval, average: Figure) -> Claim:
    """Return the claim that a total over so many days gives the average."""
    test = against(total.interval / days, average)
    return decided(
        RULE, (*period.figures, total, average), f"{printed(total)}/{days.low} {test.operator} {printed(average)}", test
    )


def _templated(scene: Scene) -> Iterator[Claim]:
    """Yield the averages whose two figures stand before them or around them in a template."""
    if len(scene.figures) < _WITH_A_COUNT or not _PER.search(scene.text, scene.sentence.start, scene.sentence.end):
        return
    bones = skeleton(scene)
    for template in AVERAGE_TEMPLATES:
        for found in compiled(template).finditer(bones.text):
            first, second, average = (bones.at(found, slot) for slot in ("first", "second", "average"))
            if first and second and average and average.low > 0:
                per = found["per"] if "per" in found.re.groupindex else None
                claim = _which_is_total(first, second, average, per)
                if claim is not None:
                    yield claim


_PER = re.compile(r" (?:each|per|an?|every|in each|for each)\b")


def _which_is_total(first: Figure, second: Figure, average: Figure, per: str | None) -> Claim | None:
    """Return the average of the one of two figures that is the total: the other counts what `per` names."""
    pairs = [
        (total, count)
        for total, count in ((second, first), (first, second))
        if _is_count(count) and total.low > 0 and (kin(total.unit) == kin(average.unit) or alike(total, average))
    ]
    holding = [claim for pair in pairs if (claim := _claim(*pair, average)).verdict is Verdict.CONSISTENT]
    if holding:
        return holding[0]
    if per is None:
        pairs = [(total, count) for total, count in pairs if total is second and kin(total.unit) == kin(average.unit)]
    else:
        pairs = [(total, count) for total, count in pairs if count.unit == per != total.unit]
    return _claim(*pairs[0], average) if len(pairs) == 1 and not is_bound(pairs[0][0]) else None


def _average(scene: Scene, average: Figure, units: frozenset[str]) -> Claim | None:
    """Return the claim of an average over things counted in `units`."""
    before = [pair for pair in (*scene.earlier(), *scene.here) if pair[0].end <= average.start]
    counts = [pair for pair in before if pair[0].unit in units and _is_count(pair[0])]
    totals = [
        pair
        for pair in before
        if kin(pair[0].unit) == kin(average.unit)
        and countable(pair[0])
        and not is_change(pair[1])
        and not _AVERAGE.search(pair[1])
        and pair[0].unit not in units
    ]
    summed = [pair for pair in totals if pair[0].start >= scene.sentence.start and _IN_ALL.search(pair[1])]
    totals = summed if len(summed) == 1 else totals
    claims = [
        _claim(total, count, average)
        for total, _ in reversed(totals)
        for count, _ in reversed(counts)
        if total is not count
    ]
    holding = [claim for claim in claims if claim.verdict is Verdict.CONSISTENT]
    if holding:
        return holding[0]
    alone = len(totals) == 1 == len(counts) and _is_firm(scene, totals[0], counts[0], average)
    return claims[0] if claims and alone else None


def _is_count(figure: Figure) -> bool:
    """Say whether a figure is a number of more than one as printed: 7天, 4.8万笔."""
    return 1 < figure.low < _LARGEST and figure.approximator is None and not figure.high_open


def _is_firm(scene: Scene, total: Led, count: Led, average: Figure) -> bool:
    """Say whether the total and the count belong together: in the average's sentence, and the total is one.

    An average with a name of its own (药费合计312万元，诊费笔均120元) is of something else.
    """
    named = _NAMED.search(scene.text, scene.sentence.start, average.start)
    return (
        (named is None or named["name"] in scene.text[scene.sentence.start : total[0].start])
        and min(total[0].start, count[0].start) >= scene.sentence.start
        and bool(_IN_ALL.search(total[1]))
        and not is_change(count[1])
        and not is_bound(total[0])
        and not _EACH.search(count[1])
    )


def _claim(total: Figure, count: Figure, average: Figure) -> Claim:
    test = against(total.interval / count.interval, average)
    relation = f"{printed(total)}/{printed(count)} {test.operator} {printed(average)}"
    return decided(RULE, (total, count, average), relation, test)


RULE = ClaimRule(
    "FIG107",
    "average",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="average",
    find=find,
    words=MEAN,
    fewest=_FEWEST,
)
