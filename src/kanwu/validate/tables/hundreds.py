"""Shares that must come to 100: the rows of a poll, the columns of a composition, where other rows or columns do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from kanwu.figure import Comparison, Operator
from kanwu.rule import ClaimRule
from kanwu.text.intervals import Interval, total
from kanwu.validate.claims.drawing import decided
from kanwu.validate.grammar.tables import COMPOSITION
from kanwu.validate.tables.cells import Amount
from kanwu.validate.tables.drawing import shown
from kanwu.validate.tables.evidence import Trial
from kanwu.validate.tables.layout import Column, Role, Sheet
from kanwu.validate.tables.ratios import is_percent

_FEWEST = 2  # shares
_MOST = 12
_HUNDRED = Interval.exactly(Fraction(100))
_COMPOSITION = re.compile(COMPOSITION, re.IGNORECASE)


def hundreds_of_rows(rule: ClaimRule, sheet: Sheet) -> list[Trial]:
    """Return what each row's shares come to, where the table has nothing but shares: 满意, 不满意, 无意见."""
    columns = [column for column in sheet.columns if column.role is not Role.LABEL]
    if not _FEWEST <= len(columns) <= _MOST or not all(_is_share(column) for column in columns):
        return []
    if len(sheet.rows) <= _FEWEST:
        return []
    return [
        trial
        for row in sheet.rows
        if (trial := _come_to(rule, [row.amount(column.at) for column in columns])) is not None
    ]


def hundreds_of_columns(rule: ClaimRule, sheet: Sheet) -> list[Trial]:
    """Return what each column's shares come to, where a header calls the table a composition (构成)."""
    composed = _COMPOSITION.search(sheet.columns[0].header) is not None
    columns = [
        column
        for column in sheet.columns[1:]
        if column.role is not Role.LABEL and (composed or (_is_share(column) and _COMPOSITION.search(column.header)))
    ]
    rows = [row for row in sheet.rows if not row.is_total and not row.is_subset and not row.is_heading]
    if len(rows) != len(sheet.rows) or not _FEWEST < len(rows) <= _MOST:
        return []
    return [
        trial for column in columns if (trial := _come_to(rule, [row.amount(column.at) for row in rows])) is not None
    ]


def _is_share(column: Column) -> bool:
    return column.role in {Role.PERCENT, Role.SHARE} or is_percent(column)


def _come_to(rule: ClaimRule, shares: Sequence[Amount | None]) -> Trial | None:
    """Return the claim that shares come to 100; None where one is missing."""
    amounts = [share for share in shares if share is not None]
    if len(amounts) < len(shares) or any(share.interval.high <= 0 for share in amounts):
        return None
    added = total(share.interval for share in amounts)
    relation = f"{'+'.join(shown(share, '%') for share in amounts)} = 100%"
    claim = decided(rule, [share.figure for share in amounts], relation, Comparison(added, Operator.MEETS, _HUNDRED))
    return Trial(claim, is_telling=True)


def confirmed(trials: Sequence[Trial], *, ratio: int) -> Iterator[Trial]:
    """Yield the trials where some hold, so many times as many as fail."""
    holding = sum(trial.holds for trial in trials)
    if holding and holding >= ratio * (len(trials) - holding):
        yield from trials
