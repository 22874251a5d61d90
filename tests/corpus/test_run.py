"""A run is complete or goes on; its folder adds up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import kanwu
from kanwu.corpus.files import FileResult, process_file
from kanwu.corpus.run import open_run
from kanwu.corpus.scan import Source
from kanwu.corpus.shards import FILES_PER_SHARD
from kanwu.corpus.tables import TABLES
from kanwu.errors import OutputError

GARBLED = "市中區(qū)以更實更細(xì)舉措。"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder of 150 documents, a third of them garbled."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(150):
        text = f"第{number}篇。" + (GARBLED if number % 3 == 0 else "没有问题。")
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    return folder


def tables(folder: Path) -> dict[str, object]:
    return {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in TABLES}


def test_counts_add_up(corpus: Path, tmp_path: Path) -> None:
    """Read = clean + mended + quarantined, and the tables say the same."""
    run = kanwu.run([corpus], tmp_path / "out")
    documents = run.counts["documents"]
    assert run.counts["read"] == sum(documents.values()) == 150
    assert documents == {"clean": 100, "mended": 50}
    assert run.counts["findings"] == {"GLS001": 100}
    assert open_run(tmp_path / "out").record == run.record


def test_a_killed_run_goes_on(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a run stopped in the middle, the same call does only the rest, and the result is the same."""
    kanwu.run([corpus], tmp_path / "whole")
    seen: list[str] = []
    stop_at = 100

    def counted(source: Source, *rest: Any, **named: Any) -> FileResult:
        if len(seen) == stop_at:
            raise KeyboardInterrupt
        seen.append(source.id)
        return process_file(source, *rest, **named)

    monkeypatch.setattr("kanwu.corpus.shards.process_file", counted)
    with pytest.raises(KeyboardInterrupt):
        kanwu.run([corpus], tmp_path / "out")
    assert not (tmp_path / "out" / "run.json").exists()
    stop_at = -1
    seen.clear()
    kanwu.run([corpus], tmp_path / "out")
    assert len(seen) == 150 - FILES_PER_SHARD
    assert tables(tmp_path / "out") == tables(tmp_path / "whole")
    assert not list((tmp_path / "out").rglob("*partial*"))


def test_a_full_disk_is_one_sentence(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be written stops the run with an error that names it; no half file is left."""

    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:4])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(OutputError, match="cannot be written: No space left on device"):
        kanwu.run([corpus], tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.kanwu-partial"))


def test_an_earlier_run_is_replaced(corpus: Path, tmp_path: Path) -> None:
    """Running again with other settings leaves nothing of the earlier run behind."""
    kanwu.run([corpus], tmp_path / "out")
    (corpus / "000.txt").unlink()
    run = kanwu.run([corpus], tmp_path / "out", kanwu.Config(ignore=("GLS",)))
    assert run.counts["documents"] == {"clean": 149}
    assert not (tmp_path / "out" / "cleaned" / "000.txt").exists()


def test_an_unreadable_document_is_quarantined(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be read is counted and named, and the rest is done."""
    read = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "007.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    run = kanwu.run([corpus], tmp_path / "out")
    assert run.counts["documents"] == {"clean": 99, "mended": 50, "quarantined": 1}
    assert run.failed == ((str(corpus / "007.txt"), "cannot be read: Permission denied"),)
    assert "007.txt" in run.report().read_text("utf-8")


LIMITED = """
import resource, sys
import kanwu.corpus.run, kanwu.columns
from kanwu.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
main()
"""


def limited(corpus: Path, out: Path, limit: int) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process that may not write files of more than so many bytes."""
    command = [sys.executable, "-c", LIMITED, str(limit), "run", corpus, "--out", out, "--workers", "1", "--isolated"]
    return subprocess.run([str(word) for word in command], capture_output=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of file sizes")
def test_what_cannot_be_written_is_one_sentence_and_the_run_goes_on(corpus: Path, tmp_path: Path) -> None:
    """The system itself refuses to write; with room again the same command gives the whole result."""
    (corpus / "big.txt").write_text("没有问题。" * 40_000, "utf-8")
    out = tmp_path / "out"
    stopped = limited(corpus, out, 4096)
    assert stopped.returncode == 2
    assert b"Traceback" not in stopped.stderr
    assert b"cannot be written" in stopped.stderr
    assert not (out / "run.json").exists()
    done = limited(corpus, out, 1 << 30)
    assert done.returncode == 0, done.stderr
    assert pq.read_table(out / "documents.parquet").num_rows == 151
    assert not list(out.rglob("*partial*"))


def test_a_finished_run_does_nothing(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same call again reads no document; a missing result or another setting begins the run anew."""
    first = kanwu.run([corpus], tmp_path / "out")
    seen: list[str] = []

    def counted(source: Source, *rest: Any, **named: Any) -> FileResult:
        seen.append(source.id)
        return process_file(source, *rest, **named)

    monkeypatch.setattr("kanwu.corpus.shards.process_file", counted)
    assert kanwu.run([corpus], tmp_path / "out") == first
    assert not seen
    (tmp_path / "out" / "cleaned" / "003.txt").unlink()
    assert kanwu.run([corpus], tmp_path / "out").counts == first.counts
    assert len(seen) == 150
    kanwu.run([corpus], tmp_path / "out", kanwu.Config(ignore=("GLS",)))
    assert len(seen) == 300
