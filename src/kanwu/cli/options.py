"""The options that several commands share, and how they become settings."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from kanwu.config import Config, find_config, read_config, settings
from kanwu.corpus.remote import location
from kanwu.settings_file import to_toml

STANDARD_INPUT = Path("-")

Paths = Annotated[
    list[Any],  # of Location; typer would make a Path of it
    typer.Argument(help="Files and folders, or addresses.", metavar="PATH…", show_default=False, parser=location),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        help="How many processes to use; without it as many as there are processors, where the work is worth it.",
        min=1,
        metavar="N",
        show_default=False,
    ),
]
JsonLog = Annotated[
    Path | None, typer.Option("--json-log", help="Append what is done to this file, as lines of JSON.", metavar="FILE")
]
StandardInputName = Annotated[
    str,
    typer.Option("--stdin-filename", help="What standard input is called; its ending says the format.", metavar="NAME"),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]


def _settings(
    *,
    select: Annotated[
        list[str] | None, typer.Option(help="Rule codes or prefixes to switch on, such as GLS.", metavar="CODES")
    ] = None,
    extend_select: Annotated[
        list[str] | None, typer.Option(help="Codes or prefixes to switch on besides those.", metavar="CODES")
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
    profile: Annotated[
        str | None,
        typer.Option(help="House style of Chinese punctuation: mainland, taiwan or hong-kong.", metavar="STYLE"),
    ] = None,
    main_content: Annotated[
        bool | None,
        typer.Option("--main-content/--no-main-content", help="Write the main content of HTML pages as text too."),
    ] = None,
    text_field: Annotated[
        list[str] | None,
        typer.Option(help="The field or column that holds the text; may be given several times.", metavar="NAME"),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="Read this configuration file.", metavar="FILE", show_default=False)
    ] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="Read no configuration file.")] = False,
    show_settings: Annotated[
        bool, typer.Option("--show-settings", help="Print the settings in force and where they come from, and exit.")
    ] = False,
    paths: Sequence[Path],
) -> Config:
    """Read the configuration that applies to the paths; options win over it.

    Raises:
        ConfigError: a file or a value is wrong.
    """
    found = config
    if found is None and not isolated:
        start = next((path for path in paths[:1] if isinstance(path, Path) and path != STANDARD_INPUT), Path.cwd())
        found = find_config(start)
    base = Config() if found is None else read_config(found)
    given: dict[str, Any] = {
        "select": _codes(select) or None,
        "extend_select": _codes(extend_select) or None,
        "ignore": _codes(ignore) or None,
        "unsafe_fixes": unsafe_fixes,
        "to": to,
        "phrases": phrases,
        "keep_encoding": keep_encoding,
        "profile": profile,
        "main_content": main_content,
        "text_field": tuple(text_field or ()) or None,
    }
    merged = replace(base, **{name: value for name, value in given.items() if value is not None})
    names_codes = (name for name, setting in settings().items() if setting.codes)
    if any(getattr(merged, name) for name in names_codes):  # unknown codes are told before any work is done
        from kanwu.rule import catalogue

        catalogue().selected(merged)
    if show_settings:
        typer.echo(f"# {'no configuration file' if found is None else found}\n{to_toml(merged)}", nl=False)
        raise typer.Exit
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
