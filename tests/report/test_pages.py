"""The report of a real run in a real browser: the pages of documents, further pages, hostile documents."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.report.sample_run import REPORT
from tests.report.test_browser import MANY, Opened

import kanwu
from kanwu.corpus.run import open_run
from kanwu.corpus.tables import read_rows
from kanwu.corpus.texts import byte_offsets
from kanwu.errors import ConfigError
from kanwu.report.again import commands_again
from kanwu.report.page import ReportText, RunReport
from kanwu.report.render import render_pages
from kanwu.text.encoded import BytePatch, Encoding

WRONG = "去年共受理60件，办结45件、办结率80%。\n另有𠮷姓居民3人。\n"
HIDDEN = "一段\u200b文字，\r\n没有数字。\n"
HOSTILE = (
    "<script>document.title='ran'</script></script><img src=x onerror=\"document.title='ran'\">\n"
    "[x](javascript:document.title='ran') <a href=\"javascript:document.title='ran'\">x</a> {{ 7*7 }}\n"
    "=cmd|' /C calc'!A0\u202etxt.exe\u202c \u200b一\u200b二 受理60件，办结45件、办结率80%。\n"
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> kanwu.Run:
    """Return a run over a wrong rate, a hidden character and a hostile document."""
    folder = tmp_path_factory.mktemp("run")
    source = folder / "in"
    source.mkdir()
    (source / "wrong.txt").write_bytes(WRONG.encode("gb18030"))
    (source / "hidden.txt").write_bytes(HIDDEN.encode("utf-8"))
    (source / "=cmd.txt").write_bytes(HOSTILE.encode("utf-8"))
    return kanwu.run([source], folder / "out")


@contextmanager
def opened_file(browser: Browser, path: Path, fragment: str = "", **options: Any) -> Iterator[Opened]:
    """Open a page of a report with the network off."""
    with browser.new_context(offline=True, **options) as context:
        result = Opened(context.new_page())
        result.page.goto(path.as_uri() + fragment)
        result.wait("document.documentElement.dataset.ready === 'yes'")
        yield result
        assert result.complaints == []
        assert all(address.startswith("file:") for address in result.requests)


def number_of(path: Path, name: str) -> int:
    """Return the number of a document on the page of its run."""
    found = re.search(rf'<tr id="document-(\d+)" data-document="{re.escape(name)}"', path.read_text("utf-8"))
    assert found
    return int(found[1])


def write_pages(folder: Path, report: RunReport, most_data: int, lang: str = "en") -> list[Path]:
    """Write a report cut into small pages."""
    paths = []
    for page in render_pages(report, lang, static_rows=20, most_data=most_data):
        paths.append(folder / page.name)
        paths[-1].write_text(page.html, "utf-8")
    return paths


MANY_DOCUMENTS = replace(
    MANY,
    documents=tuple(
        replace(REPORT.documents[n % 4], id=f"{n}/{REPORT.documents[n % 4].id}", path=str(n)) for n in range(90)
    ),
    findings=tuple(
        replace(finding, document=f"{at % 90}/{REPORT.documents[at % 4].id}")
        for at, finding in enumerate(MANY.findings)
    ),
    texts=lambda name, _: ReportText("".join(chr(0x4E00 + (hash_of(name) + at * 7919) % 20000) for at in range(400))),
)


def hash_of(name: str) -> int:
    """Return a number for a name, the same every time."""
    return sum(ord(char) * at for at, char in enumerate(name))


AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_a_document_page_is_accessible(
    browser: Browser, run: kanwu.Run, tmp_path: Path, scheme: str, lang: str
) -> None:
    """axe-core finds nothing on the page of a document, in either theme, in any of its modes, wide or narrow."""
    path = run.report(tmp_path, lang, compare=run)
    width = 1200 if scheme == "light" else 390
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    fragment = f"#document-{number_of(path, 'wrong.txt')}"
    with opened_file(browser, path, fragment, **options) as report:
        report.wait("!document.getElementById('view').hidden")
        report.ask(AXE)
        for mode in ("inline", "beside", "source", "mended"):
            report.page.check(f"input[value={mode}]")
            violations = report.ask("axe.run().then(result => result.violations)")
            assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []
        assert report.ask("document.documentElement.scrollWidth") == width
        report.ask("location.hash = '#summary'")
        report.wait("document.getElementById('view').hidden")
        violations = report.ask("axe.run().then(result => result.violations)")
        assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_further_pages_are_accessible_and_every_link_resolves(browser: Browser, tmp_path: Path, scheme: str) -> None:
    """A report that is cut has pages of each kind; every link leads to a page and a place that are there."""
    paths = write_pages(tmp_path, MANY_DOCUMENTS, 2500)
    kinds = {re.sub(r"-\d+", "", path.stem): path for path in paths}
    assert kinds.keys() == {"index", "texts", "findings", "claims", "documents", "files"}
    for path in kinds.values():
        with opened_file(browser, path, color_scheme=scheme) as report:
            report.ask(AXE)
            violations = report.ask("axe.run().then(result => result.violations)")
            assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []
            report.wait("document.getElementById('targets').dataset !== undefined")
            report.page.wait_for_timeout(50)
            links = report.ask("[...document.links].map(link => link.getAttribute('href'))")
            own = set(report.ask("[...document.querySelectorAll('[id]')].map(node => node.id)"))
        for file, _, target in (link.partition("#") for link in links):
            assert not file or (tmp_path / file).is_file(), file
            assert file or target in own, target


def test_nothing_is_lost_between_pages(browser: Browser, tmp_path: Path) -> None:
    """Each finding and each document is on exactly one page; a link to a row leads to its page."""
    paths = write_pages(tmp_path, MANY_DOCUMENTS, 2500)
    rows = "[...document.querySelectorAll('#findings .cards tbody tr')].map(row => row.id)"
    shown: list[str] = []
    for path in paths:
        if path.stem == "index" or path.stem.startswith("findings-"):
            with opened_file(browser, path) as report:
                report.ask("dispatchEvent(new Event('beforeprint'))")
                shown += report.ask(rows)
    assert sorted(shown) == sorted(f"finding-{number}" for number in range(1, 181))
    with opened_file(browser, tmp_path / "index.html") as report:
        report.ask("location.hash = '#finding-180'")
        report.page.wait_for_url("**/findings-*")
        report.wait("document.activeElement?.id === 'finding-180'")
    texts = [path.read_text("utf-8") for path in paths if path.stem.startswith("texts-")]
    listed = [number for text in texts for number in re.findall(r'<li id="document-(\d+)"', text)]
    assert listed == [str(number) for number in range(1, 91)]
    with opened_file(browser, tmp_path / "index.html") as report:
        report.ask("location.hash = '#document-90'")
        report.page.wait_for_url("**/texts-*")
        report.wait("document.getElementById('view')?.hidden === false")
        assert "89/" in report.page.inner_text("#view-title")


def test_the_same_run_gives_the_same_pages(tmp_path: Path, run: kanwu.Run) -> None:
    """Rendering twice gives the same bytes, spreadsheets included."""
    for name in ("one", "two"):
        run.report(tmp_path / name, compare=run, tables=("csv", "xlsx"))
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one.keys() == {"index.html", "findings.csv", "figures.csv", "claims.csv", "tables.xlsx"}
    assert one == two


def test_figures_and_findings_are_marked_in_place(browser: Browser, run: kanwu.Run, tmp_path: Path) -> None:
    """A claim's figures lead to their places, also behind a character beyond the basic plane."""
    path = run.report(tmp_path)
    number = number_of(path, "wrong.txt")
    with opened_file(browser, path, f"#document-{number}") as report:
        page = report.page
        report.wait("!document.getElementById('view').hidden")
        assert page.inner_text(".sheet").strip() == WRONG.strip()
        assert page.locator(".sheet .figure.inconsistent").all_inner_texts()[:3] == ["60件", "45件", "80%"]
        page.click(".notes > .inconsistent .figures a:has-text('45件')")
        report.wait("document.activeElement.textContent === '45件'")
        assert page.inner_text(".sheet .figure >> nth=-1") == "3人"
        page.keyboard.press("j")
        assert report.ask("document.activeElement.className") == "mark"
        page.keyboard.press("Enter")
        report.wait("document.activeElement.id.startsWith('note-')")
        assert "characters 5 to 21, bytes 10 to 35" in page.inner_text(".notes > .inconsistent >> nth=0")
        assert "45/60" in page.inner_text(".notes .relation >> nth=0")


