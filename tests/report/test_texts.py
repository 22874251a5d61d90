"""The texts of documents in a report: also of records, which stand in files of many."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import kanwu
from kanwu.corpus.tables import read_rows
from kanwu.corpus.texts import RunTexts
from kanwu.report import static_texts
from kanwu.report.build import COLUMNS, build_report

TEXTS = (
    "区里受理60件，办结45件、办结率80%。",
    "一段\u200b文字，没有数字。",
    "文字没有毛病。",
    "",
    "又一段\u200b文字\n和下一行。",
)


def _capture(text: str) -> bytes:
    page = f"<html><body><p>{text}</p></body></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"
    return head % len(http) + http + b"\r\n\r\n"


@pytest.fixture
def run(tmp_path: Path) -> kanwu.Run:
    """Return a run over files of records, with lines that are blank or broken among them."""
    source = tmp_path / "in"
    source.mkdir()
    lines = [json.dumps({"text": text}) for text in TEXTS]
    (source / "a.jsonl").write_text("\n".join([lines[0], "{broken", "", *lines[1:]]) + "\n", "utf-8")
    with (source / "b.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "text"], *enumerate(TEXTS)])
    pq.write_table(pa.table({"text": [*TEXTS, None]}), source / "c.parquet")
    (source / "d.warc.gz").write_bytes(b"".join(gzip.compress(_capture(text)) for text in TEXTS))
    return kanwu.run([source], tmp_path / "out")


@contextmanager
def _texts(run: kanwu.Run) -> Iterator[RunTexts]:
    documents, findings, claims = (
        read_rows(run.folder, name, COLUMNS[name]) for name in ("documents", "findings", "claims")
    )
    with RunTexts(run) as texts:
        texts.expect(build_report(run.record, documents, findings, claims).documents)
        yield texts


@pytest.mark.parametrize(
    ("file", "numbers"), [("a.jsonl", [1, 4, 5, 6, 7]), ("b.csv", range(1, 6)), ("c.parquet", range(1, 6))]
)
def test_a_record_has_the_text_it_was_read_with(run: kanwu.Run, file: str, numbers: list[int]) -> None:
    """Records that cannot be read move none of the others; byte offsets are those of the text as UTF-8."""
    with _texts(run) as texts:
        for number, text in zip(numbers, TEXTS, strict=True):
            shown = texts(f"{file}#{number}", [0, 3])
            assert shown.text == text
            assert shown.reason == ("" if text else "text_empty")
            assert not text or shown.bytes_at[3] == len(text[:3].encode("utf-8"))


def test_a_page_in_a_warc_is_shown_as_it_was_read(run: kanwu.Run) -> None:
    """Findings stand at the places the run says they do."""
    found = read_rows(run.folder, "findings", ["document", "start", "end", "before"])
    found = [row for row in found if row["document"].startswith("d.warc")]
    assert len(found) >= 3
    with _texts(run) as texts:
        for row in found:
            shown = texts(row["document"], [row["start"]])
            assert shown.text[row["start"] : row["end"]] == row["before"]
            assert shown.bytes_at[row["start"]] == len(shown.text[: row["start"]].encode("utf-8"))


def test_a_record_whose_file_is_gone_or_changed_has_a_reason(run: kanwu.Run) -> None:
    """The report says why there is no text, and still is written."""
    cleaned = run.folder / "cleaned"
    (cleaned / "a.jsonl").unlink()
    content = (cleaned / "b.csv").read_text("utf-8")
    (cleaned / "b.csv").write_text(content.replace("又一段", "又两段"), "utf-8")
    shutil.copyfile(cleaned / "d.warc.gz", cleaned / "c.parquet")
    with _texts(run) as texts:
        assert texts("a.jsonl#1", []).reason == "text_gone"
        assert texts("b.csv#5", []).reason == "text_changed"
        assert texts("b.csv#1", []).text == TEXTS[0]
        assert texts("c.parquet#1", []).reason == "text_changed"
    assert run.report().is_file()


def test_the_evidence_has_the_hash_of_each_file(run: kanwu.Run) -> None:
    """An auditor compares files, not the records in them."""
    html = run.report().read_text("utf-8")
    for row in read_rows(run.folder, "files", ["sha256_in", "sha256_out"]):
        assert f'<td class="hash">{row["sha256_in"]}</td>' in html
        assert row["sha256_out"] in html


def test_a_small_run_has_its_texts_without_javascript(run: kanwu.Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text stands there with its marks, also of records; of a larger run a notice says what is missing."""
    html = run.report().read_text("utf-8")
    static = html[html.index("<noscript>") : html.index("</noscript>")]
    assert static.count('class="sheet"') == 17  # the empty text is a page without words in the WARC
    assert static.count('<del title="CHR001 ') == 8
    assert static.count('<span class="figure"') == 12
    assert "文字\n</bdi>" not in static
    assert "文字</bdi>\n<bdi" in static
    monkeypatch.setattr(static_texts, "MOST", 100)
    html = run.report().read_text("utf-8")
    assert 'class="sheet"' not in html[html.index("<noscript>") : html.index("</noscript>")]
