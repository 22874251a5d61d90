"""`--json-log`: what a job does, as lines of JSON that a program can follow."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kanwu.errors import OutputError

if TYPE_CHECKING:
    from kanwu.corpus.run import Run, Status


class JsonLog:
    """Writes an event a line; without a file, nothing."""

    def __init__(self, write: Callable[[str], object] | None) -> None:
        self._write = write
        self._started = time.monotonic()

    def event(self, name: str, **more: Any) -> None:
        """Write an event with the seconds since the start."""
        if self._write is not None:
            seconds = round(time.monotonic() - self._started, 3)
            self._write(json.dumps({"event": name, "seconds": seconds, **more}, ensure_ascii=False) + "\n")

    def progress(self, shown: Callable[[Status], None] | None) -> Callable[[Status], None]:
        """Return a function that writes how far the job is and passes it on."""

        def tell(status: Status) -> None:
            self.event(
                "progress",
                bytes=status.bytes,
                of=status.all_bytes,
                documents=status.documents,
                findings=status.findings,
            )
            if shown is not None:
                shown(status)

        return tell

    def finished(self, run: Run) -> None:
        """Write each file that failed, and the counts."""
        for path, reason in run.failed:
            self.event("failed", path=path, reason=reason)
        self.event("finished", counts=run.counts)


@contextlib.contextmanager
def json_log(path: Path | None) -> Iterator[JsonLog]:
    """Open a log; what is in the file already is kept, so that a run that goes on adds to its log.

    Raises:
        OutputError: the file cannot be written.
    """
    if path is None:
        yield JsonLog(None)
        return
    try:
        file = path.open("a", encoding="utf-8", buffering=1, errors="backslashreplace")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}; choose another file.") from error
    with file:
        log = JsonLog(file.write)
        log.event("started")
        yield log
