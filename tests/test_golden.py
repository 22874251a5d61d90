"""What every fixture gives, whole: figures, claims and findings of all rules, with their evidence, to the last word.

The cases say what matters of the rule they are for. This keeps the rest: a change that moves an offset, a bound or a
sentence anywhere shows as a line of `tests/golden`. `KANWU_UPDATE_SNAPSHOTS=1` writes them anew; read the difference
before you keep it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kanwu

FIXTURES = Path(__file__).parent.parent / "fixtures"
GOLDEN = Path(__file__).parent / "golden"
CODES = sorted(path.name for path in FIXTURES.iterdir() if any(path.glob("*.json")))
SETTINGS = ("unsafe_fixes", "to", "phrases", "profile", "ignore")


def lines_of(code: str) -> Iterator[str]:
    """Yield what the cases of a rule give, a line for each figure, claim and finding."""
    for path in sorted((FIXTURES / code).glob("*.json")):
        cases = json.loads(path.read_text("utf-8"))
        for number, case in enumerate(cases if isinstance(cases, list) else []):
            if "text" in case and "documents" not in case and "records" not in case:
                yield f"# {path.stem} {case.get('label', number)}"
                yield from said_of(case)


def said_of(case: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of one case."""
    config = kanwu.Config(**{name: case[name] for name in SETTINGS if name in case})
    checked = kanwu.check(case["text"], config=config)
    for figure in checked.figures:
        ends = f"{'(' if figure.low_open else '['}{figure.low}, {figure.high}{')' if figure.high_open else ']'}"
        yield f"figure {figure.start}-{figure.end} {figure.text!r} {ends} {figure.unit} {figure.approximator or ''}"
    for claim in checked.claims:
        verdict = f"{claim.verdict}{f': {claim.reason}' if claim.reason else ''}"
        figures = "; ".join(figure.text for figure in claim.figures)
        yield f"claim {claim.code} {claim.start}-{claim.end} {claim.relation!r} of {figures!r} {verdict}"
    for finding in checked.findings:
        fix = f"{finding.fix.safety} fix {finding.fix.replacement!r}" if finding.fix else "no fix"
        applied = ", applied" if finding.applied else ""
        evidence = json.dumps(dict(finding.evidence), ensure_ascii=False, sort_keys=True, default=str)
        place = f"{finding.code} {finding.start}-{finding.end}"
        yield f"finding {place} {finding.severity} {finding.message!r} {fix}{applied} {evidence}"


@pytest.mark.parametrize("code", CODES)
def test_fixtures_give_what_they_gave(code: str) -> None:
    """Every figure, claim and finding of a rule's cases is as it was."""
    said = "\n".join(line.rstrip() for line in lines_of(code)) + "\n"
    path = GOLDEN / f"{code}.txt"
    if os.environ.get("KANWU_UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")
