"""Every rule is documented and has cases, and every case comes out as it says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import kanwu
from kanwu.corpus.checking import check_bytes
from kanwu.corpus.records import read_records
from kanwu.finding import Finding, Severity
from kanwu.rule import DOC_SECTIONS, FAMILIES, CheckRule, ClaimRule, RecordRule, Rule, catalogue
from kanwu.validate.records.schemas import check_records, load_schema, text_columns

FIXTURES = Path(__file__).parent.parent / "fixtures"
HOUSE_STYLE = ("PUN",)
"""Families whose unsafe fixes would change the cases of every other family."""
KINDS = {"wild", "synthetic", "negative", "known-failure"}


def cases() -> Iterator[Any]:
    """Yield every case of every rule; a known failure must fail."""
    for path in sorted(FIXTURES.glob("*/*.json")):
        for number, case in enumerate(json.loads(path.read_text("utf-8"))):
            marks = [pytest.mark.xfail(strict=True, raises=AssertionError)] if case["kind"] == "known-failure" else []
            name = f"{path.parent.name}-{path.stem}-{case.get('label', number)}"
            yield pytest.param(path.parent.name, case, id=name, marks=marks)


@pytest.mark.parametrize(("code", "case"), list(cases()))
def test_case(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    """The rule does to the case's text what the case says."""
    assert case["kind"] in KINDS
    rule = catalogue()[code]
    if "documents" in case:
        _check_run(rule, case, tmp_path)
        return
    if isinstance(rule, RecordRule):
        _check_records(case, tmp_path)
        return
    if "bytes" in case:
        source: str | bytes = bytes.fromhex(case["bytes"])
    else:
        source = case["text"]
    settings = {name: case[name] for name in ("unsafe_fixes", "to", "phrases", "profile", "ignore") if name in case}
    if settings.get("unsafe_fixes") and rule.family not in HOUSE_STYLE:
        settings.setdefault("ignore", HOUSE_STYLE)
    config = kanwu.Config(**settings)
    if isinstance(rule, CheckRule):
        located = check_bytes("case.md", case["text"].encode("utf-8"), config)[0].located
        _count(code, [place.finding for place in located], case)
    elif isinstance(rule, ClaimRule):
        _check_claims(rule, kanwu.check(source, config=config), case)
    else:
        _check_repair(code, kanwu.clean(source, config=config), case)


def _check_claims(rule: ClaimRule, checked: kanwu.Checked, case: dict[str, Any]) -> None:
    found = [c for c in checked.claims if c.code == rule.code]
    assert all(claim.kind == rule.kind for claim in found)
    assert (case["kind"] == "negative") == (not case.get("claims"))
    got = [{"figures": [f.text for f in claim.figures], "verdict": str(claim.verdict)} for claim in found]
    assert got == case.get("claims", []), [claim.relation for claim in found]


def _check_run(rule: Rule, case: dict[str, Any], folder: Path) -> None:
    """Compare what a run over the case's documents claims, document by document."""
    for number, text in enumerate(case["documents"]):
        (folder / "in").mkdir(exist_ok=True)
        (folder / "in" / f"{number:03}.txt").write_text(text, "utf-8")
    out = kanwu.run(folder / "in", folder / "out").folder
    rows = [row for row in pq.read_table(out / "claims.parquet").to_pylist() if row["code"] == rule.code]
    found = [row for row in pq.read_table(out / "findings.parquet").to_pylist() if row["code"] == rule.code]
    assert [(row["document"], row["start"]) for row in rows] == [(row["document"], row["start"]) for row in found]
    got = [
        {"figures": [each["text"] for each in json.loads(row["figures"])], "verdict": row["verdict"]} for row in rows
    ]
    assert got == case.get("claims", [])
    for row in found:
        text = case["documents"][int(row["document"].removesuffix(".txt"))]
        assert text[row["start"] : row["end"]] == row["before"]
        assert text.split("\n")[row["line"] - 1][row["column"] - 1 :].startswith(row["before"])


def _check_records(case: dict[str, Any], folder: Path) -> None:
    """Check the case's records, as a file of comma-separated values, against its schema."""
    (folder / "records.csv").write_text(case["text"], "utf-8")
    (folder / "schema.py").write_text(case["schema"], "utf-8")
    schema = load_schema(f"{folder / 'schema.py'}:Articles")
    records = read_records(folder / "records.csv", text_columns(schema))
    assert [finding.message for finding in check_records(records.table, schema)] == case.get("findings", [])


def _check_repair(code: str, cleaned: kanwu.Cleaned, case: dict[str, Any]) -> None:
    assert cleaned.text == case.get("clean", cleaned.source)
    _count(code, cleaned.findings, case)
    assert cleaned.restore() == (bytes.fromhex(case["bytes"]) if "bytes" in case else case["text"])


def _count(code: str, findings: Iterable[Finding], case: dict[str, Any]) -> None:
    found = [finding for finding in findings if finding.code == code]
    if case["kind"] == "negative":
        assert found == []
    else:
        assert len(found) == case.get("findings", max(1, len(found)))


@pytest.mark.parametrize("rule", catalogue().rules, ids=lambda rule: rule.code)
def test_rule_is_complete(rule: Rule) -> None:
    """A rule has a name, all documentation sections in order, and cases: negatives, and at least one positive."""
    assert rule.family in FAMILIES
    assert rule.severity in Severity
    headings = [line.removeprefix("## ") for line in rule.doc.splitlines() if line.startswith("## ")]
    assert tuple(headings) == DOC_SECTIONS
    assert rule.summary.endswith(".")
    kinds = [
        case["kind"] for path in (FIXTURES / rule.code).glob("*.json") for case in json.loads(path.read_text("utf-8"))
    ]
    positives = len([kind for kind in kinds if kind in {"wild", "synthetic"}])
    assert positives >= 1
    assert kinds.count("negative") >= positives, "as many cases that must be left alone as cases that are mended"


def test_codes_and_names_are_unique() -> None:
    """No two rules share a code or a name."""
    rules = catalogue().rules
    assert len({rule.code for rule in rules}) == len({rule.name for rule in rules}) == len(rules)
