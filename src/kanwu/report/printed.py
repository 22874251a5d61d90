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
        self._rows = SortedRows(table, pc.sort_indices(table, _ORDER), _figure)

    def __getitem__(self, document: str) -> Sequence[PrintedFigure]:
        """Return the figures of a document in the order of their places."""
        figures = self.of([document])[document]
        if not figures:
            raise KeyError(document)
        return figures

    def of(self, documents: Sequence[str]) -> Mapping[str, Sequence[PrintedFigure]]:
        """Return the figures of some documents, in the order of their places; read together."""
        found = self._rows.of(documents)
        return {document: [figure for _, figure in figures] for document, figures in found.items()}

    def __iter__(self) -> Iterator[str]:
        """Give the ids of the documents that have figures."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many documents have figures."""
        return len(self._names)


def _table(rows: Iterable[_Row]) -> pa.Table:
    return pa.Table.from_pylist([{name: row[name] for name in _SCHEMA.names} for row in rows], _SCHEMA)


def _figure(row: _Row) -> PrintedFigure:
    bounds = row["low"], row["high"], row["low_open"], row["high_open"]
    return PrintedFigure(row["start"], row["end"], _values(bounds, row["unit"] or ""))


@lru_cache(1 << 16)  # the same figures stand in many documents
def _values(bounds: tuple[str, str, bool, bool], unit: str) -> str:
    low, high, low_open, high_open = bounds
    interval = Interval(Fraction(low), Fraction(high), low_open, high_open)
    return f"{in_decimals(interval)} {unit}".rstrip()
