"""Ratios: the readings of a column of percentages or changes, by its header and the columns beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from kanwu.figure import Claim, Verdict
from kanwu.rule import ClaimRule
from kanwu.validate.grammar import tables as words
from kanwu.validate.tables.cells import Amount
from kanwu.validate.tables.drawing import difference, growth, quotient
from kanwu.validate.tables.evidence import Trial
from kanwu.validate.tables.layout import Column, Role, Row, Sheet

_TELLING = 5  # last places in a percentage; smaller ones are met by chance
_OF_RATIO = re.compile("[%％率]|占比|[佔比]重|margin|ratio|percent", re.IGNORECASE)
_REAL = re.compile(words.REAL, re.IGNORECASE)
_PERCENT = re.compile(f"{words.PERCENT_COLUMN}|{words.GROWTH_COLUMN}", re.IGNORECASE)


def shares(rule: ClaimRule, sheet: Sheet, column: Column) -> Iterator[list[Trial]]:
    """Yield the readings of a column as shares: of the row that has 100, or of another column."""
    if column.role not in {Role.SHARE, Role.PERCENT, Role.RATE}:
        return
    beside = _beside(sheet, column)
    if beside and column.role is not Role.RATE:
        for bases in _bases(sheet, column):
            yield _trials(
                sheet, column, lambda row, p, bases=bases: _of_base(rule, sheet, row, p, beside[-1].at, bases)
            )
    for part, whole in permutations(_counted(sheet, column) or beside, 2):
        yield _trials(sheet, column, lambda row, p, part=part, whole=whole: _of_other(rule, row, p, part, whole))


def changes(rule: ClaimRule, sheet: Sheet, column: Column, *, percent: bool) -> Iterator[list[Trial]]:
    """Yield the readings of a column as the change between two periods, with its sign and without."""
    allowed = {Role.CHANGE, Role.PERCENT} if percent else {Role.CHANGE}
    pair = _periods(sheet, column) if column.role in allowed and not _REAL.search(column.header) else None
    if pair is None or (not percent and is_percent(column)) or (percent and _in_amount(column)):
        return
    earlier, later = pair
    for mirrored in (False, True):
        yield _trials(
            sheet,
            column,
            lambda row, p, mirrored=mirrored: _changed(
                rule, row, (earlier, later), p, percent=percent, mirrored=mirrored
            ),
        )


def successive(rule: ClaimRule, sheet: Sheet, column: Column) -> Iterator[list[Trial]]:
    """Yield the readings of a column as each row's change since the row before: censuses, year by year."""
    if column.role not in {Role.CHANGE, Role.PERCENT} or not is_percent(column) or _REAL.search(column.header):
        return
    labels = [_YEAR_LABEL.search(row.label) for row in sheet.rows]
    years = [found[0] for found in labels if found]
    if len(years) < len(labels) or years != sorted(set(years)):
        return
    before = dict(zip(map(id, sheet.rows[1:]), sheet.rows, strict=False))
    for levels in _beside(sheet, column):
        yield _trials(sheet, column, lambda row, p, at=levels.at: _since(rule, before.get(id(row)), row, p, at))


def _since(rule: ClaimRule, earlier: Row | None, row: Row, percent: Amount, at: int) -> Claim | None:
    first, second = earlier.amount(at) if earlier else None, row.amount(at)
    return None if first is None or second is None else growth(rule, second, first, percent, mirrored=False)


_YEAR_LABEL = re.compile(r"\A(?:1[5-9]|20)\d\d(?=年?\Z)")


def is_percent(column: Column) -> bool:
    """Say whether a column's header or cells make its figures percentages."""
    return column.unit == "%" or bool(_PERCENT.search(column.header))


def _in_amount(column: Column) -> bool:
    return column.role is Role.CHANGE and column.unit not in {"", "%"}


def _trials(sheet: Sheet, column: Column, claim_of: object) -> list[Trial]:
    """Return the trials of a column, row by row."""
    trials = []
    for row in sheet.rows:
        percent = row.amount(column.at)
        claim = claim_of(row, percent) if percent is not None and callable(claim_of) else None
        if isinstance(claim, Claim) and percent is not None:
            size = max(abs(percent.interval.low), abs(percent.interval.high))
            trials.append(Trial(claim, is_telling=size >= _TELLING * percent.quantum, may_fail=not row.is_subset))
    return trials


