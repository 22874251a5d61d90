"""`kanwu run`: clean, check and report; the main job."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated, Any

import typer

from kanwu.cli import options
from kanwu.cli.exit_codes import FAILED
from kanwu.cli.json_log import json_log as open_log
from kanwu.cli.progress import transfer_bar
from kanwu.cli.summary import print_run
from kanwu.config import Config
from kanwu.corpus.remote import location


@options.takes_settings
def command(
    paths: options.Paths,
    *,
    out: Annotated[
        Any,
        typer.Option(
            "--out", "-o", help="The run folder, or its address.", metavar="RUN", show_default=False, parser=location
        ),
    ],
    workers: options.Workers = None,
    engine: Annotated[
        str, typer.Option("--engine", help="Where to work: local or ray (needs kanwu[ray]).", metavar="NAME")
    ] = "local",
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            help="Of the Ray cluster; without it RAY_ADDRESS, or else one that is started on this machine.",
            metavar="ADDRESS",
            show_default=False,
        ),
    ] = None,
    report_rows: Annotated[
        int | None,
        typer.Option(
            "--report-rows",
            help="How many findings and claims the report shows; of more, those of the worst documents.",
            min=1,
            metavar="N",
            show_default="1000000",
        ),
    ] = None,
    json_log: options.JsonLog = None,
    quiet: options.Quiet = False,
    config: Config,
) -> None:
    """Mend documents, check their figures, write a report.

    The run folder holds the cleaned documents, tables of all findings, figures and claims, and the HTML report.
    """
    from kanwu.corpus.run import run

    config = replace(config, report_rows=report_rows or config.report_rows)
    with open_log(json_log) as log, transfer_bar("Reading", quiet=quiet) as bar:
        progress = log.progress(bar)
        command = ["kanwu", *sys.argv[1:]]
        done = run(
            paths, out, config, workers=workers, command=command, progress=progress, engine=engine, address=address
        )
        log.finished(done)
    said: list[str] = []
    report = done.report(rows=config.report_rows, say=said.append)
    print_run(done, quiet=quiet)
    if not quiet:
        typer.echo(f"Report: {report if done.place is None else done.place.address.below('report/index.html')}")
        for sentence in said:
            typer.echo(sentence)
    if done.place is not None:
        done.place.leave()
    if done.failed:
        raise typer.Exit(FAILED)
