"""A made-up run with one of everything a report shows; the sentences are our own."""

from __future__ import annotations

import hashlib

from kanwu.report.decimals import both_sides
from kanwu.report.page import (
    Counts,
    ReportClaim,
    ReportDocument,
    ReportFigure,
    ReportFinding,
    ReportRule,
    RunReport,
)

DOC = """A gloss that a conversion left behind.

## What it does

Finds the reading of a character, such as `(qū)`, right after it.

## Why it matters

The reading was never part of the text.

## Example

    區(qū) becomes 區

## When it is wrong

In a text that teaches readings:

- a dictionary
- a textbook with `pinyin`

## Fix safety

Safe where one reading is left.
"""


def digest(text: str) -> str:
    """Return some SHA-256 to show."""
    return hashlib.sha256(text.encode()).hexdigest()


def claim(document: str, verdict: str, relation: str, comparison: str, pieces: str, **more: str) -> ReportClaim:
    """Make a claim from an excerpt in which `|` stands before and after each figure."""
    excerpt = tuple((text, bool(number % 2)) for number, text in enumerate(pieces.split("|")) if text)
    figures, at = [], 120
    for text, marked in excerpt:
        if marked:
            figures.append(ReportFigure(text, at, at + len(text), 4, at - 99))
        at += len(text)
    computed, stated = both_sides(comparison)
    return ReportClaim(
        document=document,
        kind=more.get("kind", "share"),
        code=more.get("code", "FIG101"),
        verdict=verdict,
        relation=relation,
        line=4,
        column=21,
        start=120,
        end=at,
        figures=tuple(figures),
        comparison=comparison,
        computed=computed,
        stated=stated,
        reason=more.get("reason", ""),
        excerpt=excerpt,
    )


DOCUMENTS = (
    ReportDocument(
        "街道/河西街道.txt",
        "街道/河西街道.txt",
        "quarantined",
        "",
        88213,
        digest("a"),
        "",
        reason="The bytes are an image.",
    ),
    ReportDocument(
        "通报/2024-03.txt", "通报/2024-03.txt", "mended", "gb18030", 18204, digest("b"), digest("c"), 4, 31, 3
    ),
    ReportDocument("notice.txt", "notice.txt", "mended", "utf-8", 2044, digest("d"), digest("e"), 2, 9, 1),
    ReportDocument("年鉴.txt", "年鉴.txt", "clean", "utf-8", 912345, digest("f"), digest("f"), 0, 412, 1),
)

FINDINGS = (
    ReportFinding(
        *("通报/2024-03.txt", "GLS001", "error", "“(qū)” is the reading of 區, left by a conversion.", 2, 9, 31, 35),
        *("今年以來，西坡", "(qū)", "", "組織七場講座，惠及居民四百餘人。", "safe"),
        applied=True,
        evidence={"character": "區", "readings": "qū, ōu", "bytes": "85 5E"},
    ),
    ReportFinding(
        *("通报/2024-03.txt", "FIG101", "error", "45/60 = 80% does not hold.", 4, 21, 120, 141),
        *("全年受理", "60件，办结45件，办结率80%", None, "。"),
        evidence={"kind": "share", "relation": "45/60 = 80%"},
    ),
    ReportFinding(
        *("通报/2024-03.txt", "VAR001", "warning", "“標准” mixes scripts; the word is 標準.", 6, 3, 203, 204),
        *("新的標", "准", "準", "自五月起施行，"),
        safety="safe",
        applied=True,
        evidence={"word": "標準"},
    ),
    ReportFinding(
        *("notice.txt", "CHR001", "warning", "A zero width space has no function here.", 1, 12, 11, 12),
        *("The meeting", "\u200b", "", " begins at nine.\n", "safe"),
        applied=True,
    ),
    ReportFinding(
        *("notice.txt", "PUN001", "info", "A half-width comma between Chinese words.", 3, 5, 64, 65),
        *("会议开始", ",", "，", "请准时到场。", "unsafe"),
    ),
    ReportFinding(
        *("通报/2024-03.txt", "STR001", "info", "This paragraph was there before.", 9, 1, 390, 402),
        *("", "责任编辑：未署名", None, ""),
    ),
)

CLAIMS = (
    claim(
        *("通报/2024-03.txt", "inconsistent", "45/60 = 80%", "[3/4, 3/4] = [159/200, 161/200)"),
        "全年受理|60件|，办结|45件|，办结率|80%|。",
    ),
    claim(
        *("notice.txt", "truncated", "2/3 = 66%", "[2/3, 2/3] = [131/200, 133/200) or [33/50, 67/100)"),
        "Of |3| halls |2| were open, |66%| of them.",
    ),
    claim(
        *("通报/2024-03.txt", "uncheckable", "人均 = 总额/人数", ""),
        "发放补贴|约30万元|，惠及|若干|户。",
        reason="“若干” names no number.",
        kind="average",
        code="FIG107",
    ),
    claim(
        *("年鉴.txt", "consistent", "3 + 4 = 7", "[7, 7] = [7, 7]"),
        "新建|3座|、改建|4座|，共|7座|桥。",
        kind="parts",
        code="FIG102",
    ),
)

RULES = (
    ReportRule("GLS001", "gbk-gloss", "A gloss that a conversion left behind.", "error", DOC),
    ReportRule("VAR001", "mixed-variant", "A character of the other script.", "warning", DOC),
    ReportRule("CHR001", "invisible", "An invisible character without a function.", "warning", DOC),
    ReportRule("PUN001", "half-width", "Half-width punctuation between Chinese words.", "info", DOC),
    ReportRule("STR001", "repeated", "A paragraph that was there before.", "info", DOC),
    ReportRule("FIG101", "share", "A share that its parts do not give.", "error", DOC),
    ReportRule("FIG102", "parts", "Parts that do not add up.", "error", DOC),
    ReportRule("FIG107", "average", "An average that its total does not give.", "error", DOC),
)

REPORT = RunReport(
    tool="kanwu",
    version="0.1.0",
    command="kanwu run 通报 notice.txt --out out/march",
    config={"select": "[]", "ignore": "[]", "unsafe_fixes": "false", "to": "null", "text_field": '"text"'},
    started="2024-04-01T08:30:00Z",
    finished="2024-04-01T08:30:02Z",
    counts=Counts(read=4, clean=1, mended=2, quarantined=1, passed_over={"hidden": 2, "binary": 1}),
    documents=DOCUMENTS,
    findings=FINDINGS,
    claims=CLAIMS,
    rules=RULES,
    figures=452,
)
