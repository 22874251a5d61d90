"""Findings as a GitLab Code Quality report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from kanwu.finding import Severity
from kanwu.located import Located
from kanwu.report.fingerprint import Fingerprints
from kanwu.report.json_text import to_json
from kanwu.report.visible import visible

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write_gitlab(located: Iterable[Located], out: TextIO) -> None:
    """Write one JSON array of Code Quality issues."""
    fingerprints = Fingerprints()
    issues = [
        {
            "type": "issue",
            "check_name": place.finding.code,
            "description": f"{place.finding.code}: {visible(place.finding.message)}",
            "categories": ["Style" if place.finding.severity is Severity.INFO else "Bug Risk"],
            "severity": _SEVERITY[place.finding.severity],
            "fingerprint": fingerprints.of(place),
            "location": {"path": place.path, "lines": {"begin": place.line, "end": place.end_line}},
        }
        for place in located
    ]
    out.write(to_json(issues, indent=2) + "\n")
