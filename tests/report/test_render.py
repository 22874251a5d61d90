"""The HTML of a report: what it holds, and what it can never hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections import Counter
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.report.sample_run import REPORT

import kanwu.report
from kanwu.errors import ConfigError
from kanwu.report.page import SEVERITIES, VERDICTS, Counts, RunReport, legend
from kanwu.report.render import languages, render_report

VOID = {"meta", "input", "br", "link", "img", "hr"}
HOSTILE = (
    "</script><script>document.title='ran'</script>",
    "<img src=x onerror=\"document.title='ran'\">",
    '"><a href="javascript:document.title=\'ran\'">click</a>',
    "' onmouseover='document.title=1",
    "--><svg onload=document.title='ran'>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "a\u202eb\u2066c\u0000d\ud800e\U000e0041\x1b[31m",
    "</style><style>*{display:none}</style>",
    "=cmd|' /C calc'!A0",
)


class Page(HTMLParser):
    """The elements, ids, links and text of a page; fails on tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that it closes what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note the text by the element it stands in."""
        self.texts.setdefault(self.open[-1] if self.open else "", []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of that name."""
        return [attributes for name, attributes in self.elements if name == tag]


def hostile() -> RunReport:
    """Return a report whose every text is an attack."""
    attack = "".join(HOSTILE)
    document = replace(REPORT.documents[0], id=attack, path=attack, encoding=attack, reason=attack)
    finding = replace(
        REPORT.findings[0],
        document=attack,
        message=attack,
        before=attack,
        after=attack,
        context_before=attack,
        context_after=attack,
        evidence={attack: attack},
    )
    figure = replace(REPORT.claims[0].figures[0], text=attack)
    claim = replace(
        REPORT.claims[0],
        document=attack,
        kind=attack,
        relation=attack,
        reason=attack,
        comparison=attack,
        figures=(figure,),
        excerpt=((attack, False), (attack, True)),
    )
    rule = replace(REPORT.rules[0], name=attack, summary=attack, doc=f"{attack}\n\n## {attack}\n\n`{attack}`\n")
    return replace(
        REPORT,
        command=attack,
        config={attack: attack},
        documents=(document,),
        findings=(finding,),
        claims=(claim,),
        rules=(rule, *REPORT.rules[1:]),
        counts=Counts(1, 0, 0, 1, {attack: 1}),
    )


@pytest.mark.parametrize("lang", languages())
def test_the_page_is_well_formed(lang: str) -> None:
    """Tags match, ids are unique, every link resolves, the language is named."""
    page = Page(render_report(REPORT, lang))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    for link in page.all("a"):
        assert (link["href"] or "").startswith("#")
        assert (link["href"] or "")[1:] in ids
    labels = [value for _, attributes in page.elements if (value := attributes.get("aria-labelledby"))]
    assert set(labels) <= set(ids)
    assert page.all("html")[0]["lang"] == lang


def test_nothing_is_loaded_and_nothing_inline_runs() -> None:
    """No address, no event handler, no style attribute; only the page's own script and style by their hashes."""
    html = render_report(REPORT)
    page = Page(html)
    for tag, attributes in page.elements:
        assert tag not in {"link", "img", "iframe", "object", "base"}
        assert not {name for name in attributes if name.startswith("on") or name in {"src", "style", "srcset"}}, tag
    (policy,) = (meta["content"] or "" for meta in page.all("meta") if "http-equiv" in meta)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() in policy


def test_a_hostile_run_shows_as_text() -> None:
    """The page has the elements it would have with harmless text, and no other; it has a UTF-8 form."""
    attacked = render_report(hostile())
    attacked.encode("utf-8")
    page = Page(attacked)
    assert len(page.all("script")) == 7  # the packed rows of four tables, the documents, the page's data, its script
    assert len(page.all("style")) == 1
    assert not page.all("img")
    assert len(page.all("svg")) == len(re.findall('<svg class="bar"', attacked))
    for link in page.all("a"):
        assert (link["href"] or "").startswith("#")
    assert not {"\u202e", "\u2066", "\0", "\x1b"} & set(attacked)
    assert "{{ 7 * 7 }}" in attacked
    assert "U+D800" in attacked


def test_hostile_rows_that_are_packed_stay_packed() -> None:
    """Rows for the script are base64, which no text can break out of; they lose nothing."""
    html = render_report(hostile(), static_rows=0)
    packs = re.findall(r'class="rows-data">([^<]*)<', html)
    assert len(packs) == 4
    assert all(re.fullmatch("[A-Za-z0-9+/=]+", pack) for pack in packs)
    texts = re.findall(r'class="texts-data"[^>]*>([^<]*)<', html)
    assert all(re.fullmatch("[A-Za-z0-9+/=]+", pack) for pack in texts)
    assert len(Page(html).all("script")) == 2 + len(packs) + len(texts)


def test_the_same_run_gives_the_same_bytes() -> None:
    """Nothing on the page comes from the clock, the machine or the order of a set."""
    assert render_report(REPORT, static_rows=2) == render_report(REPORT, static_rows=2)


def test_packed_rows_name_no_time_and_no_system() -> None:
    """Between the two bytes of the zlib header and its checksum there is nothing but the rows."""
    _, _, pack, _ = re.findall(r'class="rows-data">([^<]*)<', render_report(REPORT, static_rows=0))
    packed = base64.b64decode(pack)
    rows = zlib.decompress(packed[2:-4], wbits=-zlib.MAX_WBITS)
    columns = [column["at"] if isinstance(column, dict) else column for column in json.loads(rows)]
    assert {len(column) for column in columns} == {len(REPORT.claims)}
    assert int.from_bytes(packed[-4:], "big") == zlib.adler32(rows)


