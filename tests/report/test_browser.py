"""The report in a real browser: no request, no script but its own, search, paging, print, accessibility."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError
from tests.report.sample_run import REPORT
from tests.report.test_render import hostile

from kanwu.report.page import ReportText, RunReport
from kanwu.report.render import render_report
from kanwu.rule import catalogue

MANY = replace(
    REPORT,
    findings=tuple(replace(REPORT.findings[n % 6], line=n + 1, start=n, end=n + 1) for n in range(180)),
    claims=tuple(replace(REPORT.claims[n % 4], line=n + 1) for n in range(120)),
)

TRANSLATED = replace(
    REPORT,
    rules=tuple(replace(rule, doc=catalogue()[rule.code].doc) for rule in REPORT.rules[1:]) + REPORT.rules[:1],
)
"""Rules as they are, whose pages a Chinese report has in Chinese, and one whose page it has in English."""

STRUCTURE = """(() => {
  const shape = (node) => node.nodeType === Node.TEXT_NODE ? node.data.trim() :
    [node.tagName, [...node.attributes].map((a) => `${a.name}=${a.value}`).sort(), children(node)];
  const children = (node) => { node.normalize(); return [...node.childNodes].map(shape).filter(String); };
  return [...document.querySelectorAll("[data-table] tbody")].map(shape);
})()"""


class Opened:
    """A page with what it asked for and complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def ask(self, script: str) -> Any:
        """Evaluate an expression on the page."""
        return self.page.evaluate(script)

    def wait(self, condition: str) -> None:
        """Wait until an expression is true; the page's policy forbids playwright's own way."""
        for _ in range(500):
            try:
                if self.ask(condition):
                    return
            except PlaywrightError as error:
                if "context was destroyed" not in str(error):  # it is, while the page goes to another
                    raise
            time.sleep(0.01)
        pytest.fail(f"never true: {condition}")

    def rows(self, table: str) -> list[str]:
        """Return the texts of the rows that a table shows."""
        shown: list[str] = self.ask(f"[...document.querySelectorAll('#{table} .cards tbody tr')].map(r => r.innerText)")
        return shown


@contextmanager
def opened(
    browser: Browser, folder: Path, html: str, scheme: Literal["light", "dark"] = "light", width: int = 1200
) -> Iterator[Opened]:
    """Open a page from a file with the network off."""
    path = folder / "index.html"
    path.write_bytes(html.encode("utf-8"))
    with browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, offline=True) as context:
        result = Opened(context.new_page())
        result.page.goto(path.as_uri())
        result.wait("document.documentElement.dataset.ready === 'yes'")
        yield result
        assert result.complaints == []
        assert result.requests == [path.as_uri()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("lang", "width"), [("en", 1200), ("zh-Hans", 390)])
