"""A run folder elsewhere: the work is done in a folder of this machine, and each file is then put there in one step."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import platformdirs

from kanwu.corpus.atomic import write_atomic
from kanwu.corpus.remote import Address, put, read, remove, stamps_below
from kanwu.corpus.scan import RUN_RECORD
from kanwu.errors import OutputError

_NOTE = "put.json"
_AT_ONCE = 8  # files under way; an object store answers slowly and takes many
_OWN = frozenset({".lock", ".parts"})


class Place:
    """Where a run's results go.

    Attributes:
        address: of the folder elsewhere.
        folder: of this machine, where the work is done; one for each address, so that a killed run goes on.
    """

    def __init__(self, address: Address, log: str = "") -> None:
        """Choose the folder.

        Args:
            address: where the results go.
            log: the name of the folder inside that holds the record; empty for the folder itself.

        Raises:
            OutputError: what is there is not of kanwu, or nobody can tell.
        """
        self.address = address
        name = hashlib.sha256(address.rstrip("/").encode()).hexdigest()[:16]
        self._home = Path(platformdirs.user_cache_dir("kanwu", appauthor=False)) / "elsewhere" / name
        self.folder = self._home / "results"
        self._record = f"{log}/{RUN_RECORD}" if log else RUN_RECORD
        self._owns_all = not log
        self._there = stamps_below(address)
        self._require_own()

    def _require_own(self) -> None:
        if not self._there or (self._home / _NOTE).is_file():
            return
        try:
            record = json.loads(read(self.address.below(self._record)) or b"null")
        except ValueError:
            record = None
        if not isinstance(record, dict) or record.get("tool", {}).get("name") != "kanwu":
            raise OutputError(f"{self.address} is not empty and holds no kanwu run; choose another place.")

    def put(self) -> None:
        """Put every file there that is not there already, the record last; what an earlier run left goes away.

        Raises:
            OutputError: one cannot be written; the same command goes on with the rest.
        """
        names = sorted(self._names(), key=lambda name: (name == self._record, name))
        stamps = {name: self._stamp(name) for name in names}
        done = self._read_note()
        waiting = [name for name in names if done.get(name) != stamps[name]]
        if waiting and self._record in self._there and self._record in names:
            remove(self.address.below(self._record))  # until all is there again, there is no run
            waiting = [*(name for name in waiting if name != self._record), self._record]
        done = {name: stamp for name, stamp in done.items() if name not in waiting}
        try:
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                for name in pool.map(self._put, (name for name in waiting if name != self._record)):
                    done[name] = stamps[name]
            for name in set(self._there) - set(names) if self._owns_all else ():
                remove(self.address.below(name))
            if self._record in waiting:
                done[self._put(self._record)] = stamps[self._record]
        finally:
            if waiting:
                self._there = stamps_below(self.address)
            self._write_note(done)

    def _put(self, name: str) -> str:
        put(self.folder / name, self.address.below(name))
        return name

    def _names(self) -> Iterator[str]:
        for path in self.folder.rglob("*"):
            name = path.relative_to(self.folder)
            if path.is_file() and _OWN.isdisjoint(name.parts):
                yield name.as_posix()

    def _stamp(self, name: str) -> list[int]:
        status = (self.folder / name).stat()
        return [status.st_size, status.st_mtime_ns]

    def _read_note(self) -> dict[str, list[int]]:
        """Return the stamps of the files that this machine put there and nobody has replaced since."""
        try:
            content = json.loads((self._home / _NOTE).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        known = content if isinstance(content, dict) else {}
        return {
            name: note["here"]
            for name, note in known.items()
            if note["there"] and note["there"] == self._there.get(name)
        }

    def _write_note(self, done: Mapping[str, list[int]]) -> None:
        note = {name: {"here": stamp, "there": self._there.get(name, "")} for name, stamp in done.items()}
        write_atomic(self._home / _NOTE, json.dumps(note).encode())

    def leave(self) -> None:
        """Remove the folder of this machine."""
        shutil.rmtree(self._home, ignore_errors=True)
