"""Parquet: a record a row. Read and written row group by row group, with the same schema, metadata and compression.

A file in which nothing is mended is copied byte for byte. In another one, the row groups stay as they are; those of
more than 64 MB are cut, so that memory stays bounded.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kanwu.corpus.atomic import atomic_path, sha256_of
from kanwu.corpus.formats.format import Format, Hashes, Part, Records, Request, Text, Unreadable

_MAGIC = b"PAR1"
_PART = 8 << 20  # bytes of a part, uncompressed
_SLAB = 64 << 20  # bytes of a row group that is held in memory at once
_BATCH = 4 << 20  # bytes of texts looked at together
_READ = 1 << 20


@dataclass(frozen=True, slots=True)
class _Slab:
    """Some rows of one row group, or all of it: what becomes a row group of the file that is written."""

    first: int
    table: pa.Table


class _File:
    """An open Parquet file and its text columns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = pq.ParquetFile(path, buffer_size=_READ, pre_buffer=False)
            self.schema = self._file.schema_arrow
        except pa.ArrowException as error:
            raise Unreadable(f"is not Parquet that can be read: {error}".rstrip(".").replace("\n", " ")) from error
        self.metadata = self._file.metadata

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close it."""
        self._file.close()

    def columns(self, fields: Sequence[str]) -> list[str]:
        """Return the columns that hold texts.

        Raises:
            Unreadable: there is none, or one holds something else.
        """
        found = [name for name in fields if name in self.schema.names]
        if not found:
            names = ", ".join(map(repr, self.schema.names))
            wanted = " or ".join(map(repr, fields))
            raise Unreadable(f"has no column {wanted}; its columns are {names}; name one with --text-field")
        for name in found:
            if not _is_text(self.schema.field(name).type):
                raise Unreadable(f"has no texts in {name!r} but {self.schema.field(name).type}")
        return found

    def slabs(self, groups: Iterable[int], first: int) -> Iterator[_Slab]:
        """Read row groups; a big one in pieces.

        Raises:
            Unreadable: the file is damaged.
        """
        for group in groups:
            about = self.metadata.row_group(group)
            rows = max(1, _BATCH * about.num_rows // max(1, about.total_byte_size))
            held: list[pa.RecordBatch] = []
            try:
                for batch in self._file.iter_batches(min(rows, 1 << 16), row_groups=[group]):
                    held.append(batch)
                    if sum(each.nbytes for each in held) > _SLAB:
                        yield _Slab(first, self._table(held))
                        first += sum(each.num_rows for each in held)
                        held = []
            except (pa.ArrowException, OSError) as error:
                reason = str(error).rstrip(".").replace("\n", " ")
                raise Unreadable(f"is damaged in row group {group + 1}, behind row {first}: {reason}") from error
            if held or not about.num_rows:
                yield _Slab(first, self._table(held))
                first += sum(each.num_rows for each in held)

    def _table(self, batches: list[pa.RecordBatch]) -> pa.Table:
        return pa.Table.from_batches(batches, self.schema) if batches else self.schema.empty_table()

    def size(self, groups: Iterable[int]) -> int:
        """Return the bytes that row groups have in the file."""
        size = 0
        for group in map(self.metadata.row_group, groups):
            size += sum(group.column(index).total_compressed_size for index in range(group.num_columns))
        return size

    def writer(self, target: Path) -> pq.ParquetWriter:
        """Open a file to write to, in the manner of this one."""
        compression: Any = "snappy"
        names: set[str] = set()
        if self.metadata.num_row_groups:
            group = self.metadata.row_group(0)
            columns = [group.column(index) for index in range(group.num_columns)]
            compression = {each.path_in_schema: _compression(each.compression) for each in columns}
            names = {name for each in columns for name in each.path_in_schema.split(".")}
        return pq.ParquetWriter(
            target,
            self.schema,
            compression=compression,
            version=self.metadata.format_version,  # type: ignore[arg-type] # it is one of those that there are
            use_compliant_nested_type="item" not in names,  # what a list's values are called
            store_schema=b"ARROW:schema" in (self.metadata.metadata or {}),
        )


def _compression(name: str) -> str:
    return "none" if name == "UNCOMPRESSED" else name.lower()


def _is_text(kind: pa.DataType) -> bool:
    if isinstance(kind, pa.DictionaryType):
        kind = kind.value_type
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)


class _TextHash:
    """The hash of the text columns with the schema: the same for the same rows, however they are grouped."""

    def __init__(self, schema: pa.Schema, columns: Sequence[str]) -> None:
        self._schema = schema.serialize().to_pybytes()
        self._columns = {name: (hashlib.sha256(), hashlib.sha256()) for name in columns}

    def add(self, table: pa.Table) -> None:
        """Take rows."""
        for name, (lengths, texts) in self._columns.items():
            for chunk in table[name].chunks:
                column: Any = chunk.cast(pa.large_string())
                lengths.update(_values(pc.fill_null(pc.binary_length(column), -1), 8))
                filled = column.fill_null("") if column.null_count else column
                _, offsets, data = filled.buffers()
                ends = memoryview(offsets).cast("q")
                if data is not None:
                    texts.update(memoryview(data)[ends[filled.offset] : ends[filled.offset + len(filled)]])

    def digest(self) -> str:
        """Return the hash of all that was taken."""
        whole = hashlib.sha256(self._schema)
        for lengths, texts in self._columns.values():
            whole.update(lengths.digest() + texts.digest())
        return whole.hexdigest()


def _values(column: Any, width: int) -> memoryview:
    """Return the bytes of a column of numbers."""
    return memoryview(column.buffers()[1])[column.offset * width : (column.offset + len(column)) * width]


class _Writer:
    """Writes row groups from the first change on; what comes before it is read again then."""

    def __init__(self, source: _File, target: Path | None, before: Callable[[], Iterator[_Slab]]) -> None:
        self._source = source
        self._target = target
        self._before = before
        self._writer: pq.ParquetWriter | None = None

    def add(self, slab: _Slab, table: pa.Table, *, changed: bool) -> None:
        """Take a row group as it shall be written."""
        if self._target is None:
            return
        if self._writer is None and changed:
            self._writer = self._source.writer(self._target)
            for before in self._before():
                if before.first >= slab.first:
                    break
                self._write(before.table)
        if self._writer is not None:
            self._write(table)

    def _write(self, table: pa.Table) -> None:
        assert self._writer is not None
        self._writer.write_table(table, max(1, table.num_rows))

    def close(self) -> bool:
        """Complete the file; say whether there is one."""
        if self._writer is not None:
            self._writer.close()
        return self._writer is not None


def _convert(path: Path, part: Part | None, target: Path | None, request: Request, desk: Records) -> Hashes:
    """Mend the text columns. A file in which nothing is mended is copied; a part of one is left empty."""
    place = contextlib.nullcontext() if target is None else atomic_path(target)
    with _File(path) as source, place as partial:
        columns = source.columns(request.fields)
        groups = range(part.start, part.end) if part else range(source.metadata.num_row_groups)
        hashes = [_TextHash(source.schema, columns) for _ in range(2)]
        writer = _Writer(source, partial, lambda: source.slabs(groups, request.first))
        for slab in source.slabs(groups, request.first):
            mended = _mend(slab, columns, request, desk)
            hashes[0].add(slab.table)
            hashes[1].add(mended)
            writer.add(slab, mended, changed=desk.changed)
        if not writer.close() and partial is not None:
            partial.touch()
            if part is None:
                shutil.copyfile(path, partial)
        if part is not None or partial is None:
            return Hashes(source.size(groups), "", "")
        return Hashes(path.stat().st_size, sha256_of(path), sha256_of(partial), *(each.digest() for each in hashes))


def _mend(slab: _Slab, columns: Sequence[str], request: Request, desk: Records) -> pa.Table:
    """Return the rows with their texts mended."""
    table = slab.table
    rows = table.num_rows
    desk.records += rows
    step = max(1, rows * _BATCH // max(1, table.nbytes))
    new: dict[str, dict[int, str]] = {name: {} for name in columns}
    for at in range(0, rows, step):
        values = [table[name].slice(at, step).to_pylist() for name in columns]
        cells = [
            (name, at + row, text)
            for row, texts in enumerate(zip(*values, strict=True))
            for name, text in zip(columns, texts, strict=True)
            if text is not None
        ]
        mended = desk.mend([Text(request.name(slab.first + row + 1, name), text) for name, row, text in cells])
        for (name, row, text), after in zip(cells, mended, strict=True):
            if isinstance(after, str):
                new[name][row] = after
                desk.keep_original(slab.first + row, text.encode("utf-8"), b"", name)
    for name, changes in new.items():
        table = _replaced(table, name, changes)
    return table


def _replaced(table: pa.Table, name: str, changes: Mapping[int, str]) -> pa.Table:
    """Return a table with other texts in some rows of a column."""
    if not changes:
        return table
    place = table.schema.get_field_index(name)
    kind = table.schema.field(name).type
    column = pa.chunked_array([chunk.cast(pa.large_string()) for chunk in table[name].chunks], pa.large_string())
    mask = pa.array([row in changes for row in range(table.num_rows)])
    texts = pa.array([changes[row] for row in sorted(changes)], pa.large_string())
    new = pc.replace_with_mask(column.combine_chunks(), mask, texts)
    if isinstance(kind, pa.DictionaryType):
        new = new.cast(kind.value_type).dictionary_encode()
    return table.set_column(place, table.schema.field(name), new.cast(kind))


def _parts(path: Path) -> list[Part]:
    """Cut a file into groups of row groups."""
    with _File(path) as file:
        cuts, firsts, rows, size = [0], [0], 0, 0
        for group in range(file.metadata.num_row_groups):
            if size >= _PART:
                cuts.append(group)
                firsts.append(rows)
                size = 0
            about = file.metadata.row_group(group)
            rows += about.num_rows
            size += about.total_byte_size
        if len(cuts) == 1:
            return []
        ends = [*cuts[1:], file.metadata.num_row_groups]
        places = enumerate(zip(cuts, ends, firsts, strict=True))
        return [Part(number, len(cuts), start, end, first) for number, (start, end, first) in places]


def _join(path: Path, pieces: Sequence[tuple[Part, Path]], target: Path, request: Request) -> Hashes:
    """Put the parts together; where one is empty, the source's row groups are as they were."""
    with _File(path) as source, atomic_path(target) as partial:
        columns = source.columns(request.fields)
        hashes = [_TextHash(source.schema, columns) for _ in range(2)]
        changed = any(piece.stat().st_size for _, piece in pieces)
        with source.writer(partial) if changed else contextlib.nullcontext() as writer:
            for part, piece in pieces:
                own = contextlib.nullcontext(source) if not piece.stat().st_size else _File(piece)
                with own as file:
                    groups = range(part.start, part.end) if file is source else range(file.metadata.num_row_groups)
                    for slab in file.slabs(groups, part.first):
                        hashes[1].add(slab.table)
                        if writer is not None:
                            writer.write_table(slab.table, max(1, slab.table.num_rows))
        for slab in source.slabs(range(source.metadata.num_row_groups), 0):
            hashes[0].add(slab.table)
        if not changed:
            shutil.copyfile(path, partial)
        return Hashes(path.stat().st_size, sha256_of(path), sha256_of(partial), *(each.digest() for each in hashes))


