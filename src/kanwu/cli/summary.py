"""What a command prints when its work is done."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import typer

from kanwu.report.visible import visible

if TYPE_CHECKING:
    from kanwu.corpus.run import Run


def print_run(run: Run, *, quiet: bool) -> None:
    """Print the counts of a run, and on stderr each file that failed."""
    if not quiet:
        counts = run.counts
        documents = counts["documents"]
        became = ", ".join(f"{documents.get(status, 0)} {status}" for status in ("clean", "mended", "quarantined"))
        typer.echo(f"{plural(counts['read'], 'document')} read: {became}.")
        if counts["records"]["read"] != counts["files"]:
            records = counts["records"]
            typer.echo(
                f"{plural(records['read'], 'record')} in {plural(counts['files'], 'file')}:"
                f" {records['kept']} kept, {records['quarantined']} quarantined."
            )
        _print_counts("Findings", counts["findings"])
        _print_counts("Claims", counts["claims"])
        _print_counts("Passed over", counts["passed_over"])
    print_failures(f"{path} {reason}." for path, reason in run.failed)


def plural(count: int, noun: str) -> str:
    """Write a count with its noun."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _print_counts(title: str, counts: Mapping[str, int]) -> None:
    if counts:
        typer.echo(f"{title}: {', '.join(f'{count} {name}' for name, count in counts.items())}.")


def print_failures(sentences: Iterable[str]) -> None:
    """Print each sentence on stderr, on one line; what a file name may hide in it is shown as escapes."""
    for sentence in sentences:
        sys.stderr.write(f"kanwu: {visible(sentence)}\n")