def test_before_and_after(browser: Browser, run: kanwu.Run, tmp_path: Path) -> None:
    """Inline a fix is struck out in its place; side by side the lines of the source and of the result agree."""
    path = run.report(tmp_path)
    with opened_file(browser, path, f"#document-{number_of(path, 'hidden.txt')}") as report:
        report.wait("!document.getElementById('view').hidden")
        assert report.page.inner_text(".sheet del") == "U+200B"
        report.page.check("input[value=mended]")
        assert "一段文字" in report.page.inner_text(".sheet")
        report.page.check("input[value=beside]")
        cells = [cell.strip() for cell in report.page.locator(".sheet .cell:not(.head)").all_inner_texts()]
        assert cells == ["一段U+200B文字，U+000D", "一段文字，U+000D", "没有数字。", "没有数字。"]


def test_a_hostile_document_runs_nothing_and_loses_nothing(browser: Browser, run: kanwu.Run, tmp_path: Path) -> None:
    """Scripts, handlers, links and direction controls of a document are its text."""
    path = run.report(tmp_path)
    with opened_file(browser, path, f"#document-{number_of(path, '=cmd.txt')}") as report:
        report.wait("!document.getElementById('view').hidden")
        shown = report.page.inner_text(".sheet")
        for text in (
            "<script>document.title",
            "</script>",
            "onerror=",
            "javascript:document",
            "{{ 7*7 }}",
            "=cmd|'",
            "U+202E",
        ):
            assert text in shown
        assert report.ask("document.title").startswith("Quality report")
        assert report.ask("document.querySelectorAll('main img, main script:not([type]), [onerror]').length") == 0
        assert report.ask("[...document.links].every(link => link.getAttribute('href').startsWith('#'))")


