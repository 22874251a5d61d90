"""What a command would change, as a unified diff."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from kanwu.cli import options
from kanwu.cli.exit_codes import FAILED, FOUND
from kanwu.cli.summary import print_failures
from kanwu.config import Config
from kanwu.pipeline import Cleaned
from kanwu.report.visible import visible

Clean = Callable[[str, bytes, Config], Cleaned]
"""Cleans the bytes of a document of that name."""


def show_diff(paths: list[Path], config: Config, clean: Clean, standard_input: str = "<stdin>") -> int:
    """Print what would change and return the exit code.

    Args:
        paths: files and folders, or standard input alone.
        config: the settings.
        clean: what is asked about.
        standard_input: what standard input is called.

    Raises:
        InputError: a path is missing, or there is nothing to read.
    """
    code = 0
    for name, read in _documents(paths, config, standard_input):
        try:
            cleaned = clean(name, read(), config)
        except OSError as error:
            print_failures([f"{name} cannot be read: {error.strerror}."])
            code = FAILED
            continue
        if cleaned.changed:
            code = max(code, FOUND)
            _print(name, cleaned)
    return code


def _documents(paths: list[Path], config: Config, standard_input: str) -> Iterable[tuple[str, Callable[[], bytes]]]:
    from kanwu.corpus.scan import scan

    if paths == [options.STANDARD_INPUT]:
        return [(standard_input, sys.stdin.buffer.read)]
    return [(source.id, source.path.read_bytes) for source in scan(paths, config.exclude).sources]


def _print(name: str, cleaned: Cleaned) -> None:
    before, after = cleaned.source.splitlines(), cleaned.text.splitlines()
    for line in difflib.unified_diff(before, after, f"a/{visible(name)}", f"b/{visible(name)}", lineterm=""):
        typer.echo(visible(line) if sys.stdout.isatty() else line)
