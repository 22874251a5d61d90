"""`kanwu check`: the findings of every family, for people and for CI."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kanwu.cli import options
from kanwu.config import Config
from kanwu.finding import Severity


class Format(StrEnum):
    """The values of `--output-format`."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"


class Contents(StrEnum):
    """The values of `--as`."""

    DOCUMENTS = "documents"
    FIGURES = "figures"


@options.takes_settings
def command(
    paths: options.Paths,
    *,
    fix: Annotated[bool, typer.Option("--fix", help="Apply fixes to the files; what is left is reported.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change; exit 1 if anything.")] = False,
    fail_on: Annotated[
        Severity | None, typer.Option("--fail-on", help="Exit 1 from this severity on.", show_default="warning")
    ] = None,
    output_format: Annotated[Format, typer.Option("--output-format", help="How to print findings.")] = Format.TEXT,
    output_file: Annotated[
        Path | None, typer.Option("--output-file", help="Print findings to this file.", metavar="FILE")
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Print counts by rule instead of findings.")] = False,
    max_findings: Annotated[
        int | None, typer.Option("--max-findings", help="Print no more findings than this.", min=0, metavar="N")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="Leave out the findings that this file knows.", metavar="FILE")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", help="Write all findings to this file as known.", metavar="FILE")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Only documents that differ from this git revision.", metavar="REV")
    ] = None,
    changed_lines: Annotated[
        bool, typer.Option("--changed-lines", help="With --since, only findings on lines that differ.")
    ] = False,
    stdin_filename: options.StandardInputName = "<stdin>",
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever is found.")] = False,
    exit_non_zero_on_fix: Annotated[
        bool, typer.Option("--exit-non-zero-on-fix", help="With --fix, exit 1 if anything was fixed.")
    ] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Check again what has not changed.")] = False,
    schema: Annotated[
        str | None,
        typer.Option("--schema", help="Check records against FILE.py:NAME or a YAML schema.", metavar="SCHEMA"),
    ] = None,
    read_as: Annotated[
        Contents, typer.Option("--as", help="What the files hold: documents, or figures that another tool extracted.")
    ] = Contents.DOCUMENTS,
    workers: options.Workers = None,
    quiet: options.Quiet = False,
    config: Config,
) -> None:
    """Report the findings of every family.

    With `-` as the path, those of standard input. Nothing is written without --fix. Exits 1 if anything of severity
    warning or error was found, 2 if a document could not be read.
    """
    from kanwu.cli.checking import Request, perform

    request = Request(
        paths,
        config,
        fix=fix,
        diff=diff,
        fail_on=fail_on,
        output_format=str(output_format),
        output_file=output_file,
        statistics=statistics,
        max_findings=max_findings,
        baseline=baseline,
        write_baseline=write_baseline,
        since=since,
        changed_lines=changed_lines,
        stdin_filename=stdin_filename,
        exit_zero=exit_zero,
        exit_non_zero_on_fix=exit_non_zero_on_fix,
        cached=not no_cache,
        schema=schema,
        of_figures=read_as is Contents.FIGURES,
        workers=workers,
        quiet=quiet,
    )
    raise typer.Exit(perform(request))
