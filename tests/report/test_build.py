"""The page model is filled from the tables of a real run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kanwu
from kanwu.errors import RunError
from kanwu.report.build import _excerpt, build_report
from kanwu.report.decimals import both_sides
from kanwu.report.page import SEVERITIES, VERDICTS, ReportFigure, RunReport
from kanwu.report.render import render_report

WRONG = "去年共受理60件，办结45件、办结率80%。"
RIGHT = "去年共受理60件，办结45件、办结率75%。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small run."""
    source = tmp_path / "in"
    source.mkdir()
    (source / "正确.txt").write_text(RIGHT, "utf-8")
    (source / "错误.txt").write_text(WRONG, "utf-8")
    kanwu.run([source], tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def report(folder: Path) -> RunReport:
    """Return its page model."""
    return build_report(folder)


def test_counts_add_up(report: RunReport) -> None:
    """The run's counts agree with its tables."""
    assert report.counts.read == 2
    assert report.counts_add_up
    assert report.figures == sum(document.figures for document in report.documents) > 0


def test_worst_first(report: RunReport) -> None:
    """Documents, findings and claims that need a look are on top."""
    assert report.documents[0].id.endswith("错误.txt")
    ranks = [SEVERITIES.index(finding.severity) for finding in report.findings]
    assert ranks == sorted(ranks)
    verdicts = [VERDICTS.index(claim.verdict) for claim in report.claims]
    assert verdicts == sorted(verdicts)


def test_findings_and_claims_are_in_their_places(report: RunReport) -> None:
    """What is shown stands at the offsets that are named."""
    for finding in report.findings:
        assert finding.context_before + finding.before + finding.context_after in WRONG
        assert WRONG[finding.start : finding.end] == finding.before
    claim = next(claim for claim in report.claims if claim.verdict == "inconsistent")
    assert claim.code in {rule.code for rule in report.rules}
    assert "".join(text for text, _ in claim.excerpt) in WRONG
    assert {WRONG[figure.start : figure.end] for figure in claim.figures} == {"60件", "45件", "80%"}
    assert (claim.computed, claim.stated) == ("0.75", "[0.795, 0.805] ∪ [0.8, 0.81)")


def test_it_can_be_rendered(report: RunReport) -> None:
    """The page of a real run has its findings."""
    assert "错误.txt" in render_report(report)


def test_hashes_are_those_of_the_files(report: RunReport) -> None:
    """A clean document has one hash before and after."""
    for document in report.documents:
        assert len(document.sha256_in) == 64
        assert document.sha256_in == document.sha256_out


def test_a_damaged_run_is_one_sentence(folder: Path) -> None:
    """A missing or broken part of the run is named."""
    (folder / "claims.parquet").write_bytes(b"no table")
    with pytest.raises(RunError, match=r"claims\.parquet"):
        build_report(folder)
    (folder / "run.json").write_text(json.dumps({"tool": 1}), "utf-8")
    with pytest.raises(RunError, match=r"run\.json"):
        build_report(folder)
    with pytest.raises(RunError, match=r"run\.json"):
        build_report(folder / "nowhere")


@pytest.mark.parametrize(
    ("comparison", "sides"),
    [
        ("", ("", "")),
        ("[2/3, 2/3] = [33/50, 67/100)", ("≈ 0.666666", "[0.66, 0.67)")),
        ("[1, 1] <= [9, 9] or [2, 3)", ("1", "9 ∪ [2, 3)")),
    ],
)
def test_tests_are_written_in_decimals(comparison: str, sides: tuple[str, str]) -> None:
    """Both sides of an exact test can be followed with a pocket calculator."""
    assert both_sides(comparison) == sides


def test_figures_are_marked_where_they_stand() -> None:
    """By offset and not by text: the same number earlier in the sentence is another figure."""
    figures = (ReportFigure("45件", 108, 111), ReportFigure("9件", 900, 902))
    context = "先办45件，再办45件。"
    assert list(_excerpt(context, 100, figures)) == [("先办45件，再办", False), ("45件", True), ("。", False)]
    assert list(_excerpt(context, 101, figures)) == [(context, False)]
    assert list(_excerpt(context, None, figures)) == [(context, False)]