def test_accessible(browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"], lang: str, width: int) -> None:
    """axe-core finds nothing in either theme, wide or narrow, and nothing is wider than the screen."""
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    with opened(browser, tmp_path, render_report(TRANSLATED, lang), scheme, width) as report:
        report.ask("document.querySelectorAll('details').forEach(d => d.open = true)")
        report.ask(axe)
        violations = report.ask("axe.run().then(result => result.violations)")
        assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []
        assert report.ask("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("static_rows", [500, 0])
def test_hostile_text_runs_nothing(browser: Browser, tmp_path: Path, static_rows: int) -> None:
    """Attacks in every text of the run, written as HTML or unpacked by the script, show as text."""
    with opened(browser, tmp_path, render_report(hostile(), static_rows=static_rows)) as report:
        assert report.ask("document.title").startswith("Quality report")
        assert report.ask("document.querySelectorAll('main img, main script:not([type]), [onerror]').length") == 0
        assert report.ask("[...document.links].every(link => link.getAttribute('href').startsWith('#'))")
        assert report.ask("getComputedStyle(document.body).display") == "block"
        (row,) = report.rows("findings")
        for text in ("</script><script>", "onerror=", "javascript:", "U+202E", "U+0000", "U+D800", "{{ 7 * 7 }}"):
            assert text in row


def test_packed_rows_look_like_written_ones(browser: Browser, tmp_path: Path) -> None:
    """The script builds from a packed row what the template writes."""

    def tables(static_rows: int, run: RunReport) -> Any:
        with opened(browser, tmp_path, render_report(run, static_rows=static_rows)) as report:
            return report.ask(STRUCTURE)

    for run in (REPORT, hostile()):
        assert tables(0, run) == tables(500, run)


def test_search_and_filters(browser: Browser, tmp_path: Path) -> None:
    """Words, rule, severity and document narrow the table down; a link from a document does too."""
    with opened(browser, tmp_path, render_report(REPORT)) as report:
        page = report.page
        assert len(report.rows("findings")) == 6
        page.fill("#findings input[name=words]", "MIXES 標準")
        assert [row.split()[0] for row in report.rows("findings")] == ["VAR001"]
        assert page.inner_text("#findings .shown") == "1 of 6"
        page.click("#findings button[name=clear]")
        assert page.inner_text("#findings .shown") == "6 of 6"
        page.select_option("#findings select[name=code]", "PUN001")
        assert len(report.rows("findings")) == 1
        page.click("#findings button[name=clear]")
        page.select_option("#findings select[name=level]", "error")
        assert len(report.rows("findings")) == 2
        page.click("#findings button[name=clear]")
        page.fill("#findings input[name=document]", "notice.txt")
        assert [row.split()[0] for row in report.rows("findings")] == ["CHR001", "PUN001"]
        page.fill("#findings input[name=words]", "nowhere")
        assert report.rows("findings") == []


def test_pages_and_deep_links(browser: Browser, tmp_path: Path) -> None:
    """Rows written and packed form one table; a link to a finding turns to its page."""
    with opened(browser, tmp_path, render_report(MANY, static_rows=70)) as report:
        page = report.page
        assert len(report.rows("findings")) == 50
        assert page.inner_text("#findings .page") == "Page 1 of 4"
        page.click("#findings button[name=next]")
        assert report.ask("document.querySelector('#findings tbody tr').id") == "finding-51"
        page.click("#findings button[name=next]")
        page.click("#findings button[name=next]")
        assert len(report.rows("findings")) == 30
        assert page.is_disabled("#findings button[name=next]")
        report.ask("location.hash = '#finding-120'")
        report.wait("document.activeElement.id === 'finding-120'")
        page.fill("#findings input[name=words]", "no such words")
        assert page.is_hidden("#findings .pager")


def test_print_holds_every_row(browser: Browser, tmp_path: Path) -> None:
    """On paper there are no pages to turn: all rows are there, with their evidence."""
    with opened(browser, tmp_path, render_report(MANY, static_rows=70)) as report:
        report.ask("dispatchEvent(new Event('beforeprint'))")
        assert len(report.rows("findings")) == 180
        report.ask("dispatchEvent(new Event('afterprint'))")
        assert len(report.rows("findings")) == 50
        report.page.emulate_media(media="print")
        assert report.page.is_hidden("#findings form")
        assert report.page.is_visible(".sign")


def test_print_says_what_it_leaves_out(browser: Browser, tmp_path: Path) -> None:
    """Of a very long table the first rows are printed, and the paper says so; the screen does not."""
    long = replace(REPORT, findings=tuple(replace(REPORT.findings[n % 6], line=n + 1) for n in range(2100)))
    with opened(browser, tmp_path, render_report(long)) as report:
        report.ask("dispatchEvent(new Event('beforeprint'))")
        assert len(report.rows("findings")) == 2000
        assert "first 2,000 of 2,100 rows" in report.page.inner_text("#findings .printed")
        report.ask("dispatchEvent(new Event('afterprint'))")
        assert len(report.rows("findings")) == 50
        assert report.page.locator(".printed").count() == 0


def test_search_over_blocks(browser: Browser, tmp_path: Path) -> None:
    """Rows are packed in blocks; a search finds those of each, and typing on narrows it down."""
    long = replace(
        REPORT, findings=tuple(replace(REPORT.findings[n % 6], message=f"number n{n:05d}") for n in range(5000))
    )
    with opened(browser, tmp_path, render_report(long)) as report:
        for words, shown in (
            ("n0", "5,000"),
            ("n01", "1,000"),
            ("n0199 var001", "1"),
            ("n04999", "1"),
        ):
            report.page.fill("#findings input[name=words]", words)
            report.wait(f"document.querySelector('#findings .shown').textContent === '{shown} of 5,000'")
        assert len(report.rows("findings")) == 1


def test_keyboard(browser: Browser, tmp_path: Path) -> None:
    """The first stop skips the navigation, and every stop after it can be seen."""
    with opened(browser, tmp_path, render_report(REPORT)) as report:
        report.page.keyboard.press("Tab")
        assert report.ask("document.activeElement.className") == "skip"
        report.page.keyboard.press("Enter")
        report.wait("document.activeElement.id === 'summary'")
        for _ in range(30):
            report.page.keyboard.press("Tab")
            assert report.ask("document.activeElement.getClientRects().length > 0")


def test_without_script(browser: Browser, tmp_path: Path) -> None:
    """With JavaScript off every written row can be read, and nothing is offered that would not work."""
    path = tmp_path / "index.html"
    path.write_text(render_report(REPORT), "utf-8")
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        assert page.locator("#findings tbody tr").count() == 6
        assert page.locator("#findings tbody tr").last.is_visible()
        assert page.locator("form:visible, .pager:visible").count() == 0


def test_without_script_the_page_says_what_is_missing(browser: Browser, tmp_path: Path) -> None:
    """The documents with their marks need JavaScript; a reader without it is told where else to look."""
    path = tmp_path / "index.html"
    path.write_text(render_report(replace(REPORT, texts=lambda *_: ReportText("text"))), "utf-8")
    for enabled in (False, True):
        with browser.new_context(java_script_enabled=enabled) as context:
            page = context.new_page()
            page.goto(path.as_uri())
            notes = page.locator("noscript p").all()
            assert [note.is_visible() for note in notes] == ([] if enabled else [True])
