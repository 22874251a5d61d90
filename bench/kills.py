"""Whether anything is lost or done twice when a run is killed again and again.

Run `python bench/kills.py [RECORDS] [KILLS]`; without numbers, 20000 and 20. The records lie in JSON Lines, plain and
gzipped, and in text files; some are garbled, some broken. One run is left alone; another one is killed with SIGKILL at
random moments, the whole of it and single workers in turn, and started again each time. Cleaned files, quarantine and
tables must then be the same, and every record there once. Linux only: the workers are found in /proc.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.runs import contents, workers_of

PROGRAM = "import sys; from kanwu.cli import main; sys.argv[0] = 'kanwu'; main()"
GARBLED = "市中區(qū)以更實更細(xì)舉措。"
RECORDS_A_FILE = 200
FAILED = 2  # the exit code where some records cannot be read, as here


def write(folder: Path, count: int) -> int:
    """Write a corpus of so many records; return how many there are."""
    folder.mkdir()
    written = 0
    while written < count:
        number = written // RECORDS_A_FILE
        if number % 5 == 4:
            for text in range(RECORDS_A_FILE):
                (folder / f"{number:05}-{text:03}.txt").write_text(
                    f"第{number}-{text}篇。{GARBLED * (text % 3)}", "utf-8"
                )
        else:
            lines = "\n".join(record(number, at) for at in range(RECORDS_A_FILE)).encode()
            name = folder / f"{number:05}.jsonl{'.gz' if number % 5 == 3 else ''}"
            name.write_bytes(gzip.compress(lines, mtime=0) if number % 5 == 3 else lines)
        written += RECORDS_A_FILE
    return written


def record(number: int, at: int) -> str:
    """Return a line: one of two hundred is broken, one of ten garbled."""
    text = f"第{number}-{at}篇。{GARBLED if at % 10 == 0 else ''}{'没有问题。' * 20}"
    return "bad" if at == 50 else json.dumps({"text": text}, ensure_ascii=False)


def start(corpus: Path, out: Path) -> subprocess.Popen[bytes]:
    """Start a run with two workers."""
    command = [sys.executable, "-c", PROGRAM, "run", str(corpus), "--out", str(out), "--workers", "2", "--isolated"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0"}
    return subprocess.Popen([*command, "--quiet", "--select", "GLS,CHR"], env=environment, stderr=subprocess.DEVNULL)


def kill(process: subprocess.Popen[bytes], at: float, *, of_worker: bool, chance: random.Random) -> bool:
    """Kill a run after some seconds, or one of its workers so long after it began; say whether it was at work."""
    while of_worker and process.poll() is None and not workers_of(process.pid):
        time.sleep(0.02)
    time.sleep(at)
    victims = workers_of(process.pid) if of_worker else [process.pid]
    at_work = process.poll() is None and bool(victims)
    if at_work:
        os.kill(chance.choice(victims), signal.SIGKILL)
    process.wait()
    return at_work


def main() -> None:
    """Do it and say what came of it; exit 1 if anything differs."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = write(folder / "corpus", count)
        begun = time.monotonic()
        if start(folder / "corpus", folder / "whole").wait() != FAILED:
            raise SystemExit("the run that was left alone failed")
        takes = time.monotonic() - begun
        killed = {"run": 0, "worker": 0}
        runs = finished = 0
        while sum(killed.values()) < kills and finished < 3 * kills:
            process = start(folder / "corpus", folder / "killed")
            runs += 1
            what = "worker" if killed["worker"] < killed["run"] else "run"
            if kill(process, chance.uniform(0.2, takes / 3), of_worker=what == "worker", chance=chance):
                killed[what] += 1
            else:
                finished += 1
                shutil.rmtree(folder / "killed", ignore_errors=True)
        last = start(folder / "corpus", folder / "killed").wait()
        same = contents(folder / "killed") == contents(folder / "whole")
        ids = [row["id"] for row in pq.read_table(folder / "killed" / "documents.parquet", columns=["id"]).to_pylist()]
        left = len(list((folder / "killed").rglob("*partial*")))
    print(f"{written} records, {runs} runs, killed: {killed['run']} runs, {killed['worker']} workers")
    print(f"the last run ended with {last}; {len(ids)} documents, {len(set(ids))} different, {left} leftovers")
    print("same bytes and tables as a run that was left alone" if same else "DIFFERENT from a run that was left alone")
    sys.exit(not same or last != FAILED or len(ids) != written or len(set(ids)) != written or left > 0)


if __name__ == "__main__":
    main()
