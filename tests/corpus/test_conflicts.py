"""Conflicts between documents are found over the whole run, whatever its shards and workers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import kanwu
from kanwu.corpus import conflicts as module
from kanwu.text.lines import Lines

SENTENCE = "全县共走访困难住户{}户，发放补助1,264,500元，修缮房屋{}间。\n"


def write_corpus(folder: Path, documents: int) -> None:
    """Write documents of their own, the first and the last of which share a sentence but for one figure."""
    folder.mkdir()
    for number in range(documents):
        own = f"第{number}号简报记载，乡镇图书室登记读者{number + 1000}人。\n"
        shared = {0: SENTENCE.format(3812, 208), documents - 1: SENTENCE.format(3821, 208)}.get(number, "")
        (folder / f"{number:03}.txt").write_text(own + shared, "utf-8")


def tables(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.parquet"))}


def test_conflicts_across_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both documents get a finding, the counts add up, and many buckets or workers change nothing."""
    write_corpus(tmp_path / "in", 130)
    first = kanwu.run(tmp_path / "in", tmp_path / "one")
    findings = pq.read_table(tmp_path / "one" / "findings.parquet").to_pylist()
    assert [(row["document"], row["code"], row["before"], row["line"]) for row in findings] == [
        ("000.txt", "FIG201", "3812户", 2),
        ("129.txt", "FIG201", "3821户", 2),
    ]
    assert first.counts["findings"] == {"FIG201": 2}
    documents = pq.read_table(tmp_path / "one" / "documents.parquet").to_pylist()
    assert sum(row["findings"] for row in documents) == 2
    assert sum(row["claims"] for row in documents) == pq.read_table(tmp_path / "one" / "claims.parquet").num_rows
    assert sum(first.counts["claims"].values()) == pq.read_table(tmp_path / "one" / "claims.parquet").num_rows
    monkeypatch.setattr(module, "_IN_MEMORY", 3)
    kanwu.run(tmp_path / "in", tmp_path / "two", workers=2)
    assert tables(tmp_path / "one") == tables(tmp_path / "two")
    assert "FIG201" in first.report().read_text("utf-8")


def test_a_switched_off_rule_finds_nothing(tmp_path: Path) -> None:
    """The settings hold for rules about a run too."""
    write_corpus(tmp_path / "in", 3)
    run = kanwu.run(tmp_path / "in", tmp_path / "out", kanwu.Config(ignore=("FIG201",)))
    assert run.counts["findings"] == {}


def test_statements_are_columns_of_the_shard(tmp_path: Path) -> None:
    """A killed run goes on: what its shards kept of the sentences is enough to find the conflicts."""
    paths = []
    for number, count in enumerate((3812, 3821)):
        text = SENTENCE.format(count, 208)
        checked = kanwu.check(text)
        rows = module.statement_rows(f"{number}.txt", checked, Lines.of(text))
        paths.append(tmp_path / f"{number}.parquet")
        pq.write_table(pa.Table.from_pylist(rows, schema=module.STATEMENTS), paths[-1])
    found = module.find_conflicts(paths, kanwu.Config(), tmp_path)
    assert found.count == 2
    claims = {
        shard: [(row["document"], json.loads(row["figures"])) for row in rows] for shard, rows in found.added("claims")
    }
    assert claims[0] == [("0.txt", [{"text": "3812户", "start": 9, "end": 14}])]
    assert list(claims) == [0, 1]


def test_conflicts_are_spilled_and_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many conflicts over many shards, with next to nothing in memory, give the same tables."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(200):
        pair = number % 100
        people = 3000 + number
        place = "甲乙丙丁戊己庚辛壬癸"[pair // 10] + "子丑寅卯辰巳午未申酉"[pair % 10]
        text = f"全{place}县共走访困难住户{people}户，发放补助1,264,500元。\n"
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    first = kanwu.run(folder, tmp_path / "one")
    assert first.counts["findings"] == {"FIG201": 200}
    monkeypatch.setattr(module, "_IN_MEMORY", 2)
    monkeypatch.setattr("kanwu.corpus.shards.FILES_PER_SHARD", 7)
    kanwu.run(folder, tmp_path / "two")
    rows = [pq.read_table(tmp_path / each / "findings.parquet").to_pylist() for each in ("one", "two")]
    assert rows[0] == rows[1]
    assert [row["document"] for row in rows[0]] == [f"{number:03}.txt" for number in range(200)]


def test_a_form_is_not_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence that stands in more places than are held in memory is left out; others are compared."""
    write_corpus(tmp_path / "in", 6)
    for number in range(1, 5):
        path = tmp_path / "in" / f"{number:03}.txt"
        path.write_text(path.read_text("utf-8") + SENTENCE.format(3812, 208), "utf-8")
    monkeypatch.setattr(module, "_IN_MEMORY", 6)
    assert kanwu.run(tmp_path / "in", tmp_path / "one").counts["findings"] == {"FIG201": 6}
    monkeypatch.setattr(module, "_IN_MEMORY", 5)
    assert kanwu.run(tmp_path / "in", tmp_path / "two").counts["findings"] == {}
