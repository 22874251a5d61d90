"""From a run, or the log of a cleaning, back to the original bytes."""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from kanwu.corpus.atomic import atomic_path, sha256_of, write_atomic
from kanwu.corpus.formats import Layout
from kanwu.corpus.formats.format import Request
from kanwu.corpus.originals import Originals, restore_records
from kanwu.corpus.run import Run, open_run
from kanwu.corpus.scan import RUN_RECORD
from kanwu.corpus.tables import FILES, read_rows
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
    originals = Originals(run.folder)
    request = Request(tuple(run.record["config"].get("text_field", ())))
    failures = []
    restored = 0
    for file in read_rows(run.folder, "files", FILES.names):
        if file["status"] == "quarantined":
            continue
        try:
            cleaned, target = inside(run.folder / run.record["cleaned"], file["id"]), inside(out, file["id"])
            if file["status"] == "mended" and not Layout.parse(file["format"]).is_whole:
                _require_free(target, file)
                restore_records(cleaned, target, file, originals, request)
            elif file["status"] == "mended":
                _put(target, _original(cleaned, documents[file["id"]], findings[file["id"]]))
            else:
                _copy(cleaned, target, file)
        except (RestoreError, RunError) as error:
            failures.append(str(error))
        except (TypeError, ValueError, LookupError) as error:
            failures.append(f"{file['id']!r} cannot be restored: the tables of {run.folder} were changed ({error}).")
        else:
            restored += 1
    return restored, failures


def _put(path: Path, data: bytes) -> None:
    """Write an original, unless a file with another content is in its place."""
    if path.exists() and (path.is_dir() or path.read_bytes() != data):
        raise RestoreError(f"{path} exists and is not the original; choose another folder to restore to.")
    write_atomic(path, data)


def _require_free(path: Path, file: dict[str, Any]) -> None:
    """Make sure that no file with another content is in the place of an original."""
    if path.exists() and (path.is_dir() or sha256_of(path) != file["sha256_in"]):
        raise RestoreError(f"{path} exists and is not the original; choose another folder to restore to.")


def _copy(cleaned: Path, target: Path, file: dict[str, Any]) -> None:
    """Copy a clean file."""
    _require_free(target, file)
    try:
        found = sha256_of(cleaned)
    except OSError as error:
        raise RestoreError(f"{cleaned} cannot be read: {error.strerror}; the cleaned file is needed.") from error
    if found != file["sha256_out"]:
        raise RestoreError(f"{cleaned} was changed after it was cleaned; put the cleaned file back to restore it.")
    with atomic_path(target) as partial:
        shutil.copyfile(cleaned, partial)


def _read(folder: Path) -> tuple[dict[str, dict[str, Any]], dict[str, list[Finding]]]:
    """Read what is known of the mended files that are one document each: their rows, and the fixes applied."""
    columns = ["id", "status", "record", "encoding", "written_as", "bom", "patches", "sha256_in", "sha256_out"]
    documents = {
        row["id"]: row
        for row in read_rows(
            folder, "documents", columns, pc.field("record").is_null() & (pc.field("status") == "mended")
        )
    }
    columns = ["document", "code", "start", "end", "before", "after", "safety", "applied"]
    findings: dict[str, list[Finding]] = defaultdict(list)
    for row in read_rows(folder, "findings", columns, pc.field("applied")):
        if row["document"] in documents and isinstance(row["start"], int) and isinstance(row["end"], int):
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


def _original(path: Path, document: dict[str, Any], findings: list[Finding]) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RestoreError(f"{path} cannot be read: {error.strerror}; the cleaned file is needed.") from error
    if hashlib.sha256(data).hexdigest() != document["sha256_out"]:
        raise RestoreError(f"{path} was changed after it was cleaned; put the cleaned file back to restore it.")
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
