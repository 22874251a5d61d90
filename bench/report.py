"""How long the report of a large run takes to write and to open, and how large it is: `python bench/report.py`.

The runs are made up: rows as a run's tables hold them, for 1,000, 10,000 and 100,000 findings. The peer is a plain
Jinja template that writes every row of the same tables into an HTML table, escaped, without search. Both take turns in
one process, the median counts, and ratios are to the peer. Memory is what Python allocates beyond the rows. Where a
Chromium is found, both pages are opened in it until they are laid out; there, a key in the search field is measured
until the rows it finds are laid out, the first one right after the page is ready.
"""

from __future__ import annotations

import json
import random
import shutil
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment
from playwright.sync_api import Browser, sync_playwright

from kanwu.report.build import build_report
from kanwu.report.render import render_report

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 3
MOST_OPENED = 10_000  # findings of a plain table that Chromium lays out in seconds; its time grows faster than they do
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SEARCHED = "垃圾 var001"

_Row = dict[str, Any]

WORDS = (
    *(
        "今年",
        "小组",
        "西坡",
        "例会",
        "通过",
        "办法",
        "五月",
        "起",
        "施行",
        "各村",
        "居民",
        "讲座",
        "培训",
        "服务",
        "中心",
    ),
    *(
        "窗口",
        "受理",
        "办结",
        "材料",
        "登记",
        "公示",
        "复核",
        "道路",
        "桥梁",
        "养护",
        "河道",
        "巡查",
        "清理",
        "垃圾",
        "分类",
    ),
    *(
        "社区",
        "志愿者",
        "老人",
        "助餐",
        "儿童",
        "图书馆",
        "借阅",
        "周末",
        "开放",
        "消防",
        "演练",
        "检查",
        "隐患",
        "整改",
        "完成",
    ),
    *(
        "，",
        "。",
        "和",
        "的",
        "在",
        "已",
        "将",
        "由",
        "对",
        "共",
        "新增",
        "同比",
        "此前",
        "目前",
        "其中",
        "据",
        "于",
        "并",
    ),
)
"""What the made-up sentences are drawn from, so that they pack about as well as real ones."""

PEER = Environment(autoescape=True).from_string(
    """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Quality report</title></head><body>
{%- for name, rows in tables.items() %}
<h2>{{ name }}</h2>
<table><tbody>
{%- for row in rows %}
<tr>{% for value in row.values() %}<td>{{ value }}</td>{% endfor %}</tr>
{%- endfor %}
</tbody></table>
{%- endfor %}
</body></html>
"""
)

OPEN = """() => new Promise((resolve) => {
  const look = () => {
    if (!(DONE)) return setTimeout(look, 1);
    document.body.offsetHeight;
    resolve(performance.now());
  };
  look();
})"""

TYPE = """(letters) => {
  const field = document.querySelector("#findings input[name=words]");
  return [...letters].map((letter) => {
    const start = performance.now();
    field.value += letter;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.offsetHeight;
    return performance.now() - start;
  });
}"""