def _of_base(  # noqa: PLR0917 - a table's parts; the caller names them in its loop
    rule: ClaimRule, sheet: Sheet, row: Row, percent: Amount, amounts: int, bases: Sequence[int | None]
) -> Claim | None:
    at = next(place for place, each in enumerate(sheet.rows) if each is row)
    base = bases[at]
    part = row.amount(amounts)
    whole = None if base is None else sheet.rows[base].amount(amounts)
    return None if part is None or whole is None or part is whole else quotient(rule, part, whole, percent)


def _of_other(rule: ClaimRule, row: Row, percent: Amount, part: Column, whole: Column) -> Claim | None:
    first, second = row.amount(part.at), row.amount(whole.at)
    return None if first is None or second is None else quotient(rule, first, second, percent)


def _changed(
    rule: ClaimRule, row: Row, periods: tuple[Column, Column], change: Amount, *, percent: bool, mirrored: bool
) -> Claim | None:
    earlier, later = (row.amount(column.at) for column in periods)
    if earlier is None or later is None:
        return None
    if percent:
        claim = growth(rule, later, earlier, change, mirrored=mirrored)
        if claim is None or claim.verdict is Verdict.CONSISTENT or not _OF_RATIO.search(row.label):
            return claim
        # The change of a percentage is often its points, in the column of percent changes.
        points = difference(rule, change, later, earlier, mirrored=mirrored)
        return points if points.verdict is Verdict.CONSISTENT else claim
    return difference(rule, change, later, earlier, mirrored=mirrored)


def _beside(sheet: Sheet, column: Column) -> list[Column]:
    """Return the two columns of amounts nearest before a column, or else all of them."""
    amounts = sheet.of_role(Role.AMOUNT)
    before = [each for each in amounts if each.at < column.at]
    return before[-2:] if before else amounts[:2]


def _counted(sheet: Sheet, column: Column) -> list[Column]:
    """Return the columns of figures before a rate, any two of which it may divide: 抽查, 合格, 不合格, 合格率."""
    if column.role is not Role.RATE:
        return []
    return [each for each in sheet.of_role(Role.AMOUNT, Role.OTHER) if each.at < column.at][-_MOST_BESIDE:]


_MOST_BESIDE = 4


def _bases(sheet: Sheet, column: Column) -> Iterator[list[int | None]]:
    """Yield for each row the row that its share is of: the only one with 100, else the next or the last one before."""
    full = [at for at, row in enumerate(sheet.rows) if (p := row.amount(column.at)) and _is_hundred(p)]
    full = full or [at for at, row in enumerate(sheet.rows) if row.is_total and row.amount(column.at) is None]
    count = len(sheet.rows)
    if len(full) == 1:
        yield [full[0]] * count
    elif full:
        following: list[int | None] = [None] * count
        last: list[int | None] = [None] * count
        for at in range(count):
            last[at] = at if at in set(full[:1]) or at in full else last[at - 1] if at else None
        for at in reversed(range(count)):
            following[at] = at if at in full else following[at + 1] if at + 1 < count else None
        yield following
        yield last


def _is_hundred(percent: Amount) -> bool:
    return percent.digits.rstrip("0").rstrip(".") in {"1", "100"} and percent.interval.low > 99  # noqa: PLR2004


def _periods(sheet: Sheet, column: Column) -> tuple[Column, Column] | None:
    """Return the two columns nearest to a change whose headers name an earlier and a later period."""
    amounts = [each for each in sheet.columns if each.period is not None and each.role in {Role.AMOUNT, Role.OTHER}]
    before = [each for each in amounts if each.at < column.at][-2:]
    pair = before if len(before) > 1 else [each for each in amounts if each.at > column.at][:2]
    if len(pair) <= 1 or pair[0].period == pair[1].period:
        return None
    first, second = sorted(pair, key=lambda each: each.period or ())
    return first, second
