"""Config: the settings of a run, from Python, from `kanwu.toml`, or from `[tool.kanwu]` in `pyproject.toml`."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from kanwu.errors import ConfigError

TARGETS = ("zh-Hans", "zh-Hant", "zh-TW", "zh-HK")
"""What `to` can ask for: a script, or a script with a region's forms."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a run.

    Attributes:
        select: rule codes or prefixes (`GLS`, `FIG101`) to switch on; empty for all.
        ignore: codes or prefixes to switch off; a longer match in `select` wins.
        unsafe_fixes: whether to apply fixes that are inferred, lossy or a matter of house style.
        to: the script to convert everything to after mending, one of `TARGETS`, or None.
        phrases: whether `to` also exchanges regional words (软件, 軟體).
        exclude: names or patterns (as in .gitignore) of files that a folder scan leaves out.
        keep_encoding: write a mended file in its own encoding instead of UTF-8.
        text_field: the fields or columns that hold the texts, in files of records.

    Raises:
        ConfigError: a value is not one of those allowed.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unsafe_fixes: bool = False
    to: str | None = None
    phrases: bool = False
    exclude: tuple[str, ...] = ()
    keep_encoding: bool = False
    text_field: tuple[str, ...] = ("text",)

    def __post_init__(self) -> None:
        for name in ("select", "ignore", "exclude", "text_field"):
            value = getattr(self, name)
            values = (value,) if isinstance(value, str) else tuple(dict.fromkeys(value))
            is_code = name in {"select", "ignore"}
            object.__setattr__(self, name, tuple(code.upper() for code in values) if is_code else values)
        if not self.text_field:
            raise ConfigError("`text-field` is empty; name the field or column that holds the texts.")
        if self.to is not None and self.to not in TARGETS:
            raise ConfigError(f"`to` is {self.to!r}; it can be {', '.join(TARGETS)}.")


_TYPES: Mapping[str, type] = {
    "select": list,
    "ignore": list,
    "exclude": list,
    "text_field": list,
    "unsafe_fixes": bool,
    "phrases": bool,
    "keep_encoding": bool,
    "to": str,
}
_TYPE_NAMES = {list: "a list of texts", bool: "true or false", str: "a text"}


def read_config(path: Path) -> Config:
    """Read a configuration file: `pyproject.toml` by its `[tool.kanwu]`, any other by its top level.

    Raises:
        ConfigError: it cannot be read, is not TOML, or holds an unknown key or a wrong value.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"The configuration {path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"The configuration {path} is not valid TOML: {error}.") from error
    if path.name == "pyproject.toml":
        own = _tool_table(table)
        if own is not None and not isinstance(own, dict):
            raise ConfigError(f"In the configuration {path}, `tool.kanwu` must be a table, not {own!r}.")
        table = own or {}
    return _from_table(table, path)


def find_config(start: Path) -> Path | None:
    """Look upward from a file or folder for `kanwu.toml`, or `pyproject.toml` with a `[tool.kanwu]`."""
    start = start.absolute()
    for folder in (start, *start.parents):
        own = folder / "kanwu.toml"
        if own.exists():
            return own
        shared = folder / "pyproject.toml"
        if shared.is_file() and _has_table(shared):
            return shared
    return None


def _tool_table(table: Mapping[str, Any]) -> Any:
    """Return `tool.kanwu` of a pyproject.toml, or None where there is none."""
    tools = table.get("tool")
    return tools.get("kanwu") if isinstance(tools, dict) else None


def _has_table(path: Path) -> bool:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    try:
        return _tool_table(tomllib.loads(text)) is not None
    except tomllib.TOMLDecodeError:
        return "tool.kanwu" in text  # a broken file is ours to report only where it speaks of us


def _fits(value: Any, wanted: type) -> bool:
    if wanted is list:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, wanted)


def _from_table(table: Mapping[str, Any], path: Path) -> Config:
    known = {field.name.replace("_", "-"): field.name for field in fields(Config)}
    settings: dict[str, Any] = {}
    for key, value in table.items():
        name = known.get(key.replace("_", "-"))
        if name is None:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; the keys are {', '.join(known)}."
            raise ConfigError(f"The configuration {path} has an unknown key {key!r}{hint}")
        wanted = _TYPES[name]
        if not _fits(value, wanted):
            raise ConfigError(f"In the configuration {path}, {key!r} must be {_TYPE_NAMES[wanted]}, not {value!r}.")
        settings[name] = value
    try:
        return replace(Config(), **settings)
    except ConfigError as error:
        raise ConfigError(f"In the configuration {path}: {error}") from error
