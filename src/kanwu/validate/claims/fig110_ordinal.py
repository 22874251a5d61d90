"""An ordinal is missing from its run, or the run disagrees with the count stated before it.

## What it does

Collects ordinal markers of one form (`一是…二是…三是`, `（一）`, `第一，`, numbered lines) into runs and tests that
each run counts on from one without a gap. Where the clause before the first marker states a count
(`提出四点建议。一是…`), that count is tested against the highest ordinal, as a claim of its own.

## Why it matters

A gap shows that a paragraph was lost when the page was copied, or that the text was edited and not read again.

## Example

`提出三点建议。一是…二是…四是…` is reported: the third point is missing.

## When it is wrong

A point may be introduced in another form (`三则`). A gap is therefore reported only within one paragraph, or where
every marker opens a paragraph, and only if the missing number does not stand between its neighbours in any form.

## Fix safety

There is no fix: the rule cannot know whether the text or the number is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Figure, FigureKind, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.text.numerals import small_count
from kanwu.validate.claims.drawing import decided
from kanwu.validate.claims.ordinal_runs import Marker, Run, names_any, read_runs
from kanwu.validate.claims.stated_counts import count_figure
from kanwu.validate.grammar.english_counts import POINTS, SMALL_NUMBERS

_SECOND = (
    *(f"二{mark}" for mark in "是要、.．）)"),
    *("三是", "三要"),
    "第二",
    *(f"{digit}{mark}" for digit in "2２" for mark in "、.．）)"),
    *(f"{word}{ending}," for word in ("second", "Second") for ending in ("", "ly")),
)
"""Spellings of which one stands in every run."""
_WINDOW = 60
_AFTER = 400  # characters in which a run may go on in another form
_FEWEST = 2
_NOUN = (
    "建[议議]|意[见見]|要求|方面|重[点點]|[举舉]措|措施|任[务務]|特[点點征徵]|原因|[问問][题題]|[环環][节節]|[关關][键鍵]|目[标標]"
    "|原[则則]|主[张張]|看法|希望|倡[议議]|理由|亮[点點]|[变變]化|[优優][势勢]|[条條]件|步[骤驟]|[阶階]段|途[径徑]|[难難][点點]|[转轉][变變]"
    "|缺失|不足|[错錯][误誤]|[对對]策|[办辦]法|[规規]定|[纪紀]律|事[项項]|情形|工作|[内內]容|[贡貢][献獻]|功能|作用"
    "|突破|[启啟]示|[层層]面|[维維]度|角度|要[点點]|[结結][论論]|期望|想法|思路|抓手|着力[点點]|[体體][会會]|[经經][验驗]"
)
_STATED = re.compile(
    r"(?<![第前后後另其之0-9０-９.多数數一二三四五六七八九十百千])"
    r"(?P<count>(?P<number>[0-9０-９]{1,2}|[两兩二三四五六七八九十]{1,3})"
    r"(?P<unit>[个個](?:方面|[层層]面|[环環][节節])|[点點](?!多|[钟鐘半])|[个個](?=[^，。；：\n])|[项項条條大种種类類]))"
    rf"(?:[^，。；：、,;:\n0-9第]{{0,6}}(?:{_NOUN}))?"
    r"(?P<tail>[^，。；：、,;:\n第]{0,10})[。：:，,；;]?[ \u3000\n]{0,6}\Z"
)
_STATED_IN_ENGLISH = re.compile(
    rf"\b(?P<count>(?P<number>{'|'.join(SMALL_NUMBERS)}|[2-9]|10) (?P<unit>(?:[a-z-]{{1,20}} ){{0,2}}(?:{POINTS})))"
    r"(?: (?:for|to|of|in)(?: [a-z]{1,16}){1,4})?[.:;] ?\n?\Z"
)
_COUNTS = re.compile("[0-9０-９两兩二三四五六七八九十][^，。；：、,;:\n]{1,4}\\Z")  # another count: 6方面24条措施
_NAMED = re.compile(rf"(?:{_NOUN})|[点點]\Z")


def find(reading: Reading) -> Iterable[Claim]:
    """Give a claim for each run, and one more where a count is stated before it."""
    text = reading.text
    for run in read_runs(text):
        if run.doubtful:
            continue
        yield _sequence(run)
        if not run.broken:
            yield from _stated(reading, run)


def _sequence(run: Run) -> Claim:
    """Test that a run counts on: its highest ordinal is the number of its markers."""
    figures = tuple(_figure(marker) for marker in run.markers)
    last, count = max(marker.number for marker in run.markers), len(run.markers)
    if last == count:  # 一要, 三要, 三要: one twice, one missing
        count = len({marker.number for marker in run.markers})
    highest, printed = Interval.exactly(last), Interval.exactly(count)
    comparison = Comparison(highest, Operator.MEETS, printed)
    numbers = ", ".join(str(marker.number) for marker in run.markers)
    return decided(RULE, figures, f"{_span(run)}: {numbers}", comparison)


def _stated(reading: Reading, run: Run) -> Iterator[Claim]:
    """Test the count that the clause before the run states against its highest ordinal."""
    first = run.markers[0].start
    offset = max(0, first - _WINDOW)
    found = _STATED.search(reading.text, offset, first)
    if found is None and run.markers[0].text.isascii():
        found = _STATED_IN_ENGLISH.search(reading.text, offset, first)
    number = _number(found["number"]) if found else None
    if found is None or number is None or number < _FEWEST:
        return
    beside = _COUNTS.search(reading.text[offset : found.start()])
    named = found["unit"].isascii() or (
        not beside
        and bool(_NAMED.search(reading.text[found.start("unit") : found.end()].rstrip(" \u3000\n。：:，,；;")))
    )
    comparison = Comparison(Interval.exactly(run.last.number), Operator.MEETS, Interval.exactly(number))
    goes_on = names_any(reading.text[run.last.end : run.last.end + _AFTER], range(run.last.number + 1, number + 1))
    if comparison.verdict() is Verdict.INCONSISTENT and (goes_on or not named):
        return  # 三是…。同时，四要…; or the count is of something else: 18个部门发文。一是…
    start = found.start("count")
    count = count_figure(reading.figures, found["count"], start, number, found["unit"])
    figures = (count, *(_figure(marker) for marker in run.markers))
    relation = f"{_span(run)} ({run.last.number}) = {found['count']}"
    yield decided(RULE, figures, relation, comparison)


def _number(printed: str) -> int | None:
    return SMALL_NUMBERS.index(printed) + _FEWEST if printed in SMALL_NUMBERS else small_count(printed)


def _span(run: Run) -> str:
    return f"{run.markers[0].text}…{run.last.text}"


def _figure(marker: Marker) -> Figure:
    value = Fraction(marker.number)
    return Figure(marker.text, marker.start, marker.end, value, value, kind=FigureKind.ORDINAL)


RULE = ClaimRule(
    code="FIG110",
    name="ordinal",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="ordinal",
    find=find,
    words=_SECOND,
)
