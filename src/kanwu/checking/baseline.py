"""The baseline: findings that are known and accepted, so that a check fails on new ones only.

A finding is known again by its file, its rule and the words around it, never by its line number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kanwu.corpus.atomic import write_atomic
from kanwu.errors import ConfigError
from kanwu.located import Located
from kanwu.report.fingerprint import Fingerprints

_FORMAT = 1
_SHOWN = 60  # characters of the place kept for a reader of the file


class Baseline:
    """The findings that were accepted.

    Attributes:
        known: how many findings it has taken out.
    """

    def __init__(self, fingerprints: Iterable[str]) -> None:
        self.known = 0
        self._accepted = frozenset(fingerprints)
        self._made = Fingerprints()

    def new(self, located: Iterable[Located]) -> Iterator[Located]:
        """Pass on the findings that are not in it."""
        for place in located:
            if self._made.of(place) in self._accepted:
                self.known += 1
            else:
                yield place


def read_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        ConfigError: it cannot be read, or is none.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
        if content["format"] != _FORMAT:
            raise ConfigError(f"The baseline {path} is of another version; write it again with --write-baseline.")
        return Baseline(entry["fingerprint"] for entry in content["findings"])
    except OSError as error:
        hint = "make it with --write-baseline" if isinstance(error, FileNotFoundError) else "check its permissions"
        raise ConfigError(f"The baseline {path} cannot be read: {error.strerror}; {hint}.") from error
    except (ValueError, LookupError, TypeError) as error:
        raise ConfigError(f"{path} is no baseline; write it with --write-baseline.") from error


def write_baseline(path: Path, located: Iterable[Located]) -> int:
    """Write the findings as known and return how many there are.

    Raises:
        OutputError: the file cannot be written.
    """
    made = Fingerprints()
    entries = [_entry(place, made.of(place)) for place in located]
    content = {"format": _FORMAT, "findings": entries}
    write_atomic(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"))
    return len(entries)


def _entry(place: Located, fingerprint: str) -> dict[str, Any]:
    first = place.column - 1
    last = place.end_column - 1 if place.end_line == place.line else None
    return {
        "path": place.path,
        "code": place.finding.code,
        "text": place.line_text[first:last][:_SHOWN],
        "fingerprint": fingerprint,
    }
