"""How long `kanwu check` takes over 1,000 clean documents of 5 KB: `python bench/checking.py`.

Printed are the seconds of a first check and of one whose documents are all known, with one and with two workers, and
beside them the seconds of an interpreter that does nothing. The documents are made of the edited Simplified texts in
`../shared/realtext` in which nothing is found; where that is not there, of the seeds' Simplified sentences, which are
so few that a check of them is faster.
"""

from __future__ import annotations

import gzip
import itertools
import json
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
from kanwu.text.scripts import has_traditional

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "realtext" / "zh-Hans.jsonl.gz"
DOCUMENTS = 1_000
BYTES = 5_000
ROUNDS = 3


def paragraphs() -> list[str]:
    """Return what documents are made of: texts in which nothing is found."""
    if REAL.exists():
        with gzip.open(REAL, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        parts = [part for text in texts for part in text.split("\n") if part]
    else:
        print("There is no ../shared/realtext beside the repository: the documents are made of the seeds.")
        texts = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
        parts = [sentence for text in texts for sentence in re.findall(r"[^。\n]{8,200}。", text)]
        parts = [part for part in parts if not has_traditional(part)]
    random.Random(8).shuffle(parts)  # noqa: S311 - a repeatable sample, no secret
    return parts


def build(folder: Path) -> None:
    """Write the documents; a paragraph comes again only when all have been there."""
    several = itertools.cycle(part for part in paragraphs() if not kanwu.check(part).findings)
    for number in range(DOCUMENTS):
        text = ""
        while len(text.encode()) < BYTES:
            text += next(several) + "\n"
        cut = text.encode()[:BYTES].decode("utf-8", "ignore")
        (folder / f"{number:04}.txt").write_text(cut, "utf-8")


def seconds(command: list[str | Path], cache: Path) -> float:
    """Return how long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env={**os.environ, "KANWU_CACHE_DIR": str(cache)})
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
            command: list[str | Path] = [script, "check", corpus, "--workers", workers, "--quiet", "--isolated"]
            caches = [Path(name, f"{workers}-{number}") for number in range(ROUNDS)]
            first = statistics.median(seconds(command, cache) for cache in caches)
            again = statistics.median(seconds(command, cache) for cache in caches)
            print(f"{f'first check, {workers} workers':40} {first:6.2f} s")
            print(f"{f'again, {workers} workers':40} {again:6.2f} s")


if __name__ == "__main__":
    main()
