"""A file of records through the pipeline: its texts are mended in batches, and every one leaves a row."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Protocol, Self

from kanwu.config import Config
from kanwu.corpus.atomic import atomic_path
from kanwu.corpus.files import Examined, FileResult, examine_texts, result_of
from kanwu.corpus.formats.format import Content, Text
from kanwu.corpus.scan import Source
from kanwu.corpus.tables import Row
from kanwu.rule import catalogue


class Receiver(Protocol):
    """Takes the rows that a desk makes."""

    def add(self, result: FileResult) -> None:
        """Take what became of a document."""

    def add_originals(self, rows: Sequence[Row]) -> None:
        """Take stretches of bytes that were changed."""


class Desk:
    """Works on the records of one file.

    Attributes:
        changed: whether anything of the file is other than it was.
        records: how many were read.
        quarantined: how many of them could not be read.
        fault: the first reason for that, with the record's name.
        member: the member of an archive that is read.
    """

    def __init__(
        self, source: Source, config: Config, receiver: Receiver, quarantine: Path, *, with_claims: bool
    ) -> None:
        self.changed = False
        self.records = self.quarantined = 0
        self.fault: str | None = None
        self.member: str | None = None
        self._source = source
        self._shown = source.shown
        self._config = catalogue().for_file(source.id, config)
        self._receiver = receiver
        self._quarantine = quarantine
        self._with_claims = with_claims
        self._refused: BinaryIO | None = None
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        """Begin a file."""
        return self

    def __exit__(self, *error: object) -> None:
        """Complete the file of what could not be read."""
        self._stack.__exit__(*error)  # type: ignore[arg-type] # the same three

    def mend(self, texts: Sequence[Text]) -> list[Content | None]:
        """Mend texts; give what each became, str for str and bytes for bytes, or None where it stays as it is."""
        mended: list[Content | None] = []
        for text, seen in zip(texts, examine_texts(texts, self._config, with_claims=self._with_claims), strict=True):
            self._receiver.add(result_of(self._document(text.name, seen), seen.cleaned, seen.checked, self._config))
            self.changed |= seen.cleaned.changed
            mended.append(seen.mended)
        return mended

    def refuse(self, name: str, raw: bytes, fault: str) -> None:
        """Put a record aside that cannot be read."""
        self.changed = True
        self.quarantined += 1
        self.fault = self.fault or f"record {name} {fault}"
        if self._refused is None:
            path = self._stack.enter_context(atomic_path(self._quarantine))
            self._refused = self._stack.enter_context(path.open("wb"))
        self._refused.write(raw)
        counts = {"bytes": len(raw), "characters": 0, "findings": 0, "figures": 0, "claims": 0}
        self._receiver.add(FileResult(self._names(name) | {"status": "quarantined", "reason": fault} | counts))

    def keep_original(self, at: int, before: bytes, after: bytes, column: str | None = None) -> None:
        """Note what stood where the cleaned content has `after` at `at`; what both begin or end with is left out."""
        first, last = common_ends(before, after)
        data, length = before[first : len(before) - last], len(after) - first - last
        row = {"file": self._source.id, "column": column or self.member, "at": at + first}
        self._receiver.add_originals([row | {"length": length, "data": data}])

    def _names(self, name: str) -> Row:
        return {
            "id": f"{self._source.id}#{name}",
            "path": f"{self._shown}#{name}",
            "file": self._source.id,
            "record": name,
        }

    def _document(self, name: str, seen: Examined) -> Row:
        cleaned = seen.cleaned
        sha256_in = hashlib.sha256(seen.data).hexdigest()
        return self._names(name) | {
            "status": "mended" if cleaned.changed else "clean",
            "encoding": cleaned.encoding,
            "written_as": None if cleaned.codec is None else seen.written_as,
            "bytes": len(seen.data),
            "characters": len(cleaned.source),
            "sha256_in": sha256_in,
            "sha256_out": hashlib.sha256(seen.output).hexdigest() if cleaned.changed else sha256_in,
            "findings": 0,
            "figures": 0,
            "claims": 0,
        }


def common_ends(before: bytes, after: bytes) -> tuple[int, int]:
    """Return how many bytes two strings both begin with, and how many of the rest both end with."""
    most = min(len(before), len(after))
    first = _equal_bytes(before, after, most)
    return first, _equal_bytes(before[::-1], after[::-1], most - first)


def _equal_bytes(one: bytes, other: bytes, most: int) -> int:
    """Count the bytes that two strings begin with alike, by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
