"""Footings: which rows or columns a total adds up, by labels, indentation and numbering alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kanwu.text.intervals import total
from kanwu.validate.grammar import tables as words
from kanwu.validate.grammar.divisions import CLASSIFICATIONS
from kanwu.validate.tables.layout import Column, Role, Row, Sheet

_FEWEST_COLUMNS = 2
_MOST_DEPTHS = 4
_REACH = 300  # open rows that a total looks back on
_MOST_TOTALS = 400


@dataclass(frozen=True, slots=True)
class Footing:
    """A total and what it may add up: one reading of a table.

    Attributes:
        whole: the place of the total among the rows, or among the columns.
        parts: the places of what is added up.
        is_loose: whether the labels say that the parts need not be all.
    """

    whole: int
    parts: tuple[int, ...]
    is_loose: bool = False


def row_footings(sheet: Sheet) -> Iterator[list[Footing]]:
    """Yield for each total row its readings, the likeliest first.

    What a total adds up, it stands for from then on, so that totals of totals are read too.
    """
    opened: list[int] = []
    totals = 0
    for at, row in enumerate(sheet.rows):
        if row.is_heading or _is_result(row):
            opened.append(-1)
            continue
        if not row.is_total and not _is_unnamed_total(sheet, at, opened):
            opened.append(at)
            continue
        totals += 1
        if totals > _MOST_TOTALS:
            return
        readings = _readings(sheet, at, opened)
        if readings:
            yield readings
        elif row.is_bare and not any(place >= 0 for place in opened):
            yield from _leading(sheet, at)
        taken = max((len(reading.parts) for reading in readings), default=0)
        if taken:
            first = readings[0].parts[0]
            del opened[opened.index(first) :]
        opened.append(at)


def _is_unnamed_total(sheet: Sheet, at: int, opened: Sequence[int]) -> bool:
    """Say whether a row without a label is the sum of the rows before it in most columns of amounts.

    Financial reports leave out the word under a line that they draw.
    """
    columns = sheet.of_role(Role.AMOUNT)
    if not sheet.rows[at].is_unnamed or len(columns) < _FEWEST_COLUMNS or not opened:
        return False
    filled = [column for column in columns if sheet.rows[at].amount(column.at)]
    return any(
        2 * sum(_adds_up(sheet, reading, column) for column in filled) >= max(len(filled), _FEWEST_COLUMNS)
        for reading in _readings(sheet, at, opened)
    )


def _adds_up(sheet: Sheet, reading: Footing, column: Column) -> bool:
    """Say whether a reading's sum closes in a column."""
    whole = sheet.rows[reading.whole].amount(column.at)
    parts = [sheet.rows[place] for place in reading.parts]
    amounts = [(row.amount(column.at), row.is_deduction) for row in parts]
    values = [-one.interval if gone else one.interval for one, gone in amounts if one]
    return whole is not None and len(values) > 1 and total(values).meets(whole.interval)


def _readings(sheet: Sheet, whole: int, opened: Sequence[int]) -> list[Footing]:
    """Return what a total may add up of the rows before it: since the last total or heading, or all that is open."""
    near = opened[-_REACH:]
    since = len(near)
    while since and near[since - 1] >= 0 and not sheet.rows[near[since - 1]].is_total:
        since -= 1
    spans = [near[since:], [place for place in near if place >= 0]]
    found: dict[tuple[int, ...], Footing] = {}
    for span in spans:
        for parts in _selections(sheet, span):
            if len(parts) > 1:
                found.setdefault(parts, Footing(whole, parts))
    return list(found.values())


def _leading(sheet: Sheet, whole: int) -> Iterator[list[Footing]]:
    """Yield the readings of a total that stands before its rows: up to the next total or heading, or the end."""
    after = range(whole + 1, min(len(sheet.rows), whole + _REACH))
    stop = next((at for at in after if sheet.rows[at].is_total or sheet.rows[at].is_heading), len(sheet.rows))
    readings = {parts: Footing(whole, parts) for parts in _selections(sheet, range(whole + 1, stop)) if len(parts) > 1}
    if readings:
        yield list(readings.values())


