"""Findings as GitHub workflow commands, which become annotations in a pull request.

The escapes are those of GitHub's own `@actions/core` (`command.ts`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from kanwu.finding import Severity
from kanwu.located import Located
from kanwu.report.visible import visible

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write_github(located: Iterable[Located], out: TextIO) -> None:
    """Write one workflow command a finding."""
    for place in located:
        finding = place.finding
        properties = {
            "file": place.path,
            "line": str(place.line),
            "endLine": str(place.end_line),
            "col": str(place.column),
            "endColumn": str(place.end_column),
            "title": f"kanwu {finding.code}",
        }
        if place.end_line != place.line:  # GitHub takes columns within one line only
            del properties["col"], properties["endColumn"]
        written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        message = _data(f"{place.path}:{place.line}:{place.column}: {finding.code} {finding.message}")
        out.write(f"::{_COMMAND[finding.severity]} {written}::{message}\n")


def _data(text: str) -> str:
    lines = (visible(line) for line in text.replace("%", "%25").replace("\r", "%0D").split("\n"))
    return "%0A".join(lines)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
