"""The commands that make a run again and verify it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from datetime import datetime
from typing import Any

_Row = Mapping[str, Any]


def settings_as_toml(config: _Row) -> str:
    r"""Return settings as the lines of a kanwu.toml; what is not set is left out.

    >>> settings_as_toml({"to": None, "unsafe_fixes": False, "select": ["GLS"]})
    'unsafe-fixes = false\nselect = ["GLS"]'
    """
    lines = (f"{name.replace('_', '-')} = {_toml(value)}" for name, value in config.items() if value is not None)
    return "\n".join(lines)


def _toml(value: object) -> str:
    """Write a value: what JSON and TOML share, and tables on one line."""
    if isinstance(value, Mapping):
        return (
            "{"
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {_toml(each)}" for key, each in value.items())
            + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def commands_again(record: _Row) -> str:
    """Return shell commands that make a run again in the folder `again` with the same settings, and verify it.

    They are given in the folder that holds the run's folder, beside a kanwu.toml with the settings.
    """
    config = settings_as_toml(record["config"])
    paths = _paths(record)
    epoch = int(datetime.fromisoformat(record["finished"]).timestamp()) if record["finished"] else 0
    return "\n".join(
        (
            f"cat > kanwu.toml <<'END'\n{config}\nEND",
            f"SOURCE_DATE_EPOCH={epoch} kanwu run {paths} --config kanwu.toml --out again",
            "kanwu report --verify again",
        )
    )


def _paths(record: _Row) -> str:
    """Return the paths that were given, or the folder they have in common."""
    command = list(record["command"])
    if command[1:2] == ["run"]:
        given = command[2:]
        kept = [word for number, word in enumerate(given) if not _is_option(given, number)]
        if kept:
            return shlex.join(kept)
    return shlex.quote(record.get("source") or ".")


_FLAGS = frozenset({"--unsafe-fixes", "--no-unsafe-fixes", "--phrases", "--no-phrases", "--isolated", "--quiet", "-q"})
_FLAGS_TOO = frozenset({"--keep-encoding", "--no-keep-encoding", "--json-log", "--main-content", "--no-main-content"})


def _is_option(words: list[str], at: int) -> bool:
    """Say whether a word of a command line is an option or the value of one."""
    if words[at].startswith("-") and words[at] != "-":
        return True
    before = words[at - 1] if at else ""
    return before.startswith("-") and before != "-" and "=" not in before and before not in _FLAGS | _FLAGS_TOO
