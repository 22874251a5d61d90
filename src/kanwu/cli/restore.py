"""`kanwu restore`: the original bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kanwu.cli import options
from kanwu.cli.exit_codes import FAILED
from kanwu.cli.summary import plural, print_failures


def command(
    run: Annotated[Path, typer.Argument(help="A run folder, or the log or output of `clean`.", metavar="RUN|LOG")],
    *,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Where the originals go.", metavar="DIR", show_default=False)
    ],
    quiet: options.Quiet = False,
) -> None:
    """Give the original documents back, byte for byte.

    Each is checked against the SHA-256 that was recorded when it was read.
    """
    from kanwu.corpus.restore import restore_run

    restored, failures = restore_run(run, out)
    if not quiet:
        typer.echo(f"{plural(restored, 'document')} restored to {out}.")
    print_failures(failures)
    if failures:
        raise typer.Exit(FAILED)
