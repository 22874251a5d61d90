"""Faults: whatever breaks while kanwu works, nothing is lost or left half done, and one sentence says what it was.

Each fault is put into a run over four documents: a damaged text, a sound text, records, and a table. Afterwards the
sources have their bytes, the documents that the fault did not touch are done, and the same call without the fault
gives what an undisturbed run gives.
"""

from __future__ import annotations

import bz2
import errno
import gzip
import io
import json
import os
import shutil
import tarfile
import time
import zipfile
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import kanwu
from kanwu.corpus.restore import restore_run
from kanwu.corpus.verify import mismatches
from kanwu.errors import KanwuError, OutputError, RunError
from tests.runs import contents

GARBLED = "市中區(qū)以更實更細(xì)舉措。"
MENDED = "市中區以更實更細舉措。"


def parquet(text: str) -> bytes:
    out = pa.BufferOutputStream()
    pq.write_table(pa.table({"text": [text]}), out)
    return bytes(out.getvalue())


def zipped(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(zipfile.ZipInfo("a.txt"), text)
    return out.getvalue()


def tarred(text: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        info = tarfile.TarInfo("a.txt")
        info.size = len(text.encode())
        file.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


LINE = json.dumps({"text": GARBLED}, ensure_ascii=False).encode() + b"\n"
SOURCES = {
    "a.txt": GARBLED.encode(),
    "b.txt": "没有问题的文字。".encode(),
    "c.jsonl": LINE,
    "d.parquet": parquet(GARBLED),
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with the four documents."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, data in SOURCES.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(autouse=True)
def _same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")


def assert_nothing_is_lost(corpus: Path, tmp_path: Path) -> None:
    """The sources stand as they were, nothing half written is left, and going on gives what it should."""
    for name, data in SOURCES.items():
        assert (corpus / name).read_bytes() == data
    assert not [path for path in (tmp_path / "out").rglob("*") if path.name.endswith(".kanwu-partial")]
    undisturbed = kanwu.run(corpus, tmp_path / "undisturbed")
    again = kanwu.run(corpus, tmp_path / "out")
    assert again.failed == undisturbed.failed
    assert contents(again.folder) == contents(undisturbed.folder)
    assert mismatches(again) == []
    restored, failures = restore_run(again.folder, tmp_path / "back")
    assert failures == []
    del restored
    for name in ("a.txt", "b.txt", "c.jsonl"):
        assert (tmp_path / "back" / name).read_bytes() == SOURCES[name]


def one_sentence(text: str) -> None:
    """Ask for one line that ends as a sentence does."""
    assert text.strip() == text
    assert "\n" not in text
    assert "Traceback" not in text


BROKEN: dict[str, tuple[str, bytes, str]] = {
    "a gzip file without its tail": ("e.jsonl.gz", gzip.compress(LINE * 9)[:-6], "is cut off"),
    "a gzip file with a wrong checksum": ("e.jsonl.gz", gzip.compress(LINE)[:-8] + b"\0" * 8, "is broken"),
    "a gzip file with damage inside": (
        "e.jsonl.gz",
        (packed := gzip.compress(LINE * 9, mtime=0))[:20] + b"\xff\xff\xff" + packed[23:],
        "is broken",
    ),
    "a bzip2 file that ends early": ("e.jsonl.bz2", bz2.compress(LINE * 9)[:-9], "is cut off"),
    "a zstd file that ends after its header": ("e.jsonl.zst", b"\x28\xb5\x2f\xfd\0\0\0\0\0\0", "is cut off"),
    "a Parquet file without its footer": ("e.parquet", SOURCES["d.parquet"][:-12], ""),
    "a Parquet file of four bytes": ("e.parquet", b"PAR1", ""),
    "a Parquet file with damage inside": (
        "e.parquet",
        SOURCES["d.parquet"][:20] + b"\xff" * 30 + SOURCES["d.parquet"][50:],
        "",
    ),
    "an empty Parquet file": ("e.parquet", b"", ""),
    "a zip archive without its directory": ("e.zip", zipped(GARBLED)[:-40], "is broken or cut off"),
    "a zip archive with a wrong checksum": (
        "e.zip",
        zipped(GARBLED).replace(b"\xe5\xb8\x82", b"\xe5\xb8\x83", 1),
        "is broken",
    ),
    "a tar archive that ends early": ("e.tar", tarred(GARBLED)[:530], "is broken or cut off"),
    "a WARC file that ends early": ("e.warc", b"WARC/1.0\r\nContent-Length: 100\r\n\r\nabc", "is cut off"),
    "a table without a header": ("e.csv", b"\n1,2\n", "has no column"),
}


@pytest.mark.parametrize(("name", "data", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file(corpus: Path, tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """It is named with what is wrong, nothing of it is written, and the others are done."""
    (corpus / name).write_bytes(data)
    run = kanwu.run(corpus, tmp_path / "out")
    ((path, told),) = run.failed
    assert path.endswith(name)
    assert told.startswith(reason)
    one_sentence(told)
    assert not (run.folder / "cleaned" / name).exists()
    assert (run.folder / "cleaned" / "a.txt").read_text("utf-8") == MENDED
    assert_nothing_is_lost(corpus, tmp_path)


def failing(number: int, *, match: str = "", after: int = 0) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function fail with an error of the system for paths that contain `match`, after so many calls."""
    calls = 0

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(path: Any, *rest: Any, **named: Any) -> Any:
            nonlocal calls
            calls += match in str(path)
            if match in str(path) and calls > after:
                raise OSError(number, os.strerror(number), str(path))
            return function(path, *rest, **named)

        return wrapped

    return wrap


STOPPING: dict[str, tuple[str, int, str, int]] = {
    "the disk is full at the first text": ("pathlib.Path.write_bytes", errno.ENOSPC, "", 0),
    "the disk is full at the second text": ("pathlib.Path.write_bytes", errno.ENOSPC, "", 1),
    "the quota is used up": ("pathlib.Path.write_bytes", errno.EDQUOT, "", 0),
    "the file system becomes read-only": ("pathlib.Path.write_bytes", errno.EROFS, "", 0),
    "the disk has a fault": ("pathlib.Path.write_bytes", errno.EIO, "", 0),
    "a finished file cannot be put in place": ("pathlib.Path.replace", errno.ENOSPC, "", 0),
    "a finished shard cannot be put in place": ("pathlib.Path.replace", errno.ENOSPC, "partial-", 0),
    "the disk does not keep what was written": ("os.fsync", errno.EIO, "", 0),
    "the plan cannot be written": ("pathlib.Path.write_text", errno.ENOSPC, "", 0),
    "the manifest of a shard cannot be written": ("pathlib.Path.write_text", errno.ENOSPC, "partial-", 0),
    "no folder can be made": ("pathlib.Path.mkdir", errno.EACCES, "out", 0),
    "a folder cannot be made midway": ("pathlib.Path.mkdir", errno.ENOSPC, "cleaned", 0),
}


@pytest.mark.parametrize("fault", STOPPING.values(), ids=STOPPING.keys())
def test_a_fault_of_the_system(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: tuple[str, int, str, int]
) -> None:
    """The run stops with one sentence that says why; the same call goes on from there."""
    function, number, match, after = fault
    owner, _, name = function.rpartition(".")
    target: Any = Path if owner == "pathlib.Path" else os
    with monkeypatch.context() as patch:
        patch.setattr(target, name, failing(number, match=match, after=after)(getattr(target, name)))
        with pytest.raises(OutputError, match=os.strerror(number)) as caught:
            kanwu.run(corpus, tmp_path / "out")
    one_sentence(str(caught.value))
    assert not (tmp_path / "out" / "run.json").exists()
    assert_nothing_is_lost(corpus, tmp_path)


@pytest.mark.parametrize("name", ["a.txt", "c.jsonl", "d.parquet"])
def test_permission_is_lost_midway(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A file that was found and cannot be opened any more is named, the others are done."""
    real = io.open

    def denied(path: Any, *rest: Any, **named: Any) -> Any:
        if str(path) == str(corpus / name):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, *rest, **named)

    with monkeypatch.context() as patch:
        patch.setattr("io.open", denied)
        patch.setattr("pathlib.io.open", denied)
        run = kanwu.run(corpus, tmp_path / "out")
    ((path, told),) = run.failed
    assert (path.endswith(name), told) == (True, "cannot be read: Permission denied")
    assert run.counts["documents"]["quarantined"] == 1
    (corpus / name).touch()  # what is to be done is told by names, sizes and times
    assert_nothing_is_lost(corpus, tmp_path)


def test_a_source_disappears(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is gone when its turn comes is named, the others are done."""
    prepare = kanwu.corpus.run._prepare

    def gone(*given: Any) -> None:
        prepare(*given)
        (corpus / "a.txt").unlink()

    monkeypatch.setattr("kanwu.corpus.run._prepare", gone)
    run = kanwu.run(corpus, tmp_path / "out")
    assert [told for _, told in run.failed] == ["cannot be read: No such file or directory"]
    assert run.counts["documents"] == {"clean": 1, "mended": 2, "quarantined": 1}


def test_a_source_changes_before_it_is_put_in_place(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mending in place leaves a file alone that somebody else has changed meanwhile: the hash tells."""
    from kanwu.corpus.run import Job, perform
    from kanwu.corpus.scan import scan

    merge = kanwu.corpus.run.merge

    def changed(*given: Any, **named: Any) -> None:
        merge(*given, **named)
        (corpus / "a.txt").write_text("somebody's new version", "utf-8")

    monkeypatch.setattr("kanwu.corpus.run.merge", changed)
    run = perform(scan([corpus]), Job(tmp_path / "log", None, kanwu.Config(), with_claims=False))
    ((path, told),) = run.failed
    assert (path.endswith("a.txt"), told) == (True, "was changed while it was cleaned; it is left as it is")
    assert (corpus / "a.txt").read_text("utf-8") == "somebody's new version"
    assert json.loads((corpus / "c.jsonl").read_text("utf-8"))["text"] == MENDED


def test_a_worker_is_out_of_memory(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system kills a worker; the sentence says what to do, and the run goes on from the last whole shard."""

    def killed(*_: object) -> object:
        raise BrokenProcessPool

    with monkeypatch.context() as patch:
        patch.setattr("kanwu.engines.local.ProcessPoolExecutor.submit", killed)
        with pytest.raises(RunError, match="killed 3 times at the same work, perhaps for lack of memory") as caught:
            kanwu.run(corpus, tmp_path / "out", workers=2)
    one_sentence(str(caught.value))
    assert_nothing_is_lost(corpus, tmp_path)


@pytest.mark.parametrize("jump", [-(10**9), 10**9], ids=["back", "forth"])
def test_the_clock_jumps(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jump: int) -> None:
    """The time of day decides nothing: the results are the same, only the record names other times."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    real = time.time()
    moments = iter([real, real + jump] * 50)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Clock:
            return cls.fromtimestamp(next(moments), tz or UTC)

    monkeypatch.setattr("kanwu.corpus.run.datetime", Clock)
    kanwu.run(corpus, tmp_path / "out")
    assert_nothing_is_lost(corpus, tmp_path)


DAMAGED: dict[str, Callable[[Path], object]] = {
    "the record is cut off": lambda run: (run / "run.json").write_bytes((run / "run.json").read_bytes()[:99]),
    "the record is gone": lambda run: (run / "run.json").unlink(),
    "a table is cut off": lambda run: (run / "findings.parquet").write_bytes(b"PAR1"),
    "a table is gone": lambda run: (run / "findings.parquet").unlink(),
    "a cleaned file is changed": lambda run: (run / "cleaned" / "a.txt").write_text("other", "utf-8"),
    "a cleaned file is gone": lambda run: (run / "cleaned" / "a.txt").unlink(),
    "the cleaned folder is gone": lambda run: shutil.rmtree(run / "cleaned"),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_run(corpus: Path, tmp_path: Path, damage: Callable[[Path], object]) -> None:
    """Restoring from it names what is wrong in a sentence, and never writes other bytes than the original's."""
    out = kanwu.run(corpus, tmp_path / "out").folder
    damage(out)
    told: list[str]
    try:
        told = list(restore_run(out, tmp_path / "back")[1])
    except KanwuError as error:
        told = [str(error)]
    assert told
    for each in told:
        one_sentence(each)
    for name in ("a.txt", "b.txt", "c.jsonl"):
        if (tmp_path / "back" / name).exists():
            assert (tmp_path / "back" / name).read_bytes() == SOURCES[name]
