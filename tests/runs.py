"""What a run gave, and the processes of one that is at work: for the tests and measurements that kill it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from kanwu.corpus.tables import TABLES


def contents(out: Path) -> dict[str, object]:
    """Return what a run wrote: the bytes of its files, and the rows of its tables."""
    files: dict[str, object] = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for folder in ("cleaned", "quarantine")
        for path in (out / folder).rglob("*")
        if path.is_file()
    }
    return files | {name: pq.read_table(out / f"{name}.parquet").to_pylist() for name in TABLES}


def _parents() -> Iterator[tuple[int, int]]:
    """Give each process of this machine with the one that started it, by Linux's account."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        yield int(path.parent.name), int(fields[1])


def _command(process: int) -> bytes:
    """Return the command line of a process; empty where it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def workers_of(process: int) -> list[int]:
    """Return the processes that another one started to share its work; not the one that tracks their resources."""
    return [child for child, parent in _parents() if parent == process and b"spawn_main" in _command(child)]


def children_of(process: int) -> list[int]:
    """Return all processes below one."""
    below: dict[int, list[int]] = {}
    for child, parent in _parents():
        below.setdefault(parent, []).append(child)
    found, left = [], [process]
    while left:
        children = below.get(left.pop(), [])
        found += children
        left += children
    return found


def kill_ray_workers(process: subprocess.Popen[bytes], times: int, pause: float) -> int:
    """Kill that many Ray workers that are at work on a shard, with pauses in seconds; return how many were killed."""
    killed: set[int] = set()
    while process.poll() is None and len(killed) < times:
        time.sleep(pause)
        for child in children_of(process.pid):
            if _command(child).startswith(b"ray::_call") and child not in killed:
                os.kill(child, signal.SIGKILL)
                killed.add(child)
                break
    return len(killed)
