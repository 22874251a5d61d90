"""Data packed for the page's script: JSON in the zlib format in base64, in pieces of bounded size."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_COMPRESSION = 6
_FLUSHED = 8_000  # characters of JSON after which the size is looked at
_GUESSED = 4  # the compressor keeps the last of what it was given to itself; of that so much is a character


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows that were packed together: how many, and their data; empty for none."""

    count: int
    data: str


def pack(values: Iterable[str]) -> str:
    """Return JSON texts as one packed list, or nothing for none.

    The zlib format has no time stamp and names no operating system as gzip does, so that the same rows give the same
    page. Only where Python is built with another zlib, such as zlib-ng, can the packed bytes differ; the rows do not.
    """
    return next(pack_in_pieces(values, 0), Packed(0, "")).data


def pack_in_pieces(values: Iterable[str], budget: int) -> Iterator[Packed]:
    """Pack JSON texts as lists of about `budget` characters at most; 0 is no limit."""
    open_piece = _Piece()
    for value in values:
        open_piece.add(value)
        if budget and open_piece.size >= budget:
            yield open_piece.close()
            open_piece = _Piece()
    if open_piece.count:
        yield open_piece.close()


class _Piece:
    """A packed list that grows."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj(_COMPRESSION)
        self._parts: list[bytes] = []
        self._waiting: list[str] = []
        self._length = 0
        self._kept = 0
        self._written = 0
        self.count = 0

    def add(self, value: str) -> None:
        """Add a JSON text."""
        self._waiting.append(("," if self.count else "[") + value)
        self.count += 1
        self._length += len(value)
        if self._length >= _FLUSHED:
            self._flush()

    @property
    def size(self) -> int:
        """About how many characters it would be."""
        return (self._written * 4 // 3) + self._kept // _GUESSED

    def _flush(self) -> None:
        part = self._compressor.compress("".join(self._waiting).encode())
        self._parts.append(part)
        self._written += len(part)
        self._kept = 0 if part else self._kept + self._length
        self._waiting = []
        self._length = 0

    def close(self) -> Packed:
        """Return what was added."""
        self._waiting.append("]")
        self._flush()
        self._parts.append(self._compressor.flush())
        return Packed(self.count, base64.b64encode(b"".join(self._parts)).decode("ascii"))
