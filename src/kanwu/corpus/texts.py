"""The source texts of a finished run's documents, made again from the cleaned files and the findings."""

from __future__ import annotations

import codecs
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc

from kanwu import repair
from kanwu.corpus.kept import Kept, KeptText
from kanwu.corpus.restore import inside
from kanwu.corpus.run import Run
from kanwu.corpus.tables import read_batches
from kanwu.errors import RestoreError, RunError
from kanwu.finding import Finding, Fix, Safety, Severity
from kanwu.repair import unmend
from kanwu.report.page import ReportDocument, ReportText
from kanwu.text.encoded import BytePatch, Encoding, decode_exactly

_DOCUMENT = (
    *("id", "file", "record", "status", "encoding", "written_as", "bom", "patches"),
    *("characters", "sha256_in", "sha256_out"),
)
_FIX = ("document", "code", "start", "end", "before", "after", "safety", "applied")
_MOST = 160_000_000  # bytes of the documents whose texts are looked for; the first in the report's order
_BOM = "\ufeff"

# Why there is no text, as keys of the report's strings.
_CHANGED = ReportText(reason="text_changed")
_GONE = ReportText(reason="text_gone")
_EMPTY = ReportText(reason="text_empty")

Row = Mapping[str, Any]


class _Held:
    """Rows of a table, in the columns that they were read in: as objects they would take ten times the memory.

    Args:
        column: the one whose values rows are asked for by.
    """

    def __init__(self, column: str) -> None:
        self._column = column
        self._batches: list[pa.RecordBatch] = []
        self._places: dict[str, list[tuple[int, int, int]]] = {}

    def add(self, batch: pa.RecordBatch) -> None:
        """Hold some rows."""
        runs: Any = pc.call_function("run_end_encode", [batch[self._column]])
        first = 0
        for name, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
            self._places.setdefault(name, []).append((len(self._batches), first, end - first))
            first = end
        self._batches.append(batch)

    def of(self, name: str) -> Iterator[Row]:
        """Give the rows that have a value."""
        for number, first, count in self._places.get(name, ()):
            yield from self._batches[number].slice(first, count).to_pylist()


