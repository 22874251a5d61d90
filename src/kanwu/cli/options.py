"""The options that several commands share, and how they become settings."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from kanwu.config import Config, find_config, read_config

STANDARD_INPUT = Path("-")

Paths = Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="PATH…", show_default=False)]
Workers = Annotated[int, typer.Option("--workers", help="How many processes to use.", min=1, metavar="N")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]


def _settings(
    *,
    select: Annotated[
        list[str] | None, typer.Option(help="Rule codes or prefixes to switch on, such as GLS.", metavar="CODES")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(help="Rule codes or prefixes to switch off.", metavar="CODES")
    ] = None,
    unsafe_fixes: Annotated[
        bool | None,
        typer.Option("--unsafe-fixes/--no-unsafe-fixes", help="Apply fixes that are inferred, lossy or house style."),
    ] = None,
    to: Annotated[
        str | None, typer.Option(help="Convert to this script: zh-Hans, zh-Hant, zh-TW or zh-HK.", metavar="SCRIPT")
    ] = None,
    phrases: Annotated[
        bool | None, typer.Option("--phrases/--no-phrases", help="With --to, exchange regional words too.")
    ] = None,
    keep_encoding: Annotated[
        bool | None,
        typer.Option("--keep-encoding/--no-keep-encoding", help="Write a mended file in its own encoding, not UTF-8."),
    ] = None,
    text_field: Annotated[
        list[str] | None,
        typer.Option(help="The field or column that holds the text; may be given several times.", metavar="NAME"),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="Read this configuration file.", metavar="FILE", show_default=False)
    ] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="Read no configuration file.")] = False,
    paths: Sequence[Path],
) -> Config:
    """Read the configuration that applies to the paths; options win over it.

    Raises:
        ConfigError: a file or a value is wrong.
    """
    found = config
    if found is None and not isolated:
        start = paths[0] if paths and paths[0] != STANDARD_INPUT else Path.cwd()
        found = find_config(start)
    base = Config() if found is None else read_config(found)
    given: dict[str, Any] = {
        "select": _codes(select) or None,
        "ignore": _codes(ignore) or None,
        "unsafe_fixes": unsafe_fixes,
        "to": to,
        "phrases": phrases,
        "keep_encoding": keep_encoding,
        "text_field": tuple(text_field or ()) or None,
    }
    merged = replace(base, **{name: value for name, value in given.items() if value is not None})
    if merged.select or merged.ignore:  # unknown codes are told before any work is done
        from kanwu.rule import catalogue

        catalogue().selected(merged)
    return merged


def _codes(values: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for value in values or () for code in value.split(",") if code.strip())


def takes_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that has `paths` the options of the settings; it gets them as one `config`."""
    own = dict(inspect.signature(command, eval_str=True).parameters)
    shared = dict(inspect.signature(_settings, eval_str=True).parameters)
    del own["config"], shared["paths"]

    @functools.wraps(command)
    def with_settings(**given: Any) -> None:
        chosen = {name: given.pop(name) for name in shared}
        command(**given, config=_settings(**chosen, paths=given["paths"]))

    parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in (*own.values(), *shared.values())]
    with_settings.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # what typer reads
    with_settings.__annotations__ = {each.name: each.annotation for each in parameters}
    return with_settings