def test_what_was_set_aside_is_listed_with_its_reason() -> None:
    """The quarantined documents and no others."""
    html = render_report(REPORT)
    assert html.count("The bytes are an image.") == 1
    none = replace(REPORT, documents=REPORT.documents[1:], counts=replace(REPORT.counts, read=3, quarantined=0))
    assert "set-aside-title" in html
    assert "set-aside-title" not in render_report(none)


def test_the_summary_adds_up() -> None:
    """Read is kept plus mended plus set aside; where it is not, the page says so first."""
    assert "1 kept unchanged + 2 mended + 1 quarantined = 4 read" in render_report(REPORT)
    broken = replace(REPORT, counts=replace(REPORT.counts, read=5))
    assert "do not rely on it" in render_report(broken)
    assert "≠ 5 read" in render_report(broken)
    disagreeing = replace(REPORT, documents=REPORT.documents[1:])
    assert not disagreeing.counts_add_up


def test_the_summary_says_all_that_needs_a_look() -> None:
    """Claims that do not hold do not hide documents that were set aside."""
    html = render_report(REPORT)
    assert "claims that do not hold: 1." in html
    assert "Documents set aside: 1." in html
    assert 'class="opinion good"' not in html


@pytest.mark.parametrize(
    "text",
    [
        "<del><bdi>(qū)</bdi></del>",
        '<del><bdi lang="zh">准</bdi></del><ins><bdi lang="zh">準</bdi></ins>',
        '<span class="invisible">U+200B</span>',
        "45/60 = 80%",
        "the figures give <b>0.75</b>; the text states <b>[0.795, 0.805)</b>",
        "[3/4, 3/4] = [159/200, 161/200)",
        "line 4, column 25, characters 124 to 127",
        "“若干” names no number.",
        "The bytes are an image.",
        "kanwu run 通报 notice.txt --out out/march",
        "<dt>readings</dt>",
        REPORT.documents[1].sha256_in,
        REPORT.documents[1].sha256_out,
        "<h4>When it is wrong</h4>",
        "<pre><code>區(qū) becomes 區</code></pre>",
        "<li>a textbook with <code>pinyin</code></li>",
    ],
)
def test_the_page_shows(text: str) -> None:
    """Before and after, arithmetic, figures, reasons, evidence, hashes, rule pages."""
    assert text in render_report(REPORT)


def test_a_run_of_nothing_has_a_page() -> None:
    """No documents, no findings, no claims: the page says so."""
    empty = RunReport("kanwu", "0.1.0", "", {}, "", "", Counts(0, 0, 0, 0))
    html = render_report(empty)
    Page(html)
    for sentence in ("No document was read.", "No rule fired", "No claim was found"):
        assert f"<p>{sentence}" in html


def test_a_rule_that_is_not_known_is_still_in_the_legend() -> None:
    """A run of another version may name rules that this one lacks; the links to them must resolve."""
    assert "GLS001" in [rule.code for rule in legend(replace(REPORT, rules=()))]
    Page(render_report(replace(REPORT, rules=())))


def test_languages_have_the_same_strings_with_the_same_blanks() -> None:
    """No language lacks a text, and none fills in other values."""
    folder = Path(kanwu.report.__file__).parent / "strings"
    tables = {path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    assert set(tables) >= {"en", "zh-Hans"}
    for table in tables.values():
        assert table.keys() == tables["en"].keys()
        for key, text in table.items():
            blanks = re.findall(r"\{(\w+)\}", text)
            if key != "_about":
                assert sorted(blanks) == sorted(re.findall(r"\{(\w+)\}", tables["en"][key])), key


def test_every_string_is_used() -> None:
    """A text that no template and no script names is dead, but for those named by a value."""
    folder = Path(kanwu.report.__file__).parent
    used = "".join(path.read_text("utf-8") for path in (*folder.glob("templates/*"), *folder.glob("assets/*.js")))
    keys = json.loads((folder / "strings" / "en.json").read_text("utf-8"))
    by_value = {*SEVERITIES, *VERDICTS, "applied", "proposed", "flagged", "_about"}
    by_value |= {
        key
        for key in keys
        if key.startswith(
            ("verdict_", "status_", "safety_", "kind_", "evidence_", "mode_", "filter_", "passed_", "text_", "doc_")
        )
    }
    dead = [key for key in keys if key not in by_value and f"t.{key}" not in used and f"strings.{key}" not in used]
    assert set(dead) <= {"summary", "documents", "findings", "claims", "provenance", "rules"}


def test_an_unknown_language_is_refused() -> None:
    """The message names those there are."""
    with pytest.raises(ConfigError, match="zh-Hans"):
        render_report(REPORT, "tlh")


def test_the_commands_can_be_copied() -> None:
    """Each stands on its own line, as a shell reads it, with no sign for the line break."""
    commands = "cat > kanwu.toml <<'END'\nselect = [\"GLS\"]\nEND\nkanwu run 通报 --out again"
    shown = re.search(r"<pre[^>]*><code>(.*?)</code></pre>", render_report(replace(REPORT, again=commands)), re.DOTALL)
    assert shown is not None
    assert unescape(re.sub(r"<[^>]+>", "", shown[1])) == commands


def test_headings_of_rule_pages_are_in_the_language_of_the_report() -> None:
    """Where a page is in English only, what its parts are about can be found in any language."""
    assert "<h4>Fix safety</h4>" in render_report(REPORT)
    assert '<h4 lang="zh-Hans">修复是否安全</h4>' in render_report(REPORT, "zh-Hans")
    assert "<h4>" not in render_report(REPORT, "zh-Hant")
