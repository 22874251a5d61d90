"""The report of a run with more rows than it can hold: the worst documents, and the counts of all."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser
from tests.conftest import Kanwu
from tests.report.test_pages import opened_file

import kanwu
from kanwu.corpus.reporting import write_report
from kanwu.corpus.tables import TABLES
from kanwu.corpus.worst import choose
from kanwu.errors import RunError
from kanwu.report.page import SEVERITIES

WRONG = "去年共受理60件，办结45件、办结率80%。"
RIGHT = "去年共受理60件，办结45件、办结率75%。"
NOTE = "一段\u200b文字，没有数字。"

SENTENCES = {
    "en": "every row",
    "zh-Hans": "每一行",
    "zh-Hant": "每一行",
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> kanwu.Run:
    """Return a run over documents of which each third is worse than those before, and records that cannot be read."""
    folder = tmp_path_factory.mktemp("large")
    source = folder / "in"
    source.mkdir()
    for number in range(30):
        lines = [WRONG] * (number % 3) + [RIGHT] + [NOTE] * (number % 2)
        (source / f"{number:02}.txt").write_text("\n".join(lines), "utf-8")
    (source / "broken.jsonl").write_text('{"text": "一"}\n' + "{no JSON\n" * 4, "utf-8")
    return kanwu.run([source], folder / "out")


def rows(run: kanwu.Run, name: str) -> list[dict[str, Any]]:
    """Return all rows of a table."""
    return pq.read_table(run.folder / f"{name}.parquet").to_pylist()


def page(run: kanwu.Run, folder: Path, limit: int, lang: str = "en") -> str:
    """Return the first page of the report with so many rows."""
    return run.report(folder, lang, rows=limit).read_text("utf-8")


def shown(html: str, table: str) -> list[str]:
    """Return the documents of the rows of a table, in order; few enough to stand in the page as HTML."""
    return re.findall(rf'<tr id="{table}-\d+"[^>]* data-document="([^"]*)"', html)


def numbers(html: str) -> Sequence[int]:
    """Return the numbers of the summary."""
    summary = re.search(r'<dl class="numbers">.*?</dl>', html, re.DOTALL)
    assert summary
    return [int(number.replace(",", "")) for number in re.findall(r"<dd>([\d,]+)</dd>", summary[0])]


def tables(html: str) -> Sequence[str]:
    """Return the tables of counts: by rule, verdict, severity."""
    return re.findall(r'<table class="counts" aria-labelledby="by-(?:rule|verdict|severity)">.*?</table>', html)


def weights(run: kanwu.Run) -> Mapping[str, list[int]]:
    """Return how many errors, warnings and notes each document has."""
    found = Counter((row["document"], row["severity"]) for row in rows(run, "findings"))
    return {row["id"]: [found[row["id"], severity] for severity in SEVERITIES] for row in rows(run, "documents")}


def test_where_all_can_be_shown_the_limit_changes_nothing(run: kanwu.Run, tmp_path: Path) -> None:
    """A report says nothing about rows that are not there."""
    assert choose(run, 10_000) is None
    one, other = page(run, tmp_path / "one", 10_000), page(run, tmp_path / "other", 20_000)
    assert one == other
    assert "rows-cut" not in one


@pytest.mark.parametrize("limit", [1, 7, 20, 40, 60])
def test_the_worst_documents_are_shown_and_all_are_counted(run: kanwu.Run, tmp_path: Path, limit: int) -> None:
    """Rows are those of the documents with the most errors; every count is that of the whole run."""
    html = page(run, tmp_path / "cut", limit)
    whole = page(run, tmp_path / "whole", 10_000)
    assert numbers(html) == numbers(whole)
    assert tables(html) == tables(whole)
    assert "the counts add up" in html
    listed = shown(html, "document")
    assert 1 <= len(listed) <= max(2, limit // 5)
    read = [name for name in listed if not name.startswith("broken")]
    weight = weights(run)
    left_out = [each for name, each in weight.items() if name not in listed and not name.startswith("broken")]
    assert min(weight[name] for name in read) >= max(left_out)
    found, claimed = shown(html, "finding"), shown(html, "claim")
    assert len(found) + len(claimed) <= limit
    counts = {row["id"]: (row["findings"], row["claims"]) for row in rows(run, "documents")}
    for name in read[:-1]:
        assert (found.count(name), claimed.count(name)) == counts[name]
    assert {*found, *claimed} <= {*read}


def test_of_the_last_document_the_worst_findings_are_shown(tmp_path: Path) -> None:
    """One that has more than can be shown is not left out; its page says what is missing."""
    (tmp_path / "one.txt").write_text("\n".join([NOTE, *[WRONG] * 9]), "utf-8")
    run = kanwu.run([tmp_path / "one.txt"], tmp_path / "out")
    severities = Counter(row["severity"] for row in rows(run, "findings"))
    assert severities["error"] > 5
    assert rows(run, "findings")[0]["severity"] != "error"
    html = page(run, tmp_path / "report", 5)
    assert re.findall(r'<tr id="finding-\d+"[^>]* data-level="(\w+)"', html) == ["error"] * 5
    assert shown(html, "claim") == []
    assert "<p>No claim was found" not in html
    row = re.search(r'<tr id="document-1".*?</tr>', html, re.DOTALL)
    assert row
    assert f'<td class="number">{severities["error"]}</td>' in row[0]


@pytest.mark.parametrize("lang", SENTENCES)
def test_one_sentence_says_what_is_shown(run: kanwu.Run, tmp_path: Path, lang: str) -> None:
    """In the language of the report, with both numbers of each kind and where every row is."""
    html = page(run, tmp_path / "report", 20, lang)
    sentence = re.search(r'<p class="note" id="rows-cut">(.*?)</p>', html)
    assert sentence
    assert SENTENCES[lang] in sentence[1]
    assert "findings.parquet" in sentence[1]
    told = {int(number) for number in re.findall(r"\d+", sentence[1])}
    assert {len(rows(run, name)) for name in ("findings", "claims", "documents", "figures", "files")} <= told
    assert {len(shown(html, name)) for name in ("finding", "claim", "document")} <= told
    assert html.count('<a href="#rows-cut">') == 4  # above each of the tables


def test_the_command_says_it(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """`run` and `report` print the sentence; the setting of the run counts where `report` is told nothing."""

    def prints(*words: str) -> str:
        return kanwu_command(*words).stdout.decode("utf-8")

    (tmp_path / "a.txt").write_text("\n".join([WRONG] * 9), "utf-8")
    assert "Findings 5 of 9" in prints("run", "a.txt", "--out", "out", "--report-rows", "5")
    first = (tmp_path / "out" / "report" / "index.html").read_bytes()
    assert "Findings 5 of 9" in prints("report", "out", "--out", "again")
    assert (tmp_path / "again" / "index.html").read_bytes() == first
    assert "Findings" not in prints("report", "out", "--rows", "1000")
    assert "Findings" not in prints("report", "out", "--rows", "5", "--quiet")
    assert "Findings 7 of 9" in prints("run", "a.txt", "--out", "out", "--report-rows", "7")


def test_a_document_that_is_cut_says_so(browser: Browser, tmp_path: Path) -> None:
    """On its page, in the language of the report; the links to what is shown work as in any report."""
    (tmp_path / "one.txt").write_text("\n".join([WRONG] * 9), "utf-8")
    run = kanwu.run([tmp_path / "one.txt"], tmp_path / "out")
    for lang, words in (("en", "shows 5 of its 18"), ("zh-Hans", "18 项发现"), ("zh-Hant", "18 項發現")):
        path = run.report(tmp_path / lang, lang, rows=5)
        with opened_file(browser, path, "#document-1") as opened:
            opened.wait("document.documentElement.dataset.document === '1'")
            assert words in opened.page.inner_text("#view")
            assert opened.page.locator("#view .sheet [id^=mark]").count() >= 0


def test_findings_in_another_order_are_refused(run: kanwu.Run, tmp_path: Path) -> None:
    """Rows are found by their places, which must be those that the documents name."""
    damaged = kanwu.Run(tmp_path, run.record)
    for path in run.folder.glob("*.parquet"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    turned = rows(run, "findings")[::-1]
    pq.write_table(pa.Table.from_pylist(turned, TABLES["findings"]), tmp_path / "findings.parquet")
    with pytest.raises(RunError, match="order of the documents"):
        write_report(damaged, rows=5)
    pq.write_table(pa.Table.from_pylist(turned[:3], TABLES["findings"]), tmp_path / "findings.parquet")
    with pytest.raises(RunError, match="more findings than there are"):
        write_report(damaged, rows=5)


def test_records_of_a_large_run_are_chosen_alike(tmp_path: Path) -> None:
    """Documents are held back and dropped in parts; the worst is found wherever it stands."""
    lines = [RIGHT] * 40
    lines[33] = f"{WRONG}{WRONG}"
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"text": line}) + "\n" for line in lines), "utf-8")
    run = kanwu.run([tmp_path / "a.jsonl"], tmp_path / "out")
    html = unescape(page(run, tmp_path / "report", 10))
    assert shown(html, "document") == ["a.jsonl#34", "a.jsonl#1"]
