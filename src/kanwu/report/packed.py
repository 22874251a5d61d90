"""Data packed for the page's script: JSON in the zlib format in base64; rows of a table column by column."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kanwu.report.json_text import to_json

_COMPRESSION = 6
_COMPRESSION_OF_TEXTS = 5  # a tenth larger in half the time, and unpacked only when a document is opened
_BLOCK = 2048  # rows: unpacked and made ready for the search in a few milliseconds
_REPEATED = 2  # times that a value must stand in a column on average for the column to be written as a dictionary


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows that were packed together: how many, and their data."""

    count: int
    data: str


def pack(values: Iterable[str]) -> str:
    """Return JSON texts as one packed list, or nothing for none.

    The zlib format has no time stamp and names no operating system as gzip does, so that the same rows give the same
    page. Only where Python is built with another zlib, such as zlib-ng, can the packed bytes differ; the rows do not.
    """
    listed = ",".join(values)
    return _packed(f"[{listed}]", _COMPRESSION_OF_TEXTS) if listed else ""


def pack_rows(rows: Sequence[Any], most: int = 0) -> Iterator[Packed]:
    """Pack rows of equal length, some thousand at a time, column by column.

    A column is a list of its values; one whose values recur is an object with the different `values`, and where in
    them each row's is (`at`).

    Args:
        rows: sequences of plain values; lists within them as tuples.
        most: characters that a block may have, unless it is of a single row; 0 is no limit.
    """
    for first in range(0, len(rows), _BLOCK):
        yield from _blocks(rows[first : first + _BLOCK], most)


def _blocks(rows: Sequence[Any], most: int) -> Iterator[Packed]:
    data = _packed(to_json([_column(values) for values in zip(*rows, strict=True)]))
    if most and len(data) > most and len(rows) > 1:
        middle = len(rows) // 2
        yield from _blocks(rows[:middle], most)
        yield from _blocks(rows[middle:], most)
    else:
        yield Packed(len(rows), data)


def _column(values: tuple[Any, ...]) -> Any:
    places: dict[Any, int] = {}
    at = [places.setdefault(value, len(places)) for value in values]
    return {"values": list(places), "at": at} if len(places) * _REPEATED <= len(values) else values


def _packed(text: str, level: int = _COMPRESSION) -> str:
    return base64.b64encode(zlib.compress(text.encode("utf-8"), level)).decode("ascii")
