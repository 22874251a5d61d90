"""How the time of every rule grows when its input doubles: `python bench/linear.py [CODE ...]`.

Each rule, the reading of figures, and `clean` and `check` as a whole go over ordinary text (the seeds, and the
sentences of `fixtures/`, both damaged and sound), over the rule's own cases again and again, and over hostile text (one
piece repeated). A first pass over 16 and
64 KB finds the texts that are slowest and those that grow steepest; these are measured at 64, 128 and 256 KB. Printed
is the largest ratio of two neighbouring sizes, which is 2 where time is linear, and the slowest text with its speed.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import kanwu
from kanwu.repair import decode
from kanwu.rule import ClaimRule, Reading, RepairRule, Rule, catalogue
from kanwu.validate import read_figures

ROOT = Path(__file__).resolve().parent.parent
FIRST = (16, 64)
KILOBYTES = (64, 128, 256)
SHORTEST = 0.01  # seconds; below it a ratio says nothing
SUSPECT = 3.0
CHOSEN = 2  # texts for each job: that many of the slowest, and of the steepest
ROUNDS = 3
LONG = 0.5  # seconds, after which one round is enough
PIECES = (
    "å…¬åœ’èµ°è·¯Â¹Â«Ë†@ÃŒÃ¬Å¡Ã¢Ã€Ã",  # one layer of wrong codecs inside another
    *("1%", "1,111,111,", "1.1.1.1.", "1-", "第一", "百分之", "1个-", "$1", "1多", "10年"),
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
    *("甲、乙三个", "甲和三个", "三大即", "三个甲乙丙丁（", "“甲”“乙”三个", "甲" * 399 + "、乙三个", "甲（乙、"),
    *("Jan 30, ", "30 Jan ", "A 30, 1", "-2-29", "2023-2-29 ", "月30日", "1月1日至1月", "1月日", "从1990年至", "12"),
    *("增加1人至", "从1人到", "去年1人，", "三次产业1:2", "三产", "1人到", "1-2人至"),
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
    *("|1|2|3\n", "合计|1|2\n", "合计\t1\t2\n", "a|b\n--|--\n1|2\n", "<table><tr><td>1", "a,1\n"),
    *("|1|2|3\n", "合计|1|2\n", "合计\t1\t2\n", "a|b|c\n--|--|--\n1|2|3\n", "<table><tr><td>1", "a,1\n"),
    *("國后", "國后，", "國示范", "国国", "\u200b", "中\u200b", "\u0301", "&amp;", "Ã©", "æ\u0096\u0087", "\r\n", "あ"),
    *(
        "\u202e",
        "\u202ea",
        "\u2067س",
        "\0",
        "a\ba",
        "\x1b[",
        "\ue000",
        "\ue000a",
        "aа",
        "aаb ",
        "Ａ，",
        "１，",
        "ﾃﾞ",
        "ﾃﾞー中",
    ),
    *(
        "&",
        "&#20013;",
        "中文说明文字&amp;nbsp;",
        "中&amp;nbsp;\n",
        "<a ",
        "e\u0301",
        "e\u0301 ",
        "\u1112\u1161",
        "\U000e0061 ",
    ),
    *(
        "中,",
        "中,中",
        "中(中",
        "(中",
        "中(",
        "中:中 ",
        "中 ",
        "中 中中",
        "中组 织中，",
        "中，，",
        "中﹁",
        "﹁中﹂",
        '中"',
        '"中"',
        "“中",
        "「中」",
    ),
    *(
        "今天天气很好，我们去公园散步。鍥句功棣嗗懆涓�闂�棣嗭紝鍏朵綑鏃堕棿",
        "锟斤拷",
        "烫",
        "锛",
        "鐨\ufffd",
        "笢恅",
        "çš„",
        "И√",
        "뷁",
        "ﾊ",
        "\ufffd",
        "?",
        "?? ??? ",
        "é",
        "Ã",
        "ƒ",
        "é\n",
        "│",
    ),
    *("\x00", "\x80", "\x81", "\x9b", "\xff", "é\n", "ÿ<meta ", "<ÿ<!--", "~{", "\x1b$B", "a\0", "å\x8b", "\x810"),
)
"""What hostile text repeats; what Latin-1 can write stands for its bytes, too."""

OWN = "cases of "
"""How the names of the texts begin that are for one rule."""

START = "國發(fā)展Mon "
"""What hostile text begins with, so that rules that look for evidence in the whole text wake up."""

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
    for code in (rule.code for rule in catalogue().rules):
        found[f"{OWN}{code}"] = "", "\n\n".join(sentences(code)) + "\n\n"
    return found | {repr(piece): (START, piece) for piece in PIECES}


def concerns(name: str, job_name: str) -> bool:
    """Say whether a job is measured on a text: the cases of one rule are for that rule alone."""
    return not name.startswith(OWN) or name == f"{OWN}{job_name}"


def grown(start: str, piece: str, kilobytes: int) -> str:
    """Return a text of about that size in UTF-8."""
    return start + piece * max(1, kilobytes * 1024 // len(piece.encode()))


def jobs() -> dict[str, Job]:
    """Return what is measured, by name; a rule that builds on others runs with them."""
    found: dict[str, Job] = {"clean": kanwu.clean, "check": kanwu.check, "read_figures": read_figures}
    found["decode"] = lambda text: decode(as_bytes(text))
    return found | {rule.code: job for rule in catalogue().rules if (job := job_of(rule))}


def as_bytes(text: str) -> bytes:
    """Return a text in Latin-1, so that any byte can be had, or in GB18030 where that cannot be."""
    try:
        return text.removeprefix(START).encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("gb18030")


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


def seconds(job: Job, text: str, rounds: int = ROUNDS) -> float:
    """Return the CPU time of the fastest of several rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        job(text)
        best = min(best, time.process_time() - start)
        if best > LONG:
            break
    return best


