"""What rules say is said in the language of the report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.report.sample_run import REPORT

import kanwu
from kanwu.corpus.checking import check_bytes
from kanwu.corpus.tables import read_rows
from kanwu.report.page import ReportDocument, ReportFinding
from kanwu.report.render import render_report
from kanwu.report.sentences import Sentences, sentences
from kanwu.rule import CheckRule, RecordRule, catalogue
from kanwu.validate.claims import (
    fig103_growth,
    fig104_difference,
    fig105_points,
    fig106_multiple,
    fig108_annual_growth,
)
from kanwu.validate.dates import dat102_interval
from kanwu.validate.tables import evidence, tab101_table_total
from kanwu.verdicts import finding_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
LANGUAGES = ("zh-Hans", "zh-Hant")
_ENGLISH = re.compile(
    r"(?i)(?<![\w-])"
    r"(?:an?|the|this|that|is|are|was|were|be|may|has|have|had|not|no|of|in|on|to|from|by|as|at|and|or|than|"
    r"then|because|where|which|what|who|it|its|one|two|another|other|only|left|stands?|lost|read|written|byte|bytes|"
    r"days?|month|text|page|fails?|missing|unique|null|sign|mark|character|zero|width|right|word|row|column)(?![\w-])"
)
"""Words that a sentence of a rule is made of; they may be left only in what it quotes."""
_REASON = re.compile(r"[A-Za-z][^#<>=(){}\n]* [^#<>(){}\n]* [^#<>(){}\n]*")
"""A sentence in a constant of a module, not a pattern, a name or a document."""

_QUOTING = {"evidence phrase", "evidence letters", "evidence test", "evidence name", "evidence GBK"}
"""Evidence that is no sentence: the pattern of a phrase, letters, intervals, a name of Unicode, bytes."""


def _says(lang: str) -> Sentences:
    says = sentences(lang)
    assert says is not None
    return says


@cache
def _said() -> tuple[tuple[str, str, str, str], ...]:
    """Return what is said of every fixture: the kind, the code, the sentence, and what it may quote."""
    codes = {rule.code for rule in catalogue().rules}
    cases = (
        (path.parent.name, case)
        for path in sorted(FIXTURES.glob("*/*.json"))
        for case in json.loads(path.read_text("utf-8"))
        if path.parent.name in codes and "documents" not in case
    )
    return tuple(dict.fromkeys(each for code, case in cases for each in _of_case(code, case)))


def _of_case(code: str, case: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    rule = catalogue()[code]
    if isinstance(rule, RecordRule):
        yield from (("message", code, message, case["text"] + case["schema"]) for message in case.get("findings", ()))
        return
    if isinstance(rule, CheckRule):
        for place in check_bytes("case.md", case["text"].encode("utf-8"), kanwu.Config())[0].located:
            yield "message", place.finding.code, place.finding.message, case["text"]
        return
    source = bytes.fromhex(case["bytes"]) if "bytes" in case else case["text"]
    names = ("unsafe_fixes", "to", "phrases", "profile")
    checked = kanwu.check(source, config=kanwu.Config(**{name: case[name] for name in names if name in case}))
    text = source if isinstance(source, str) else kanwu.clean(source).source
    for finding in checked.findings:
        replaced = finding.fix.replacement if finding.fix else ""
        yield "message", finding.code, finding.message, f"{text} {replaced}"
        yield from (
            (f"evidence {name}", finding.code, str(value), f"{text} {replaced}")
            for name, value in finding.evidence.items()
        )
    for claim in checked.claims:
        yield "relation", claim.code, claim.relation, text
        if claim.reason:
            yield "reason", claim.code, claim.reason, text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_of_every_fixture_is_translated(lang: str) -> None:
    """No word of English is left but what the sentence quotes."""
    says = _says(lang)
    assert len({code for kind, code, *_ in _said() if kind == "message"}) > 50
    assert len([kind for kind, *_ in _said() if kind == "reason"]) >= 8
    for kind, code, english, quoted in _said():
        if kind == "relation":
            translated: str | None = says.relation(english)
        elif kind.startswith("evidence"):
            translated = _evidence(says, kind, code, english)
        else:
            translated = says.reason(english) if kind == "reason" else says.message(code, english)
        assert translated is not None, (code, english)
        if kind in _QUOTING:
            continue
        left = {word.lower() for word in _ENGLISH.findall(translated)}
        assert left <= {word.lower() for word in _ENGLISH.findall(quoted)}, (code, english, translated)


def _evidence(says: Sentences, kind: str, code: str, english: str) -> str:
    ((_, translated),) = says.evidence(code, ((kind.partition(" ")[2], english),))
    return translated


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_evidence_has_a_label(lang: str) -> None:
    """What a finding rests on is named in the language, not by the rule's own word."""
    strings = json.loads((Path(kanwu.__file__).parent / "report/strings" / f"{lang}.json").read_text("utf-8"))
    names = {kind.partition(" ")[2] for kind, *_ in _said() if kind.startswith("evidence")}
    assert len(names) > 40
    assert sorted(name for name in names if f"evidence_{name}" not in strings) == []


