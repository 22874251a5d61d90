"""A change in a table against the two periods it lies between.

## What it does
Finds columns whose header says how much something changed (增减, 较上年, change, difference), and subtracts the two
columns of periods beside them, the earlier from the later by their years or words (上年, 本年). Changes in percent are
TAB102's.

## Why it matters
Of three figures in a row one can be computed from the others, so a wrong digit in any of them shows.

## Example
Columns `2023年 | 2024年 | 增减` with `1093 | 1418 | +325` give `1418-1093 = +325`.

## When it is wrong
The levels may have been revised or rounded after the change was computed. A row that does not close is an error only
if it is the only one, or one in five, and at least two others hold.

## Fix safety
None: which of the figures is wrong cannot be known.
"""

from __future__ import annotations

from collections.abc import Iterable

from kanwu.figure import Claim
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.validate.tables.evidence import settled, support
from kanwu.validate.tables.layout import Role
from kanwu.validate.tables.ratios import changes, successive
from kanwu.validate.tables.sheets import MARKS, sheets
from kanwu.validate.tables.sums import best_of


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the changes, table by table."""
    for sheet in sheets(reading):
        for column in sheet.of_role(Role.CHANGE):
            trials = best_of(changes(RULE, sheet, column, percent=False))
            others = best_of(changes(RULE, sheet, column, percent=True))
            if support(trials)[0] and support(trials) > support(others):
                yield from settled(trials, least=2, ratio=4)
            in_order = best_of(successive(RULE, sheet, column))
            if support(in_order)[0] > 1:
                yield from settled(in_order, least=2, ratio=2)


RULE = ClaimRule(
    "TAB103",
    "table-change",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="table_change",
    find=find,
    words=MARKS,
)
