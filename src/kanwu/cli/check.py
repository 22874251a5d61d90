"""`kanwu check`: the findings of every family, for people and for CI."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kanwu.cli import options
from kanwu.cli.exit_codes import FAILED, FOUND
from kanwu.cli.progress import progress_bar
from kanwu.cli.summary import plural, print_failures
from kanwu.config import Config
from kanwu.errors import InputError
from kanwu.finding import Severity

if TYPE_CHECKING:
    from kanwu.corpus.checking import FileCheck
    from kanwu.located import Located


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


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@options.takes_settings
def command(
    paths: options.Paths,
    *,
    fix: Annotated[bool, typer.Option("--fix", help="Apply fixes to the files; what is left is reported.")] = False,
    fail_on: Annotated[Severity, typer.Option("--fail-on", help="Exit 1 from this severity on.")] = Severity.WARNING,
    output_format: Annotated[Format, typer.Option("--output-format", help="How to print findings.")] = Format.TEXT,
    schema: Annotated[
        str | None,
        typer.Option("--schema", help="Check records against FILE.py:NAME or a YAML schema.", metavar="SCHEMA"),
    ] = None,
    read_as: Annotated[
        Contents, typer.Option("--as", help="What the files hold: documents, or figures that another tool extracted.")
    ] = Contents.DOCUMENTS,
    workers: options.Workers = 1,
    quiet: options.Quiet = False,
    config: Config,
) -> None:
    """Report the findings of every family.

    With `-` as the path, those of standard input. Nothing is written without --fix. Exits 1 if anything of severity
    warning or error was found, 2 if a document could not be read.
    """
    from kanwu.corpus.checking import check_bytes, check_file
    from kanwu.corpus.scan import scan
    from kanwu.engines.local import map_shards
    from kanwu.report import FORMATS

    results: Iterable[FileCheck]
    if schema is not None or read_as is Contents.FIGURES:
        total, results = _records(paths, schema, fix=fix, is_figures=read_as is Contents.FIGURES)
    elif paths == [options.STANDARD_INPUT]:
        if fix:
            raise InputError("Standard input cannot be fixed; `kanwu clean -` is the filter.")
        results = [check_bytes("<stdin>", sys.stdin.buffer.read(), config)[0]]
        total = 1
    else:
        sources = scan(paths, config.exclude).sources
        total = len(sources)
        results = map_shards(partial(check_file, config=config, fix=fix), [source.path for source in sources], workers)
    tally = _Tally(fail_on)
    with progress_bar("Checking", quiet=quiet) as progress:
        seen = tally.watch(results, (lambda done: progress(done, total)) if progress else None)
        FORMATS[output_format](seen, sys.stdout)
    if not quiet and output_format in {Format.TEXT, Format.CONCISE}:
        typer.echo(tally.sentence(), err=True)
    print_failures(tally.failures)
    raise typer.Exit(tally.code)


def _records(paths: list[Path], schema: str | None, *, fix: bool, is_figures: bool) -> tuple[int, Iterable[FileCheck]]:
    """Check records instead of documents.

    Raises:
        InputError: what was asked does not go together.
    """
    from kanwu.cli.records import check_extracted, check_schema

    if fix:
        raise InputError("Records are not fixed: leave out --fix.")
    if schema is not None and is_figures:
        raise InputError("Figures have a schema of their own: leave out --schema or --as.")
    return check_extracted(paths) if schema is None else check_schema(paths, schema)


class _Tally:
    """Counts findings as they pass, for the exit code and the last line."""

    def __init__(self, fail_on: Severity) -> None:
        self._fail_on = fail_on
        self.documents = self.findings = self.fixed = self.failing = 0
        self.failures: list[str] = []

    def watch(self, results: Iterable[FileCheck], progress: Callable[[int], None] | None) -> Iterator[Located]:
        """Pass the findings on."""
        for result in results:
            self.documents += 1
            self.fixed += result.fixed
            if result.failure:
                self.failures.append(result.failure)
            for place in result.located:
                self.findings += 1
                self.failing += _RANK[place.finding.severity] <= _RANK[self._fail_on]
                yield place
            if progress is not None:
                progress(self.documents)

    def sentence(self) -> str:
        """Sum it up in one line."""
        fixed = f", {self.fixed} fixed" if self.fixed else ""
        return f"{plural(self.documents, 'document')} checked: {plural(self.findings, 'finding')}{fixed}."

    @property
    def code(self) -> int:
        """The exit code."""
        if self.failures:
            return FAILED
        return FOUND if self.failing else 0
