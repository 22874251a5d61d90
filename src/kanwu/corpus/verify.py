"""Do the files of a run still match the hashes it recorded?"""

from __future__ import annotations

import hashlib
from pathlib import Path

from kanwu.corpus.run import Run
from kanwu.corpus.tables import read_rows


def mismatches(run: Run) -> list[str]:
    """Recompute the hash of every input and every cleaned file of a run.

    Returns:
        One sentence for each file that is missing or has another content; empty where all match.

    Raises:
        RunError: the documents table cannot be read.
    """
    base = run.record.get("cleaned")
    sentences = []
    rows = read_rows(run.folder, "documents", ["id", "path", "status", "sha256_in", "sha256_out"])
    for document in rows:
        if document["status"] == "quarantined":
            continue
        if base is not None:
            sentences += _compare(Path(document["path"]), document["sha256_in"], "input")
            sentences += _compare(run.folder / base / document["id"], document["sha256_out"], "cleaned file")
        else:
            sentences += _compare(Path(document["path"]), document["sha256_out"], "cleaned file")
    return sentences


def _compare(path: Path, expected: str, what: str) -> list[str]:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return [f"The {what} {path} cannot be read: {error.strerror}."]
    if found != expected:
        return [f"The {what} {path} has SHA-256 {found}, not {expected} as the run recorded."]
    return []
