"""`kanwu init`: a configuration file to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    folder: Annotated[Path, typer.Argument(help="Where to write it.", metavar="DIR", show_default=False)] = Path(),
) -> None:
    """Write a commented kanwu.toml.

    It explains every setting and puts none in force. A file that is there already is left alone.
    """
    from kanwu.corpus.atomic import write_atomic
    from kanwu.errors import OutputError
    from kanwu.settings_file import commented_settings

    path = folder / "kanwu.toml"
    if path.exists():
        raise OutputError(f"{path} is there already; it is left as it is.")
    if not folder.is_dir():
        raise OutputError(f"{folder} is no folder; make it first.")
    write_atomic(path, commented_settings().encode("utf-8"))
    typer.echo(f"{path} written.")