def _selections(sheet: Sheet, span: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield which of neighbouring rows may be added up, so that none is added up twice."""
    rows = sheet.rows
    marks = [rows[place].is_subset for place in span]
    yield tuple(place for place, mark in zip(span, marks, strict=True) if not mark)
    if any(marks):  # what follows 其中 may be part of the row before it as well
        yield tuple(span[: marks.index(True)])
    depths = sorted({rows[place].depth for place in span})
    if 1 < len(depths) <= _MOST_DEPTHS:
        for depth in depths:
            yield tuple(place for place in span if rows[place].depth == depth and not rows[place].is_subset)


_RESULTS = tuple(tuple(re.compile(pattern, re.IGNORECASE) for pattern in names) for names in words.RESULTS)
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]\s?")


def _name(row: Row) -> str:
    return _NUMBERED.sub("", row.label, count=1).strip(" :：")


def _is_result(row: Row) -> bool:
    return any(names[0].fullmatch(_name(row)) for names in _RESULTS)


def results(sheet: Sheet) -> Iterator[tuple[int, int, int]]:
    """Yield the places of rows that are differences by their names: the result, what it is of, what is taken away."""
    for at, row in enumerate(sheet.rows):
        for result, minuend, subtrahend in _RESULTS:
            if not result.fullmatch(_name(row)):
                continue
            first, second = _nearest(sheet, at, minuend), _nearest(sheet, at, subtrahend)
            if first is not None and second is not None and first != second:
                yield at, first, second


def _nearest(sheet: Sheet, at: int, pattern: re.Pattern[str]) -> int | None:
    """Return the nearest row before with such a name."""
    before = range(at - 1, max(-1, at - _REACH), -1)
    return next((place for place in before if pattern.fullmatch(_name(sheet.rows[place]))), None)


def classes_of_rows(sheet: Sheet) -> Iterator[Footing]:
    """Yield the rows that official statistics divide into the rows beside them: 生产总值 and the three 产业."""
    yield from _classes([row.label for row in sheet.rows], range(len(sheet.rows)))


def classes_of_columns(sheet: Sheet) -> Iterator[Footing]:
    """Yield the columns that official statistics divide into the columns beside them."""
    amounts = sheet.of_role(Role.AMOUNT)
    yield from _classes([column.header for column in amounts], [column.at for column in amounts])


def _classes(labels: Sequence[str], places: Sequence[int]) -> Iterator[Footing]:
    for names, wholes in CLASSIFICATIONS:
        if not wholes or not all(any(name in label for label in labels) for name in names):
            continue
        for start in range(len(labels) - len(names) + 1):
            end = start + len(names)
            named = zip(labels[start:end], names, strict=True)
            if not all(sum(other in label for other in names) == 1 and name in label for label, name in named):
                continue
            beside = [at for at in (start - 1, end) if 0 <= at < len(labels)]
            whole = next((at for at in beside if any(word in labels[at] for word in wholes)), None)
            if whole is not None:
                yield Footing(places[whole], tuple(places[start:end]))


_OPENING, _CLOSING = (re.compile(pattern, re.IGNORECASE) for pattern in (words.OPENING, words.CLOSING))


def reconciliations(sheet: Sheet) -> Iterator[Footing]:
    """Yield what there is at the end, against what there was at the beginning and all that came and went."""
    opening: int | None = None
    for at, row in enumerate(sheet.rows):
        if _OPENING.fullmatch(_name(row)):
            opening = at
        elif opening is not None and _CLOSING.fullmatch(_name(row)):
            between = range(opening, at)
            parts = tuple(
                place for place in between if not (sheet.rows[place].is_heading or sheet.rows[place].is_total)
            )
            if len(parts) > 1:
                yield Footing(at, parts)
            opening = None


def subsets(sheet: Sheet) -> Iterator[Footing]:
    """Yield the rows after a label such as 盗窃案，包括：, which need not be all."""
    for at, row in enumerate(sheet.rows):
        if not _SUBSET_FOLLOWS.search(row.label):
            continue
        after = range(at + 1, min(len(sheet.rows), at + _REACH))
        stop = next((place for place in after if sheet.rows[place].is_heading or sheet.rows[place].is_total), None)
        parts = tuple(range(at + 1, len(sheet.rows) if stop is None else stop))
        if len(parts) > 1:
            yield Footing(at, parts, is_loose=True)


_SUBSET_FOLLOWS = re.compile(rf"(?:{words.SUBSET_FOLLOWS})\Z", re.IGNORECASE)


def column_footings(sheet: Sheet) -> Iterator[list[Footing]]:
    """Yield for each total column its readings."""
    amounts = sheet.of_role(Role.AMOUNT)
    for at, column in enumerate(amounts):
        if not column.is_total:
            continue
        before = amounts[:at]
        last = max((place + 1 for place, each in enumerate(before) if each.is_total), default=0)
        after = amounts[at + 1 :]
        following = next((place for place, each in enumerate(after) if each.is_total), len(after))
        spans = (before[last:], before, after[:following])
        found = {parts: Footing(column.at, parts) for span in spans for parts in _columns(span) if len(parts) > 1}
        if found:
            yield list(found.values())


def _columns(span: Sequence[Column]) -> Iterator[tuple[int, ...]]:
    yield tuple(column.at for column in span if not column.is_subset)
    yield tuple(column.at for column in span)
