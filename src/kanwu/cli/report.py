"""`kanwu report`: render a run's report again, or verify its hashes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kanwu.cli import options
from kanwu.cli.exit_codes import FOUND
from kanwu.cli.summary import print_failures


def command(
    run: Annotated[Path, typer.Argument(help="A run folder.", metavar="RUN", show_default=False)],
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Where the report goes.", metavar="DIR", show_default="RUN/report"),
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Recompute every hash; exit 1 if one does not match.")
    ] = False,
    compare: Annotated[
        Path | None,
        typer.Option("--compare", help="An earlier run to compare it with.", metavar="RUN2", show_default=False),
    ] = None,
    tables: Annotated[
        list[str] | None,
        typer.Option("--tables", help="Write findings, figures and claims too: csv or xlsx.", metavar="FORMAT"),
    ] = None,
    lang: Annotated[
        str, typer.Option("--lang", help="The page's language: en, zh-Hans or zh-Hant.", metavar="LANG")
    ] = "en",
    rows: Annotated[
        int | None,
        typer.Option(
            "--rows",
            help="How many findings and claims to show; of more, those of the worst documents.",
            min=1,
            metavar="N",
            show_default="report-rows of the run",
        ),
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """Render the HTML report of a run again."""
    from kanwu.corpus.run import open_run
    from kanwu.corpus.verify import mismatches

    opened = open_run(run)
    if verify:
        sentences = mismatches(opened)
        print_failures(sentences)
        if sentences:
            raise typer.Exit(FOUND)
        if not quiet:
            typer.echo(f"Every hash in {run} matches.")
        return
    said: list[str] = []
    earlier = open_run(compare) if compare else None
    path = opened.report(out, lang, compare=earlier, tables=tables or (), rows=rows, say=said.append)
    if not quiet:
        typer.echo("\n".join((f"Report: {path}", *said)))
