"""The commands put together, and the border where errors become one sentence and an exit code."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer
from typer import TyperException

import kanwu
from kanwu.cli import check, clean, init, report, restore, rules, run
from kanwu.cli.exit_codes import FAILED, INTERRUPTED
from kanwu.cli.summary import print_failures
from kanwu.errors import KanwuError

app = typer.Typer(
    name="kanwu",
    help="Mend the text of a scraped corpus, check the figures in it, and show the proof.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _module in (run, clean, check, report, restore, rules, init):
    app.command(_module.__name__.rpartition(".")[2])(_module.command)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"kanwu {kanwu.__version__}")
        raise typer.Exit


@app.callback()
def _common(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    del version


def main() -> None:
    """Run the command line; any error a user can put right is one sentence on stderr and exit code 2."""
    _replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # documents are in any script; the terminal's locale may lack it
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(sys.argv[1:] or ["--help"], standalone_mode=False)
        sys.stdout.flush()
    except TyperException as error:
        print_failures([error.format_message()])
        code = FAILED
    except KanwuError as error:
        print_failures([str(error)])
        code = FAILED
    except typer.Abort:
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away, as `head` does; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        # Files are named where they are used; what is left is our output, and paths that cannot be asked about.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        fault = f"{error.filename} cannot be read" if error.filename else "the output cannot be written"
        print_failures([f"{fault}: {error.strerror}."])
        code = FAILED
    if code == INTERRUPTED:
        print_failures(["interrupted; run the same command again to go on."])
    sys.exit(code if isinstance(code, int) else 0)


def _replace_closed_streams() -> None:
    """Give a command that was started with closed streams empty ones, so that it ends as usual."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
