"""An average annual rate of growth against its first and last year.

## What it does
Finds 年均增长, 年平均增长率, "compound annual growth rate" beside the level at both ends and the years they are of,
raises one plus the rate to the number of years and compares with the ratio of the levels; or with the rate over all
these years, where that stands before it (比2002年增长65.5%，年均增长10.6%).

## Why it matters
Nobody can see whether an annual rate fits: it takes a root. A ten-year rate that was taken for nine years looks right.

## Example
`藏书由2012年的2.0万册增加到2020年的3.2万册，年均增长6.0%。` gives `(1+6.0%)^8 = 3.2万/2.0万`.

## When it is wrong
Writers count the years of a period in different ways, so one year more or less is tried before anything is said. A
rate at constant prices does not follow from printed levels: such a claim is uncheckable.

## Fix safety
None: which of the figures is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.text.numerals import read_numeral
from kanwu.validate.claims.drawing import decided, printed, uncheckable
from kanwu.validate.claims.movements import Movement, movements, same_unit
from kanwu.validate.claims.skeleton import Skeleton, compiled, skeleton
from kanwu.validate.claims.structure import scenes
from kanwu.validate.grammar import GRAMMARS
from kanwu.validate.grammar.chinese_movements import ANNUAL
from kanwu.validate.grammar.english_movements import ANNUAL as ENGLISH_ANNUAL

_REAL = "The rate is one at constant prices or of comparable scope, the figures are as printed."
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)|[一二][〇零一二三四五六七八九]{3}(?=年)")
_FEWEST, _MOST = 2, 60  # years
_YEARS = frozenset({"年", "year"})
_ONE, _HUNDREDTH = Interval.exactly(1), Interval.exactly(Fraction(1, 100))
_COMPOUNDED = tuple(compiled(template) for grammar in GRAMMARS for template in grammar.movements.compounded)


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the annual rates, in order."""
    for movement in movements(reading):
        claim = _of_movement(movement)
        if claim is not None:
            yield claim
    yield from _compounded(reading)


def _compounded(reading: Reading) -> Iterator[Claim]:
    """Yield the claims of rates over several years against the ones of each year."""
    for scene in scenes(reading):
        if len(scene.figures) < _FEWEST:
            continue
        bones = skeleton(scene)
        for template in _COMPOUNDED:
            for found in template.finditer(bones.text):
                total, annual = bones.at(found, "total"), bones.at(found, "annual")
                years = _span(bones, found)
                if total and annual and _FEWEST <= years <= _MOST and min(total.low, annual.low) > 0:
                    yield _over_years(total, annual, years)


def _span(bones: Skeleton, found: re.Match[str]) -> int:
    """Return over how many years a rate is said to be."""
    named = bones.at(found, "years")
    if named is not None:
        return int(named.low) if named.unit in _YEARS and named.low == named.high else 0
    groups = found.groupdict()
    before = {groups.get("until")} - {None} or set(_YEAR.findall(bones.text, 0, found.start()))
    until = before.pop() if len(before) == 1 else None  # of several years it may be any
    return int(until) - int(groups["since"]) if until and until.isdecimal() else 0


def _over_years(rate: Figure, annual: Figure, years: int) -> Claim:
    """Return the claim that a rate over some years is the yearly one compounded; the ends may count or not."""
    ratio = _ONE + rate.interval * _HUNDREDTH
    ends = 1 + annual.low / 100, 1 + annual.high / 100
    claims = []
    for count in (years, years - 1, years + 1):
        test = Comparison(ratio, Operator.MEETS, Interval(ends[0] ** count, ends[1] ** count))
        relation = f"1+{printed(rate, unit=True)} = (1+{printed(annual, unit=True)})^{count}"
        claims.append(decided(RULE, (rate, annual), relation, test))
    return next((one for one in claims if one.verdict is Verdict.CONSISTENT), claims[0])


def _of_movement(movement: Movement) -> Claim | None:
    """Return the claim of a movement's annual rate, if the text says over how many years."""
    level, previous, rate = movement.level, movement.previous, movement.annual
    years = _years(movement.text)
    if not (level and previous and rate and same_unit(level, previous)) or not _FEWEST <= years <= _MOST:
        return None
    if min(level.low, previous.low) <= 0 or rate.low < 0 or movement.rises is None:
        return None
    ratio = level.interval / previous.interval
    sign = 1 if movement.rises else -1
    claims = []
    for count in (years, years - 1, years + 1):
        ends = sorted((1 + sign * rate.low / 100, 1 + sign * rate.high / 100))
        if ends[0] <= 0:
            return None
        test = Comparison(ratio, Operator.MEETS, Interval(ends[0] ** count, ends[1] ** count))
        shown = f"(1{'+' if sign > 0 else '-'}{printed(rate, unit=True)})^{count}"
        relation = f"{printed(level)}/{printed(previous)} = {shown}"
        claims.append(decided(RULE, (level, previous, rate), relation, test))
    claim = next((one for one in claims if one.verdict is Verdict.CONSISTENT), claims[0])
    return uncheckable(RULE, claim.figures, claim.relation, _REAL) if movement.real else claim


def _years(text: str) -> int:
    """Return the number of years between the two that the words name, or 0."""
    named = [value for found in _YEAR.finditer(text) if (value := _value(found[0])) is not None]
    return int(max(named) - min(named)) if len(named) >= _FEWEST else 0


def _value(printed_year: str) -> Fraction | None:
    numeral = read_numeral(printed_year)
    return numeral.value if numeral else None


RULE = ClaimRule(
    "FIG108",
    "annual-growth",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="annual_growth",
    find=find,
    words=(*ANNUAL, *ENGLISH_ANNUAL),
    fewest=2,
)
