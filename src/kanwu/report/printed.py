"""The figures of a run's documents, with the values they can stand for in decimals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from kanwu.report.decimals import in_decimals
from kanwu.report.page import PrintedFigure
from kanwu.text.intervals import Interval

_Row = Mapping[str, Any]


class Printed(Mapping[str, Sequence[PrintedFigure]]):
    """The figures of each document, by its id, made from their rows when they are asked for."""

    def __init__(self, rows: Iterable[_Row]) -> None:
        self._rows: dict[str, list[_Row]] = defaultdict(list)
        for row in rows:
            self._rows[row["document"]].append(row)

    def __getitem__(self, document: str) -> Sequence[PrintedFigure]:
        """Return the figures of a document in the order of their places."""
        if document not in self._rows:
            raise KeyError(document)
        rows = sorted(self._rows[document], key=lambda row: (row["start"], row["end"]))
        return [PrintedFigure(row["start"], row["end"], _values(row)) for row in rows]

    def __iter__(self) -> Iterator[str]:
        """Give the ids of the documents that have figures."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return how many documents have figures."""
        return len(self._rows)


def _values(row: _Row) -> str:
    interval = Interval(Fraction(row["low"]), Fraction(row["high"]), row["low_open"], row["high_open"])
    return f"{in_decimals(interval)} {row['unit'] or ''}".rstrip()
