"""The work of `kanwu check`, once its options are read."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from kanwu.checking.files import Check
from kanwu.checking.session import Session
from kanwu.cli import options
from kanwu.cli.exit_codes import FAILED, FOUND
from kanwu.cli.progress import progress_bar
from kanwu.cli.standard_input import read_standard_input
from kanwu.cli.summary import plural, print_failures
from kanwu.config import Config
from kanwu.corpus.remote import Address
from kanwu.corpus.scan import Source, scan
from kanwu.errors import InputError
from kanwu.finding import Severity
from kanwu.located import Located
from kanwu.report import FORMATS

if TYPE_CHECKING:
    from kanwu.checking.sidecar import Accepted
    from kanwu.stages import Cleaned

_FOR_PEOPLE = frozenset({"text", "concise"})


@dataclass(frozen=True, slots=True)
class Request:
    """What `kanwu check` was asked; the names are those of its options."""

    paths: list[Path]
    config: Config
    fix: bool
    diff: bool
    fail_on: Severity | None
    output_format: str
    output_file: Path | None
    statistics: bool
    max_findings: int | None
    baseline: Path | None
    write_baseline: Path | None
    since: str | None
    changed_lines: bool
    stdin_filename: str
    exit_zero: bool
    exit_non_zero_on_fix: bool
    cached: bool
    schema: str | None
    of_figures: bool
    workers: int | None
    quiet: bool

    @property
    def of_standard_input(self) -> bool:
        """Whether standard input is to be checked."""
        return options.STANDARD_INPUT in self.paths

    @property
    def of_records(self) -> bool:
        """Whether the files hold records instead of documents."""
        return self.of_figures or self.schema is not None

    @property
    def own_files(self) -> tuple[Path, ...]:
        """The check's own files, which are no documents whatever their names are."""
        named = (self.output_file, self.write_baseline, self.settings.baseline, self.config.suppressions)
        return tuple(Path(os.path.abspath(path)) for path in named if path is not None)  # noqa: PTH100 - links stay

    @property
    def settings(self) -> Config:
        """The settings, with what the options say of them."""
        known = self.baseline or self.config.baseline
        return replace(
            self.config,
            fail_on=str(self.fail_on or self.config.fail_on),
            baseline=None if known is None or self.write_baseline else str(known),
        )


def perform(request: Request) -> int:
    """Do it and return the exit code.

    Raises:
        InputError: options contradict each other, or a path is missing.
        ConfigError: a file of settings, the baseline or the list of accepted places is wrong.
        OutputError: a file cannot be written.
    """
    _refuse_contradictions(request)
    asked = Check(
        request.settings, request.fix, _accepted_places(request.settings), request.workers, cached=request.cached
    )
    if request.diff:
        return _diff(request, asked)
    with progress_bar("Checking", quiet=request.quiet) as progress:
        session = Session(asked, progress)
        with _output(request.output_file) as out:
            _print(request, _findings(session, request), out)
    for_people = request.statistics or request.output_file or request.output_format in _FOR_PEOPLE
    if for_people and not request.quiet:
        typer.echo(_sentence(session, request), err=True)
    print_failures(session.tally.failures)
    return _exit_code(session, request)


def _refuse_contradictions(request: Request) -> None:
    writes = request.fix or request.output_file or request.write_baseline
    documents_only = request.fix or request.diff or request.since or request.of_standard_input
    written = [path for path in (request.output_file, request.write_baseline) if path is not None]
    documents = [path for path in request.paths if isinstance(path, Path) and path.is_file()]
    rules = (
        (
            any(path.exists() and path.samefile(each) for path in written for each in documents),
            "What is checked is not written over; name another file for the findings.",
        ),
        (
            request.write_baseline and request.since,
            "A baseline holds the findings of all documents; leave out --since or --write-baseline.",
        ),
        (
            request.of_records and documents_only,
            "Records are files that are only checked; leave out -, --fix, --diff and --since.",
        ),
        (request.of_figures and request.schema, "Figures have a schema of their own; leave out --schema or --as."),
        (request.diff and writes, "--diff writes nothing; leave out the options that write."),
        (request.of_standard_input and request.fix, "Standard input cannot be fixed; `kanwu clean -` is the filter."),
        (request.of_standard_input and request.since, "Standard input is in no repository; leave out --since."),
        (request.of_standard_input and len(request.paths) > 1, "With - the text is standard input; name it alone."),
        (request.changed_lines and not request.since, "--changed-lines needs --since REV."),
        (request.changed_lines and request.fix, "--fix cannot be held to changed lines; leave out --changed-lines."),
    )
    for broken, sentence in rules:
        if broken:
            raise InputError(sentence)


def _accepted_places(config: Config) -> tuple[Accepted, ...]:
    if config.suppressions is None:
        return ()
    from kanwu.checking.sidecar import read_sidecar

    return read_sidecar(Path(config.suppressions))


