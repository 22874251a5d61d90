"""How long the report of a large run takes to write and to open: `python bench/report.py [FINDINGS ...] [--rows N]`.

The runs are made up: tables as a run hands them over, for 1,000, 10,000 and 100,000 findings if no other number is
given. The peer is a plain Jinja template that writes every row of the same tables into an HTML table, escaped, without
search. Both take turns in one process, the median of their processor times counts, and ratios are to the peer. Memory
is what Python allocates beyond the tables. Where a Chromium is found, both pages are opened in it until they are laid
out; there, a key in the search field is measured until the first rows it finds are laid out, the first one right after
the page is ready, and last how long a search takes from a key until every row is found: the first, and another.

Above 100,000 findings there is no peer and one round: a run folder of such tables, figures and files among them, is
made on disk, and a process of its own writes its report with the default settings. Memory is the most that the process
had; the first page and one of findings and of texts are opened. The made-up run has no cleaned texts. `--rows N` is
that of `kanwu report`.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from jinja2 import Environment
from playwright.sync_api import Browser, sync_playwright

import kanwu
from kanwu.corpus.tables import TABLES
from kanwu.report.build import build_report
from kanwu.report.page import RunReport
from kanwu.report.render import render_report

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 3
MOST_REPEATED = 100_000  # findings of a run that is written several times, and by the peer
CHUNK = 50_000  # findings that are plain values at a time, so that they do not count as memory
MOST_OPENED = 10_000  # findings of a plain table that Chromium lays out in seconds; its time grows faster than they do
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SEARCHED = "垃圾 var001"
OTHER = "消防 gls001"

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

READY = "document.documentElement.dataset.ready === 'yes'"

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


FULL = """() => new Promise((resolve) => {
  const field = document.querySelector("#findings input[name=words]");
  const status = document.querySelector("#findings [role=status]");
  field.value = "";
  const start = performance.now();
  field.value = SEARCHED;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const look = () => (status.textContent.includes("…") ? setTimeout(look) : resolve(performance.now() - start));
  look();
})"""


def made_up_run(findings: int) -> tuple[_Row, dict[str, pa.Table]]:
    """Return the record and the tables of a run with so many findings, ten a document and a claim for every twenty."""
    chance = random.Random(findings)  # noqa: S311 - the same run every time
    documents = [_document(number) for number in range(-(-findings // 10))]
    tables = {
        "documents": _table(_document, len(documents)),
        "findings": _table(lambda number: _finding(number, documents[number // 10]["id"], chance), findings),
        "claims": _table(lambda number: _claim(number, documents[number * 2]["id"]), findings // 20),
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


def _table(make: Callable[[int], _Row], count: int) -> pa.Table:
    chunks = (range(first, min(first + CHUNK, count)) for first in range(0, count, CHUNK))
    return pa.concat_tables([pa.Table.from_pylist([make(number) for number in chunk]) for chunk in chunks])


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
        "claims": 1 - number % 2,
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
        seconds: of the processor, that it took.
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
            start = time.process_time()
            job()
            times[name].append(time.process_time() - start)
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


@dataclass(frozen=True, slots=True)
class Opened:
    """How a page opened, in milliseconds.

    Attributes:
        ready: until it is laid out.
        keys: of each letter typed into the search.
        full: from a key until every row is found, in the first search and in another.
    """

    ready: float
    keys: Sequence[float]
    full: Sequence[float]


def open_page(browser: Browser, html: str, done: str, letters: str) -> Opened:
    """Open a page and type into its search."""
    with tempfile.TemporaryDirectory() as folder, browser.new_context(offline=True) as context:
        path = Path(folder) / "index.html"
        path.write_text(html, "utf-8")
        page = context.new_page()
        page.set_default_timeout(0)  # a page that is slow to open is what is measured here
        page.goto(path.as_uri(), wait_until="commit")
        ready = page.evaluate(OPEN.replace("DONE", done))
        keys = page.evaluate(TYPE, letters)
        searches = (letters, OTHER) if letters else ()
        return Opened(ready, keys, [page.evaluate(FULL.replace("SEARCHED", json.dumps(each))) for each in searches])


def measure(findings: int, browser: Browser | None) -> None:
    """Print what the report of a run of so many findings costs."""
    record, tables = made_up_run(findings)
    rows = sum(map(len, tables.values()))
    plain_rows = {name: table.to_pylist() for name, table in tables.items()}
    print(f"{findings:,} findings, {len(tables['claims']):,} claims, {len(tables['documents']):,} documents")
    written = write(
        {
            "kanwu": lambda: render_report(_report(record, tables)),
            "peer": lambda: PEER.render(tables=plain_rows),
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
    opened = [open_page(browser, ours.html, READY, SEARCHED) for _ in range(ROUNDS)]
    ready = statistics.median(each.ready for each in opened)
    if findings <= MOST_OPENED:
        plain = open_page(browser, peer.html, "document.readyState === 'complete'", "")
        compared = f"{ready / plain.ready:5.2f} x"
    else:
        compared = "  not compared: the plain table takes minutes"
    print(f"  until ready      {ready:8.0f} ms  {compared}")
    first = [each.keys[0] for each in opened]
    later = [key for each in opened for key in each.keys[1:]]
    keys = f"slowest {max(later):.0f}, the first right after opening {statistics.median(first):.0f}"
    print(f"  a key            {statistics.median(later):8.1f} ms  ({keys})")
    whole, again = (statistics.median(each.full[which] for each in opened) for which in (0, 1))
    print(f"  a whole search   {again:8.0f} ms  (the first, right after opening: {whole:.0f})")


def _report(record: _Row, tables: dict[str, pa.Table]) -> RunReport:
    return build_report(record, tables["documents"].to_pylist(), tables["findings"], tables["claims"])


def measure_large(findings: int, browser: Browser | None, rows: int | None) -> None:
    """Print what the report of a run of very many findings costs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ProcessPoolExecutor(1, get_context("spawn")) as other:
            record = other.submit(_save_run, findings, folder).result()
        counts = record["counts"]
        print(f"{findings:,} findings, {counts['claims']['inconsistent']:,} claims, {counts['read']:,} documents")
        with ProcessPoolExecutor(1, get_context("spawn")) as other:  # the memory of making the tables is not measured
            seconds, worked, most = other.submit(_write, folder, record, rows).result()
        sizes = [path.stat().st_size / 1e6 for path in (folder / "report").iterdir()]
        print(f"  read and write   {seconds:8.1f} s   {worked:.1f} s of processor time")
        print(f"  peak memory      {most:8.0f} MB  the whole process")
        print(f"  pages            {len(sizes):8}     {sum(sizes):.0f} MB, the largest {max(sizes):.2f} MB", flush=True)
        for page in ("index.html", "findings-2.html", "texts-1.html"):
            if browser is not None and (folder / "report" / page).is_file():
                opened = open_page(browser, (folder / "report" / page).read_text("utf-8"), READY, "")
                print(f"  until ready      {opened.ready:8.0f} ms  {page}")


