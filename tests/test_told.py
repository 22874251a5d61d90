"""What a reader is told of every case: spans, relations, reasons and evidence, as they were when a person read them.

The cases of a rule say what it finds; the files in `told/` say in which words and at which place.
`KANWU_UPDATE_SNAPSHOTS=1` writes them anew; read the difference before you keep it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kanwu
from kanwu.figure import Claim
from kanwu.finding import Finding
from kanwu.rule import ClaimRule, catalogue

FIXTURES = Path(__file__).parent.parent / "fixtures"
TOLD = Path(__file__).parent / "told"
UPDATE = "KANWU_UPDATE_SNAPSHOTS"
SETTINGS = ("unsafe_fixes", "to", "phrases", "profile", "ignore")


def cases(code: str) -> Iterator[dict[str, Any]]:
    """Yield the cases of a rule that are single texts and mean something to it."""
    for path in sorted((FIXTURES / code).glob("*.json")):
        for case in json.loads(path.read_text("utf-8")):
            if "text" in case and case["kind"] in {"wild", "synthetic"}:
                yield case


def settings(case: dict[str, Any]) -> kanwu.Config:
    """Return the settings of a case."""
    return kanwu.Config(**{name: case[name] for name in SETTINGS if name in case})


def of_claim(claim: Claim, source: str) -> str:
    """Return a claim in one line: its relation, what it covers, its figures one by one."""
    reason = f" ({claim.reason})" if claim.reason else ""
    figures = "; ".join(figure.text for figure in claim.figures)
    return f"{claim.verdict}: {claim.relation}{reason} | {figures} | {source[claim.start : claim.end]!r}"


def of_finding(finding: Finding, source: str) -> str:
    """Return a finding in one line: its sentence, what it covers, its fix, its evidence."""
    fix = f"{finding.fix.safety} {finding.fix.replacement!r}" if finding.fix else "no fix"
    evidence = json.dumps(dict(finding.evidence), ensure_ascii=False, sort_keys=True, default=str)
    return f"{finding.severity}: {finding.message} | {source[finding.start : finding.end]!r}: {fix} | {evidence}"


def told(code: str) -> Iterator[str]:
    """Yield what is told of each case of a rule."""
    for number, case in enumerate(cases(code)):
        yield f"# {case.get('label', number)}"
        checked = kanwu.check(case["text"], config=settings(case))
        source = checked.cleaned.source
        yield from (of_claim(claim, source) for claim in checked.claims if claim.code == code)
        yield from (of_finding(finding, source) for finding in checked.findings if finding.code == code)


def codes() -> Iterable[str]:
    """Return the rules about figures and glosses; those that compare documents have no single text."""
    about = [rule for rule in catalogue().rules if isinstance(rule, ClaimRule) or rule.family == "GLS"]
    return [rule.code for rule in about if any(cases(rule.code))]


@pytest.mark.parametrize("code", codes())
def test_cases_are_told_as_before(code: str) -> None:
    """Every claim and every gloss is told in the words, and at the place, that a person has read."""
    path = TOLD / f"{code}.txt"
    lines = list(told(code))
    if os.environ.get(UPDATE):
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    assert lines == path.read_text("utf-8").splitlines()