def _diff(request: Request, asked: Check) -> int:
    from kanwu.cli.diff import show_diff

    mended = partial(_mended, sidecar=asked.sidecar)
    code = show_diff(request.paths, asked.config, mended, request.stdin_filename, request.own_files)
    return 0 if request.exit_zero and code == FOUND else code


def _mended(name: str, data: bytes, config: Config, *, is_markup: bool, sidecar: tuple[Accepted, ...]) -> Cleaned:
    from kanwu.corpus.checking import check_bytes

    return check_bytes(name, data, config, sidecar, is_markup=is_markup)[1]


def _findings(session: Session, request: Request) -> Iterator[Located]:
    if request.of_standard_input:
        return _findings_of_stream(session, request.stdin_filename, request.config)
    if request.of_records:
        from kanwu.cli.records import check_extracted, check_schema

        schema, paths = request.schema, request.paths
        checks = check_extracted(paths) if schema is None else check_schema(paths, schema)
        return session.of_records(*checks)
    if any(isinstance(path, Address) for path in request.paths):
        return _findings_elsewhere(session, request)
    found = scan(request.paths, request.config.exclude, request.own_files)
    session.tally.failures += (f"{path} {reason}." for path, reason in found.failed)
    sources = [source for source in found.sources if source.path not in request.own_files]
    if request.since is None:
        return session.of_files(sources, covers_all=_covers_all(request))
    from kanwu.checking.changes import changed_lines

    changes = changed_lines(request.since, request.paths)
    return session.of_changes(sources, changes, lines_only=request.changed_lines)


def _covers_all(request: Request) -> bool:
    """Say whether what the list of accepted places speaks of is all checked: it lies in a folder that is."""
    if request.config.suppressions is None:
        return False
    listed = Path(request.config.suppressions).resolve()
    return any(path.is_dir() and listed.is_relative_to(path.resolve()) for path in request.paths)


def _findings_of_stream(session: Session, name: str, config: Config) -> Iterator[Located]:
    """Give the findings of standard input; what is no single document goes through a file, whatever its size."""
    from kanwu.corpus.formats import named_layout

    layout = named_layout(name)
    if layout is None or layout.is_whole:
        markup = layout is not None and layout.format == "html"
        yield from session.of_bytes(name, read_standard_input(name, config), is_markup=markup)
        return
    with tempfile.TemporaryDirectory(prefix="kanwu-") as folder:
        copy = Path(folder) / Path(name).name
        with copy.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield from session.of_files([Source(name, copy, name)])


def _findings_elsewhere(session: Session, request: Request) -> Iterator[Located]:
    """Give the findings of files elsewhere, each of which is copied to this machine while it is checked."""
    if request.since is not None:
        raise InputError("Files elsewhere are in no repository; leave out --since.")
    with tempfile.TemporaryDirectory(prefix="kanwu-") as copies:
        yield from session.of_files(scan(request.paths, request.config.exclude, copies=Path(copies)).sources)


def _print(request: Request, found: Iterator[Located], out: TextIO) -> None:
    if request.write_baseline is not None:
        from kanwu.checking.baseline import write_baseline

        known = write_baseline(request.write_baseline, found)
        out.write(f"{plural(known, 'finding')} written to {request.write_baseline} as known.\n")
    elif request.statistics:
        from kanwu.report.statistics import print_statistics

        print_statistics(found, out)
    else:
        FORMATS[request.output_format](_first(found, request.max_findings), out)


def _first(found: Iterable[Located], most: int | None) -> Iterator[Located]:
    """Give the first findings; the rest is only counted."""
    for number, place in enumerate(found):
        if most is None or number < most:
            yield place


@contextlib.contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """Give where findings are printed; a file appears when they are complete."""
    if path is None:
        yield sys.stdout
        return
    from kanwu.corpus.atomic import atomic_path

    with (
        atomic_path(path) as partial_path,
        partial_path.open("w", encoding="utf-8", errors="backslashreplace") as out,
    ):
        yield out


def _sentence(session: Session, request: Request) -> str:
    """Sum a check up in one line."""
    tally = session.tally
    more = {
        "fixed": tally.fixed,
        "accepted by comments or the list": tally.accepted,
        "not printed": max(0, tally.findings - most) if (most := request.max_findings) is not None else 0,
        "known from the baseline": session.baseline.known if session.baseline else 0,
    }
    counts = [plural(tally.findings, "finding"), *(f"{count} {what}" for what, count in more.items() if count)]
    return f"{plural(tally.documents, 'document')} checked: {', '.join(counts)}."


def _exit_code(session: Session, request: Request) -> int:
    tally = session.tally
    if tally.failures:
        return FAILED
    if request.exit_non_zero_on_fix and tally.fixed:
        return FOUND
    accepted = request.exit_zero or request.write_baseline is not None
    return 0 if accepted else FOUND if tally.failing(Severity(request.settings.fail_on)) else 0
