"""What earlier checks found, so that a document that has not changed is not checked again.

Kept for each user in one SQLite file in the platform's cache folder, or where `KANWU_CACHE_DIR` says. The key is made
of the document's bytes and name, the settings, and kanwu itself; so an entry is never out of date, only unused.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import platformdirs

import kanwu
from kanwu.checking.result import FileCheck
from kanwu.config import Config
from kanwu.finding import Finding, Fix, Safety, Severity
from kanwu.located import Located

FOLDER_VARIABLE = "KANWU_CACHE_DIR"
"""The environment variable that names another folder."""

_LONGEST_LINE = 4_000  # a finding in a longer line is cheap to find again compared with keeping the line
_KEPT_DAYS = 30
_KEPT_ENTRIES = 500_000
_DAY = 86_400


def cache_folder() -> Path:
    """Return the folder of the cache."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else Path(platformdirs.user_cache_dir("kanwu", appauthor=False))


class Cache:
    """The findings of documents by key; a cache that cannot be used holds nothing and takes nothing.

    Used as a context manager: what was added is kept when the block ends.
    """

    def __init__(self, config: Config, more: str = "") -> None:
        """Open the cache.

        Args:
            config: the settings of the check.
            more: whatever else its findings depend on.
        """
        self._base = hashlib.sha256(f"{_tool()}\0{config!r}\0{more}".encode("utf-8", "surrogatepass"))
        self._connection = _open()
        self._day = int(time.time() // _DAY)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del kind, error, trace
        if self._connection is None:
            return
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute("DELETE FROM checks WHERE day < ?", (self._day - _KEPT_DAYS,))
            self._connection.execute(
                "DELETE FROM checks WHERE rowid <= (SELECT max(rowid) FROM checks) - ?", (_KEPT_ENTRIES,)
            )
            self._connection.commit()
        self._connection.close()

    def key(self, name: str, data: bytes) -> bytes:
        """Return the key of a document."""
        digest = self._base.copy()
        digest.update(name.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(data)
        return digest.digest()

    def get(self, key: bytes, name: str) -> FileCheck | None:
        """Return what was found in the document of that key and name, or None where it is not known."""
        if self._connection is None:
            return None
        try:
            row = self._connection.execute("SELECT found FROM checks WHERE key = ?", (key,)).fetchone()
            return None if row is None else _result(name, json.loads(row[0]))
        except (sqlite3.Error, ValueError, LookupError, TypeError):
            return None

    def put(self, key: bytes, result: FileCheck) -> None:
        """Remember what was found in the document of that key."""
        if self._connection is None or any(len(place.line_text) > _LONGEST_LINE for place in result.located):
            return
        found = [[_entry(place) for place in result.located], result.accepted, sorted(result.used)]
        row = (key, self._day, json.dumps(found, separators=(",", ":")))
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute("INSERT OR REPLACE INTO checks VALUES (?, ?, ?)", row)


def _open() -> sqlite3.Connection | None:
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(folder / "checks.sqlite", timeout=5)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")  # losing the cache in a power cut loses nothing
        connection.execute("CREATE TABLE IF NOT EXISTS checks (key BLOB PRIMARY KEY, day INTEGER, found TEXT)")
    except (OSError, sqlite3.Error):
        return None
    return connection


def _tool() -> str:
    """Name this version of kanwu, down to the files of a checkout that is being worked on."""
    parts = [kanwu.__version__]
    for path in _files(Path(kanwu.__file__).parent):
        status = path.stat()
        parts.append(f"{path.name}:{status.st_size}:{status.st_mtime_ns}")
    return "\n".join(parts)


def _files(package: Path) -> Iterable[Path]:
    return sorted(path for path in package.rglob("*") if path.suffix in {".py", ".tsv", ".bin", ".json"})


def _result(name: str, found: Sequence[Any]) -> FileCheck:
    entries, accepted, used = found
    located = tuple(_located(name, entry) for entry in entries)
    return FileCheck(located, accepted=int(accepted), used=frozenset(map(int, used)))


def _entry(place: Located) -> dict[str, Any]:
    finding = place.finding
    fix = finding.fix
    return {
        "place": [place.line, place.column, place.end_line, place.end_column, place.line_text],
        "finding": [finding.code, finding.start, finding.end, finding.message, str(finding.severity)],
        "evidence": dict(finding.evidence),
        "fix": fix and [fix.original, fix.replacement, str(fix.safety)],
    }


def _located(name: str, entry: dict[str, Any]) -> Located:
    code, start, end, message, severity = entry["finding"]
    fix = entry["fix"] and Fix(entry["fix"][0], entry["fix"][1], Safety(entry["fix"][2]))
    finding = Finding(code, start, end, message, Severity(severity), entry["evidence"], fix)
    return Located(name, finding, *entry["place"])
