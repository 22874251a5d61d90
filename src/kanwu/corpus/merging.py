"""The tables of a run, put together from those of its shards, some rows in memory at a time."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kanwu.corpus.atomic import atomic_path
from kanwu.corpus.conflicts import Found
from kanwu.corpus.joining import Joined
from kanwu.corpus.shards import Shard, merge_parts
from kanwu.corpus.tables import TABLES, read_rows, table

_GROUP = 16_384  # rows written together


def merge(joined: Joined, folder: Path, conflicts: Found, *, with_claims: bool) -> None:
    """Write each table of the run from the shards' tables, some rows in memory at a time."""
    for name, schema in TABLES.items():
        if name in {"figures", "claims"} and not with_claims:
            continue
        with (
            atomic_path(folder / f"{name}.parquet") as path,
            pq.ParquetWriter(path, schema, compression="zstd") as out,
        ):
            merger = conflicts.merger(name)
            rows = _Rows(out)
            for number, shard in enumerate(joined.shards):
                if name == "files" and shard.number in joined.rows:
                    rows.add(table(name, joined.rows[shard.number]))
                    continue
                for part in merger.add(number, merge_parts([shard], name, joined.bases), partial(_ids, shard)):
                    rows.add(part)
            rows.write()


class _Rows:
    """Writes rows in groups of some size: shards may have few, and a group costs more than they do."""

    def __init__(self, out: pq.ParquetWriter) -> None:
        self._out = out
        self._held: list[pa.Table] = []
        self._size = 0

    def add(self, rows: pa.Table) -> None:
        """Take rows."""
        self._held.append(rows)
        self._size += rows.num_rows
        if self._size >= _GROUP:
            self.write()

    def write(self) -> None:
        """Write what is held."""
        if self._size:
            self._out.write_table(pa.concat_tables(self._held))
        self._held, self._size = [], 0


def _ids(shard: Shard) -> list[str]:
    """Return the ids of a shard's documents, in order."""
    return [row["id"] for row in read_rows(shard.folder, "documents", ["id"])]
