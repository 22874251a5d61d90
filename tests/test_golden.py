"""What every fixture gives, whole: figures, claims and findings of all rules, with their evidence, to the last word.

Each case is read alone, and all cases of a rule once more as one document, where each stands among others.

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
from kanwu.figure import Figure

FIXTURES = Path(__file__).parent.parent / "fixtures"
GOLDEN = Path(__file__).parent / "golden"
CODES = sorted(path.name for path in FIXTURES.iterdir() if any(path.glob("*.json")))
SETTINGS = ("unsafe_fixes", "to", "phrases", "profile", "ignore")


def texts_of(code: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and the case of each single text of a rule."""
    for path in sorted((FIXTURES / code).glob("*.json")):
        cases = json.loads(path.read_text("utf-8"))
        for number, case in enumerate(cases if isinstance(cases, list) else []):
            if "text" in case and "documents" not in case and "records" not in case:
                yield f"{path.stem} {case.get('label', number)}", case


def lines_of(code: str) -> Iterator[str]:
    """Yield what the cases of a rule give, a line for each figure, claim and finding."""
    texts = list(texts_of(code))
    for name, case in texts:
        yield f"# {name}"
        checked = kanwu.check(case["text"], config=settings_of(case))
        yield from (of_figure(figure) for figure in checked.figures)
        yield from said_of(checked)
    yield "# all together"
    yield from said_of(kanwu.check("\n\n".join(case["text"] for _, case in texts)))


def settings_of(case: dict[str, Any]) -> kanwu.Config:
    """Return the settings of a case."""
    return kanwu.Config(**{name: case[name] for name in SETTINGS if name in case})


def said_of(checked: kanwu.Checked) -> Iterator[str]:
    """Yield a line for each claim and finding."""
    for claim in checked.claims:
        verdict = f"{claim.verdict}{f': {claim.reason}' if claim.reason else ''}"
        yield f"claim {claim.code} {claim.start}-{claim.end} {claim.relation!r} {verdict} | {claim.comparison}"
        yield from (f"  {of_figure(figure)}" for figure in claim.figures)
    for finding in checked.findings:
        fix = f"{finding.fix.safety} fix {finding.fix.replacement!r}" if finding.fix else "no fix"
        applied = ", applied" if finding.applied else ""
        evidence = json.dumps(dict(finding.evidence), ensure_ascii=False, sort_keys=True, default=str)
        place = f"{finding.code} {finding.start}-{finding.end}"
        yield f"finding {place} {finding.severity} {finding.message!r} {fix}{applied} {evidence}"


def of_figure(figure: Figure) -> str:
    """Return a figure in one line."""
    ends = f"{'(' if figure.low_open else '['}{figure.low}, {figure.high}{')' if figure.high_open else ']'}"
    about = " ".join(filter(None, (figure.unit, figure.approximator, str(figure.kind))))
    return f"figure {figure.start}-{figure.end} {figure.text!r} {ends} {about}"


@pytest.mark.parametrize("code", CODES)
def test_fixtures_give_what_they_gave(code: str) -> None:
    """Every figure, claim and finding of a rule's cases is as it was."""
    said = "\n".join(line.rstrip() for line in lines_of(code)) + "\n"
    path = GOLDEN / f"{code}.txt"
    if os.environ.get("KANWU_UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")
