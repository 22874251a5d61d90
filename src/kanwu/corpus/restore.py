"""From a run, or the log of a cleaning, back to the original bytes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import Any

from kanwu.corpus.atomic import write_atomic
from kanwu.corpus.run import Run, open_run
from kanwu.corpus.scan import RUN_RECORD
from kanwu.corpus.tables import read_rows
from kanwu.errors import RestoreError, RunError
from kanwu.finding import Finding, Fix, Safety, Severity
from kanwu.repair import unmend
from kanwu.text.encoded import BytePatch, Encoding

LOG = ".kanwu"
"""Where `clean` keeps its log, inside its output folder."""

_BOM = "\ufeff"


def find_log(folder: Path) -> Run:
    """Open a run folder, a log folder, or an output folder that has a log in it.

    Raises:
        RunError: it is none of these.
    """
    if not (folder / RUN_RECORD).is_file() and (folder / LOG / RUN_RECORD).is_file():
        return open_run(folder / LOG)
    return open_run(folder)


def restore_run(folder: Path, out: Path) -> tuple[int, list[str]]:
    """Write the original bytes of every document of a run.

    Args:
        folder: a run folder, a log folder, or an output folder that has a log in it.
        out: where the originals go, under the same relative paths.

    Returns:
        How many documents were restored, and one sentence for each that could not be.

    Raises:
        RunError: the folder is not a run's, or its tables are missing or damaged.
        OutputError: a file cannot be written.
    """
    run = find_log(folder)
    documents, findings = _read(run.folder)
    failures = []
    restored = 0
    for document in documents:
        if document["status"] == "quarantined":
            continue
        try:
            data = _original(run, document, findings[document["id"]])
            _put(inside(out, document["id"]), data)
        except (RestoreError, RunError) as error:
            failures.append(str(error))
        except (TypeError, ValueError, LookupError) as error:
            failures.append(
                f"{document['id']!r} cannot be restored: the tables of {run.folder} were changed ({error})."
            )
        else:
            restored += 1
    return restored, failures


def _put(path: Path, data: bytes) -> None:
    """Write an original, unless a file with another content is in its place."""
    if path.exists() and (path.is_dir() or path.read_bytes() != data):
        raise RestoreError(f"{path} exists and is not the original; choose another folder to restore to.")
    write_atomic(path, data)


def _read(folder: Path) -> tuple[list[dict[str, Any]], dict[str, list[Finding]]]:
    documents = read_rows(
        folder,
        "documents",
        ["id", "path", "status", "encoding", "written_as", "bom", "patches", "sha256_in", "sha256_out"],
    )
    rows = read_rows(folder, "findings", ["document", "code", "start", "end", "before", "after", "safety", "applied"])
    findings: dict[str, list[Finding]] = defaultdict(list)
    for row in rows:
        if row["applied"] and isinstance(row["start"], int) and isinstance(row["end"], int):
            fix = Fix(row["before"], row["after"], Safety(row["safety"]))
            finding = Finding(row["code"], row["start"], row["end"], "", Severity.INFO, {}, fix, applied=True)
            findings[row["document"]].append(finding)
    return documents, findings


def inside(out: Path, name: str) -> Path:
    """Return the path of a document under `out`; an id that leads out of it is refused."""
    path = out / name
    if not path.resolve().is_relative_to(out.resolve()):
        raise RunError(f"The document {name!r} would be written outside {out}; the run folder is not to be trusted.")
    return path


def _original(run: Run, document: dict[str, Any], findings: list[Finding]) -> bytes:
    path = inside(run.folder / run.record["cleaned"], document["id"])
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RestoreError(f"{path} cannot be read: {error.strerror}; the cleaned file is needed.") from error
    if hashlib.sha256(data).hexdigest() != document["sha256_out"]:
        raise RestoreError(f"{path} was changed after it was cleaned; put the cleaned file back to restore it.")
    if document["status"] == "clean":
        return data
    original = _encoding(document).encode(_source(data, document, findings, path))
    if hashlib.sha256(original).hexdigest() != document["sha256_in"]:
        raise RestoreError(f"{path}: what was restored is not the original; the findings table was changed.")
    return original


def _source(data: bytes, document: dict[str, Any], findings: list[Finding], path: Path) -> str:
    text = data.decode(document["written_as"])
    if document["bom"]:
        text = text.removeprefix(_BOM)
    try:
        return unmend(text, findings)
    except RestoreError as error:
        raise RestoreError(f"{path}: {error}") from error


def _encoding(document: dict[str, Any]) -> Encoding:
    patches = (BytePatch(patch["start"], patch["end"], patch["data"]) for patch in document["patches"])
    return Encoding(document["encoding"], document["bom"], tuple(patches))
