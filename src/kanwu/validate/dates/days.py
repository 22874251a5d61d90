"""Days of the calendar as printed: 2023年12月21日, 民國112年12月21日, 2023-12-21, December 21, 2023."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from kanwu.figure import Figure, FigureKind
from kanwu.rule import Reading, once
from kanwu.text.numerals import CHINESE_DIGIT, small_count

ONE_CALENDAR = 1924
"""From this year on every state whose dates reach print used the Gregorian calendar (Greece was last, in 1923)."""
_ROC_OFFSET = 1911  # 民國元年 is 1912
_YEARS = range(1000, 3000)
_NEAR = 62  # days; a date without a year that is farther from its anchor could belong to another year

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
_ENGLISH_MONTHS = MappingProxyType(
    {name[:3]: number for number, name in enumerate((*_MONTHS, "november", "december"), start=1)}
)
_MONTH_NAME = (
    "(?P<month>Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?"
    "|Sep(?:tember|t?\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)"
)
_DIGIT = rf"[0-9０-９{CHINESE_DIGIT}十]"
_CHINESE = re.compile(
    rf"(?:(?P<era>(?:中[華华])?民[國国] ?)?(?P<year>(?<!{_DIGIT})[0-9０-９{CHINESE_DIGIT}十百]{{1,5}}) ?年 ?)?"
    rf"(?P<month>(?<!{_DIGIT}){_DIGIT}{{1,3}}) ?月 ?(?P<day>{_DIGIT}{{1,3}}) ?[日号號]"
)
_MONTH_AND_DAY = re.compile(rf"月 ?{_DIGIT}{{1,3}} ?[日号號]")
_LONGEST_BEFORE_MONTH = 20  # characters of era, year and the number of the month, and some more
_FORMS = (
    re.compile(
        r"(?<![\d.,/-])(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d/-]|\.\d)"
    ),
    re.compile(rf"\b{_MONTH_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH_NAME},? (?P<year>\d{{4}})\b"),
)
_GATES = (re.compile(r"\d{4}[-/.]\d"), re.compile("[A-Z][a-z]{2}"), re.compile("[A-Z][a-z]{2}"))
# A day of the lunar, Julian, Tibetan or Islamic calendar is not one of the Gregorian calendar.
_OTHER_CALENDAR = re.compile(r"(?:[农農阴陰旧舊夏藏回俄傣彝]|儒略|伊斯[兰蘭]|希吉[来來]|佛)[历曆].{0,6}\Z", re.DOTALL)
_DATELINE = re.compile(r"[ \u3000]?(?:[电電讯訊]|消息|[报報]道|報導)")
_SENTENCE_END = re.compile("[。！？!?\n]")
_OTHER_YEAR = re.compile("[去前明次翌隔同当當来來]年|年[前后後]")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a text names it.

    Attributes:
        text: as printed.
        start: offset of the first character.
        end: offset after the last character.
        year: the year of the common era, or None where none is printed.
        month: the number printed for the month; it may be no month.
        day: the number printed for the day; it may be no day of that month.
        arabic: whether month and day are in Arabic digits.
    """

    text: str
    start: int
    end: int
    year: int | None
    month: int
    day: int
    arabic: bool

    def in_year(self, year: int) -> dt.date | None:
        """Return the day in that year, or None where it does not exist."""
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def date(self) -> dt.date | None:
        """The day, where its year is printed and it exists."""
        return None if self.year is None else self.in_year(self.year)


def read_days(text: str) -> tuple[Day, ...]:
    """Return the days of the Gregorian calendar that a text names, in order.

    >>> [(day.text, day.date.isoformat()) for day in read_days("民國112年12月21日、二〇二三年三月三日")]
    [('民國112年12月21日', '2023-12-21'), ('二〇二三年三月三日', '2023-03-03')]
    """
    days = [day for found in _in_chinese(text) if (day := _day(text, found))]
    for gate, form in zip(_GATES, _FORMS, strict=True):
        if gate.search(text):
            days += [day for found in form.finditer(text) if (day := _day(text, found))]
    return tuple(sorted(days, key=lambda day: day.start))


def _in_chinese(text: str) -> Iterator[re.Match[str]]:
    """Yield the days in Chinese; each is looked for round its 月, as `re` is slow at what begins with an option."""
    done = 0
    for month in _MONTH_AND_DAY.finditer(text):
        found = _CHINESE.search(text, max(done, month.start() - _LONGEST_BEFORE_MONTH), month.end())
        if found is not None:
            done = found.end()
            yield found


@once
def days_of(reading: Reading) -> tuple[Day, ...]:
    """Return the days that a text names, read once for all rules."""
    return read_days(reading.text)


def dated(text: str, days: Sequence[Day], index: int) -> dt.date | None:
    """Return the date of a day; where no year is printed, only if its sentence or dateline leaves one.

    Such a year is taken from a full date before it, in the same sentence or in the dateline of the same paragraph,
    and only if it puts the two days within two months of each other.
    """
    day = days[index]
    if day.year is not None:
        return day.date
    for anchor in reversed(days[max(0, index - 8) : index]):
        between = text[anchor.end : day.start]
        if "\n" in between or _OTHER_YEAR.search(between):
            return None
        known = anchor.date
        if known and (not _SENTENCE_END.search(between) or _DATELINE.match(text, anchor.end)):
            return _nearest(day, known)
    return None


def figure_of(day: Day) -> Figure:
    """Return the day as a figure; its value is the number of the day since 1 January of year 1, or 0 without a year."""
    value = Fraction(day.date.toordinal() if day.date else 0)
    return Figure(day.text, day.start, day.end, value, value, kind=FigureKind.DATE)


def _nearest(day: Day, known: dt.date) -> dt.date | None:
    around = [day.in_year(year) for year in (known.year - 1, known.year, known.year + 1)]
    near = [date for date in around if date and abs((date - known).days) <= _NEAR]
    return near[0] if near else None


def _day(text: str, found: re.Match[str]) -> Day | None:
    year = _year(found)
    month, number = _month(found["month"]), small_count(found["day"])
    if year == 0 or month is None or number is None:
        return None
    before = text[max(0, found.start() - 12) : found.start()]
    if _OTHER_CALENDAR.search(before) or (year is None and before.endswith("年")):
        return None
    arabic = found["day"].isdecimal() and found["month"][0].isascii() | found["month"].isdecimal()
    return Day(found[0], found.start(), found.end(), year, month, number, arabic)


def _month(text: str) -> int | None:
    return _ENGLISH_MONTHS.get(text[:3].lower()) if text[0].isascii() and text[0].isalpha() else small_count(text)


def _year(found: re.Match[str]) -> int | None:
    """Return the year, None where none is printed, 0 where it is not one of the common era or the republic."""
    printed = found["year"]
    if printed is None:
        return None
    year = small_count(printed) or 0
    if found.groupdict().get("era"):
        return year + _ROC_OFFSET if year else 0
    return year if year in _YEARS else 0
