"""A percentage in a table against the figures it is computed from.

## What it does
Finds columns of percentages by their headers and divides the figures they stand beside: a share (占比, 比重, share)
by the row that has 100% or the total row, a rate (完成率) by the other of two columns of counts, a growth rate (同比,
增幅, change %) from two columns of periods. Shares with a total of 100% are added up.

## Why it matters
Such columns are computed once and copied often: a changed figure beside them or in them shows.

## Example
Columns `2023年 | 2024年 | 增幅(%)` with `572 | 684 | 19.6` give `684/572-1 = 19.6%`.

## When it is wrong
A header does not always say what the percentages are of. Of the readings that the header allows, the one under which
most rows close is taken; a row that does not close is an error only if it is the only one, or one in five, and at
least two others hold. Rates at constant prices or of comparable scope are passed over.

## Fix safety
None: which of the figures is wrong cannot be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanwu.figure import Claim
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.validate.tables.evidence import settled, support
from kanwu.validate.tables.footings import row_footings
from kanwu.validate.tables.layout import Column, Role, Sheet
from kanwu.validate.tables.ratios import changes, is_percent, shares
from kanwu.validate.tables.sheets import MARKS, sheets
from kanwu.validate.tables.sums import best_of, of_column

_HUNDRED = 100


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the percentages, table by table."""
    for sheet in sheets(reading):
        for column in sheet.of_role(Role.SHARE, Role.PERCENT, Role.RATE, Role.CHANGE):
            yield from _column(sheet, column)
        yield from _sums(sheet)


def _column(sheet: Sheet, column: Column) -> Iterator[Claim]:
    readings = [*shares(RULE, sheet, column), *changes(RULE, sheet, column, percent=True)]
    trials = best_of(readings)
    if not is_percent(column) and column.role is Role.CHANGE:
        others = best_of(changes(RULE, sheet, column, percent=False))
        if support(others) > support(trials):
            return
    if support(trials)[0]:
        yield from settled(trials, least=2, ratio=4)


def _sums(sheet: Sheet) -> Iterator[Claim]:
    """Yield the columns of shares whose total is printed as 100."""
    amounts = sheet.of_role(Role.AMOUNT)
    for readings in row_footings(sheet):
        for column in sheet.of_role(Role.SHARE, Role.PERCENT):
            whole = sheet.rows[readings[0].whole].amount(column.at)
            if whole is None or not whole.interval.low < _HUNDRED < whole.interval.high:
                continue
            trials = best_of(
                [of_column(RULE, sheet, each, footing) for each in (column, *amounts)] for footing in readings
            )
            claims = settled(trials, least=1, ratio=1)
            yield from (claim for claim in claims if claim.figures[-1] is whole.figure)


RULE = ClaimRule(
    "TAB102",
    "table-percent",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="table_percent",
    find=find,
    words=MARKS,
)
