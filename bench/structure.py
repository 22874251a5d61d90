"""Measure the rules of structure: `python bench/structure.py`.

Prints every finding of the STR rules in the seeds, to be read by hand; and, where the folder `../shared` lies beside
the repository, in its edited texts and in the garbled pages and look-alikes.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import kanwu

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
STRUCTURE = kanwu.Config(select=("STR",))


def show(title: str, texts: Iterable[tuple[str, str]]) -> None:
    """Print the findings in some named texts, and how many there are of each rule."""
    counts: Counter[str] = Counter()
    print(title)
    for name, text in texts:
        counts["texts"] += 1
        cleaned = kanwu.clean(text, STRUCTURE)
        for finding in cleaned.findings:
            counts[finding.code] += 1
            print(f"  {name}: {finding.code} {cleaned.source[finding.start : finding.end].strip()[:80]!r}")
    print(f"  {dict(counts)}")


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the text files of a folder."""
    for path in sorted(folder.glob("*.txt")):
        yield path.stem[:3], path.read_text("utf-8")


def lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts of a JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            yield str(number), json.loads(line)["text"]


def main() -> None:
    """Print every measurement."""
    show("The five seeds", files(ROOT / "seeds"))
    if not SHARED.is_dir():
        print("../shared is not there; passed over")
        return
    show("Garbled pages", files(SHARED / "garble" / "pages"))
    show("Look-alikes", files(SHARED / "garble" / "lookalikes"))
    for name in ("zh-Hans", "zh-Hant"):
        show(f"Edited text, {name}", lines(SHARED / "realtext" / f"{name}.jsonl.gz"))


if __name__ == "__main__":
    main()
