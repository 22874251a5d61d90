"""The source texts of a finished run's documents, made again from the cleaned files and the findings."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from kanwu.corpus.restore import inside
from kanwu.corpus.run import Run
from kanwu.corpus.tables import TABLES, read_rows
from kanwu.errors import RestoreError, RunError
from kanwu.finding import Finding, Fix, Safety, Severity
from kanwu.repair import unmend
from kanwu.report.page import ReportText
from kanwu.text.encoded import BytePatch, Encoding, decode_exactly

_DOCUMENT = ("id", "status", "encoding", "written_as", "bom", "patches", "sha256_out")
_FIX = ("document", "code", "start", "end", "before", "after", "safety")

Row = Mapping[str, Any]


def texts_of(run: Run) -> Callable[[str, Sequence[int]], ReportText]:
    """Return a function that gives a document's source text, and the offsets in bytes of some of its characters.

    A text that cannot be had is empty, with the reason: the cleaned file was changed or is gone.

    Raises:
        RunError: a table of the run is missing or damaged.
    """
    columns = [*_DOCUMENT, *(name for name in ("record",) if name in TABLES["documents"].names)]
    documents = {row["id"]: row for row in read_rows(run.folder, "documents", columns)}
    fixes = _fixes(run.folder)

    def text(name: str, offsets: Sequence[int]) -> ReportText:
        document = documents[name]
        if document["status"] == "quarantined":
            return ReportText()
        if document.get("record") is not None:
            return ReportText(reason=f"It is a record of a file of many, which is in {run.record['cleaned']}.")
        try:
            return _text(inside(run.folder / run.record["cleaned"], name), document, fixes.get(name, []), offsets)
        except OSError as error:
            return ReportText(reason=f"The cleaned file cannot be read: {error.strerror}.")
        except (RestoreError, RunError, TypeError, ValueError, LookupError) as error:
            return ReportText(reason=str(error))

    return text


def _fixes(folder: Path) -> dict[str, list[Finding]]:
    fixes: dict[str, list[Finding]] = {}
    for row in read_rows(folder, "findings", [*_FIX, "applied"]):
        if row["applied"]:
            fix = Fix(row["before"], row["after"], Safety(row["safety"]))
            finding = Finding(row["code"], row["start"], row["end"], "", Severity.INFO, {}, fix, applied=True)
            fixes.setdefault(row["document"], []).append(finding)
    return fixes


def _text(path: Path, document: Row, fixes: Sequence[Finding], offsets: Sequence[int]) -> ReportText:
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != document["sha256_out"]:
        return ReportText(reason="Its cleaned file was changed after the run.")
    patches = (BytePatch(patch["start"], patch["end"], patch["data"]) for patch in document["patches"])
    codec = Encoding(document["encoding"], document["bom"], tuple(patches))
    if document["status"] == "clean":
        text, _ = decode_exactly(data, codec.name, codec.bom)
    else:
        text = unmend(data.decode(document["written_as"]).removeprefix("\ufeff" if codec.bom else ""), fixes)
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
