"""The pages of rules in Chinese: each there, whole, as old as its rule, and shown only then."""

from __future__ import annotations

import inspect
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import load_script
from tests.report.sample_run import REPORT

from kanwu.finding import Severity
from kanwu.report.page import ReportRule, RunReport
from kanwu.report.render import render_report
from kanwu.report.rule_pages import FOLDER, rule_page, stamp
from kanwu.rule import DOC_SECTIONS, CheckRule, Rule, catalogue
from kanwu.text.scripts import HAN

LANGUAGES = ("zh-Hans", "zh-Hant")
PAGES = [(rule, lang) for rule in catalogue().rules for lang in LANGUAGES]
each_page = pytest.mark.parametrize(("rule", "lang"), PAGES, ids=[f"{lang}-{rule.code}" for rule, lang in PAGES])

MADE_UP = CheckRule("SUP900", "made-up", Severity.INFO, "What is found.\n\n## What it does\n\nFinds `x`.\n")


def page_of(rule: Rule, lang: str) -> str:
    """Return a page as it is stored."""
    return (FOLDER / lang / f"{rule.code}.md").read_text("utf-8")


def code_of(page: str) -> list[str]:
    """Return the code of a page in its order: the lines of its blocks and what stands between backticks."""
    found: list[str] = []
    for line in page.splitlines():
        found += [line.strip()] if line.startswith("    ") else re.findall(r"`([^`]+)`", line)
    return found


def report_of(rule: Rule) -> RunReport:
    """Return a report in which a rule fired."""
    shown = ReportRule(rule.code, rule.name, rule.summary, str(rule.severity), rule.doc)
    finding = replace(REPORT.findings[0], code=rule.code)
    return replace(REPORT, rules=(shown,), findings=(finding,), claims=())


def test_no_page_is_missing_or_stale() -> None:
    """Every rule has a page in each language, of its documentation as it is now, and no page is left over."""
    assert load_script("tools", "stamp_rule_translations").stale(catalogue().rules) == []


@each_page
def test_a_page_has_all_sections(rule: Rule, lang: str) -> None:
    """The five sections in their order, with the headings of the report, each with Chinese prose."""
    strings = json.loads((FOLDER.parent / f"{lang}.json").read_text("utf-8"))
    first, *parts = re.split(r"^## (.*)$", page_of(rule, lang), flags=re.MULTILINE)
    assert first.strip() == stamp(rule.doc)
    assert parts[::2] == [strings[f"doc_{section}"] for section in DOC_SECTIONS]
    assert all(HAN.search(re.sub(r"`[^`]*`", "", part)) for part in parts[1::2])


@each_page
def test_examples_are_those_of_the_english_page(rule: Rule, lang: str) -> None:
    """What a page shows as code stands, letter for letter, in the rule's documentation."""
    english = " ".join(inspect.cleandoc(rule.doc).split())
    assert [code for code in code_of(page_of(rule, lang)) if " ".join(code.split()) not in english] == []


@pytest.mark.parametrize("rule", catalogue().rules, ids=lambda rule: rule.code)
def test_the_traditional_page_has_the_code_of_the_simplified_one(rule: Rule) -> None:
    """A conversion of the prose leaves examples, which may be Simplified or damaged on purpose, as they are."""
    assert code_of(page_of(rule, "zh-Hant")) == code_of(page_of(rule, "zh-Hans"))
    assert page_of(rule, "zh-Hant") != page_of(rule, "zh-Hans")


def test_traditional_texts_are_what_the_tool_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has edited a Traditional file, and none is older than the Simplified one."""
    tool = load_script("tools", "build_traditional_strings")
    monkeypatch.setattr("sys.argv", ["build_traditional_strings", "--check"])
    assert tool.main() == 0
    page = "<!-- of 万 -->\n\n修复 `简体` 的字。\n\n    简体   ->   繁體\n\n字体。\n"
    assert tool.traditional_page(page) == "<!-- of 万 -->\n\n修復 `简体` 的字。\n\n    简体   ->   繁體\n\n字型。\n"


def test_a_stale_page_is_not_shown(tmp_path: Path) -> None:
    """Once its rule's documentation says something else, a page is as good as none until somebody stamps it."""
    tool = load_script("tools", "stamp_rule_translations")
    for lang in LANGUAGES:
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "SUP900.md").write_text("## 作用\n\n查找 `x`。\n", "utf-8")
        (tmp_path / lang / "SUP901.md").write_text(stamp("Another."), "utf-8")
    assert rule_page("SUP900", MADE_UP.doc, "zh-Hans", tmp_path) == ""
    tool.restamp(MADE_UP, tmp_path)
    rule_page.cache_clear()
    assert rule_page("SUP900", MADE_UP.doc, "zh-Hans", tmp_path) == f"{stamp(MADE_UP.doc)}\n\n## 作用\n\n查找 `x`。\n"
    changed = replace(MADE_UP, doc=MADE_UP.doc.replace("x", "y"))
    assert rule_page("SUP900", changed.doc, "zh-Hans", tmp_path) == ""
    assert tool.stale([changed, replace(MADE_UP, code="SUP902")], tmp_path) == [
        f"{lang}/{said}"
        for lang in LANGUAGES
        for said in ("SUP902.md is missing.", "SUP900.md is older than its rule.", "SUP901.md is of no rule.")
    ]
    tool.restamp(changed, tmp_path)
    rule_page.cache_clear()
    assert rule_page("SUP900", changed.doc, "zh-Hans", tmp_path).count("<!--") == 1


@pytest.mark.parametrize(("lang", "word"), [("zh-Hans", "删除"), ("zh-Hant", "刪除")])
def test_a_report_shows_the_page_in_its_language(lang: str, word: str) -> None:
    """The body needs no language of its own then, and nothing says that it is in English."""
    html = render_report(report_of(catalogue()["GLS001"]), lang)
    assert f'<div class="prose"><h4>作用</h4><p>{word} <code>市中區(qū)以更實</code>' in html
    assert "（英文）<span" not in html
    assert "<!-- of" not in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rule_whose_page_is_stale_is_shown_in_english(lang: str) -> None:
    """Headings are in the language of the report; the body says that it is English, and so does its title."""
    rule = catalogue()["GLS001"]
    html = render_report(report_of(replace(rule, doc=rule.doc + "\nMore.")), lang)
    assert '<div class="prose" lang="en"><h4 lang="' in html
    assert "（英文）<span" in html
    assert "Removes readings such as" in html


def test_only_rules_that_fired_are_in_a_report() -> None:
    """A report of one rule holds no sentence of another's page."""
    html = render_report(report_of(catalogue()["GLS001"]), "zh-Hans")
    assert html.count('<div class="prose"') == 1