def _write(folder: Path, record: _Row, rows: int | None) -> tuple[float, float, float]:
    """Write the report of a run folder; return seconds, those of the processor, and the most memory in megabytes."""
    start, worked = time.perf_counter(), time.process_time()
    kanwu.Run(folder, record).report(rows=rows, say=lambda sentence: print(f"  {sentence}"))
    return time.perf_counter() - start, time.process_time() - worked, _most_memory()


def _most_memory() -> float:
    """Return the most megabytes that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _save_run(findings: int, folder: Path) -> _Row:
    """Write the tables of a made-up run as Parquet, some at a time; return its record."""
    chance = random.Random(findings)  # noqa: S311 - the same run every time
    documents = -(-findings // 10)
    with ExitStack() as stack:
        names = ("documents", "findings", "claims", "figures", "files")
        writers = {
            name: stack.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", TABLES[name])) for name in names
        }
        for first in range(0, documents, CHUNK // 10):
            some = [
                _document(number) | {"file": "pages.jsonl"}
                for number in range(first, min(first + CHUNK // 10, documents))
            ]
            made = {
                "documents": some,
                "findings": [
                    _finding(number, some[number // 10 - first]["id"], chance)
                    for number in range(first * 10, min((first + len(some)) * 10, findings))
                ],
                "claims": [_claim(number, each["id"]) for number, each in enumerate(some, first) if each["claims"]],
                "figures": [_figure(number, each["id"]) for each in some for number in range(each["figures"])],
            }
            for name, rows in made.items():
                writers[name].write_table(pa.Table.from_pylist(rows, TABLES[name]))
        file = _document(0) | {"id": "pages.jsonl", "path": "pages.jsonl", "records": documents, "format": "jsonl"}
        writers["files"].write_table(pa.Table.from_pylist([file], TABLES["files"]))
    record, _ = made_up_run(20)
    counts = {"read": documents, "documents": {"mended": documents}, "claims": {"inconsistent": -(-documents // 2)}}
    return record | {"cleaned": "cleaned", "counts": record["counts"] | counts}


def _figure(number: int, document: str) -> _Row:
    value = str(number * 17 % 100)
    bounds = {"low": value, "high": value, "low_open": False, "high_open": False}
    return {"document": document, "text": value, "start": number * 120, "end": number * 120 + len(value)} | bounds


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=lambda size: int(size.replace(",", "")), default=SIZES)
    parser.add_argument("--rows", type=int)
    asked = parser.parse_args()
    with chromium() as browser:
        for findings in asked.sizes:
            if findings <= MOST_REPEATED:
                measure(findings, browser)
            else:
                measure_large(findings, browser, asked.rows)


if __name__ == "__main__":
    main()
