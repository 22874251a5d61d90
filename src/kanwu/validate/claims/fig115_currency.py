"""Two conversions between the same currencies that do not share a rate.

## What it does
Finds amounts with their worth in another currency (约合, 折合, in brackets, "equivalent to"), and where a text
converts the same pair of currencies again, compares the rates, give or take three percent.

## Why it matters
A conversion is where a point or a 万 gets lost: the writer copies one number and works out the other.

## Example
`预算100亿新元，约合540亿元人民币；其中展馆20亿新元，约合108亿元人民币。` gives `108亿/20亿 = 540亿/100亿`.

## When it is wrong
One conversion alone cannot be checked without knowing the rate, and is no claim. Amounts of different years have
different rates: where the text names two years between the conversions, they are not compared.

## Fix safety
None: which of the four amounts is wrong cannot be known.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.validate.claims.drawing import decided, printed
from kanwu.validate.claims.structure import kin, spellings
from kanwu.validate.grammar.wholes import CONVERTED, CURRENCIES

_SAME_RATE = Interval(Fraction(97, 100), Fraction(103, 100))
_CONVERTED = re.compile(CONVERTED, re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d|[去前今上]年|年前|当时|當時|last year|this year|years? ago|at the time")
_FEWEST = 4
_MOST_VOTERS = 40  # conversions that are asked which rate is the usual one
_LEAD = 16  # characters before the first amount


@dataclass(frozen=True, slots=True)
class _Conversion:
    """An amount and what it is worth."""

    amount: Figure
    worth: Figure

    @property
    def rate(self) -> Interval:
        return self.worth.interval / self.amount.interval


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the pairs of conversions, in order."""
    money = [figure for figure in reading.figures if kin(figure.unit) in CURRENCIES]
    if len(money) < _FEWEST:
        return
    groups: dict[tuple[str, str], list[_Conversion]] = defaultdict(list)
    for amount, worth in pairwise(money):
        units = kin(amount.unit), kin(worth.unit)
        if units[0] != units[1] and amount.low > 0 and worth.low > 0 and _is_conversion(reading.text, amount, worth):
            groups[units].append(_Conversion(amount, worth))
    for group in groups.values():
        yield from _of_group(reading.text, group)


def _is_conversion(text: str, amount: Figure, worth: Figure) -> bool:
    between = text[amount.end : worth.start]
    between = _CURRENCY_NAMES.sub("", between)
    return _CONVERTED.fullmatch(between) is not None


_CURRENCY_NAMES = re.compile("(?:新?[台臺]|人民|港)[幣币]")


def _of_group(text: str, group: Sequence[_Conversion]) -> Iterator[Claim]:
    """Yield the claims that each conversion has the rate that most of them share."""
    if len(group) <= 1:
        return
    voters = group[:_MOST_VOTERS]
    reference = max(voters, key=lambda one: sum(_test(other, one).verdict() is Verdict.CONSISTENT for other in voters))
    years = _Years(text)
    for one in group:
        start = max(0, min(one.amount.start, reference.amount.start) - _LEAD)
        if one is not reference and not years.differ(start, max(one.worth.end, reference.worth.end)):
            figures = (one.worth, one.amount, reference.worth, reference.amount)
            first, second = (f"{printed(c.worth)}/{printed(c.amount)}" for c in (one, reference))
            yield decided(RULE, figures, f"{first} = {second}", _test(one, reference))


class _Years:
    """The words of a text that name a year, so that a stretch with two of them is found without reading it again."""

    __slots__ = ("_runs", "_starts")

    def __init__(self, text: str) -> None:
        words = list(_YEAR.finditer(text))
        self._starts = [word.start() for word in words]
        self._runs = list(accumulate((one[0] != other[0] for one, other in pairwise(words)), initial=0))

    def differ(self, start: int, end: int) -> bool:
        """Say whether two years are named between two places."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end) - 1
        return first < last and self._runs[first] != self._runs[last]


def _test(one: _Conversion, reference: _Conversion) -> Comparison:
    return Comparison(one.rate, Operator.MEETS, reference.rate * _SAME_RATE)


RULE = ClaimRule(
    "FIG115",
    "currency",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="currency",
    find=find,
    fewest=_FEWEST,
    units=spellings(CURRENCIES),
)
