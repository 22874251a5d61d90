"""The figures of a run's documents, with the values they can stand for in decimals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from kanwu.report.decimals import in_decimals
from kanwu.report.page import PrintedFigure
from kanwu.report.sorted_rows import SortedRows
from kanwu.text.intervals import Interval

_Row = Mapping[str, Any]

_TYPES: Mapping[str, pa.DataType] = {
    "document": pa.string(),
    "start": pa.int64(),
    "end": pa.int64(),
    "low": pa.string(),
    "high": pa.string(),
    "low_open": pa.bool_(),
    "high_open": pa.bool_(),
    "unit": pa.string(),
}
_SCHEMA = pa.schema(_TYPES)

PrintedSpan = tuple[int, int, str]
"""A figure as plain values: its place, and in decimals the values it can stand for."""

_BOUNDS = ("low", "high", "low_open", "high_open", "unit")
_ORDER: list[tuple[str, Literal["ascending"]]] = [
    ("document", "ascending"),
    ("start", "ascending"),
    ("end", "ascending"),
]


class Printed(Mapping[str, Sequence[PrintedFigure]]):
    """The figures of each document, by its id, made from their rows when they are asked for."""

    def __init__(self, rows: pa.Table | Iterable[_Row]) -> None:
        table = rows if isinstance(rows, pa.Table) else _table(rows)
        self._names: list[Any] = pc.unique(table["document"]).to_pylist()
        self._rows = SortedRows(
            table, pc.sort_indices(table, _ORDER), lambda rows: (PrintedFigure(*span) for span in _spans(rows)), _spans
        )

    def __getitem__(self, document: str) -> Sequence[PrintedFigure]:
        """Return the figures of a document in the order of their places."""
        figures = self._rows.of([document])[document]
        if not figures:
            raise KeyError(document)
        return figures

    def spans_of(self, documents: Sequence[str]) -> Mapping[str, Sequence[PrintedSpan]]:
        """Return the figures of some documents as plain values, in the order of their places; read together."""
        found = self._rows.packed_of(documents)
        return {
            document: [(start, end, values) for _, (start, end, values) in figures]
            for document, figures in found.items()
        }

    def __iter__(self) -> Iterator[str]:
        """Give the ids of the documents that have figures."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many documents have figures."""
        return len(self._names)


def _table(rows: Iterable[_Row]) -> pa.Table:
    return pa.Table.from_pylist([{name: row[name] for name in _SCHEMA.names} for row in rows], _SCHEMA)


def _spans(table: pa.Table) -> Iterator[PrintedSpan]:
    places: tuple[list[Any], list[Any]] = table["start"].to_pylist(), table["end"].to_pylist()
    bounds = zip(*(table[name].to_pylist() for name in _BOUNDS), strict=True)
    return zip(*places, (_values(*each) for each in bounds), strict=True)


@lru_cache(1 << 16)  # the same figures stand in many documents
def _values(low: str, high: str, low_open: bool, high_open: bool, unit: str | None) -> str:  # noqa: FBT001 - a row
    interval = Interval(Fraction(low), Fraction(high), low_open, high_open)
    return f"{in_decimals(interval)} {unit or ''}".rstrip()
