"""Runs on Ray are the same as on this machine's processes, and either goes on with what the other left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import KANWU
from tests.engines.conftest import needs, outcome, write_corpus
from tests.runs import children_of, kill_ray_workers

import kanwu
from kanwu.corpus.files import FileResult, process_file
from kanwu.corpus.run import Status
from kanwu.corpus.scan import Source

pytestmark = [needs("ray"), pytest.mark.filterwarnings("ignore")]  # what Ray warns of is not ours

MAIN = """
import sys
import kanwu

if __name__ == "__main__":
    kanwu.run(sys.argv[1], sys.argv[2], workers=2, engine=sys.argv[3])
"""


@pytest.fixture(scope="session")
def cluster() -> Any:
    """Start Ray once; runs use the cluster that this process is connected to."""
    import ray

    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    yield ray.init(
        "local",
        num_cpus=2,
        include_dashboard=False,
        object_store_memory=100 << 20,
        logging_level="ERROR",
        log_to_driver=False,
    )
    ray.shutdown()


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    """Return the run folder of the local engine."""
    out = tmp_path_factory.mktemp("runs") / "local"
    kanwu.run(corpus, out)
    return out


def start(tmp_path: Path, corpus: Path, out: Path, engine: str) -> subprocess.Popen[bytes]:
    script = tmp_path / "main.py"
    script.write_text(MAIN)
    return subprocess.Popen([sys.executable, script, corpus, out, engine], stderr=subprocess.PIPE)


def test_the_same_results(cluster: Any, corpus: Path, local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cleaned bytes, every table, quarantine, counts and failures are the same; paths may be relative."""
    del cluster
    monkeypatch.chdir(local.parent)
    told: list[Status] = []
    run = kanwu.run(corpus, "ray", engine="ray", workers=None, progress=told.append)
    assert outcome(local.parent / "ray") == outcome(local)
    assert run.counts["read"] == 1002
    assert len(run.failed) == 1
    assert run.counts["findings"]["FIG201"] == 2
    assert len(told) == 7
    assert told[-1].documents == 1002
    assert told[-1].bytes == told[-1].all_bytes


def test_ray_goes_on_with_a_local_run(
    cluster: Any, corpus: Path, local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shards that local processes finished are not done again."""
    del cluster
    with monkeypatch.context() as patched:
        seen: list[str] = []

        def counted(source: Source, *rest: Any, **named: Any) -> FileResult:
            seen.append(source.id)
            if len(seen) == 200:
                raise KeyboardInterrupt
            return process_file(source, *rest, **named)

        patched.setattr("kanwu.corpus.shards.process_file", counted)
        with pytest.raises(KeyboardInterrupt):
            kanwu.run(corpus, tmp_path / "out")
    first = tmp_path / "out" / "cleaned" / "0000.txt"
    written = first.stat().st_mtime_ns
    kanwu.run(corpus, tmp_path / "out", engine="ray")
    assert first.stat().st_mtime_ns == written
    assert outcome(tmp_path / "out") == outcome(local)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs Linux to find the workers")
def test_workers_are_killed(tmp_path: Path) -> None:
    """Three workers are killed at work, then the whole run; going on locally, every record is there once."""
    corpus = write_corpus(tmp_path / "in", files=1000, repeated=60)
    out = tmp_path / "out"
    process = start(tmp_path, corpus, out, "ray")
    try:
        assert kill_ray_workers(process, 3, pause=0.2) == 3
        while process.poll() is None and len(list((out / ".parts").glob("*/manifest.json"))) < 10:
            time.sleep(0.05)
        assert process.poll() is None
    finally:
        for child in [*children_of(process.pid), process.pid]:
            os.kill(child, signal.SIGKILL)
        process.wait()
    first = out / "cleaned" / "0000.txt"
    written = first.stat().st_mtime_ns
    assert start(tmp_path, corpus, out, "local").wait() == 0
    assert first.stat().st_mtime_ns == written
    kanwu.run(corpus, tmp_path / "whole")
    assert outcome(out) == outcome(tmp_path / "whole")
    assert not list(out.rglob("*partial*"))


def test_the_command(tmp_path: Path, corpus: Path, local: Path) -> None:
    """The command starts a cluster of its own and ends it; it prints what it prints with the local engine."""
    command = [str(KANWU), "run", str(corpus), "--out", str(tmp_path / "out"), "--engine", "ray", "--workers", "2"]
    log = tmp_path / "log.jsonl"
    done = subprocess.run([*command, "--json-log", str(log)], capture_output=True, check=False)
    assert done.returncode == 2  # one record cannot be read
    assert done.stderr.decode().count("\n") == 1, done.stderr.decode()
    assert "records.jsonl holds a record that cannot be read" in done.stderr.decode()
    assert "1002 documents read" in done.stdout.decode()
    assert log.read_text("utf-8").count('"progress"') == 7
    assert outcome(tmp_path / "out") == outcome(local)


def test_no_cluster_is_one_sentence(tmp_path: Path) -> None:
    """An address where nobody listens is told at once."""
    (tmp_path / "a.txt").write_text("一段文字。", "utf-8")
    command: list[str] = [str(KANWU), "run", "a.txt", "--out", "out", "--engine", "ray", "--address", "127.0.0.1:1"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "kanwu: There is no Ray cluster at 127.0.0.1:1: [Errno 111] Connection refused; name another --address.\n"
    )
