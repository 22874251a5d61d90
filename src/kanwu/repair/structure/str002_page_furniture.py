"""Lines that belong to the page, not to the document: buttons, warnings, advertisements for an app.

## What it does

Finds lines that as a whole are page furniture, in Simplified and Traditional Chinese and in English: back to the top,
download the app, scan the code, your browser is too old, share and print buttons, subscribe here, cookie notices, the
editor's credit. Text that speaks of such phrases is left alone, for the phrase must be the whole line. At the end of a
short line, behind white space, it is reported only.

The same phrases in lists, quotations, code and tables are left alone, and all of them where a text is made of hardly
anything else: that is a list of what buttons say.

## Why it matters

Every page of a site has them; they distort counts, deduplication and what models learn.

## Example

With `--unsafe-fixes`, the line `返回顶部` is removed.

## When it is wrong

A line of a manual or a translation can be a button's text. The editor's credit is content to an archive.

## Fix safety

Always unsafe: text is removed, the line with its end. Phrases that share a line with text have no fix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.finding import Safety, Severity
from kanwu.repair.structure.furniture import LONGEST, Furniture, furniture, hint
from kanwu.rule import Match, RepairRule, View, gate_of
from kanwu.text.anchors import anchored
from kanwu.text.scripts import has_han

_CHINESE = (
    "顶部 頂部 置顶 客户端 客戶端 二维码 二維碼 扫一扫 掃一掃 扫码 掃碼 浏览器 瀏覽器 不允许直接"
    " 分享 转发到 公众号 公眾號 全文 版阅读 版閱讀 版下载 版下載 打印本 列印本"
    " 关闭窗口 關閉視窗 我要 加入收藏 设为首页 設為首頁 字号 字號 字体 字體"
    " 上一篇 上一页 上一頁 下一篇 下一页"
    " 下一頁 友情 相关文档 相关附件 附件下载 责任编辑 責任編輯 责任編輯 责编 責編"
)
_ENGLISH = (
    "app,top,browser,javascript,share this,share on,tweet this,email this,subscribe,sign up,newsletter,"
    "follow us,print this,skip to,continue reading,read more,leave a,cookies"
)
_CASES = (str, str.capitalize, str.title, str.upper)
_BEFORE_STEPS = "页頁网網eE"  # 首页 > 新闻, Home > News
_STEPS = tuple(
    f"{before}{space}{mark}" for before in _BEFORE_STEPS for space in ("", *" \t\u00a0\u3000", "  ") for mark in ">»"
)
_OTHERS = ("JavaScript", *_STEPS)
_LITERALS = (*dict.fromkeys(case(each) for each in _ENGLISH.split(",") for case in _CASES), *_OTHERS)
_HAN_PIECE, _OTHER_PIECE = anchored(_CHINESE.split()), anchored(_LITERALS)
"""A piece of every phrase of furniture.tsv has a match of one of them; a test holds it to that. They are two because a
pattern is the faster the fewer words it has to tell apart."""
_LINE_END = re.compile(r"\r\n|[\r\n]|\Z")
_LISTED = re.compile(r"[-*•●○■□◆▪※#+>]\s|[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、)）．]|[“\"「『‘'`]")
_BESIDE = 40  # characters of a line that may have a phrase at its end
_ENOUGH_TEXT = 3  # lines of text for each line of furniture: else the text is about furniture
_GAP = re.compile(r"[ \t\u3000\u00a0|｜]{1,9}(?=[^ \t\u3000\u00a0|｜]{1,40}\Z)")


def find(view: View) -> Iterator[Match]:
    """Give the lines that are page furniture, or end in it."""
    text = view.text
    matches: list[Match] = []
    at = 0
    for hit in _hits(text):
        if hit < at:
            continue
        start = max(text.rfind("\n", at, hit), text.rfind("\r", at, hit)) + 1 or at
        line_end = _LINE_END.search(text, hit)
        end, at = (line_end.start(), line_end.end()) if line_end else (len(text), len(text))
        match = _whole(text, start, end, at, matches[-1].end if matches else 0) or _beside(text, start, end)
        if match is not None:
            matches.append(match)
        if at >= len(text):
            break
    if matches and _has_text(text, len(matches)):
        yield from matches


def _hits(text: str) -> list[int]:
    """Return where pieces of phrases are, in order."""
    hits = [piece.start() for piece in _OTHER_PIECE.finditer(text)]
    if has_han(text):
        hits += [piece.start() for piece in _HAN_PIECE.finditer(text)]
        hits.sort()
    return hits


def _has_text(text: str, count: int) -> bool:
    """Say whether a text has enough beside its furniture to be a document."""
    lines = sum(1 for line in text.splitlines() if line.strip())
    return lines >= _ENOUGH_TEXT * count or len(text) >= _ENOUGH_TEXT * LONGEST * count


def _whole(text: str, start: int, end: int, following: int, free_from: int) -> Match | None:
    """Give a line that is furniture and nothing else; the fix takes its end along, the last line's the one before."""
    if end - start > 2 * LONGEST:
        return None
    line = text[start:end].strip()
    found = None if _LISTED.match(line) else furniture(line)
    if found is None:
        return None
    if following == end and start > free_from:
        start -= 2 if text.endswith("\r\n", 0, start) else 1
    return Match(start, following, _message(line), "", Safety.UNSAFE, _evidence(found))


def _beside(text: str, start: int, end: int) -> Match | None:
    """Give furniture that stands at the end of a short line, behind white space."""
    if end - start > _BESIDE:
        return None
    line = text[start:end].rstrip()
    gap = _GAP.search(line)
    found = furniture(line[gap.end() :]) if gap and gap.start() and not _LISTED.match(line.lstrip()) else None
    if gap is None or found is None:
        return None
    return Match(start + gap.end(), start + len(line), _message(line[gap.end() :]), evidence=_evidence(found))


def _message(line: str) -> str:
    return f"`{line}` belongs to the page, not to the document."


def _evidence(found: Furniture) -> dict[str, str]:
    return {"kind": found.kind, "phrase": found.phrase}


RULE = RepairRule("STR002", "page-furniture", Severity.INFO, __doc__, find, gate_of(hint(spaced=True)))
