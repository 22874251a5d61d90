"""A total in a table against the rows or columns it adds up.

## What it does
Finds the rows and columns of a table (Markdown, HTML, tabs, commas) that are totals by their label (合计, 小计, 总计,
Total, Subtotal), adds up what stands before them since the last total, or after a total that comes first, and
compares. Rows marked as part of another (其中, of which, deeper indentation or numbering) are not added twice; what is
to be deducted (减:, Less, brackets) is. A row that is by its name the difference of two others (gross profit) is
compared with them, a closing balance with the opening one and the rows between, and 生产总值 with the three 产业
beside it. Rows without a label, balances and 产业 count only where some column adds up. Rounded cells are intervals,
and the intervals are added.

## Why it matters
A total is the oldest check there is: one wrong digit in any cell shows in its row or its column.

## Example
A column with `甲 | 214`, `乙 | 388` and `合计 | 602` gives `214+388 = 602`.

## When it is wrong
The rows shown may not be all, and a column may hold averages. A total that does not close is an error only if the same
rows or columns close elsewhere in the table, or if one slip in a number of four digits or more explains the
difference; otherwise it is left open. Cells that are empty or hold a dash may hide a value, and then nothing is
called wrong.

## Fix safety
None: which of the figures is wrong cannot be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kanwu.figure import Claim
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.validate.tables.drawing import difference
from kanwu.validate.tables.evidence import Trial, is_slip, open_claim, settled, support
from kanwu.validate.tables.footings import (
    classes_of_columns,
    classes_of_rows,
    column_footings,
    reconciliations,
    results,
    row_footings,
    subsets,
)
from kanwu.validate.tables.hundreds import confirmed, hundreds_of_columns, hundreds_of_rows
from kanwu.validate.tables.layout import Role, Sheet
from kanwu.validate.tables.sheets import MARKS, sheets
from kanwu.validate.tables.sums import best_of, of_column, of_row

_NOT_ALL = "what follows 包括 or including need not be all"


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the totals, table by table."""
    for sheet in sheets(reading):
        yield from _rows(sheet)
        yield from _columns(sheet)
        yield from _results(sheet)
        yield from _shown(sheet)
        yield from _subsets(sheet)
        for trials, ratio in ((hundreds_of_rows(RULE, sheet), 3), (hundreds_of_columns(RULE, sheet), 1)):
            yield from (trial.claim for trial in confirmed(trials, ratio=ratio))


def _rows(sheet: Sheet) -> Iterator[Claim]:
    """Yield the total rows; those of tables with one column of amounts are judged together."""
    columns = sheet.of_role(Role.AMOUNT)
    alone: list[Trial] = []
    for readings in row_footings(sheet):
        trials = best_of([of_column(RULE, sheet, column, footing) for column in columns] for footing in readings)
        if len(trials) > 1:
            yield from settled(trials, least=1, ratio=1)
        alone += trials if len(trials) == 1 else []
    yield from settled(alone, least=2, ratio=2)


def _columns(sheet: Sheet) -> Iterator[Claim]:
    """Yield the total columns, row by row."""
    for readings in column_footings(sheet):
        trials = best_of([of_row(RULE, sheet, row, footing) for row in sheet.rows] for footing in readings)
        yield from settled(trials, least=2, ratio=2)


def _results(sheet: Sheet) -> Iterator[Claim]:
    """Yield the differences that a row's name states, where they hold in some column, or a slip explains them."""
    for result, first, second in results(sheet):
        trials = []
        for column in sheet.of_role(Role.AMOUNT):
            amounts = [sheet.rows[place].amount(column.at) for place in (result, first, second)]
            left, minuend, subtrahend = amounts
            if left is not None and minuend is not None and subtrahend is not None:
                claim = difference(RULE, left, minuend, subtrahend)
                trials.append(Trial(claim, is_telling=True, is_slip=is_slip([left, subtrahend], minuend)))
        yield from _confirmed(settled(trials, least=1, ratio=1))


def _shown(sheet: Sheet) -> Iterator[Claim]:
    """Yield the sums without a word for it, where some row or column shows that they are: balances and classes."""
    columns = sheet.of_role(Role.AMOUNT)
    for footing in (*reconciliations(sheet), *classes_of_rows(sheet)):
        yield from _supported([of_column(RULE, sheet, column, footing) for column in columns])
    for footing in classes_of_columns(sheet):
        yield from _supported([of_row(RULE, sheet, row, footing) for row in sheet.rows])


def _supported(read: Sequence[Trial | None]) -> Iterator[Claim]:
    trials = [trial for trial in read if trial is not None]
    if support(trials)[0]:
        yield from settled(trials, least=1, ratio=1)


def _confirmed(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Leave out what is open: a name alone does not say that the rows belong together."""
    yield from (claim for claim in claims if claim.comparison is not None)


def _subsets(sheet: Sheet) -> Iterator[Claim]:
    for footing in subsets(sheet):
        for column in sheet.of_role(Role.AMOUNT):
            trial = of_column(RULE, sheet, column, footing)
            if trial is not None:
                yield open_claim(trial.claim, _NOT_ALL)


RULE = ClaimRule(
    "TAB101",
    "table-total",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="table_total",
    find=find,
    words=MARKS,
)
