"""Findings as JSON for programs: one array, or one object a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from kanwu.located import Located
from kanwu.report.json_text import to_json


def as_record(located: Located) -> dict[str, Any]:
    """Return a finding with its place as plain values; offsets and columns in code points."""
    finding = located.finding
    fix = finding.fix
    return {
        "path": located.path,
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
        "line": located.line,
        "column": located.column,
        "end_line": located.end_line,
        "end_column": located.end_column,
        "evidence": dict(finding.evidence),
        "fix": fix and {"original": fix.original, "replacement": fix.replacement, "safety": str(fix.safety)},
        "applied": finding.applied,
    }


def write_json(located: Iterable[Located], out: TextIO) -> None:
    """Write one JSON array, an object a line, as they come."""
    separator = "[\n"
    for place in located:
        out.write(separator + to_json(as_record(place)))
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def write_jsonl(located: Iterable[Located], out: TextIO) -> None:
    """Write one JSON object a line."""
    out.writelines(to_json(as_record(place)) + "\n" for place in located)
