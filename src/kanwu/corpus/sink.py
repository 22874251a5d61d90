"""Where the rows of a shard go: written in batches, so that a shard may have any number of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from kanwu.corpus.conflicts import FILE, STATEMENTS
from kanwu.corpus.files import FileResult
from kanwu.corpus.tables import TABLES, Row, table

_STATEMENTS = Path(FILE).stem
_BATCH = 16_384  # rows of all tables together; to validate them costs the same for few rows as for many


class Sink:
    """Takes what became of each document, in order, and writes the tables.

    Attributes:
        counts: documents, by status; findings, by code; figures; claims, by verdict.
        files: the rows of the files; few, and completed by whoever joins the parts of a file.
    """

    def __init__(self, folder: Path, *, with_claims: bool) -> None:
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in ("documents", "findings", "claims")}
        self.counts["figures"] = Counter(all=0)
        self.files: list[Row] = []
        self._with_claims = with_claims
        self._results: list[FileResult] = []
        self._originals: list[Row] = []
        self._size = 0
        self._writers = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in TABLES.items()
        }
        if with_claims:
            self._writers[_STATEMENTS] = pq.ParquetWriter(folder / FILE, STATEMENTS, compression="zstd")

    def __enter__(self) -> Self:
        """Take rows."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what is left and close the tables."""
        if kind is None:
            self._flush()
            self._writers["files"].write_table(table("files", self.files))
        for writer in self._writers.values():
            writer.close()

    def add(self, result: FileResult) -> None:
        """Take what became of a document."""
        self._results.append(result)
        self._size += 1 + len(result.findings) + len(result.figures) + len(result.claims) + len(result.statements)
        if self._size >= _BATCH:
            self._flush()

    def add_originals(self, rows: Iterable[Row]) -> None:
        """Take stretches of bytes that were changed."""
        self._originals += rows

    def _flush(self) -> None:
        rows: dict[str, list[Row]] = {
            "documents": [result.document for result in self._results],
            "findings": [row for result in self._results for row in result.findings],
            "figures": [row for result in self._results for row in result.figures],
            "claims": [row for result in self._results for row in result.claims],
            "originals": self._originals,
        }
        tables = {name: table(name, content) for name, content in rows.items()}
        if self._with_claims:
            tables["findings"] = _with_failures(tables, rows["findings"], self._results)
        self._count(tables)
        if statements := [row for result in self._results for row in result.statements]:
            tables[_STATEMENTS] = pa.Table.from_pylist(statements, schema=STATEMENTS)
        for name, content in tables.items():
            if content.num_rows:
                self._writers[name].write_table(content)
        self._results, self._originals, self._size = [], [], 0

    def _count(self, tables: dict[str, pa.Table]) -> None:
        for name, column in (("documents", "status"), ("findings", "code"), ("claims", "verdict")):
            self.counts[name].update(map(str, tables[name][column].to_pylist()))
        self.counts["figures"]["all"] += tables["figures"].num_rows


def _with_failures(tables: dict[str, pa.Table], findings: list[Row], results: Sequence[FileResult]) -> pa.Table:
    """Validate the tables; add what the failed claim checks give rise to, in the order of documents and places."""
    from kanwu.validate.schemas import failed_claims, validate_figures

    if tables["figures"].num_rows:
        validate_figures(tables["figures"])
    failed = failed_claims(tables["claims"]) if tables["claims"].num_rows else set()
    rows = [row for result in results for test, found in result.failures.items() if test in failed for row in found]
    if not rows:
        return tables["findings"]
    order = {result.document["id"]: place for place, result in enumerate(results)}
    merged = [*findings, *rows]
    merged.sort(key=lambda row: (order[row["document"]], row["start"], row["end"], row["code"]))
    return table("findings", merged)
