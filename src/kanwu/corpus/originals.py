"""From a cleaned file of records back to the file it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from kanwu.corpus.atomic import atomic_path
from kanwu.corpus.formats import Layout, formats
from kanwu.corpus.formats.format import Request
from kanwu.corpus.streams import copy, incoming, outgoing, splice
from kanwu.errors import RestoreError, RunError

_ROWS = 4096


class Originals:
    """Reads the table of what was changed, file by file, in the order in which the files are recorded."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "originals.parquet"
        self._rows = self._read()
        self._next = next(self._rows, None)
        self._served: set[str] = set()

    def _read(self) -> Iterator[Mapping[str, Any]]:
        try:
            with pq.ParquetFile(self._path) as file:
                for batch in file.iter_batches(_ROWS):
                    yield from batch.to_pylist()
        except (OSError, ValueError) as error:
            raise RunError(f"The table {self._path} cannot be read: {error}; the run cannot be restored.") from error

    def of(self, name: str) -> Iterator[Mapping[str, Any]]:
        """Give the rows of a file; those of files asked for before are passed over."""
        while self._next is not None and self._next["file"] in self._served:
            self._next = next(self._rows, None)
        self._served.add(name)
        while self._next is not None and self._next["file"] == name:
            yield self._next
            self._next = next(self._rows, None)


def restore_records(
    cleaned: Path, target: Path, row: Mapping[str, Any], originals: Originals, request: Request
) -> None:
    """Write the file of records that a cleaned one was made of.

    A compressed file gets its content back; the compressor may write it in other bytes. A table gets its rows back.

    Raises:
        RestoreError: the cleaned file was changed, or what comes out is not the original.
        OutputError: it cannot be written.
    """
    layout = Layout.parse(row["format"])
    changes = originals.of(row["id"])
    with atomic_path(target) as partial:
        form = formats()[layout.format]
        if form.restore is not None:
            hashes = form.restore(cleaned, changes, partial, request)
            before, after = hashes.content_in, hashes.content_out
            was, was_cleaned = row["content_in"], row["content_out"]
        else:
            before, after = _splice(cleaned, layout, changes, partial, request)
            was = row["content_in"] or row["sha256_in"]
            was_cleaned = row["content_out"] or row["sha256_out"]
        if before != was_cleaned:
            raise RestoreError(f"{cleaned} was changed after it was cleaned; put the cleaned file back to restore it.")
        if after != was:
            raise RestoreError(f"{cleaned}: what was restored is not the original; the originals table was changed.")


def _splice(
    cleaned: Path, layout: Layout, changes: Iterator[Mapping[str, Any]], target: Path, request: Request
) -> tuple[str, str]:
    """Put the original bytes back in their places; return the hashes of both contents."""
    by_member = formats()[layout.format].has_members and layout.compression is not None
    packing = None if by_member else layout.compression
    with incoming(cleaned, layout.compression) as source, outgoing(target, packing) as out:
        at = 0
        try:
            for change in changes:
                at = splice(source, out, change, at)
        except EOFError:
            raise RestoreError(f"{cleaned} was changed after it was cleaned; it is shorter.") from None
        copy(source.stream, out)
        source.finish()
    if by_member:
        _pack_members(target, layout, request)
    return source.content.sha256, out.content.sha256


def _pack_members(path: Path, layout: Layout, request: Request) -> None:
    """Compress a file with a member a record."""
    form = formats()[layout.format]
    assert form.open is not None
    packed = path.with_name(f"{path.name}.packed")
    try:
        with incoming(path) as source, outgoing(packed, layout.compression) as out:
            for piece in form.open(source.stream, request).pieces():
                out.write(piece.raw)
                if piece.ends_member:
                    out.end_member()
        packed.replace(path)
    finally:
        packed.unlink(missing_ok=True)
