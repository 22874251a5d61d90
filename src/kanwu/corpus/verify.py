"""Do the files of a run still match the hashes it recorded?"""

from __future__ import annotations

from pathlib import Path

from kanwu.corpus.atomic import sha256_of
from kanwu.corpus.remote import location
from kanwu.corpus.restore import inside
from kanwu.corpus.run import Run
from kanwu.corpus.tables import read_rows


def mismatches(run: Run) -> list[str]:
    """Recompute the hash of every table, input and cleaned file of a run; inputs from elsewhere are not fetched again.

    Returns:
        One sentence for each file that is missing or has another content; empty where all match.

    Raises:
        RunError: the documents table cannot be read.
    """
    sentences: list[str] = []
    for name, expected in run.record["tables"].items():
        sentences += _compare(inside(run.folder, name), expected, "table")
    read_from, cleaned = location(run.record["source"]), run.folder / run.record["cleaned"]
    source = run.folder / read_from if isinstance(read_from, Path) else None  # what is elsewhere may be gone
    for document in read_rows(run.folder, "files", ["id", "status", "sha256_in", "sha256_out"]):
        if document["status"] == "quarantined":
            continue
        if source is not None and source.resolve() != cleaned.resolve():  # a file mended in place has no input any more
            sentences += _compare(inside(source, document["id"]), document["sha256_in"], "input")
        sentences += _compare(inside(cleaned, document["id"]), document["sha256_out"], "cleaned file")
    return sentences


def _compare(path: Path, expected: str, what: str) -> list[str]:
    try:
        found = sha256_of(path)
    except OSError as error:
        return [f"The {what} {path} cannot be read: {error.strerror}."]
    if found != expected:
        return [f"The {what} {path} has SHA-256 {found}, not {expected} as the run recorded."]
    return []
