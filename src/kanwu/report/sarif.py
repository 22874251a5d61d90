"""Findings as SARIF 2.1.0 (OASIS standard), for code scanning services and editors."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, TextIO
from urllib.parse import quote

import kanwu
from kanwu.finding import Severity
from kanwu.located import Located
from kanwu.report.fingerprint import Fingerprints
from kanwu.report.json_text import to_json
from kanwu.report.visible import visible
from kanwu.rule import DOC_SECTIONS, Rule, catalogue

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write_sarif(located: Iterable[Located], out: TextIO) -> None:
    """Write one SARIF log with one run; columns count code points."""
    places = list(located)
    codes = sorted({place.finding.code for place in places})
    fingerprints = Fingerprints()
    index = {code: number for number, code in enumerate(codes)}
    run = {
        "tool": {"driver": {"name": "kanwu", "version": kanwu.__version__, "rules": _rules(codes)}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(place, index[place.finding.code], fingerprints.of(place)) for place in places],
    }
    out.write(to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n")


def _rules(codes: Iterable[str]) -> list[dict[str, Any]]:
    known = {rule.code: rule for rule in catalogue().rules}
    return [_rule(known[code]) if code in known else {"id": code} for code in codes]


def _rule(rule: Rule) -> dict[str, Any]:
    doc = inspect.cleandoc(rule.doc)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _section(doc, DOC_SECTIONS[0])},
        "help": {"text": doc, "markdown": doc},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"tags": [rule.family]},
    }


def _section(doc: str, title: str) -> str:
    """Return the text of a section of a rule's documentation on one line; GitHub shows it beside the result."""
    text = doc.partition(f"## {title}\n")[2].partition("\n## ")[0]
    return " ".join(text.split())


def _result(place: Located, rule_index: int, fingerprint: str) -> dict[str, Any]:
    finding = place.finding
    artifact = _artifact(place.path)
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
    }
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": _LEVEL[finding.severity],
        "message": {"text": visible(finding.message)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"kanwuFinding/v1": fingerprint},
    }
    if finding.evidence:
        result["properties"] = {"evidence": dict(finding.evidence)}
    if finding.fix is not None:
        replacement = {"deletedRegion": region, "insertedContent": {"text": finding.fix.replacement}}
        change = {"artifactLocation": artifact, "replacements": [replacement]}
        says = f"{finding.fix.safety} fix: {visible(finding.fix.replacement) or 'remove it'}"
        result["fixes"] = [{"description": {"text": says}, "artifactChanges": [change]}]
    return result


def _artifact(path: str) -> dict[str, str]:
    """Return the location of a file; a relative path is relative to the root of the checkout."""
    windows = PureWindowsPath(path)
    if windows.drive:
        return {"uri": f"file:///{windows.drive}{_encoded(windows.as_posix().removeprefix(windows.drive))}"}
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{_encoded(path)}"}
    return {"uri": _encoded(path.replace("\\", "/").removeprefix("./")), "uriBaseId": "SRCROOT"}


def _encoded(path: str) -> str:
    return quote(path.encode("utf-8", "surrogatepass"), safe="/")
