"""How long `kanwu check` takes over 1,000 clean documents of 5 KB: `python bench/checking.py`.

Printed are the seconds of a first check and of one whose documents are all known, with one and with two workers, and
beside them the seconds of an interpreter that does nothing. The documents are made of the Simplified seeds' sentences.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

import kanwu

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = 1_000
BYTES = 5_000
ROUNDS = 3


def sentences() -> list[str]:
    """Return the sentences of the seeds in which nothing is found."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    found = [sentence for text in texts for sentence in re.findall(r"[^。\n]{8,200}。", text)]
    return [sentence for sentence in found if not kanwu.check(sentence).findings]


def build(folder: Path) -> None:
    """Write the documents."""
    chance = random.Random(8)  # noqa: S311 - a repeatable sample, no secret
    known = sentences()
    for number in range(DOCUMENTS):
        text = ""
        while len(text.encode()) < BYTES:
            text += chance.choice(known) + ("\n" if chance.random() < 0.2 else "")
        (folder / f"{number:04}.txt").write_text(text, "utf-8")


def seconds(command: list[str | Path], cache: Path) -> float:
    """Return how long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False, env={**os.environ, "KANWU_CACHE_DIR": str(cache)})
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    script = Path(sysconfig.get_path("scripts")) / "kanwu"
    with tempfile.TemporaryDirectory() as name:
        corpus = Path(name, "corpus")
        corpus.mkdir()
        build(corpus)
        idle = statistics.median(seconds([sys.executable, "-c", ""], Path(name)) for _ in range(ROUNDS))
        print(f"{'an interpreter that does nothing':40} {idle:6.2f} s")
        for workers in ("1", "2"):
            command: list[str | Path] = [script, "check", corpus, "--workers", workers, "--quiet"]
            caches = [Path(name, f"{workers}-{number}") for number in range(ROUNDS)]
            first = statistics.median(seconds(command, cache) for cache in caches)
            again = statistics.median(seconds(command, cache) for cache in caches)
            print(f"{f'first check, {workers} workers':40} {first:6.2f} s")
            print(f"{f'again, {workers} workers':40} {again:6.2f} s")


if __name__ == "__main__":
    main()
