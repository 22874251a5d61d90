"""Whether memory stays the same when the input grows, and what a second worker brings.

Run `python bench/memory.py [MB …] [--format jsonl|jsonl.gz|parquet] [--select CODES] [--workers N …] [--report]`;
without numbers, 64 and 256. For the gates of the project, 1000 and 4000. A file of each size is made from the documents
of `bench/corpus.py`, and `kanwu.run` is started on it, with `--report` also the making of the report. Printed are, for
each size and number of workers, the time, the most memory that the process which leads and any of the workers had, and
how much faster more workers are. `--select` chooses rules, since a full run over gigabytes takes hours: `CHR` unless
told.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parent))
from corpus import documents  # type: ignore[import-not-found] # a script beside this one

ROWS = 2000
PROGRAM = """
import os
import sys
os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"  # as the command line sets it
import kanwu
source, folder, workers, select, with_report = sys.argv[1:]
done = kanwu.run(source, folder, kanwu.Config(select=tuple(select.split(","))), workers=int(workers))
if with_report == "True":
    done.report()
"""


def repeated(sample: Sequence[str], size: float) -> Iterator[str]:
    """Give documents again and again until they have so many bytes together, none like another."""
    total = number = 0
    while total < size:
        text = f"{number}\n{sample[number % len(sample)]}"
        total += len(text.encode())
        number += 1
        yield text


def write(path: Path, sample: Sequence[str], size: float) -> None:
    """Write a file of the format that its name says."""
    texts = repeated(sample, size)
    if path.suffix == ".parquet":
        fields: list[pa.Field[Any]] = [pa.field("id", pa.int64()), pa.field("text", pa.string())]
        schema = pa.schema(fields)
        with pq.ParquetWriter(path, schema, compression="zstd") as out:
            rows: list[str] = []
            for text in texts:
                rows.append(text)
                if len(rows) == ROWS:
                    out.write_table(pa.table({"id": list(range(ROWS)), "text": rows}, schema=schema))
                    rows = []
            out.write_table(pa.table({"id": list(range(len(rows))), "text": rows}, schema=schema))
        return
    with pa.OSFile(str(path), "wb") as plain, _packed(plain, path) as file:
        for text in texts:
            file.write(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n")


def _packed(file: pa.NativeFile, path: Path) -> pa.NativeFile:
    return pa.CompressedOutputStream(file, "gzip") if path.suffix == ".gz" else file


def peaks(process: int) -> Iterator[tuple[int, int]]:
    """Give the processes of a run and the most memory each has had, in bytes: the leader first."""
    for path in sorted(Path("/proc").glob("[0-9]*/status")):
        try:
            fields = dict(line.split(":", 1) for line in path.read_text("utf-8").splitlines() if ":" in line)
        except OSError:
            continue
        own = int(fields["Pid"])
        if process in (own, int(fields["PPid"])) and "VmHWM" in fields:
            yield own, int(fields["VmHWM"].split()[0]) * 1024


def measure(source: Path, folder: Path, workers: int, asked: argparse.Namespace) -> tuple[float, int, int]:
    """Run once; return the seconds, and the peaks of the leader and of the biggest worker."""
    given = (source, folder, workers, asked.select, asked.report)
    start = time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, *map(str, given)])
    most: dict[int, int] = {}
    while process.poll() is None:
        most.update(peaks(process.pid))
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"the run ended with {process.returncode}")
    leader = most.pop(process.pid, 0)
    return time.monotonic() - start, leader, max(most.values(), default=0)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=float, default=[64.0, 256.0])
    parser.add_argument("--format", default="jsonl")
    parser.add_argument("--select", default="CHR")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--workers", nargs="*", type=int, default=[1, 2])
    asked = parser.parse_args()
    sample = documents(8e6)
    print(f"{asked.format}, rules {asked.select}")
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as name:
            source = Path(name) / f"corpus.{asked.format}"
            write(source, sample, size * 1e6)
            first = 0.0
            for workers in asked.workers:
                taken, leader, worker = measure(source, Path(name) / f"out{workers}", workers, asked)
                first = first or taken
                print(
                    f"{size:8.0f} MB  {workers} workers {taken:8.1f} s  {size / taken:6.1f} MB/s"
                    f"  leader {leader / 1e6:5.0f} MB  biggest worker {worker / 1e6:5.0f} MB  {first / taken:5.2f} x",
                    flush=True,
                )


if __name__ == "__main__":
    main()