def made_up_run(findings: int) -> tuple[_Row, dict[str, list[_Row]]]:
    """Return the record and the rows of a run with so many findings, ten a document and a claim for every twenty."""
    chance = random.Random(findings)  # noqa: S311 - the same run every time
    documents = [_document(number) for number in range(findings // 10)]
    tables = {
        "documents": documents,
        "findings": [_finding(number, documents[number // 10]["id"], chance) for number in range(findings)],
        "claims": [_claim(number, documents[number * 2]["id"]) for number in range(findings // 20)],
    }
    record = {
        "tool": {"name": "kanwu", "version": "0"},
        "command": ["kanwu", "run", "通报", "--out", "run"],
        "config": {},
        "started": "2024-04-01T08:30:00Z",
        "finished": "2024-04-01T08:30:02Z",
        "counts": {"read": len(documents), "passed_over": {}, "documents": {"mended": len(documents)}},
    }
    return record, tables


def _document(number: int) -> _Row:
    return {
        "id": f"通报/{number % 97:02d}/{number:06d}.txt",
        "path": f"通报/{number % 97:02d}/{number:06d}.txt",
        "status": "mended",
        "reason": None,
        "encoding": "gb18030",
        "bytes": 2000 + number % 1777,
        "sha256_in": f"{number * 7919:064x}",
        "sha256_out": f"{number * 104729:064x}",
        "findings": 10,
        "figures": 12,
        "claims": number % 2,
    }


def _words(chance: random.Random) -> str:
    return "".join(chance.choices(WORDS, k=24))[:24]


def _finding(number: int, document: str, chance: random.Random) -> _Row:
    code, severity, before, after = (
        ("GLS001", "error", "(qū)", ""),
        ("VAR001", "warning", "准", "準"),
        ("CHR001", "info", "\u200b", ""),
    )[number % 3]
    start = number % 10 * 150 + chance.randrange(100)
    return {
        "document": document,
        "code": code,
        "severity": severity,
        "start": start,
        "end": start + len(before),
        "line": number % 10 * 4 + 1,
        "column": chance.randrange(1, 90),
        "message": f"“{before}” does not belong in front of number {number % 1000}.",
        "before": before,
        "after": after,
        "safety": "safe",
        "applied": True,
        "evidence": json.dumps({"word": "標準", "readings": "qū, ōu", "seen": str(number % 53)}, ensure_ascii=False),
        "context_before": _words(chance),
        "context_after": _words(chance),
    }


def _claim(number: int, document: str) -> _Row:
    part, whole = number % 60, 60 + number % 40
    context = f"全年受理{whole}件，办结{part}件，办结率80%。"
    spans = [(4, 4 + len(f"{whole}件")), (len(f"全年受理{whole}件，办结"), len(f"全年受理{whole}件，办结{part}件"))]
    return {
        "document": document,
        "kind": "share",
        "code": "FIG101",
        "verdict": "inconsistent",
        "relation": f"{part}/{whole} = 80%",
        "reason": None,
        "start": 0,
        "end": len(context),
        "line": 4,
        "column": 1,
        "figures": json.dumps([{"text": context[at:end], "start": at, "end": end} for at, end in spans]),
        "comparison": f"[{part}/{whole}, {part}/{whole}] = [159/200, 161/200)",
        "context": context,
        "context_start": 0,
    }


@dataclass(frozen=True, slots=True)
class Written:
    """How a page was written.

    Attributes:
        html: the page.
        seconds: how long it took.
        peak: megabytes of memory that Python allocated on the way.
    """

    html: str
    seconds: float
    peak: float

    @property
    def size(self) -> float:
        """Megabytes of the page as UTF-8."""
        return len(self.html.encode("utf-8")) / 1e6


def write(jobs: dict[str, Callable[[], str]]) -> dict[str, Written]:
    """Write each page several times in turns, and once more to watch its memory."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            times[name].append(time.perf_counter() - start)
    written = {}
    for name, job in jobs.items():
        tracemalloc.start()
        html = job()
        written[name] = Written(html, statistics.median(times[name]), tracemalloc.get_traced_memory()[1] / 1e6)
        tracemalloc.stop()
    return written


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """Start the system's Chromium, if there is one."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        print(f"No browser: install one of {', '.join(BROWSERS)} to measure how the pages open.")
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def open_page(browser: Browser, html: str, done: str, letters: str) -> tuple[float, list[float]]:
    """Open a page; return the milliseconds until it is laid out, and those of each letter typed into the search."""
    with tempfile.TemporaryDirectory() as folder, browser.new_context(offline=True) as context:
        path = Path(folder) / "index.html"
        path.write_text(html, "utf-8")
        page = context.new_page()
        page.set_default_timeout(0)  # a page that is slow to open is what is measured here
        page.goto(path.as_uri(), wait_until="commit")
        ready = page.evaluate(OPEN.replace("DONE", done))
        return ready, page.evaluate(TYPE, letters)


def measure(findings: int, browser: Browser | None) -> None:
    """Print what the report of a run of so many findings costs."""
    record, tables = made_up_run(findings)
    rows = sum(map(len, tables.values()))
    print(f"{findings:,} findings, {len(tables['claims']):,} claims, {len(tables['documents']):,} documents")
    written = write(
        {
            "kanwu": lambda: render_report(
                build_report(record, tables["documents"], tables["findings"], tables["claims"])
            ),
            "peer": lambda: PEER.render(tables=tables),
        }
    )
    ours, peer = written["kanwu"], written["peer"]
    print(f"  build and render {ours.seconds:8.2f} s   {ours.seconds / peer.seconds:5.1f} x a plain Jinja table")
    print(
        f"  peak memory      {ours.peak:8.1f} MB  {ours.peak / peer.peak:5.1f} x, {ours.peak * 1e6 / rows:,.0f} B a row"
    )
    print(f"  page             {ours.size:8.2f} MB  {ours.size / peer.size:5.2f} x")
    if browser is None:
        return
    opened = [
        open_page(browser, ours.html, "document.documentElement.dataset.ready === 'yes'", SEARCHED)
        for _ in range(ROUNDS)
    ]
    ready = statistics.median(ready for ready, _ in opened)
    if findings <= MOST_OPENED:
        plain, _ = open_page(browser, peer.html, "document.readyState === 'complete'", "")
        compared = f"{ready / plain:5.2f} x"
    else:
        compared = "  not compared: the plain table takes minutes"
    print(f"  until ready      {ready:8.0f} ms  {compared}")
    first = statistics.median(keys[0] for _, keys in opened)
    later = [key for _, keys in opened for key in keys[1:]]
    keys = f"slowest {max(later):.0f}, the first right after opening {first:.0f}"
    print(f"  a key            {statistics.median(later):8.1f} ms  ({keys})")


def main() -> None:
    """Measure every size."""
    with chromium() as browser:
        for findings in SIZES:
            measure(findings, browser)


if __name__ == "__main__":
    main()
