"""Shards of a run: a few files each, worked on anywhere, complete or absent, never done twice."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kanwu.config import Config
from kanwu.corpus.conflicts import FILE, STATEMENTS
from kanwu.corpus.files import FileResult, process_file
from kanwu.corpus.scan import Source
from kanwu.corpus.tables import TABLES, Row, table
from kanwu.errors import OutputError, RunError

FILES_PER_SHARD = 64
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of a run.

    Attributes:
        number: its place in the run, from 0.
        sources: the files to read.
        parts: the folder that holds one folder a finished shard.
        cleaned: the folder that cleaned files go to.
        config: the settings.
        with_claims: whether figures and claims are checked too.
    """

    number: int
    sources: tuple[Source, ...]
    parts: Path
    cleaned: Path
    config: Config
    with_claims: bool

    @property
    def folder(self) -> Path:
        """Where its tables are once it is done."""
        return self.parts / f"{self.number:06}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a finished shard says of itself.

    Attributes:
        counts: documents, by status; findings, by code; figures; claims, by verdict.
        failed: path and reason of each document that could not be read.
    """

    counts: dict[str, dict[str, int]]
    failed: tuple[tuple[str, str], ...]

    @property
    def documents(self) -> int:
        """How many documents it holds, quarantined ones included."""
        return sum(self.counts["documents"].values())


def shards_of(
    sources: Sequence[Source], parts: Path, cleaned: Path, config: Config, *, with_claims: bool
) -> list[Shard]:
    """Cut the files of a run into shards."""
    starts = range(0, len(sources), FILES_PER_SHARD)
    return [
        Shard(number, tuple(sources[at : at + FILES_PER_SHARD]), parts, cleaned, config, with_claims)
        for number, at in enumerate(starts)
    ]


def process_shard(shard: Shard) -> Manifest:
    """Do a shard, unless it is done already; its folder appears complete or not at all.

    Raises:
        OutputError: something cannot be written.
    """
    if (shard.folder / _MANIFEST).is_file():
        return _read_manifest(shard.folder)
    results = [
        process_file(source, shard.cleaned / source.id, shard.config, with_claims=shard.with_claims)
        for source in shard.sources
    ]
    rows: dict[str, list[Row]] = {
        "documents": [result.document for result in results],
        "findings": [row for result in results for row in result.findings],
        "figures": [row for result in results for row in result.figures],
        "claims": [row for result in results for row in result.claims],
    }
    tables = {name: table(name, rows[name]) for name in TABLES}
    if shard.with_claims:
        tables["findings"] = _with_failures(tables, rows["findings"], results)
    manifest = _manifest(tables)
    statements = pa.Table.from_pylist([row for result in results for row in result.statements], schema=STATEMENTS)
    _write(shard.folder, tables | {Path(FILE).stem: statements}, manifest)
    return manifest


def _with_failures(tables: dict[str, pa.Table], findings: list[Row], results: Iterable[FileResult]) -> pa.Table:
    """Validate the tables; add what the failed claim checks give rise to, in the order of documents and places."""
    from kanwu.validate.schemas import failed_claims, validate_figures

    validate_figures(tables["figures"])
    failed = failed_claims(tables["claims"])
    rows = [row for result in results for test, found in result.failures.items() if test in failed for row in found]
    order = {row["id"]: place for place, row in enumerate(tables["documents"].select(["id"]).to_pylist())}
    merged = [*findings, *rows]
    merged.sort(key=lambda row: (order[row["document"]], row["start"], row["end"], row["code"]))
    return table("findings", merged)


def _manifest(tables: dict[str, pa.Table]) -> Manifest:
    documents = tables["documents"].select(["path", "status", "reason"]).to_pylist()
    return Manifest(
        {
            "documents": _count(row["status"] for row in documents),
            "findings": _count(tables["findings"]["code"].to_pylist()),
            "figures": {"all": tables["figures"].num_rows},
            "claims": _count(tables["claims"]["verdict"].to_pylist()),
        },
        tuple((row["path"], row["reason"]) for row in documents if row["status"] == "quarantined"),
    )


def _count(names: Iterable[str | None]) -> dict[str, int]:
    return dict(sorted(Counter(name for name in names if name is not None).items()))


def _write(folder: Path, tables: dict[str, pa.Table], manifest: Manifest) -> None:
    partial = folder.with_name(f"{folder.name}.partial-{os.getpid()}")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for name, content in tables.items():
            pq.write_table(content, partial / f"{name}.parquet", compression="zstd")
        text = json.dumps({"counts": manifest.counts, "failed": manifest.failed}, ensure_ascii=False)
        (partial / _MANIFEST).write_text(text, "utf-8")
        partial.replace(folder)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        if (folder / _MANIFEST).is_file():
            return  # a worker of a killed run finished the same shard in the meantime
        raise OutputError(f"{folder} cannot be written: {error.strerror}; free the place and run again.") from error


def _read_manifest(folder: Path) -> Manifest:
    content = json.loads((folder / _MANIFEST).read_text("utf-8"))
    return Manifest(content["counts"], tuple((path, reason) for path, reason in content["failed"]))


def merge_parts(shards: Sequence[Shard], name: str) -> Iterator[pa.Table]:
    """Give one of the tables shard by shard.

    Raises:
        RunError: a shard is missing.
    """
    for shard in shards:
        path = shard.folder / f"{name}.parquet"
        if not path.is_file():
            raise RunError(f"{path} is missing; run the same command again.")
        yield pq.read_table(path, schema=TABLES[name])
