"""The page model is filled from the tables of a real run."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import kanwu
from kanwu.corpus.tables import read_rows
from kanwu.errors import RunError
from kanwu.report.build import COLUMNS, _excerpt, build_report
from kanwu.report.decimals import both_sides
from kanwu.report.page import SEVERITIES, VERDICTS, ReportFigure, RunReport
from kanwu.report.render import render_pages, render_report

WRONG = "去年共受理60件，办结45件、办结率80%。"
RIGHT = "去年共受理60件，办结45件、办结率75%。"


COMMAND = ["kanwu", "run", "a b.txt", "it's", "*.txt", "--out", "新 文件夹"]

Arguments = dict[str, Any]


@pytest.fixture
def run(tmp_path: Path) -> kanwu.Run:
    """Return a small run."""
    source = tmp_path / "in"
    source.mkdir()
    (source / "正确.txt").write_text(RIGHT, "utf-8")
    (source / "错误.txt").write_text(WRONG, "utf-8")
    return kanwu.run([source], tmp_path / "out", command=COMMAND)


@pytest.fixture
def arguments(run: kanwu.Run) -> Arguments:
    """Return its record and rows, as `build_report` takes them."""
    return {"record": run.record} | {name: read_rows(run.folder, name, columns) for name, columns in COLUMNS.items()}


@pytest.fixture
def report(arguments: Arguments) -> RunReport:
    """Return its page model."""
    return build_report(**arguments)


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


def test_the_command_is_quoted_once(report: RunReport) -> None:
    """What the page shows can be pasted into a shell and gives the arguments as typed."""
    assert shlex.split(report.command) == COMMAND
    assert report.command == """kanwu run 'a b.txt' 'it'"'"'s' '*.txt' --out '新 文件夹'"""


def test_a_damaged_table_is_named(run: kanwu.Run) -> None:
    """A table that is broken or gone is one sentence."""
    table = run.folder / "claims.parquet"
    table.write_bytes(b"no table")
    with pytest.raises(RunError, match=r"claims\.parquet"):
        run.report()
    table.unlink()
    with pytest.raises(RunError, match=r"claims\.parquet"):
        run.report()


@pytest.mark.parametrize(
    "damage",
    [
        {"record": {"tool": 1}},
        {"record": {}},
        {"documents": [{"id": "a.txt"}]},
        {"findings": [None]},
        {"claims": [{"document": "a.txt", "figures": "no JSON"}]},
    ],
)
def test_damaged_rows_are_one_sentence(arguments: Arguments, damage: Arguments) -> None:
    """What no run of this version writes is refused, wherever it stands."""
    with pytest.raises(RunError, match="run the command that made them again"):
        build_report(**(arguments | damage))


def test_severities_and_verdicts_are_checked(arguments: Arguments) -> None:
    """A value that the page has no place for is refused."""
    finding, *_ = arguments["findings"]
    with pytest.raises(RunError, match="dreadful"):
        build_report(**(arguments | {"findings": [finding | {"severity": "dreadful"}]}))


def test_mending_alone_has_a_page(arguments: Arguments) -> None:
    """Rows may come from anywhere and in one pass; without claims there is still a page."""
    rows = {name: iter(arguments[name]) for name in ("documents", "findings")}
    assert "<p>No claim was found" in render_report(build_report(arguments["record"], **rows, claims=()))


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


def test_records_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    """The tenth record of a file comes behind the ninth, whether rows come as a table or as they are."""
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"text": WRONG}) + "\n" for _ in range(11)), "utf-8")
    run = kanwu.run([tmp_path / "a.jsonl"], tmp_path / "out")
    wanted = [f"a.jsonl#{number}" for number in range(1, 12)]
    rows = {name: read_rows(run.folder, name, columns) for name, columns in COLUMNS.items()}
    tables = {name: pq.read_table(run.folder / f"{name}.parquet") for name in ("findings", "claims")}
    for lang in ("en", "zh-Hans"):
        pages = [[*render_pages(build_report(run.record, **given), lang)] for given in (rows, rows | tables)]
        assert pages[0] == pages[1]
    for given in (rows, rows | tables):
        report = build_report(run.record, **given)
        assert [finding.document for finding in report.findings] == wanted
        assert [claim.document for claim in report.claims] == wanted
        assert [document.id for document in report.documents] == wanted
