"""The options that several commands share, and how they become settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from kanwu.config import Config, find_config, read_config

Paths = Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="PATH…", show_default=False)]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", help="Rule codes or prefixes to switch on, such as GLS or FIG101.", metavar="CODES"),
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", help="Rule codes or prefixes to switch off.", metavar="CODES")
]
UnsafeFixes = Annotated[
    bool, typer.Option("--unsafe-fixes", help="Apply fixes that are inferred, lossy or house style too.")
]
To = Annotated[
    str | None,
    typer.Option("--to", help="Convert to this script: zh-Hans, zh-Hant, zh-TW or zh-HK.", metavar="SCRIPT"),
]
Phrases = Annotated[bool, typer.Option("--phrases", help="With --to, exchange regional words too.")]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="Read this configuration file.", metavar="FILE", show_default=False)
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Read no configuration file.")]
Workers = Annotated[int, typer.Option("--workers", help="How many processes to use.", min=1, metavar="N")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
KeepEncoding = Annotated[
    bool, typer.Option("--keep-encoding", help="Write a mended file in its own encoding instead of UTF-8.")
]


def settings(
    paths: Sequence[Path],
    *,
    config: Path | None,
    isolated: bool,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    **flags: Any,
) -> Config:
    """Read the configuration that applies to the paths; flags win over it.

    Args:
        paths: the file is searched upward from the first of them.
        config: the file to read instead.
        isolated: read none.
        select: codes, each option perhaps several with commas.
        ignore: the same.
        flags: other fields of `Config`; one left at its default does not override the file.

    Raises:
        ConfigError: a file or a value is wrong.
    """
    found = config
    if found is None and not isolated:
        found = find_config(paths[0] if paths and str(paths[0]) != "-" else Path.cwd())
    base = Config() if found is None else read_config(found)
    given = {name: value for name, value in flags.items() if value}
    given |= {name: _codes(value) for name, value in (("select", select), ("ignore", ignore)) if value}
    merged = replace(base, **given)
    _check_codes(merged)
    return merged


def _codes(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())


def _check_codes(config: Config) -> None:
    """Complain about unknown codes before any work is done; without codes the rules need not be loaded."""
    if config.select or config.ignore:
        from kanwu.rule import catalogue

        catalogue().selected(config)
