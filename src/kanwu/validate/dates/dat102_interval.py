"""A number of days or years against the two dates it lies between.

## What it does
Finds a period with its length (5月1日至5日，共5天; 3月3日至9日，为期7天; 从1990年到2000年的十年间; 距…还有…天),
counts and compares. With 共 and 为期 both days count. A period whose end lies before its beginning is reported too.

## Why it matters
One of the two dates is the part of an announcement that is changed most often; the number of days is then forgotten.

## Example
`书展于5月1日至5日举行，为期5天。` gives `5月5日-5月1日+1 = 5天`.

## When it is wrong
Years are counted in two ways (1990年至2000年 may be called ten or eleven years), so one more or less is let pass.
Days without a year are counted in a common year; a period over the end of February may be one longer. A countdown
whose day is not in the text is uncheckable. Dates of lunar months are left alone.

## Fix safety
None: which of the dates, or the number, is wrong cannot be known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Figure, FigureKind, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.validate.claims.drawing import decided, printed, uncheckable
from kanwu.validate.dates.days import days_of, figure_of
from kanwu.validate.dates.periods import COMMON_YEAR, period_of, printed_days
from kanwu.validate.grammar.periods import (
    COUNTDOWN,
    DAY_PERIOD,
    DAYS_AFTER,
    ENGLISH_DAYS,
    IN_AFTER,
    MONTHS,
    OLDER,
    TODAY,
    YEAR_PERIOD,
    YEARS_AFTER,
)

_DAY_PERIOD = re.compile(DAY_PERIOD)
_DAYS_AFTER = re.compile(DAYS_AFTER)
_YEAR_PERIOD = re.compile(YEAR_PERIOD, re.IGNORECASE)
_YEARS_AFTER = re.compile(YEARS_AFTER, re.IGNORECASE)
_COUNTDOWN = re.compile(COUNTDOWN)
_OLDER = re.compile(OLDER, re.IGNORECASE)
_TODAY = re.compile(TODAY)
_FOR = re.compile("共|为期|為期|历时|歷時|持续|持續")  # in the words before every number of days
_YEARS = re.compile(r"[12]\d{3} ?年?(?:起|开始|開始)? ?(?:[至到—－–~～-]|——|to|through|and) ?[12]\d{3}", re.IGNORECASE)
# It begins with a character class, because only then does `re` skip fast what cannot match.
_GATE = re.compile(
    r"[日号號年12f倒yd](?:(?<=[日号號年])[至到—–\-~～]|(?<=[日号號])[起开開启啟正持延一]"
    r"|(?<=[12])\d{3} ?[-—–~～至到] ?[12]\d{3}"
    r"|(?<=f)rom [12]\d{3}|(?<=倒)(?:计时|計時)|(?<=y)ears|(?<=d)ays)"
)
_WORDS = (
    *(f"{unit}{dash}" for unit in "日号號年" for dash in "至到—–-~～"),
    *(f"{unit}{begun}" for unit in "日号號" for begun in "起开開启啟正持延一"),
    *(f"{dash}{space}{digit}" for dash in "-—–~～至到" for space in ("", " ") for digit in "12"),
    *("from 1", "from 2", "倒计时", "倒計時", " years", " days"),
)
"""Spellings of which one stands wherever the pattern above matches."""
_ENGLISH_DAYS = re.compile(ENGLISH_DAYS)
_IN_AFTER = re.compile(IN_AFTER)
_NO_DAY = "The text does not say which day is counted down to."


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the periods, in order."""
    text = reading.text
    if not _GATE.search(text):
        return
    lengths = {figure.start: figure for figure in reading.figures}
    if "月" in text and _FOR.search(text):
        yield from _periods_of_days(text, lengths)
    if _YEARS.search(text):
        yield from _periods_of_years(text, lengths)
    yield from _countdowns(reading)
    yield from _english_days(text, lengths)
    yield from _years_after(text, lengths)


def _english_days(text: str, lengths: dict[int, Figure]) -> Iterator[Claim]:
    """Yield the periods between two days of English: from 10 May to 2 June 2024, 24 days; both ends may count."""
    if not any(month in text for month in MONTHS):
        return
    for found in _ENGLISH_DAYS.finditer(text):
        stated = lengths.get(found.start("length"))
        later = int(found["year2"] or found["year"] or COMMON_YEAR)
        month, month2 = (MONTHS.index(found[name][:3]) + 1 for name in ("month", "month2"))
        year = int(found["year"]) if found["year"] else later - (month > month2)
        later += bool(found["year"] and not found["year2"] and month > month2)
        try:
            first, last = dt.date(year, month, int(found["day"])), dt.date(later, month2, int(found["day2"]))
        except ValueError:
            continue
        apart = (last - first).days
        if stated is None or stated.unit != "day" or stated.approximator or apart <= 0:
            continue
        begin, end = printed_days(found)
        leap = not (found["year"] or found["year2"])  # a day in February may be counted too
        test = Comparison(Interval(Fraction(apart), Fraction(apart + 1 + leap)), Operator.MEETS, stated.interval)
        relation = f"{last.isoformat()}-{first.isoformat()} = {stated.text}"
        yield decided(RULE, (begin, end, stated), relation, test)


