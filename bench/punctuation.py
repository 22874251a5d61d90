"""How much Chinese punctuation comes back after it was made ASCII: `python bench/punctuation.py`.

The full-width ，：；（）！？ of edited texts in `../shared/realtext` are replaced by the ASCII marks, as NFKC does;
PUN001 with unsafe fixes should put them back. Counted are the marks that come back, and the marks changed that the
edited text writes in ASCII itself, which are listed: they are alarms or slips of its editors. Without that folder
nothing is measured.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from pathlib import Path

import kanwu

TEXTS = Path(__file__).resolve().parent.parent.parent / "shared" / "realtext"
ASCII = {"，": ",", "：": ":", "；": ";", "（": "(", "）": ")", "！": "!", "？": "?"}
MOST = 400  # texts of a script
RULE = kanwu.Config(select=("PUN001",), unsafe_fixes=True)


def mended_marks(halved: str) -> dict[int, str]:
    """Return where PUN001 puts which mark; a blank that goes with a bracket is not the mark's place."""
    places = {}
    for finding in kanwu.clean(halved, RULE).findings:
        if finding.applied and finding.fix:
            blanks = len(finding.fix.original) - len(finding.fix.original.lstrip(" "))
            places[finding.start + blanks] = finding.fix.replacement
    return places


def measure(name: str) -> None:
    """Print the counts for one script."""
    with gzip.open(TEXTS / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    random.Random(4).shuffle(texts)  # noqa: S311 - a repeatable choice, no secret
    marks: Counter[str] = Counter()
    back: Counter[str] = Counter()
    others = []
    for text in texts[:MOST]:
        places = mended_marks("".join(ASCII.get(char, char) for char in text))
        marks.update(char for char in text if char in ASCII)
        back.update(char for at, char in enumerate(text) if char in ASCII and places.get(at) == char)
        others += [text[max(0, at - 10) : at + 10] for at, mark in places.items() if text[at] != mark]
    share = back.total() / marks.total()
    print(f"{name}: {back.total()} of {marks.total()} marks come back ({share:.1%}); {len(others)} others changed")
    print("  " + ", ".join(f"{mark} {back[mark]} of {count}" for mark, count in marks.items()))
    for around, count in Counter(others).most_common():
        print(f"    {count} x {around!r}")


def main() -> None:
    """Print both scripts."""
    if not TEXTS.exists():
        print("There is no ../shared/realtext: nothing to measure.")
        return
    for name in ("zh-Hans", "zh-Hant"):
        measure(name)


if __name__ == "__main__":
    main()