class RunTexts:
    """Gives the source texts of a run's documents, and the offsets in bytes of some of their characters.

    A text that cannot be had is empty, with the reason: the cleaned file was changed or is gone. Memory is bounded:
    each file of records is read once, and the texts wanted wait in a temporary file until it is left.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._documents = _Held("id")
        self._fixes = _Held("document")
        self._kept = Kept(run)

    def __enter__(self) -> Self:
        """Give texts."""
        return self

    def __exit__(self, *error: object) -> None:
        """Remove what was kept."""
        self._kept.close()

    def expect(self, documents: Iterable[ReportDocument]) -> None:
        """Say whose texts will be asked for, in the order of their weight; the last may find no room.

        Raises:
            RunError: a table of the run is missing or damaged.
        """
        wanted, size = set(), 0
        for document in documents:
            size += document.size
            wanted.add(document.id)
            if size > _MOST:
                break
        names = pa.array(sorted(wanted), pa.string())
        positions: dict[str, dict[int, str]] = defaultdict(dict)
        seen: dict[str, int] = defaultdict(int)
        for batch in read_batches(self._run.folder, "documents", _DOCUMENT):
            self._note_positions(batch, wanted, positions, seen)
            self._documents.add(batch.filter(pc.is_in(batch["id"], names)))
        for batch in read_batches(self._run.folder, "findings", _FIX):
            self._fixes.add(batch.filter(pc.and_(batch["applied"], pc.is_in(batch["document"], names))))
        self._kept.expect(positions)

    @staticmethod
    def _note_positions(
        batch: pa.RecordBatch, wanted: set[str], positions: dict[str, dict[int, str]], seen: dict[str, int]
    ) -> None:
        """Note which record of its cleaned file each wanted one is; those that were set aside are not in it."""
        columns: list[list[Any]] = [batch[name].to_pylist() for name in ("id", "file", "record", "status")]
        for name, file, record, status in zip(*columns, strict=True):
            if record is None or status == "quarantined":
                continue
            if name in wanted:
                positions[file][seen[file]] = name
            seen[file] += 1

    def __call__(self, name: str, offsets: Sequence[int]) -> ReportText:
        """Return the text of a document."""
        row = next(self._documents.of(name), None)
        if row is None or row["status"] == "quarantined":
            return ReportText()
        try:
            shown = self._of_record(row, offsets) if row["record"] is not None else self._of_file(row, offsets)
        except OSError:
            return _GONE
        except (RestoreError, RunError, TypeError, ValueError, LookupError):
            return _CHANGED
        return shown if shown.text or shown.reason else _EMPTY

    def _fixes_of(self, document: Row) -> list[Finding]:
        """Return the fixes that were applied to a document."""
        return [
            Finding(
                row["code"],
                row["start"],
                row["end"],
                "",
                Severity.INFO,
                {},
                Fix(row["before"], row["after"], Safety(row["safety"])),
                applied=True,
            )
            for row in self._fixes.of(document["id"])
        ]

    def _of_file(self, row: Row, offsets: Sequence[int]) -> ReportText:
        path = inside(self._run.folder / self._run.record["cleaned"], row["id"])
        return _text(path, row, self._fixes_of(row), offsets)

    def _of_record(self, row: Row, offsets: Sequence[int]) -> ReportText:
        kept = self._kept.text(row["id"])
        if kept is None:
            return _CHANGED
        data = kept.content.encode("utf-8") if isinstance(kept.content, str) else kept.content
        if hashlib.sha256(data).hexdigest() != row["sha256_out"]:
            return _CHANGED
        text, codec = _source(kept, data, row, self._fixes_of(row))
        if len(text) != row["characters"]:
            return _CHANGED
        known = hashlib.sha256(codec.encode(text)).hexdigest() == row["sha256_in"]
        return ReportText(text, "", dict(byte_offsets(text, codec, offsets)) if known else {})


def _source(kept: KeptText, data: bytes, row: Row, fixes: Sequence[Finding]) -> tuple[str, Encoding]:
    """Return the text of a record as it was read, and how its bytes were decoded."""
    if isinstance(kept.content, str):
        return unmend(kept.content, fixes), Encoding("utf-8")
    if row["status"] == "clean":
        decoded = repair.decode(data, kept.declared)
        return decoded.text, decoded.encoding
    text = data.decode(row["written_as"])
    bom = codecs.BOM_UTF8 if text.startswith(_BOM) and row["encoding"] == "utf-8" else b""
    return unmend(text.removeprefix(_BOM), fixes), Encoding(row["encoding"], bom)


def _text(path: Path, document: Row, fixes: Sequence[Finding], offsets: Sequence[int]) -> ReportText:
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != document["sha256_out"]:
        return _CHANGED
    patches = (BytePatch(patch["start"], patch["end"], patch["data"]) for patch in document["patches"])
    codec = Encoding(document["encoding"], document["bom"], tuple(patches))
    if document["status"] == "clean":
        text, _ = decode_exactly(data, codec.name, codec.bom)
    else:
        text = unmend(data.decode(document["written_as"]).removeprefix(_BOM if codec.bom else ""), fixes)
    return ReportText(text, "", dict(byte_offsets(text, codec, offsets)))


def byte_offsets(text: str, encoding: Encoding, offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give where in the bytes of a text some of its characters begin, as pairs; none for the inside of a patch.

    Args:
        text: the decoded text.
        encoding: how its bytes were decoded.
        offsets: offsets in code points.

    >>> list(byte_offsets("一b", Encoding("gb18030"), [0, 1, 2]))
    [(0, 0), (1, 2), (2, 3)]
    """
    wanted = {offset for offset in offsets if 0 <= offset <= len(text)}
    patched = {patch.start: patch for patch in encoding.patches}
    for patch in encoding.patches:
        wanted -= set(range(patch.start + 1, patch.end))
    ends = {patch.end for patch in encoding.patches}
    encoder = codecs.getincrementalencoder(encoding.name)()
    at = len(encoding.bom)
    for start, end in pairwise(sorted({0, len(text), *wanted, *patched, *ends})):
        if start in wanted:
            yield start, at
        at += len(patched[start].data) if start in patched else len(encoder.encode(text[start:end]))
    if len(text) in wanted:
        yield len(text), at
