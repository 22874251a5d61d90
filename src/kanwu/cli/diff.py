"""What a command would change, as a unified diff."""

from __future__ import annotations

import difflib
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import typer

from kanwu.cli import options
from kanwu.cli.exit_codes import FAILED, FOUND
from kanwu.cli.standard_input import read_standard_input
from kanwu.cli.summary import print_failures
from kanwu.config import Config
from kanwu.errors import KanwuError
from kanwu.report.visible import visible
from kanwu.stages import Cleaned

if TYPE_CHECKING:
    from kanwu.corpus.scan import Source


class Clean(Protocol):
    """Cleans the bytes of a document of that name; of HTML its prose."""

    def __call__(self, name: str, data: bytes, config: Config, *, is_markup: bool) -> Cleaned:
        """Clean them."""


def show_diff(
    paths: list[Path],
    config: Config,
    clean: Clean,
    standard_input: str = "<stdin>",
    own_files: tuple[Path, ...] = (),
) -> int:
    """Print what would change and return the exit code.

    Args:
        paths: files and folders, or standard input alone.
        config: the settings.
        clean: what is asked about.
        standard_input: what standard input is called.
        own_files: files of the settings, which are no documents.

    Raises:
        InputError: a path is missing, there is nothing to read, or standard input is too large.
    """
    from kanwu.corpus.scan import scan

    shown = _Shown()
    if paths == [options.STANDARD_INPUT]:
        data = read_standard_input(standard_input, config)
        shown.add(standard_input, clean(standard_input, data, config, is_markup=False))
        return shown.code
    with tempfile.TemporaryDirectory(prefix="kanwu-") as copies:
        found = scan(paths, config.exclude, own_files, Path(copies))
        for path, reason in found.failed:
            print_failures([f"{path} {reason}."])
            shown.code = FAILED
        for source in (each for each in found.sources if each.path not in own_files):
            failure = _show_file(source, config, clean, shown)
            if failure:
                print_failures([failure])
                shown.code = FAILED
    return shown.code


def _show_file(source: Source, config: Config, clean: Clean, shown: _Shown) -> str | None:
    """Show what would change in a file; return one sentence if it cannot be read."""
    from kanwu.corpus.checking import mended_records
    from kanwu.corpus.formats import layout_of
    from kanwu.corpus.shards import at_hand

    try:
        with at_hand(source):
            layout = layout_of(source.path)
            if not layout.is_whole:
                return mended_records(source, config, lambda name, text: shown.add(f"{source.id}#{name}", text))
            data = source.path.read_bytes()
    except OSError as error:
        return f"{source.id} cannot be read: {error.strerror}."
    except KanwuError as error:
        return str(error)
    shown.add(source.id, clean(source.id, data, config, is_markup=layout.format == "html"))
    return None


class _Shown:
    """Prints differences and keeps the exit code."""

    def __init__(self) -> None:
        self.code = 0

    def add(self, name: str, cleaned: Cleaned) -> None:
        """Print what would change in a text."""
        if cleaned.changed:
            self.code = max(self.code, FOUND)
            _print(name, cleaned)


def _print(name: str, cleaned: Cleaned) -> None:
    before, after = cleaned.source.splitlines(), cleaned.text.splitlines()
    for line in difflib.unified_diff(before, after, f"a/{visible(name)}", f"b/{visible(name)}", lineterm=""):
        typer.echo(visible(line) if sys.stdout.isatty() else line)
