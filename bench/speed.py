"""How fast texts are mended and figures are read, as ratios against named peers in the same run.

Run `python bench/speed.py`. The text is the five seeds, and where `../shared/realtext` lies beside the repository also
its edited text. Each peer does one part of the work on the same text: OpenCC converts it, ftfy looks for mojibake, a
regular expression finds the numbers. They take turns, and the median of several rounds counts.
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import ftfy
import opencc

import kanwu
from kanwu.validate import read_figures

ROOT = Path(__file__).parent.parent
REALTEXT = ROOT.parent / "shared" / "realtext"
ROUNDS = 5
OBVIOUS = re.compile(
    r"[近约超逾]?[\d０-９一二三四五六七八九十百千万亿两,，.．]+(?:多|余)?(?:万|亿|萬|億)?(?:个|人|元|%|年|项)?"
)


def corpora() -> dict[str, list[str]]:
    """Return the texts to measure on."""
    found = {"seeds": [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]}
    for path in sorted(REALTEXT.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found[path.name.partition(".")[0]] = [json.loads(line)["text"] for line in lines]
    if len(found) == 1:
        print("../shared/realtext is not there: measuring on the seeds alone.")
    return found


def jobs() -> dict[str, Callable[[str], object]]:
    """Return what is measured, by name."""
    return {
        "kanwu.clean": lambda text: kanwu.clean(text).text,
        "kanwu.check": kanwu.check,
        "figures alone": read_figures,
        "the obvious re.findall": OBVIOUS.findall,
        "OpenCC t2s": opencc.OpenCC("t2s").convert,
        "ftfy.fix_text": ftfy.fix_text,
    }


def megabytes_a_second(job: Callable[[str], object], texts: Sequence[str], size: float) -> float:
    """Return how fast a job goes over the texts, in MB of UTF-8 a second of CPU time."""
    start = time.process_time()
    for text in texts:
        job(text)
    return size / (time.process_time() - start)


def main() -> None:
    """Print a table a corpus."""
    measured = jobs()
    for name, texts in corpora().items():
        size = sum(len(text.encode("utf-8")) for text in texts) / 1e6
        speeds: dict[str, list[float]] = {job: [] for job in measured}
        for job in measured.values():
            job(texts[0])
        for _ in range(ROUNDS):
            for job_name, job in measured.items():
                speeds[job_name].append(megabytes_a_second(job, texts, size))
        peer = statistics.median(speeds["OpenCC t2s"])
        print(f"{name}: {len(texts)} texts, {size:.2f} MB")
        for job_name, rates in speeds.items():
            median = statistics.median(rates)
            print(f"  {job_name:<24} {median:8.1f} MB/s   {median / peer:6.2f} x OpenCC t2s")
        pairs = zip(speeds["figures alone"], speeds["the obvious re.findall"], strict=True)
        print(f"  figures alone: {statistics.median(own / other for own, other in pairs):.2f} x the obvious re.findall")


if __name__ == "__main__":
    main()
