"""Config: the settings of a run, from Python, from `kanwu.toml`, or from `[tool.kanwu]` in `pyproject.toml`."""

from __future__ import annotations

import contextlib
import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from kanwu.errors import ConfigError
from kanwu.finding import Severity

TARGETS = ("zh-Hans", "zh-Hant", "zh-TW", "zh-HK")
"""What `to` can ask for: a script, or a script with a region's forms."""

PROFILES = ("mainland", "taiwan", "hong-kong")
"""The house styles that `profile` can name: mainland China's quotes are “ ”, those of Taiwan and Hong Kong 「 」."""

_SEVERITIES = tuple(str(severity) for severity in Severity)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of one setting, for reading it from a file and for explaining it.

    Attributes:
        kind: what the file may hold: `text`, `flag`, `number`, `texts`, or a table of `texts` or of `text` by name.
        help: one sentence for a reader.
        choices: the texts that are allowed; empty for any.
        codes: whether its texts are rule codes or prefixes of them.
        file: whether it names a file; in a configuration file, relative to that file.
    """

    kind: str
    help: str
    choices: tuple[str, ...] = ()
    codes: bool = False
    file: bool = False


def _setting(default: Any, kind: str, help: str, **more: Any) -> Any:  # noqa: A002 - the field's own word
    metadata = {"setting": Setting(kind, help, **more)}
    if isinstance(default, Mapping):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


class _Hashed:
    """Keeps the hash of a configuration, which takes longer than to mend a short text; it is no field, nor pickled."""

    __slots__ = ("_hash",)

    _hash: int


@dataclass(frozen=True, slots=True)
class Config(_Hashed):
    """The settings of a run.

    Attributes:
        select: rule codes or prefixes (`GLS`, `FIG101`) to switch on; empty for all.
        extend_select: codes or prefixes to switch on besides those of `select`.
        ignore: codes or prefixes to switch off; a longer match in `select` wins.
        per_file_ignores: codes or prefixes to switch off in files that match a pattern, by pattern as in .gitignore.
        severity: the severity of the findings of a rule, by its code or a prefix; the longest match counts.
        unsafe_fixes: whether to apply fixes that are inferred, lossy or a matter of house style.
        to: the script to convert everything to after mending, one of `TARGETS`, or None.
        phrases: whether `to` also exchanges regional words (软件, 軟體).
        exclude: names or patterns (as in .gitignore) of files that a folder scan leaves out.
        keep_encoding: write a mended file in its own encoding instead of UTF-8.
        profile: the house style of Chinese punctuation, one of `PROFILES`, or None where it is not known. Naming it
            makes the fixes safe that are a matter of house style only.
        main_content: whether `run` and `clean` also write the main content of each HTML page as text.
        text_field: the fields or columns that hold the texts, in files of records.
        fail_on: the severity from which `kanwu check` exits 1.
        baseline: the file of findings that `kanwu check` accepts as known, or None.
        suppressions: the file that lists accepted places of formats without comments, or None.
        largest_document: how many megabytes (of 2**20 bytes) a document, a line or a row may have to be read.
        largest_expansion: how many times its packed size compressed content beyond 64 MB may have.
        report_rows: how many findings and claims a report shows together; of more, those of the worst documents.

    Raises:
        ConfigError: a value is not one of those allowed.
    """

    select: tuple[str, ...] = _setting((), "texts", "Rule codes or prefixes to switch on; empty for all.", codes=True)
    extend_select: tuple[str, ...] = _setting(
        (), "texts", "Codes or prefixes to switch on besides those of select.", codes=True
    )
    ignore: tuple[str, ...] = _setting((), "texts", "Rule codes or prefixes to switch off.", codes=True)
    per_file_ignores: Mapping[str, tuple[str, ...]] = _setting(
        {}, "table of texts", "Codes to switch off in files that match a pattern, as in .gitignore.", codes=True
    )
    severity: Mapping[str, str] = _setting(
        {}, "table of text", "The severity of a rule's findings, by code or prefix.", choices=_SEVERITIES, codes=True
    )
    unsafe_fixes: bool = _setting(False, "flag", "Apply fixes that are inferred, lossy or house style.")  # noqa: FBT003 - the default
    to: str | None = _setting(None, "text", "The script to convert everything to.", choices=TARGETS)
    phrases: bool = _setting(False, "flag", "With to, exchange regional words too.")  # noqa: FBT003 - the default
    exclude: tuple[str, ...] = _setting((), "texts", "Files that a folder scan leaves out, as in .gitignore.")
    keep_encoding: bool = _setting(False, "flag", "Write a mended file in its own encoding, not UTF-8.")  # noqa: FBT003 - the default
    profile: str | None = _setting(None, "text", "The house style of Chinese punctuation.", choices=PROFILES)
    main_content: bool = _setting(False, "flag", "Write the main content of HTML pages as text too.")  # noqa: FBT003 - the default
    text_field: tuple[str, ...] = _setting(("text",), "texts", "The fields or columns that hold the texts.")
    fail_on: str = _setting("warning", "text", "The severity from which check exits 1.", choices=_SEVERITIES)
    baseline: str | None = _setting(None, "text", "The file of findings that check accepts as known.", file=True)
    suppressions: str | None = _setting(
        None, "text", "The file of accepted places of formats without comments.", file=True
    )
    largest_document: int = _setting(256, "number", "How many megabytes a document, line or row may have to be read.")
    largest_expansion: int = _setting(
        200, "number", "How many times its packed size compressed content beyond 64 MB may have."
    )
    report_rows: int = _setting(
        1_000_000, "number", "How many findings and claims a report shows; of more, those of the worst documents."
    )

    def __post_init__(self) -> None:
        for name, setting in settings().items():
            object.__setattr__(self, name, _normal(name, setting, getattr(self, name)))
        if not self.text_field:
            raise ConfigError("`text-field` is empty; name the field or column that holds the texts.")

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            # A table of settings is no hashable thing, its text is.
            object.__setattr__(self, "_hash", hash(repr(self)))
            return self._hash


def settings() -> dict[str, Setting]:
    """Return what is known of each setting, by the name of its field in `Config`."""
    return {each.name: each.metadata["setting"] for each in fields(Config)}


def _normal(name: str, setting: Setting, value: Any) -> Any:
    """Return a value as `Config` holds it: tuples and dicts of them, codes in capitals.

    Raises:
        ConfigError: a text is not one of the choices.
    """
    if setting.kind == "texts":
        return _texts(value, setting)
    if setting.kind == "table of texts":
        return {key: _texts(each, setting) for key, each in value.items()}
    if setting.kind == "table of text":
        for key, each in value.items():
            _require_choice(f"{name}.{key}", setting, each)
        return {key.upper(): str(each) for key, each in value.items()}
    if setting.kind == "number" and value < 1:
        raise ConfigError(f"`{name.replace('_', '-')}` is {value}; it can be 1 or more.")
    if setting.kind == "text" and value is not None:
        _require_choice(name, setting, value)
        return str(value)
    return value


def _texts(value: str | Sequence[str], setting: Setting) -> tuple[str, ...]:
    values = (value,) if isinstance(value, str) else tuple(value)
    return tuple(each.upper() for each in values) if setting.codes else values


def _require_choice(name: str, setting: Setting, value: str) -> None:
    if setting.choices and value not in setting.choices:
        raise ConfigError(f"`{name.replace('_', '-')}` is {value!r}; it can be {', '.join(setting.choices)}.")


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
        shared = folder / "pyproject.toml"
        with contextlib.suppress(OSError):  # a path that cannot even be asked about is told of where it is read
            if own.exists():
                return own
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


KINDS: Mapping[str, str] = {
    "text": "a text",
    "flag": "true or false",
    "number": "a whole number",
    "texts": "a list of texts",
    "table of texts": "a table of lists of texts",
    "table of text": "a table of texts",
}
"""What a file may hold, and how a message says it."""


def _fits(value: Any, kind: str) -> bool:
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if kind.startswith("table of "):
        each = kind.removeprefix("table of ")
        return isinstance(value, dict) and all(_fits(item, each) for item in value.values())
    return isinstance(value, str)


def _from_table(table: Mapping[str, Any], path: Path) -> Config:
    known = {name.replace("_", "-"): (name, setting) for name, setting in settings().items()}
    given: dict[str, Any] = {}
    for key, value in table.items():
        if key.replace("_", "-") not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; the keys are {', '.join(known)}."
            raise ConfigError(f"The configuration {path} has an unknown key {key!r}{hint}")
        name, setting = known[key.replace("_", "-")]
        if not _fits(value, setting.kind):
            raise ConfigError(f"In the configuration {path}, {key!r} must be {KINDS[setting.kind]}, not {value!r}.")
        given[name] = str(path.parent / value) if setting.file else value
    try:
        return replace(Config(), **given)
    except ConfigError as error:
        raise ConfigError(f"In the configuration {path}: {error}") from error