def _years_after(text: str, lengths: dict[int, Figure]) -> Iterator[Claim]:
    """Yield the years between two events: opened in 1968 and closed in 2014, after 46 years."""
    if " years" not in text:
        return
    for found in _IN_AFTER.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        stated = lengths.get(found.start("length"))
        if stated is None or stated.unit != "year" or stated.approximator or first >= last:
            continue
        begin, end = (
            Figure(found[name], *found.span(name), Fraction(year), Fraction(year), kind=FigureKind.DATE)
            for name, year in (("first", first), ("last", last))
        )
        span = Interval(Fraction(last - first - 1), Fraction(last - first + 1))
        test = Comparison(span, Operator.MEETS, stated.interval)
        yield decided(RULE, (begin, end, stated), f"{last}-{first} = {stated.text}", test)


def _length(text: str, at: int, lead: re.Pattern[str], lengths: dict[int, Figure]) -> tuple[Figure, str] | None:
    """Return the length that words after `at` introduce, and those words."""
    found = lead.match(text, at)
    if found is None:
        return None
    start = found.end()
    figure = lengths.get(start)
    return (figure, found[0]) if figure is not None and figure.approximator is None else None


def _periods_of_days(text: str, lengths: dict[int, Figure]) -> Iterator[Claim]:
    """Yield the periods between two days of one year."""
    for found in _DAY_PERIOD.finditer(text):
        period = period_of(found)
        stated = _length(text, found.end(), _DAYS_AFTER, lengths)
        if period is None or stated is None or stated[0].unit not in {"天", "日"} or stated[0].low != stated[0].high:
            continue
        first, last = period.first, period.last
        test = Comparison(period.days, Operator.MEETS, stated[0].interval)
        relation = f"{last.month}月{last.day}日-{first.month}月{first.day}日+1 = {stated[0].text}"
        yield decided(RULE, (*period.figures, stated[0]), relation, test)


def _periods_of_years(text: str, lengths: dict[int, Figure]) -> Iterator[Claim]:
    """Yield the periods between two years, with their length, or that run backwards."""
    for found in _YEAR_PERIOD.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        if _OLDER.search(text, max(0, found.start() - 6), found.end() + 4):
            continue
        begin, end = (
            Figure(found[name], *found.span(name), Fraction(year), Fraction(year), kind=FigureKind.DATE)
            for name, year in (("first", first), ("last", last))
        )
        stated = _length(text, found.end(), _YEARS_AFTER, lengths)
        if stated is not None and stated[0].unit in {"年", "year", "周年", "週年"} and first < last:
            span = Interval(Fraction(last - first - 1), Fraction(last - first + 1))
            test = Comparison(span, Operator.MEETS, stated[0].interval)
            yield decided(RULE, (begin, end, stated[0]), f"{last}-{first} = {stated[0].text}", test)
        elif first > last and found["from"]:
            test = Comparison(begin.interval, Operator.AT_MOST, end.interval)
            yield decided(RULE, (begin, end), f"{first} <= {last}", test)


def _countdowns(reading: Reading) -> Iterator[Claim]:
    """Yield the countdowns, from today to a day that the text may name."""
    text = reading.text
    if "倒计时" not in text and "倒計時" not in text:
        return
    days = [day for day in days_of(reading) if day.date]
    for figure in reading.figures:
        if figure.unit == "天" and _COUNTDOWN.search(text, max(0, figure.start - 12), figure.start):
            line = text.rfind("\n", 0, figure.start), text.find("\n", figure.end) % (len(text) + 1)
            near = [day for day in days if line[0] < day.start < line[1]]
            if (
                len(near) > 1
                and all(day.date for day in near[:2])
                and _TODAY.search(text, line[0] + 1, near[0].end + 1)
            ):
                first, last = near[:2]
                left = Interval.exactly(
                    abs((last.date or dt.date.min).toordinal() - (first.date or dt.date.min).toordinal())
                )
                left = Interval(left.low - 1, left.high + 1)
                test = Comparison(left, Operator.MEETS, figure.interval)
                claim = decided(
                    RULE, (figure_of(first), figure_of(last), figure), f"{last.text}-{first.text} = {figure.text}", test
                )
                if claim.verdict is Verdict.CONSISTENT:
                    yield claim
                    continue
            yield uncheckable(RULE, (figure,), f"{printed(figure, unit=True)} left", _NO_DAY)


RULE = ClaimRule(
    "DAT102",
    "interval",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="interval",
    find=find,
    words=_WORDS,
)
