"""A day and its weekday contradict the calendar.

## What it does

Reads a day with the weekday printed beside it (`2022年6月15日 星期三`, `Tuesday, March 8, 2022`) and looks
the day up in the Gregorian calendar. Years of the Republic of China count from 1912. A day without a year is read
only when a full date in the same sentence, or the dateline of the paragraph, leaves one year for it.

## Why it matters

The weekday is the check digit of a date: where the two disagree, one of them is wrong, and an archive sorted by date
carries the error on.

## Example

`2022年6月15日 星期二` is reported: that day was a Wednesday, 星期三.

## When it is wrong

Old texts may follow another calendar (Russia until 1918, Britain until 1752). A weekday that does not fit a day before
1924 is therefore not reported: such a claim is uncheckable. Days of the lunar calendar are left alone.

## Fix safety

There is no fix: the rule cannot know whether the day or the weekday is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from kanwu.figure import Claim, Comparison, Figure, FigureKind, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.validate.claims.drawing import decided, uncheckable
from kanwu.validate.dates.days import ONE_CALENDAR, Day, dated, days_of, figure_of

_LOOK_BACK = 8  # days named before
_NEAR = 14  # days; 本周五 is not a month away from the day of writing

_CHINESE_NAME = "(?P<name>(?P<stem>星期|[禮礼]拜|[周週])(?P<number>[一二三四五六日天]))"
_ENGLISH_NAME = "(?P<name>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\\b\\.?)"
_NUMBERS = MappingProxyType(
    {
        **{char: number for number, char in enumerate("一二三四五六日", start=1)},
        "天": 7,
        **{name: number for number, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), start=1)},
    }
)
_WORDS = (
    *("星期", "禮拜", "礼拜"),
    *(f"{week}{day}" for week in "周週" for day in "一二三四五六日天"),
    *("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
)
"""Spellings of which one stands wherever a weekday is named."""
_CHINESE_AFTER = re.compile(
    rf"[ \u3000\t]{{0,3}}(?:(?P<bracket>[（(\[【［〔])[ \u3000]?|(?P<comma>[，,]) ?)?{_CHINESE_NAME}"
    r"(?![报報泰]|[ ]?[至到、和及与與/~～—–-][ ]?(?:星期|[禮礼]拜|[周週])?[一二三四五六日天](?![月日]))"
)
_CHINESE_BEFORE = re.compile(
    rf"(?<![至到、和及与與/~～—–一二三四五六日天每两兩几幾0-9-]){_CHINESE_NAME}"
    r"(?:[ \u3000]?[（(\[【［〔][ \u3000]?|[ \u3000，,]{0,2})\Z"
)
_RELATIVE = re.compile("[本上下这這该該](?:个|個)?\\Z")
_ENGLISH_AFTER = re.compile(rf" ?(?:(?P<bracket>[(\[])|, ){_ENGLISH_NAME}(?=[)\].,;\n]|\Z)")
_ENGLISH_BEFORE = re.compile(rf"\b{_ENGLISH_NAME},? (?:the )?\Z")
_NOT_ALONE = re.compile(
    r"(?:day|\b(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?)[ ,]{0,2}(?:to|through|and|or|&|[-–—/])? ?\Z"
)
_NEWSPAPER = re.compile(r"\b(?:The|the|Daily|New York|Baltimore|Vancouver) \Z")
# 周 begins names too (周一帆, 周五常): without a bracket something must end the word.
_WORD_ENDS = re.compile(r"[\s，,。；;：:）)\]】、|0-9０-９—–-]|\Z|[上下中]午|晚|早|凌晨|清晨|傍晚|夜")
_RANGE_AFTER = re.compile(" ?(?:[至到~～—–、]|-)")


@dataclass(frozen=True, slots=True)
class _Weekday:
    """A weekday beside a day: its figure, whether a bracket ties it to the day, whether it counts from today."""

    figure: Figure
    bracketed: bool
    relative: bool = False


def find(reading: Reading) -> Iterable[Claim]:
    """Give one claim for each day that has a weekday beside it."""
    text = reading.text
    if not any(word in text for word in _WORDS):
        return
    days = days_of(reading)
    taken_until = 0
    for index, day in enumerate(days):
        weekday = _beside(text, day, taken_until)
        if weekday is None:
            continue
        taken_until = max(weekday.figure.end, day.end)
        date = dated(text, days, index)
        if date and not (
            weekday.relative and day.year is None and _is_far(date, days[max(0, index - _LOOK_BACK) : index])
        ):
            yield _claim(day, date, weekday.figure)


def _beside(text: str, day: Day, taken_until: int) -> _Weekday | None:
    """Return the one weekday that stands beside a day; None where two could."""
    after = _after(text, day)
    if after and after.bracketed:
        return after
    before = _before(text, day, taken_until)
    if before and after:
        return None
    return before or after


def _after(text: str, day: Day) -> _Weekday | None:
    found = _CHINESE_AFTER.match(text, day.end) or _ENGLISH_AFTER.match(text, day.end)
    if found is None:
        return None
    groups = found.groupdict()
    open_ended = groups.get("comma") or (groups.get("stem") in {"周", "週"} and not groups["bracket"])
    if open_ended and not _WORD_ENDS.match(text, found.end()):
        return None
    return _Weekday(_figure(found, 0), bracketed=bool(found["bracket"]))


def _before(text: str, day: Day, taken_until: int) -> _Weekday | None:
    offset = max(0, day.start - 24, taken_until)
    window = text[offset : day.start]
    if _RANGE_AFTER.match(text, day.end):
        return None
    chinese = _CHINESE_BEFORE.search(window)
    if chinese:
        relative = bool(_RELATIVE.search(window[: chinese.start()]))
        return _Weekday(_figure(chinese, offset), bracketed=False, relative=relative)
    english = _ENGLISH_BEFORE.search(window)
    if english is None or _NOT_ALONE.search(window[: english.start()]):
        return None
    if english["name"] == "Sun" and _NEWSPAPER.search(text[max(0, offset - 12) : offset + english.start()]):
        return None
    return _Weekday(_figure(english, offset), bracketed=False)


def _figure(found: re.Match[str], offset: int) -> Figure:
    name = found["name"]
    number = Fraction(_NUMBERS[name[-1] if name[-1] in _NUMBERS else name[:3]])
    start, end = found.span("name")
    return Figure(name, start + offset, end + offset, number, number, kind=FigureKind.DATE)


def _is_far(date: dt.date, before: Iterable[Day]) -> bool:
    known = [day.date for day in before if day.date]
    return bool(known) and abs((date - known[-1]).days) > _NEAR


def _claim(day: Day, date: dt.date, weekday: Figure) -> Claim:
    comparison = Comparison(Interval.exactly(date.isoweekday()), Operator.MEETS, weekday.interval)
    figures = (figure_of(day), weekday)
    relation = f"{date.isoformat()} is {weekday.text}"
    if comparison.verdict() is Verdict.INCONSISTENT:
        if date.year < ONE_CALENDAR:
            reason = f"days before {ONE_CALENDAR} may follow another calendar"
            return uncheckable(RULE, figures, relation, reason)
        relation += f" (by the calendar {_name_of(date, weekday.text)})"
    return decided(RULE, figures, relation, comparison)


def _name_of(date: dt.date, like: str) -> str:
    """Name the weekday of a date in the language of the name that is printed."""
    if like.isascii():
        return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[date.weekday()]
    return f"{like[:-1]}{'一二三四五六日'[date.weekday()]}"


RULE = ClaimRule(
    code="DAT101",
    name="weekday",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="weekday",
    find=find,
    words=_WORDS,
)
