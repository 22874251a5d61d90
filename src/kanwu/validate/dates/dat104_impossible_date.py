"""A day that does not exist in the calendar.

## What it does

Reports a day of the Gregorian calendar whose month is too short for it: `4月31日`, `2月30日`, `2023年2月29日`,
`February 29, 2023`. A day that exists is not a claim.

## Why it matters

Such a day is certainly a misprint, and a program that reads dates either stops at it or moves it to another month.

## Example

`2023年2月29日` is reported: February 2023 had 28 days.

## When it is wrong

Other calendars have such days: the lunar year knows a 30th of the second month. So only days in Arabic digits are
tested, none before 1924, and none in a sentence that names another calendar or says that the day does not exist.

## Fix safety

There is no fix: the rule cannot know which day was meant.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from kanwu.figure import Claim, Comparison, Operator
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.validate.claims.drawing import decided
from kanwu.validate.dates.days import ONE_CALENDAR, Day, days_of, figure_of

_LEAP_YEAR = 2000  # where no year is printed, 29 February may be meant
_LARGEST_DAY = 39  # a larger number after 月 is not a misprint of a day
_AROUND = 60
_DIGITS = "0123456789０１２３４５６７８９"
_LATE = (
    *(f"{two}{nine}" for two in "2２" for nine in "9９"),
    *(f"{three}{digit}" for three in "3３" for digit in _DIGITS),
)
# A day that its month may lack: the 29th of February at the earliest.
_LATE_DAY = re.compile("月 ?[0０]?(?P<day>[2２][9９]|[3３][0-9０-９]) ?[日号號]")
_LATE_DAYS_OF_DATES = (
    re.compile(r"[-/](?<=\d.)(?:0?2[-/](?:29|3[0-9])|(?:0?[469]|11)[-/]3[1-9]|\d{1,2}[-/]3[2-9])"),
    re.compile(r"[23](?<=[A-Za-z.] .)(?:(?<=2)9|(?<=3)[0-9])(?:st|nd|rd|th)?,? \d"),
    re.compile(r"[23](?:(?<=2)9|(?<=3)[0-9])(?:st|nd|rd|th)?(?: of)? [A-Z]"),
)
_WORDS = (
    *(f"月{space}{day}" for space in ("", " ") for day in ("0", "０", *_LATE)),
    *(f"{mark}{day}" for mark in "-/ " for day in ("29", "3")),
    *(
        f"{day}{end}"
        for day in ("29", *(f"3{digit}" for digit in "0123456789"))
        for end in ("st", "nd", "rd", "th", " ")
    ),
)
"""Spellings of which one stands wherever one of the patterns above matches."""
_MONTH_BEFORE = re.compile(r"[0-9０-９]{1,2}(?= ?\Z)")
_NO_SUCH_DAY = re.compile(
    "(?:[农農阴陰旧舊夏藏回俄傣彝儒佛]|儒略|伊斯[兰蘭])[历曆]|不存在|[没沒]有|并?[无無]|虚构|虛構|[闰閏]"
    "|non-?existent|no such|lunar"
)
_RANGE_BEFORE = re.compile(r"[\d０-９][ ]?[-—–~～、至到/][ ]?\Z")


def find(reading: Reading) -> Iterable[Claim]:
    """Give a claim for each day that does not exist; it never holds."""
    text = reading.text
    if not _may_have_one(text):
        return
    for day in days_of(reading):
        if day.arabic and _is_checked(text, day) and day.day > _length(day):
            yield _claim(day)


def _may_have_one(text: str) -> bool:
    """Say cheaply whether a day of a text may not exist; nearly all texts name none that is late enough."""
    return any(_is_late(text, found) for found in _LATE_DAY.finditer(text)) or any(
        late.search(text) for late in _LATE_DAYS_OF_DATES
    )


def _is_late(text: str, found: re.Match[str]) -> bool:
    """Say whether a day of the month is later than the last one of the month before it."""
    month = _MONTH_BEFORE.search(text, max(0, found.start() - 3), found.start())
    if month is None or int(month[0]) not in range(1, 13):
        return True
    return int(found["day"]) > calendar.monthrange(_LEAP_YEAR + 1, int(month[0]))[1]


def _is_checked(text: str, day: Day) -> bool:
    in_use = (day.year is None or day.year >= ONE_CALENDAR) and day.month in range(1, 13) and day.day <= _LARGEST_DAY
    dotted = "." in day.text and day.text[0].isdecimal()  # 2023.02.30 may be the number of a version
    if not in_use or dotted or day.day <= calendar.monthrange(_LEAP_YEAR + 1, day.month)[1]:
        return False
    before = text[max(0, day.start - _AROUND) : day.start]
    around = f"{before}{text[day.end : day.end + _AROUND]}"
    return not _RANGE_BEFORE.search(before) and not _NO_SUCH_DAY.search(around)


def _length(day: Day) -> int:
    """Return the number of days of a day's month."""
    return calendar.monthrange(day.year or _LEAP_YEAR, day.month)[1]


def _claim(day: Day) -> Claim:
    comparison = Comparison(Interval.exactly(day.day), Operator.AT_MOST, Interval.exactly(_length(day)))
    month = f"{day.year}-{day.month:02}" if day.year else f"month {day.month}"
    relation = f"day {day.day} of {month}: {day.day} <= {_length(day)}"
    return decided(RULE, (figure_of(day),), relation, comparison)


RULE = ClaimRule(
    code="DAT104",
    name="impossible-date",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="date",
    find=find,
    words=_WORDS,
)
