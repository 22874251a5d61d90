"""The settings written down: as TOML, as a commented file to start from, and as a JSON schema for editors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kanwu.config import Config, Setting, settings

_EXAMPLES: Mapping[str, Any] = {
    "select": ("GLS", "FIG101"),
    "extend_select": ("VAR",),
    "ignore": ("FIG111",),
    "per_file_ignores": {"drafts/": ("FIG", "DAT")},
    "severity": {"FIG": "warning"},
    "to": "zh-Hans",
    "profile": "mainland",
    "exclude": ("drafts/", "README.md"),
    "baseline": "kanwu-baseline.json",
    "suppressions": "kanwu-accepted.txt",
}
"""A value to show where the default would show nothing."""


def to_toml(config: Config) -> str:
    """Write settings as `kanwu.toml` holds them; what is not set is left out.

    >>> lines = to_toml(Config(ignore=("FIG111",), severity={"PUN": "warning"})).splitlines()
    >>> 'ignore = ["FIG111"]' in lines, lines[-2:]
    (True, ['[severity]', '"PUN" = "warning"'])
    """
    values = {_key(name): getattr(config, name) for name in settings()}
    plain = [f"{key} = {_value(value)}" for key, value in values.items() if _is_plain(value)]
    tables = ["\n".join(("", *_table(key, value))) for key, value in values.items() if isinstance(value, Mapping)]
    return "\n".join((*plain, *tables)) + "\n"


def commented_settings() -> str:
    """Return a `kanwu.toml` to start from: every setting with what it means, and none in force."""
    known = settings()
    default = Config()
    parts = ["# Settings of kanwu. What is commented out is the default, or an example where there is none.\n"]
    for name in sorted(known, key=lambda each: isinstance(getattr(default, each), Mapping)):
        value = getattr(default, name)
        shown = _EXAMPLES.get(name, value)
        lines = _table(_key(name), shown) if isinstance(shown, Mapping) else [f"{_key(name)} = {_value(shown)}"]
        parts.append("\n".join((f"# {_explained(known[name])}", *(f"# {line}" for line in lines))) + "\n")
    return "\n".join(parts)


def json_schema() -> dict[str, Any]:
    """Return a JSON schema (draft 7, which TOML editors read) of `kanwu.toml`."""
    default = Config()
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "kanwu.toml",
        "description": "The settings of kanwu.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            _key(name): {"description": setting.help, **_type(setting), **_default(getattr(default, name))}
            for name, setting in settings().items()
        },
    }


def _default(value: Any) -> dict[str, Any]:
    return {} if value is None else {"default": list(value) if isinstance(value, tuple) else value}


def _type(setting: Setting) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    if setting.choices:
        text["enum"] = list(setting.choices)
    several = {"type": "array", "items": text}
    return {
        "text": text,
        "flag": {"type": "boolean"},
        "number": {"type": "integer", "minimum": 1},
        "texts": several,
        "table of text": {"type": "object", "additionalProperties": text},
        "table of texts": {"type": "object", "additionalProperties": several},
    }[setting.kind]


def _key(name: str) -> str:
    return name.replace("_", "-")


def _is_plain(value: Any) -> bool:
    return value is not None and not isinstance(value, Mapping)


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    # A JSON text or flag is a TOML one, too, but for one control character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _table(key: str, value: Mapping[str, Any]) -> list[str]:
    return [f"[{key}]", *(f"{_value(name)} = {_value(each)}" for name, each in value.items())]


def _explained(setting: Setting) -> str:
    choices = f" One of {', '.join(setting.choices)}." if setting.choices else ""
    return setting.help + choices