BROKEN = {
    "columns.csv": b"a,b\n1,2\n",
    "cells.csv": b"text,b\n1\n1,2\n",
    "fields.jsonl": b'{"no":"a"}\n',
    "records.jsonl": b'{"text":"\xe5\xa5\xbd"}\n{"text": oops\n[1]\n{"text":5}\n\xff\n{"text":"a"\n',
    "table.parquet": b"PAR1 and no more",
    "stream.txt.gz": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03K",
    "web.warc": b"WARC/1.0\r\nnothing",
    "members.zip": b"PK\x03\x04 and no more",
}
"""Files that cannot be read, and files with records that cannot."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reason_why_a_document_is_set_aside_is_translated(lang: str, tmp_path: Path) -> None:
    """No word of English is left but the names of columns and options."""
    source = tmp_path / "in"
    source.mkdir()
    for name, content in BROKEN.items():
        (source / name).write_bytes(content)
    rows = read_rows(kanwu.run([source], tmp_path / "out").folder, "documents", ["id", "reason"])
    reasons = [row["reason"] for row in rows if row["reason"]]
    assert len(reasons) >= 11
    for english in reasons:
        document = _says(lang).document(ReportDocument("a", "a", "quarantined", reason=english))
        assert document.reason != english, english
        assert set(_ENGLISH.findall(document.reason)) <= {"text", "no", "a"}, (english, document.reason)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_sentences(lang: str) -> None:
    """A rule that is added brings its sentences."""
    known = _says(lang).messages
    assert [rule.code for rule in catalogue().rules if not {rule.code, rule.family} & set(known)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_that_a_rule_has_written_down_is_translated(lang: str) -> None:
    """Few fixtures cannot be checked, so the constants of the rules are read, too."""
    modules = (
        *(fig103_growth, fig104_difference, fig105_points, fig106_multiple, fig108_annual_growth),
        *(dat102_interval, evidence, tab101_table_total),
    )
    constants = {value for module in modules for value in vars(module).values() if isinstance(value, str)}
    reasons = {value for value in constants if _REASON.fullmatch(value)}
    assert len(reasons) >= 10
    assert [reason for reason in reasons if _says(lang).reason(reason) is None] == []


def test_both_languages_have_the_same_sentences() -> None:
    """The names in a translation are those of its sentence, so that nothing found is left out."""
    for lang in LANGUAGES:
        read = json.loads((Path(kanwu.__file__).parent / "report/strings/messages" / f"{lang}.json").read_text("utf-8"))
        tables = [*read["messages"].values(), read["reasons"], *read["parts"].values()]
        for english, words in (pair for table in tables for pair in table.items()):
            assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", words)), english


def test_what_is_set_in_is_carried_over() -> None:
    """Text of a document stays as it is, even where it looks like a sentence of a rule."""
    says = _says("zh-Hans")
    assert says.message("GLS001", "The reading qū was written into the text behind 區.") == (
        "读音 qū 被写入正文，跟在“區”之后。"
    )
    line = "A reading {name} stands behind the text. is lost"
    assert says.message("STR002", f"`{line}` belongs to the page, not to the document.") == (
        f"“{line}”属于网页，不属于文档。"
    )
    assert says.message("FIG101", "1/3 = 40% does not hold: it comes to 33.3 to 33.4%.") == (
        "1/3 = 40% 不成立：算得 33.3 至 33.4%。"
    )
    many = (
        "， between Chinese characters; the full-width mark is ，. This is the first of 30 such places in the document."
    )
    assert says.message("PUN001", many) == "汉字之间的 ，；全角标点为“，”。文档中共有 30 处，此为第一处。"


def test_the_verdict_that_the_figure_was_cut_is_translated() -> None:
    """It is said of no error, and so of few fixtures."""
    (claim,) = kanwu.check("全年受理240件，办结158件，办结率65%。").claims
    finding = finding_of(claim, kanwu.Config())
    assert finding is not None
    assert (
        _says("zh-Hans").message(claim.code, finding.message) == "158/240 = 65% 只有在数字是截尾而非四舍五入时才成立。"
    )


def test_an_unknown_message_stands_behind_what_its_rule_finds() -> None:
    """A run of another version loses nothing."""
    finding = ReportFinding(
        "a.txt", "GLS001", "error", "Said otherwise.", 1, 1, 0, 1, "", "x", None, "", "", applied=False
    )
    assert _says("zh-Hans").finding(finding).message == "工具在繁体字后写入的括号拼音。Said otherwise."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_it(lang: str) -> None:
    """The translated sentence is on the page, and in what its script reads."""
    finding = REPORT.findings[0]
    words = _says(lang).finding(finding).message
    html = render_report(REPORT, lang)
    assert words in html
    assert finding.message not in html or finding.message in words
