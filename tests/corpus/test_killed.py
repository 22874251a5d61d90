"""Runs that are killed: after going on, every record is there once, with the same bytes as in an undisturbed run."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.conftest import KANWU
from tests.runs import contents, workers_of

MAIN = """
import sys
import kanwu

if __name__ == "__main__":
    kanwu.run(sys.argv[1], sys.argv[2], kanwu.Config(ignore=("FIG", "DAT", "VAR")), workers=2)
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Write 4,000 records in files of several formats; some are garbled, some broken."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(40):
        lines = []
        for record in range(100):
            garbled = "市中區(qū)以更實更細(xì)舉措。" if record % 10 == 0 else ""
            text = f"第{number}-{record}篇。{garbled}" + "没有问题。" * 20
            lines.append("bad" if record == 50 else json.dumps({"text": text}, ensure_ascii=False))
        (folder / f"{number:02}.jsonl").write_text("\n".join(lines), "utf-8")
    for number in range(100):
        (folder / f"{number:03}.txt").write_text("市中區(qū)以更實更細(xì)舉措。" * (number % 3), "utf-8")
    return folder


def start(tmp_path: Path, corpus: Path, out: Path) -> subprocess.Popen[bytes]:
    script = tmp_path / "main.py"
    script.write_text(MAIN)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0"}
    return subprocess.Popen([sys.executable, script, corpus, out], env=environment, stderr=subprocess.DEVNULL)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs Linux to find the workers")
def test_killed_at_random_moments(tmp_path: Path, corpus: Path) -> None:
    """The whole run and single workers are killed again and again; what comes out in the end is the same."""
    assert start(tmp_path, corpus, tmp_path / "whole").wait() == 0
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    out = tmp_path / "out"
    killed = 0
    for attempt in range(8):
        process = start(tmp_path, corpus, out)
        time.sleep(chance.uniform(0.3, 2.5))
        if process.poll() is None:
            workers = workers_of(process.pid)
            victim = chance.choice(workers) if workers and attempt % 2 else process.pid
            os.kill(victim, signal.SIGKILL)
            killed += 1
        process.wait()
    assert killed
    assert start(tmp_path, corpus, out).wait() == 0
    assert contents(out) == contents(tmp_path / "whole")
    assert not list(out.rglob("*partial*"))
    ids = [row["id"] for row in pq.read_table(out / "documents.parquet").to_pylist()]
    assert len(ids) == len(set(ids)) == 4_100


HEEDING = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
"""Start a command that heeds an interrupt, even where the tests run in the background of a shell, which ignores it."""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs Linux to find the workers")
def test_ctrl_c(tmp_path: Path, corpus: Path) -> None:
    """An interrupt of the command and its workers, as a terminal sends it, is one sentence; the run goes on later."""
    asked = [KANWU, "run", corpus, "--out", tmp_path / "out", "--workers", "2", "--json-log", tmp_path / "log.jsonl"]
    command = [*map(str, asked), "--isolated", "--quiet"]  # all rules: not over before it is seen
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0"}
    process = subprocess.Popen(
        [sys.executable, "-c", HEEDING, *command], env=environment, stderr=subprocess.PIPE, start_new_session=True
    )
    while process.poll() is None and len(workers_of(process.pid)) < 2:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.decode() == "kanwu: interrupted; run the same command again to go on.\n"
    assert not (tmp_path / "out" / "run.json").exists()
    again = subprocess.run(command, env=environment, stderr=subprocess.PIPE, check=False)
    assert again.returncode == 2  # some records cannot be read
    assert again.stderr.count(b"\n") == 40
    ids = [row["id"] for row in pq.read_table(tmp_path / "out" / "documents.parquet").to_pylist()]
    assert len(ids) == len(set(ids)) == 4_100
    events = [json.loads(line)["event"] for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert events[-1] == "finished"
