"""Periods from one day to another, as Chinese prints them: 10月1日至8日."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from fractions import Fraction

from kanwu.figure import Figure, FigureKind
from kanwu.text.intervals import Interval
from kanwu.text.numerals import small_count

COMMON_YEAR = 2023
"""Of days without a year: one without 29 February."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from one to another, both counted.

    Attributes:
        first: the first day, in a common year if none is printed.
        last: the last day.
        days: how many; two numbers are possible where a period without a year may hold 29 February.
        figures: the two days as they are printed.
    """

    first: dt.date
    last: dt.date
    days: Interval
    figures: tuple[Figure, Figure]


def period_of(found: re.Match[str]) -> Period | None:
    """Return the period of a match of `DAY_PERIOD` or `DAYS_SINCE`, or None if it runs backwards or to no day."""
    year = small_count(found["year"]) if found["year"] else COMMON_YEAR
    later = small_count(found["later"]) if found["later"] else year
    numbers = [small_count(found[name] or found["month"]) for name in ("month", "day", "month2", "day2")]
    if year is None or later is None or any(number is None for number in numbers):
        return None
    month, day, month2, day2 = (number or 0 for number in numbers)
    if not found["later"] and month2 < month:
        later = year + 1
    try:
        first, last = dt.date(year, month, day), dt.date(later, month2, day2)
    except ValueError:
        return None
    inclusive = (last - first).days + 1
    leap = not found["year"] and first <= dt.date(COMMON_YEAR, 2, 28) < last
    days = Interval(Fraction(inclusive), Fraction(inclusive + leap))
    return Period(first, last, days, printed_days(found)) if inclusive > 0 else None


def printed_days(found: re.Match[str]) -> tuple[Figure, Figure]:
    """Return the two days as figures."""
    zero = Fraction(0)
    first = Figure(found["from"], *found.span("from"), zero, zero, kind=FigureKind.DATE)
    last = Figure(found["to"], *found.span("to"), zero, zero, kind=FigureKind.DATE)
    return first, last
