"""Sums: the cells that a reading of a table adds up, in one column or in one row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kanwu.rule import ClaimRule
from kanwu.validate.tables.cells import Amount, Content, Missing
from kanwu.validate.tables.drawing import summed
from kanwu.validate.tables.evidence import Trial, is_slip, support
from kanwu.validate.tables.footings import Footing
from kanwu.validate.tables.layout import Column, Row, Sheet

_TELLING = 10  # last places in a total; smaller ones are met by chance


def best_of(readings: Iterable[Sequence[Trial | None]]) -> list[Trial]:
    """Return the trials of the reading under which most sums close; of equals the first."""
    best: list[Trial] = []
    most = (-1, 0)
    for reading in readings:
        trials = [trial for trial in reading if trial is not None]
        holding, failing = support(trials)
        if trials and (holding, -failing) > most:
            best, most = trials, (holding, -failing)
    return best


def of_column(rule: ClaimRule, sheet: Sheet, column: Column, footing: Footing) -> Trial | None:
    """Return what a reading of the rows makes of one column; None where a cell cannot be read."""
    rows = [sheet.rows[place] for place in footing.parts]
    whole = sheet.rows[footing.whole].amount(column.at)
    contents = [row.contents[column.at] if column.at < len(row.contents) else Missing.BLANK for row in rows]
    deducted = [row.is_deduction for row in rows]
    return _trial(rule, contents, whole, deducted, is_period=column.period is not None)


def of_row(rule: ClaimRule, sheet: Sheet, row: Row, footing: Footing) -> Trial | None:
    """Return what a reading of the columns makes of one row; None where a cell cannot be read."""
    if len({sheet.columns[place].unit for place in (*footing.parts, footing.whole)} - {""}) > 1:
        return None
    contents = [row.contents[place] if place < len(row.contents) else Missing.BLANK for place in footing.parts]
    return _trial(rule, contents, row.amount(footing.whole), [False] * len(contents), is_period=True)


def _trial(
    rule: ClaimRule, contents: Sequence[Content], whole: Amount | None, deducted: Sequence[bool], *, is_period: bool
) -> Trial | None:
    if whole is None or any(content in {Missing.UNKNOWN, Missing.WORDS} for content in contents):
        return None
    pairs = [(each, gone) for each, gone in zip(contents, deducted, strict=True) if isinstance(each, Amount)]
    parts = [part for part, _ in pairs]
    if len(parts) <= 1 or len({part.figure.unit for part in (*parts, whole)} - {""}) > 1:
        return None
    away = [gone and part.interval.low > 0 for part, gone in pairs]
    claim = summed(rule, parts, whole, deducted=away)
    filled = [part for part in parts if not part.is_zero]
    slip = not any(away) and len(parts) == len(contents) and is_slip(parts, whole)
    is_average = min(part.interval.low for part in parts) >= 0 and whole.interval.high <= max(
        part.interval.high for part in parts
    )
    return Trial(
        claim,
        is_telling=len(filled) > 1 and abs(whole.interval.high) >= _TELLING * whole.quantum,
        is_slip=slip,
        may_fail=len(parts) == len(contents) and (slip or is_period or not is_average),
    )
