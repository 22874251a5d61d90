"""The files of a run, read from its table: how many, which failed, and what the record says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from kanwu.corpus.tables import Row
from kanwu.errors import RunError

_ROWS = 4096
_LISTED = 10_000
_COLUMNS = ("id", "path", "bytes", "sha256_in")
_RECORDS = {"read": "records", "kept": "kept", "quarantined": "quarantined"}


@dataclass(slots=True)
class Files:
    """What the record of a run says of its files.

    Attributes:
        count: how many there are.
        records: how many records they hold, read, kept and quarantined; a file that is one document counts as one. Read
            = kept + quarantined.
        failed: path and reason of each that could not be read, or not all of it.
        inputs: name, size and hash of each; empty where they are so many that only the table holds them.
    """

    count: int = 0
    records: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_RECORDS, 0))
    failed: list[tuple[str, str]] = field(default_factory=list)
    inputs: list[dict[str, Any]] = field(default_factory=list)


def count_files(folder: Path) -> Files:
    """Add up the files of a run.

    Raises:
        RunError: their table cannot be read.
    """
    files = Files()
    for row in file_rows(folder):
        files.count += 1
        for name, column in _RECORDS.items():
            files.records[name] += row[column]
        if row["reason"]:
            files.failed.append((row["path"], row["reason"]))
        if files.count <= _LISTED:
            files.inputs.append({name: row[name] for name in _COLUMNS})
    if files.count > _LISTED:
        files.inputs.clear()
    return files


def file_rows(folder: Path) -> Iterator[Row]:
    """Give the rows of the files of a run, in order.

    Raises:
        RunError: their table cannot be read.
    """
    path = folder / "files.parquet"
    try:
        with pq.ParquetFile(path) as table:
            for batch in table.iter_batches(_ROWS):
                yield from batch.to_pylist()
    except (OSError, ValueError) as error:
        raise RunError(f"The table {path} cannot be read: {error}; run the command that made it again.") from error
