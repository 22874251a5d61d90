"""Rows of a table in the order of the report, made when they are asked for: a run may have millions of findings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload

import pyarrow as pa
import pyarrow.compute as pc

from kanwu.errors import RunError

_BATCH = 8192  # rows that are plain values at a time

_NUMBER = re.compile(r"[0-9]{1,40}")
_DIGITS = 40

Row = Mapping[str, Any]
PackedRow = tuple[Any, ...]
Item_co = TypeVar("Item_co", covariant=True)
_Made = TypeVar("_Made")


class SortedRows(Sequence[Item_co]):
    """What is made of each row of a table, in an order.

    Args:
        table: the rows, with a column `document`.
        order: the places of the rows in the table, in the order wanted.
        make: makes the items of some rows.
        pack: makes the packed rows of some rows, at once: of a million, an item each would take minutes.
    """

    def __init__(
        self,
        table: pa.Table,
        order: pa.Array[Any],
        make: Callable[[pa.Table], Iterable[Item_co]],
        pack: Callable[[pa.Table], Iterable[PackedRow]],
    ) -> None:
        self._table = table
        self._order = order
        self._make = make
        self._pack = pack
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
        return self._made(self._make, [places])[0] if isinstance(places, int) else self._made(self._make, places)

    def __iter__(self) -> Iterator[Item_co]:
        """Give all items, some thousand at a time in memory."""
        for first in range(0, len(self), _BATCH):
            yield from self[first : first + _BATCH]

    def _made(self, make: Callable[[pa.Table], Iterable[_Made]], places: Sequence[int]) -> list[_Made]:
        try:
            return list(make(self._table.take(self._order.take(pa.array(places, pa.int64())))))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise damaged(error) from error

    def packed(self, first: int, last: int) -> list[PackedRow]:
        """Return some rows packed; `last` is the first that is left out."""
        return self._made(self._pack, range(len(self))[first:last])

    def map(
        self, change: Callable[[Item_co], Item_co], change_packed: Callable[[PackedRow], PackedRow]
    ) -> SortedRows[Item_co]:
        """Return the same rows, each item or packed row changed when it is made."""
        make, pack = self._make, self._pack
        return SortedRows(
            self._table,
            self._order,
            lambda table: map(change, make(table)),
            lambda table: map(change_packed, pack(table)),
        )

    def counted(self, *names: str) -> Iterator[tuple[tuple[Any, ...], int]]:
        """Give the different values of some columns, and how many rows have them."""
        groups = self._table.select(names).group_by(list(names), use_threads=False).aggregate([([], "count_all")])
        columns = (groups[name].to_pylist() for name in names)
        yield from zip(zip(*columns, strict=True), groups["count_all"].to_pylist(), strict=True)

    def of(self, documents: Sequence[str]) -> Mapping[str, Sequence[Item_co]]:
        """Return the items of some documents; read together."""
        found = self._of(documents, self._make)
        return {document: [item for _, item in items] for document, items in found.items()}

    def packed_of(self, documents: Sequence[str]) -> Mapping[str, Sequence[tuple[int, PackedRow]]]:
        """Return the rows of some documents packed, each with its number in the whole order, from 1; read together."""
        return self._of(documents, self._pack)

    def _of(
        self, documents: Sequence[str], make: Callable[[pa.Table], Iterable[_Made]]
    ) -> Mapping[str, Sequence[tuple[int, _Made]]]:
        if self._by_document is None:
            self._by_document = _Groups(self._table["document"].take(self._order))
        places = {document: self._by_document.places(document) for document in documents}
        items = iter(self._made(make, [place for each in places.values() for place in each]))
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


def counted(items: Iterable[Any], *names: str) -> Iterable[tuple[tuple[Any, ...], int]]:
    """Return the different values of some attributes, and how many items have them; in no order."""
    if isinstance(items, SortedRows):
        return items.counted(*names)
    return Counter(tuple(getattr(item, name) for name in names) for item in items).items()


def different(items: Iterable[Any], name: str) -> set[Any]:
    """Return the different values of an attribute."""
    return {value for (value,), _ in counted(items, name)}


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