def _restore(path: Path, changes: Iterator[Mapping[str, Any]], target: Path, request: Request) -> Hashes:
    """Put the texts back that stood in the changed rows."""
    with _File(path) as cleaned:
        columns = cleaned.columns(request.fields)
        hashes = [_TextHash(cleaned.schema, columns) for _ in range(2)]
        following = next(changes, None)
        with cleaned.writer(target) as writer:
            for slab in cleaned.slabs(range(cleaned.metadata.num_row_groups), 0):
                old: dict[str, dict[int, str]] = {name: {} for name in columns}
                while following is not None and following["at"] < slab.first + slab.table.num_rows:
                    old[following["column"]][following["at"] - slab.first] = following["data"].decode("utf-8")
                    following = next(changes, None)
                table = slab.table
                for name, texts in old.items():
                    table = _replaced(table, name, texts)
                hashes[0].add(slab.table)
                hashes[1].add(table)
                writer.write_table(table, max(1, table.num_rows))
    return Hashes(path.stat().st_size, "", "", *(each.digest() for each in hashes))


FORMAT = Format(
    "parquet",
    (".parquet", ".pq"),
    begins=lambda head: head.startswith(_MAGIC),
    parts=_parts,
    convert=_convert,
    join=_join,
    restore=_restore,
    is_binary=True,
    compressible=False,
)