def test_sorting(browser: Browser, tmp_path: Path) -> None:
    """A column sorts up, down, and back to the report's own order."""
    (path,) = write_pages(tmp_path, MANY, 9_000_000)
    with opened_file(browser, path) as report:
        places = "[...document.querySelectorAll('#findings .place bdi')].map(cell => cell.textContent)"
        own = report.ask(places)
        button = report.page.locator("#findings th[data-sort=document] button")
        button.click()
        assert report.ask(places) == sorted(report.ask(places))
        assert report.page.locator("#findings th[data-sort=document]").get_attribute("aria-sort") == "ascending"
        button.click()
        assert report.ask(places) == sorted(report.ask(places), reverse=True)
        button.click()
        assert report.ask(places) == own


def test_saved_rows_are_no_formulas(browser: Browser, run: kanwu.Run, tmp_path: Path) -> None:
    """The rows shown can be saved as CSV; a cell that begins like a formula does not stay one."""
    path = run.report(tmp_path)
    with opened_file(browser, path) as report:
        report.ask("document.querySelector('#findings form').hidden = false")
        with report.page.expect_download() as download:
            report.page.click("#findings button[name=save]")
        with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    assert rows[0][:4] == ["document", "code", "severity", "message"]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == 1 + len(read_rows(run.folder, "findings", ["code"]))
    cells = [cell for row in rows for cell in row]
    assert any("=cmd" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_tables_for_spreadsheets_hold_every_row_and_no_formula(run: kanwu.Run, tmp_path: Path) -> None:
    """CSV and XLSX have each finding; a document named like a formula is a text in both."""
    run.report(tmp_path, tables=("csv", "xlsx"))
    expected = read_rows(run.folder, "findings", ["document", "start"])
    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["document"].removeprefix("'"), int(row["start"])) for row in rows] == [
        (row["document"], row["start"]) for row in expected
    ]
    assert not [cell for row in rows for cell in row.values() if cell.startswith("=")]
    with zipfile.ZipFile(tmp_path / "tables.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]
    assert sheets[0].count("<row ") == len(expected) + 1
    with pytest.raises(ConfigError, match="csv or xlsx"):
        run.report(tmp_path, tables=("ods",))


@pytest.mark.parametrize("held", [None, 1])
def test_trend(run: kanwu.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int | None) -> None:
    """Against an earlier run the report says what is gone and what is new, though memory cannot hold the rows."""
    if held is not None:
        monkeypatch.setattr("kanwu.corpus.reporting._HELD", held)
    source = tmp_path / "in"
    source.mkdir()
    (source / "wrong.txt").write_bytes(("标题\n" + WRONG).encode("gb18030"))  # moved by a line, otherwise the same
    (source / "new.txt").write_text("新\u200b文", "utf-8")
    later = kanwu.run([source], tmp_path / "out")
    html = later.report(compare=run).read_text("utf-8")
    cells = re.findall(r'<tr><th scope="row"><span class="code">(\w+)</span></th>((?:<td.*?</td>)+)', html)
    rows = {code: [re.sub("<.*?>", "", cell) for cell in re.findall("<td.*?</td>", tail)][:4] for code, tail in cells}
    assert rows["FIG101"] == ["2", "1", "−1", "0"]
    assert rows["CHR001"][3] == "+1"


def test_the_commands_on_the_page_make_the_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page gives makes tables with the same bytes, whatever the settings were."""
    source = tmp_path / "in"
    source.mkdir()
    (source / "a b.txt").write_text(WRONG + HIDDEN, "utf-8")
    monkeypatch.chdir(tmp_path)
    config = kanwu.Config(ignore=("FIG101",), exclude=("*.md",))
    first = kanwu.run(["in"], tmp_path / "out", config, command=["kanwu", "run", "in", "--out", "out", "--quiet"])
    kanwu_command = f"{sys.executable} -c 'from kanwu.cli import main; main()'"
    lines = re.sub(r"(?m)^(SOURCE_DATE_EPOCH=\d+ )?kanwu ", rf"\1{kanwu_command} ", commands_again(first.record))
    subprocess.run(["sh", "-ec", lines], cwd=tmp_path, check=True, capture_output=True)
    assert open_run(tmp_path / "again").record["tables"] == first.record["tables"]


def test_what_made_the_run_is_recorded(run: kanwu.Run, tmp_path: Path) -> None:
    """Tool, rules and libraries are on the page with their versions or hashes."""
    html = run.report(tmp_path).read_text("utf-8")
    assert run.record["tool"]["sha256"] in html
    assert run.record["rules"]["FIG101"][:12] in html
    assert run.record["libraries"]["pyarrow"] in html


def test_a_text_that_was_changed_is_not_shown(run: kanwu.Run, tmp_path: Path) -> None:
    """The page does not mark findings in another text than the one that was checked."""
    path = run.folder / "cleaned" / "hidden.txt"
    kept = path.read_bytes()
    try:
        path.write_text("other", "utf-8")
        report = run.report(tmp_path).read_text("utf-8")
    finally:
        path.write_bytes(kept)
    assert report  # what it says is packed; the browser's tests read it


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("一b二", Encoding("gb18030")),
        ("a𠮷b", Encoding("utf-8", b"\xef\xbb\xbf")),
        ("あb", Encoding("iso-2022-jp")),
        ("中\ufffd文", Encoding("gb18030", b"", (BytePatch(1, 2, b"\xff"),))),
    ],
)
def test_byte_offsets_are_where_the_characters_begin(text: str, encoding: Encoding) -> None:
    """The bytes from one offset on decode to the rest of the text."""
    data = encoding.encode(text)
    offsets = dict(byte_offsets(text, encoding, range(len(text) + 1)))
    assert offsets[0] == len(encoding.bom)
    for at, place in offsets.items():
        if encoding.name != "iso-2022-jp":
            assert data[place:].decode(encoding.name, "replace") == text[at:]
    assert offsets[len(text)] <= len(data)
