"""Rows of a table in the order of the report, made when they are asked for: a run may have millions of findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload

import pyarrow as pa
import pyarrow.compute as pc

from kanwu.errors import RunError

_BATCH = 8192  # rows that are plain values at a time

_NUMBER = re.compile(r"[0-9]{1,40}")
_DIGITS = 40

Row = Mapping[str, Any]
Item_co = TypeVar("Item_co", covariant=True)


class SortedRows(Sequence[Item_co]):
    """What is made of each row of a table, in an order.

    Args:
        table: the rows, with a column `document`.
        order: the places of the rows in the table, in the order wanted.
        make: makes an item of a row.
    """

    def __init__(self, table: pa.Table, order: pa.Array[Any], make: Callable[[Row], Item_co]) -> None:
        self._table = table
        self._order = order
        self._make = make
        self._by_document: _Groups | None = None

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._order)

    @overload
    def __getitem__(self, at: int) -> Item_co: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Item_co]: ...

    def __getitem__(self, at: int | slice) -> Item_co | Sequence[Item_co]:
        """Return an item, or several."""
        places = range(len(self))[at]
        return self._items([places])[0] if isinstance(places, int) else self._items(places)

    def __iter__(self) -> Iterator[Item_co]:
        """Give all items, some thousand at a time in memory."""
        for first in range(0, len(self), _BATCH):
            yield from self[first : first + _BATCH]

    def _items(self, places: Sequence[int]) -> list[Item_co]:
        try:
            rows = self._table.take(self._order.take(pa.array(places, pa.int64())))
            return [self._make(row) for row in rows.to_pylist()]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise damaged(error) from error

    def map(self, change: Callable[[Item_co], Item_co]) -> SortedRows[Item_co]:
        """Return the same rows, each item changed when it is made."""
        made = self._make
        return SortedRows(self._table, self._order, lambda row: change(made(row)))

    def each(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Give the values of some columns, in the order of the table."""
        for batch in self._table.select(names).to_batches(_BATCH):
            yield from zip(*(batch[name].to_pylist() for name in names), strict=True)

    def of(self, documents: Sequence[str]) -> Mapping[str, Sequence[tuple[int, Item_co]]]:
        """Return the items of some documents, each with its number in the whole order, from 1; read together."""
        if self._by_document is None:
            self._by_document = _Groups(self._table["document"].take(self._order))
        places = {document: self._by_document.places(document) for document in documents}
        items = iter(self._items([place for each in places.values() for place in each]))
        return {document: [(place + 1, next(items)) for place in each] for document, each in places.items()}


class _Groups:
    """The places at which each value stands in a column."""

    def __init__(self, column: Any) -> None:
        self._order = pc.sort_indices(column)
        counts = column.value_counts()
        names = counts.field("values").to_pylist()
        many = dict(zip(names, counts.field("counts").to_pylist(), strict=True))
        self._spans: dict[str, tuple[int, int]] = {}
        end = 0
        for name in sorted(names):  # UTF-8 has the order of its code points, so that Arrow sorts as Python does
            self._spans[name] = (end, end + many[name])
            end += many[name]

    def places(self, value: str) -> list[int]:
        """Return where a value stands, in order."""
        start, end = self._spans.get(value, (0, 0))
        return sorted(self._order[start:end].to_pylist())


def each(items: Iterable[Any], *names: str) -> Iterator[tuple[Any, ...]]:
    """Give some attributes of every item, in any order; of sorted rows without making the items."""
    if isinstance(items, SortedRows):
        yield from items.each(*names)
        return
    for item in items:
        yield tuple(getattr(item, name) for name in names)


def natural(name: str) -> tuple[str, str]:
    """Return what a name is sorted by so that numbers in it follow each other as numbers do.

    >>> sorted(["a#10", "a#9", "a#09"], key=natural)
    ['a#09', 'a#9', 'a#10']
    """
    return _NUMBER.sub(lambda number: number[0].zfill(_DIGITS), name), name


def damaged(error: Exception) -> RunError:
    """Return the error for a record or table that holds what no run of this version writes."""
    return RunError(
        f"The run's record or its tables are damaged or of another version ({error}); "
        "run the command that made them again."
    )
