"""How well the script of a text and of its passages is told: `python bench/scripts.py [--show]`.

Real edited text and the seeds, whole and paragraph by paragraph; and the regions on text that OpenCC wrote in the
forms of Taiwan and Hong Kong. It needs the folder `../shared/realtext` beside the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import opencc

import kanwu
from kanwu.text.scripts import passages_of, region_of, script_of

ROOT = Path(__file__).parent.parent
REALTEXT = ROOT.parent / "shared" / "realtext"
SHORTEST = 20  # characters of a paragraph that is asked about
HAN_LEAST = 0.5  # of a paragraph; tables and addresses have no script


def texts(name: str) -> Iterator[str]:
    """Yield the texts of one file of real text."""
    with gzip.open(REALTEXT / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def paragraphs(sources: Iterable[str]) -> Iterator[str]:
    """Yield the paragraphs that are long enough and Chinese."""
    for text in sources:
        for line in text.split("\n"):
            han = sum("\u4e00" <= char <= "\u9fff" for char in line)
            if len(line) >= SHORTEST and han >= HAN_LEAST * len(line):
                yield line


def tell(label: str, sources: Iterable[str], ask: Callable[[str], object]) -> None:
    """Print what was told of each text."""
    told = Counter(str(ask(text)) for text in sources)
    total = sum(told.values())
    print(f"  {label:36} {total:6}: " + ", ".join(f"{name} {n} ({n / total:.1%})" for name, n in told.most_common()))


def main() -> None:
    """Run all measures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--show", action="store_true", help="print the documents with passages in the other script")
    show = parser.parse_args().show
    for path in sorted((ROOT / "seeds").glob("0*.txt")):
        text = kanwu.clean(path.read_bytes()).source
        told = Counter(str(passage.count.script) for passage in passages_of(text))
        print(f"  seed {path.name[:3]}: {script_of(text)}, region {region_of(text)}, passages {dict(told)}")
    if not REALTEXT.is_dir():
        print("There is no ../shared/realtext beside the repository: the rest is left out.", file=sys.stderr)
        return
    for name in ("zh-Hans", "zh-Hant"):
        tell(f"{name}, documents", texts(name), script_of)
        tell(f"{name}, paragraphs", paragraphs(texts(name)), script_of)
        config = kanwu.Config(select=("VAR002",))
        found = [finding for text in texts(name) for finding in kanwu.clean(text, config).findings]
        print(f"  {name}: {len(found)} passages reported as being in the other script (VAR002)")
        for finding in found if show else ():
            print("   ", finding.message, dict(finding.evidence))
    for conversion in ("s2tw", "s2hk"):
        converted = list(map(opencc.OpenCC(conversion).convert, texts("zh-Hans")))
        tell(f"zh-Hans through {conversion}, documents", converted, region_of)
        tell(f"zh-Hans through {conversion}, paragraphs", paragraphs(converted), region_of)
    tell("zh-Hant as it is, documents", texts("zh-Hant"), region_of)


if __name__ == "__main__":
    main()
