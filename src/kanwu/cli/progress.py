"""A progress bar on a terminal; nothing in a pipe."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.corpus.run import Status


@contextlib.contextmanager
def transfer_bar(what: str, *, quiet: bool) -> Iterator[Callable[[Status], None] | None]:
    """Give a function that shows how far a job is, how fast and what was found; None where nobody would see it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    found = TextColumn("{task.fields[documents]} documents, {task.fields[findings]} findings")
    columns = (TextColumn(what), BarColumn(), DownloadColumn(), TransferSpeedColumn(), found, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, documents=0, findings=0)
        yield lambda status: bar.update(
            task,
            completed=status.bytes,
            total=status.all_bytes,
            documents=status.documents,
            findings=status.findings,
        )


@contextlib.contextmanager
def progress_bar(what: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that shows how many of how many are done, or None where nobody would see it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