def first_pass(chosen: Mapping[str, Job]) -> dict[str, set[str]]:
    """Return for each job the names of the texts that are worth a closer look."""
    seen: dict[str, list[Growth]] = {name: [] for name in chosen}
    for name, (start, piece) in materials().items():
        if not any(concerns(name, job_name) for job_name in chosen):
            continue
        texts = read(start, piece, FIRST)
        for job_name, job in chosen.items():
            if not concerns(name, job_name):
                continue
            seen[job_name].append(Growth(name, tuple(seconds(job, text, rounds=1) for text in texts)))
    slow = {name: sorted(each, key=lambda growth: -growth.times[-1])[:CHOSEN] for name, each in seen.items()}
    steep = {name: sorted(each, key=lambda growth: -growth.ratio)[:CHOSEN] for name, each in seen.items()}
    return {name: {growth.text for growth in slow[name] + steep[name]} for name in chosen}


def read(start: str, piece: str, sizes: tuple[int, ...]) -> list[str]:
    """Return the texts of these sizes, their figures at hand."""
    texts = [grown(start, piece, kilobytes) for kilobytes in sizes]
    FIGURES.clear()
    FIGURES.update((text, read_figures(text)) for text in texts)
    return texts


def measured(chosen: Mapping[str, Job]) -> dict[str, list[Growth]]:
    """Return how each job grows on its worst texts."""
    worst = first_pass(chosen)
    growths: dict[str, list[Growth]] = {name: [] for name in chosen}
    for name, (start, piece) in materials().items():
        wanted = [job_name for job_name in chosen if name in worst[job_name]]
        texts = read(start, piece, KILOBYTES) if wanted else []
        for job_name in wanted:
            growths[job_name].append(Growth(name, tuple(seconds(chosen[job_name], text) for text in texts)))
            gc.collect()
    return growths


def main() -> None:
    """Print a line a job: the steepest growth, and the slowest text."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "codes", nargs="*", help="measure these alone: codes of rules, clean, check, read_figures, decode"
    )
    wanted = parser.parse_args().codes
    gc.disable()  # its pauses fall on whichever size is measured
    chosen = {name: job for name, job in jobs().items() if not wanted or name in wanted}
    for name, each in measured(chosen).items():
        steepest = max(each, key=lambda growth: growth.ratio)
        slowest = max(each, key=lambda growth: growth.times[-1])
        rate = KILOBYTES[-1] / 1024 / slowest.times[-1]
        ratio = f"x {steepest.ratio:4.2f} {steepest.text}" if steepest.ratio else f"under {1000 * SHORTEST:.0f} ms"
        suspect = "  GROWS TOO FAST" if steepest.ratio > SUSPECT else ""
        print(f"{name:14} {ratio:36} slowest {rate:7.2f} MB/s {slowest.text}{suspect}")


if __name__ == "__main__":
    main()
