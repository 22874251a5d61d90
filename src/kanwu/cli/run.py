"""`kanwu run`: clean, check and report; the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kanwu.cli import options
from kanwu.cli.exit_codes import FAILED
from kanwu.cli.json_log import json_log as open_log
from kanwu.cli.progress import transfer_bar
from kanwu.cli.summary import print_run
from kanwu.config import Config


@options.takes_settings
def command(
    paths: options.Paths,
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="The run folder.", metavar="RUN", show_default=False)],
    workers: options.Workers = None,
    json_log: options.JsonLog = None,
    quiet: options.Quiet = False,
    config: Config,
) -> None:
    """Mend documents, check their figures, write a report.

    The run folder holds the cleaned documents, tables of all findings, figures and claims, and the HTML report.
    """
    from kanwu.corpus.run import run

    with open_log(json_log) as log, transfer_bar("Reading", quiet=quiet) as bar:
        progress = log.progress(bar)
        done = run(paths, out, config, workers=workers, command=["kanwu", *sys.argv[1:]], progress=progress)
        log.finished(done)
    report = done.report()
    print_run(done, quiet=quiet)
    if not quiet:
        typer.echo(f"Report: {report}")
    if done.failed:
        raise typer.Exit(FAILED)
