"""The list of accepted places for formats without comments: one line a place, in a file beside the configuration.

A line names a rule (or a prefix), a pattern of files as in .gitignore, and, after it, the text of the place; without
a text the rule is accepted in the whole file. `#` begins a comment line.

    GLS001 data/*.csv 區(qū)
    FIG101 reports/2024.csv 94.9%
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kanwu.errors import ConfigError
from kanwu.finding import Finding
from kanwu.rule import matches


@dataclass(frozen=True, slots=True)
class Accepted:
    """A line of the list.

    Attributes:
        line: its number in the list, from 1.
        code: the rule code or prefix.
        pattern: the files, as in .gitignore.
        text: words that the finding's place holds or is part of; empty for any.
    """

    line: int
    code: str
    pattern: str
    text: str

    def accepts(self, finding: Finding, path: str, source: str) -> bool:
        """Say whether it accepts a finding in that file, whose text is `source`."""
        if not finding.code.startswith(self.code):
            return False
        beside = max(0, len(self.text) - 1)  # the words may begin before the place, or end behind it
        around = source[max(0, finding.start - beside) : finding.end + beside]
        return self.text in around and matches(self.pattern, path)


def read_sidecar(path: Path) -> tuple[Accepted, ...]:
    """Read the list.

    Raises:
        ConfigError: it cannot be read, or a line names no rule or no file.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise ConfigError(f"The list of accepted places {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"The list of accepted places {path} is not UTF-8; save it as UTF-8.") from error
    return tuple(_parse(path, text.splitlines()))


def _parse(path: Path, lines: Iterable[str]) -> Iterable[Accepted]:
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = line.split(maxsplit=2)
        if len(parts) < 2:  # noqa: PLR2004 - a rule and a file
            raise ConfigError(f"{path}:{number} must name a rule and a file: CODE PATTERN [TEXT].")
        yield Accepted(number, parts[0].upper(), parts[1], parts[2].strip() if len(parts) > 2 else "")  # noqa: PLR2004
