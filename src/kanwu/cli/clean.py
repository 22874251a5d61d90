"""`kanwu clean`: mend documents and keep a log from which they can be restored."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kanwu.cli import options
from kanwu.cli.exit_codes import FAILED
from kanwu.cli.json_log import JsonLog
from kanwu.cli.json_log import json_log as open_log
from kanwu.cli.progress import transfer_bar
from kanwu.cli.standard_input import read_standard_input
from kanwu.cli.summary import print_failures, print_run
from kanwu.config import Config
from kanwu.corpus.remote import Address, location
from kanwu.errors import InputError

if TYPE_CHECKING:
    from kanwu.corpus.publish import Place
    from kanwu.stages import Cleaned


@options.takes_settings
def command(
    paths: options.Paths,
    *,
    out: Annotated[
        Any,
        typer.Option(
            "--out", "-o", help="Where cleaned documents go; the log in .kanwu.", metavar="DIR", parser=location
        ),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Mend the files where they are; needs --log.")] = False,
    log: Annotated[Path | None, typer.Option("--log", help="Where --in-place keeps the log.", metavar="DIR")] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change; exit 1 if anything would.")] = False,
    stdin_filename: options.StandardInputName = "<stdin>",
    workers: options.Workers = None,
    json_log: options.JsonLog = None,
    quiet: options.Quiet = False,
    config: Config,
) -> None:
    """Mend documents and keep a log to restore them from.

    With `-` as the path, a filter from standard input to standard output; --stdin-filename says of what format.
    Clean documents are copied byte for byte.
    `kanwu restore` gives the originals back from the log.
    """
    if diff and (out or log or in_place):
        raise InputError("--diff writes nothing; leave out --out, --in-place and --log.")
    if diff:
        from kanwu.cli.diff import show_diff

        raise typer.Exit(show_diff(paths, config, _clean_document, stdin_filename))
    if options.STANDARD_INPUT in paths:
        if len(paths) > 1 or out or log or in_place:
            raise InputError("With - the text goes from standard input to standard output; leave out all else.")
        _filter(config, stdin_filename)
    else:
        with open_log(json_log) as events:
            place = _place(out)
            folder = out if place is None else place.folder
            _clean(
                paths, config, _destination(folder, log, in_place=in_place), events, place, workers=workers, quiet=quiet
            )


def _clean_document(name: str, data: bytes, config: Config, *, is_markup: bool) -> Cleaned:
    from kanwu.corpus.files import examine
    from kanwu.rule import catalogue

    return examine(data, catalogue().for_file(name, config), is_markup=is_markup, with_claims=False)[0]


def _place(out: Path | None) -> Place | None:
    """Return the place elsewhere that an address names, or None."""
    if not isinstance(out, Address):
        return None
    from kanwu.corpus.publish import Place
    from kanwu.corpus.restore import LOG

    return Place(out, LOG)


def _destination(out: Path | None, log: Path | None, *, in_place: bool) -> tuple[Path, Path | None]:
    """Return the log folder, and the folder of the cleaned files or None for in place."""
    from kanwu.corpus.restore import LOG

    if in_place and log is not None and out is None:
        return log, None
    if out is not None and not in_place and log is None:
        return out / LOG, out
    raise InputError("Say where cleaned documents go: --out DIR, or --in-place with --log DIR, or --diff to look only.")


def _clean(
    paths: list[Path],
    config: Config,
    destination: tuple[Path, Path | None],
    events: JsonLog,
    place: Place | None,
    *,
    workers: int | None,
    quiet: bool,
) -> None:
    from kanwu.corpus.run import Job, copies_in, perform, refuse_overwriting
    from kanwu.corpus.scan import scan

    log, cleaned = destination
    if cleaned is None and any(isinstance(path, Address) for path in paths):
        raise InputError("Files elsewhere cannot be cleaned in place; name a place to write to with --out.")
    found = scan(paths, config.exclude, [log if cleaned is None else cleaned], copies_in(log))
    if cleaned is not None:
        refuse_overwriting(found, cleaned, log)
    job = Job(log, cleaned, config, with_claims=False, command=["kanwu", *sys.argv[1:]], workers=workers)
    with transfer_bar("Cleaning", quiet=quiet) as bar:
        done = perform(found, job, events.progress(bar))
    if place is not None:
        place.put()
        place.leave()
    events.finished(done)
    print_run(done, quiet=quiet)
    if done.failed:
        raise typer.Exit(FAILED)


def _filter(config: Config, name: str) -> None:
    from kanwu.corpus.formats import named_layout

    layout = named_layout(name)
    if layout is not None and not layout.is_whole:
        from kanwu.corpus.filtering import filter_stream

        failure = filter_stream(sys.stdin.buffer, sys.stdout.buffer, name, layout, config)
        sys.stdout.buffer.flush()
        if failure:
            print_failures([failure])
            raise typer.Exit(FAILED)
        return
    _filter_document(config, name, is_markup=layout is not None and layout.format == "html")


def _filter_document(config: Config, name: str, *, is_markup: bool) -> None:
    from kanwu.corpus.written import cleaned_bytes

    data = read_standard_input(name, config)
    cleaned = _clean_document(name, data, config, is_markup=is_markup)
    sys.stdout.buffer.write(cleaned_bytes(data, cleaned, config, keeps_encoding=is_markup)[0])
    lost = sum(finding.code == "ENC001" for finding in cleaned.findings) if cleaned.changed else 0
    if lost:
        print_failures([f"{name}: {lost} undecodable places became U+FFFD; a filter keeps no log to restore them."])
