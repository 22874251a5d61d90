"""How the time of every rule grows when its input doubles: `python bench/linear.py [--all]`.

Each rule, the reading of figures, and `clean` and `check` as a whole go over ordinary text (the seeds, the sentences of
`fixtures/`, both damaged and sound) and over hostile text (one piece repeated) of 64, 128 and 256 KB. Printed is, for
each, the largest ratio of two neighbouring sizes and the slowest text. Linear is a ratio of 2; times too short to
measure are passed over.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import kanwu
from kanwu.rule import ClaimRule, Reading, RepairRule, Rule, catalogue
from kanwu.validate import read_figures

ROOT = Path(__file__).resolve().parent.parent
KILOBYTES = (8, 16, 32)
SHORTEST = 0.01  # seconds; below it a ratio says nothing
SUSPECT = 3.0
ROUNDS = 3
PIECES = (
    *("1", "1,", "1 ", "一", "十", "几", "第", "近", "$", "|1", "月", "2023-", "2023年2月29日", "星期四", "Mon "),
    *(
        "、",
        "，",
        "。",
        "“",
        "”",
        "（",
        "(",
        "和",
        "甲、",
        "三个",
        "、三个",
        "“甲”三个",
        "三讲”",
        "一是",
        "二是",
        "一是二是四是",
    ),
    *(
        "其中1人",
        "其中1人；",
        "共1人，",
        "1人，",
        "1人。",
        "占1%",
        "1人占1%，",
        "1人，占1%。",
        "共有1人\n",
        "另有1人，",
    ),
    *(
        "應出席3人，出席2人，缺席1人。",
        "区(qū)",
        "區(qū)",
        "(ā",
        "?ā)",
        "向?qū)",
        "向?qū)嵺`",
        "一?！闭",
        "區(qū)一?！闭",
    ),
    *("國后", "國后，", "國示范", "国国", "\u200b", "中\u200b", "\u0301", "&amp;", "Ã©", "æ\u0096\u0087", "\r\n", "あ"),
)
"""What hostile text repeats."""

Job = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Growth:
    """The times that one job took for one text at each size, in seconds."""

    text: str
    times: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The largest step between neighbouring sizes that took long enough to be measured."""
        steps = zip(self.times, self.times[1:], strict=False)
        return max((after / before for before, after in steps if before >= SHORTEST), default=0.0)


def sentences(prefix: str) -> list[str]:
    """Return the texts of the cases of a family or rule."""
    paths = sorted((ROOT / "fixtures").glob(f"{prefix}*/*.json"))
    return [case["text"] for path in paths for case in json.loads(path.read_text("utf-8")) if "text" in case]


def materials() -> dict[str, tuple[str, str]]:
    """Return, by name, what a text begins with and what it repeats."""
    chance = random.Random(5)  # noqa: S311 - a repeatable order, no secret
    found = {"seeds": ("", "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))))}
    for name, prefixes in {"claims": ("FIG", "DAT"), "glosses": ("GLS",), "variants": ("VAR",)}.items():
        texts = [text for prefix in prefixes for text in sentences(prefix)]
        chance.shuffle(texts)
        found[f"{name}, a line each"] = "", "\n".join(texts) + "\n"
        found[f"{name}, one line"] = "", "".join(texts).replace("\n", "")
    return found | {repr(piece): ("國發(fā)展Mon ", piece) for piece in PIECES}


def grown(start: str, piece: str, kilobytes: int) -> str:
    """Return a text of about that size in UTF-8."""
    return start + piece * max(1, kilobytes * 1024 // len(piece.encode()))


def jobs() -> dict[str, Job]:
    """Return what is measured, by name; a rule that builds on others runs with them."""
    found: dict[str, Job] = {"clean": kanwu.clean, "check": kanwu.check, "read_figures": read_figures}
    return found | {rule.code: job for rule in catalogue().rules if (job := job_of(rule))}


def job_of(rule: Rule) -> Job | None:
    """Return what runs a rule over a text; None for a rule about bytes."""
    if isinstance(rule, ClaimRule):
        return lambda text: list(rule.find(Reading(text, FIGURES[text])))
    if not isinstance(rule, RepairRule):
        return None
    chosen = rule.family if rule.family == "GLS" else rule.code
    config = kanwu.Config(select=(chosen,), to="zh-Hans" if rule.code == "VAR900" else None)
    return lambda text: kanwu.clean(text, config)


FIGURES: dict[str, tuple[kanwu.figure.Figure, ...]] = {}
"""The figures of the texts in use; a claim rule is measured without the reading of them."""


def seconds(job: Job, text: str) -> float:
    """Return the CPU time of the fastest of several rounds; one round where it takes long."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        job(text)
        best = min(best, time.process_time() - start)
        if best > 1:
            break
    return best


def measured(chosen: Mapping[str, Job]) -> Iterator[tuple[str, Growth]]:
    """Yield the growth of every job on every text."""
    for name, (start, piece) in materials().items():
        texts = [grown(start, piece, kilobytes) for kilobytes in KILOBYTES]
        FIGURES.clear()
        FIGURES.update((text, read_figures(text)) for text in texts)
        for job_name, job in chosen.items():
            yield job_name, Growth(name, tuple(seconds(job, text) for text in texts))


def main() -> None:
    """Print a line a job: the steepest growth, and the slowest text."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--all", action="store_true", help="print every text that grows too fast, not the worst alone")
    show_all = parser.parse_args().all
    growths: dict[str, list[Growth]] = {}
    gc.disable()  # its pauses fall on whichever size is measured
    for name, growth in measured(jobs()):
        growths.setdefault(name, []).append(growth)
        gc.collect()
    for name, each in growths.items():
        steepest = max(each, key=lambda growth: growth.ratio)
        slowest = max(each, key=lambda growth: growth.times[-1])
        rate = KILOBYTES[-1] / 1024 / slowest.times[-1]
        suspect = "  GROWS TOO FAST" if steepest.ratio > SUSPECT else ""
        print(f"{name:14} x {steepest.ratio:4.2f} {steepest.text:24} slowest {rate:7.2f} MB/s {slowest.text}{suspect}")
        for growth in each if show_all else ():
            if growth.ratio > SUSPECT:
                print("   ", growth.text, *(f"{1000 * took:.1f} ms" for took in growth.times))


if __name__ == "__main__":
    main()
