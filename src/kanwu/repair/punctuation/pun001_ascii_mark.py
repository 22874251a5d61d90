"""ASCII punctuation between Chinese characters.

## What it does

Finds `,` `:` `;` `!` `?` and a full stop at the end of a line behind a Han character, and brackets around Chinese, in
Chinese text, and offers the full-width marks ，：；！？。（ ）. A blank behind the mark goes with it.

Left alone are marks between figures, times, addresses and words in Latin letters, ratios such as 三:一, lines of code,
rows of a table whose columns commas part, glosses in brackets, and a question mark where no question is asked, for that
may be a lost character.

## Why it matters

Sentence splitters for Chinese look for the full-width marks. The ASCII ones get there by NFKC and by "cleaning".

## Example

With `--unsafe-fixes`, or with a profile, `会议指出,要抓好落实(详见附件)` becomes `会议指出，要抓好落实（详见附件）`.

## When it is wrong

Some houses set Chinese with ASCII marks, and so do most chats.

## Fix safety

Unsafe, because it is a matter of house style; safe where a `profile` names the house style, but for the full stop and
the question mark, which are inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.finding import Safety, Severity
from kanwu.repair.punctuation.chinese import HAN_CLASS, house_style, is_chinese, is_code, line_around
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of
from kanwu.text.scripts import has_han

_HAN = f"[{HAN_CLASS}]"
_BEFORE = f"(?<=[{HAN_CLASS}”’」』》）)])"
_AFTER = f"(?=[{HAN_CLASS}“‘「『《（(])"
_FIGURE_AFTER = "(?=[0-9A-Z])"
_END = r"(?=[”’」』）]|[ \t\r]{0,8}(?:\n|\Z))"
_GATE = re.compile(f"[,:;!?.()](?:(?<={_HAN}.)|(?={_HAN}))")
_MARK = re.compile("[,:;!?.(（]")
_PLACE = re.compile(
    f"(?P<comma>{_BEFORE},(?:[ ]?(?:{_AFTER}|{_FIGURE_AFTER})|{_END})|(?<=[0-9%A-Za-z]),[ ]?{_AFTER})"
    f"|(?P<colon>{_BEFORE}:(?:[ ]?(?:{_AFTER}|[ ]?(?=[0-9A-Z]))|{_END}))"
    f"|(?P<semicolon>{_BEFORE};(?:[ ]?(?:{_AFTER}|{_FIGURE_AFTER})|{_END})|(?<=[0-9%A-Za-z]);[ ]?{_AFTER})"
    f"|(?P<exclamation>{_BEFORE}!(?:[ ]?(?:{_AFTER}|{_FIGURE_AFTER})|{_END}))"
    f"|(?P<question>{_BEFORE}[?](?:[ ]?(?:{_AFTER}|{_FIGURE_AFTER})|{_END}))"
    rf"|(?P<stop>(?<={_HAN})\.(?=[ \t\r]{{0,8}}(?:\n|\Z)))"
    rf"|(?P<brackets>[(（](?P<inside>[^()（）\n]{{0,80}})[)）])"
)
_FULL = {
    "comma": "，",
    "colon": "：",
    "semicolon": "；",
    "exclamation": "！",
    "question": "？",
    "stop": "。",
}
_NUMERAL = re.compile("[零〇一二三四五六七八九十百千万萬亿億两兩几幾0-9]")
_QUESTION = re.compile(
    "[吗呢吧嗎谁誰哪几幾么麼何]|怎|多少|[是能可会會]否|难道|難道|为啥|是不是|有没有|有沒有|[.?？!！]"
)
_ASKED = 30  # characters before a question mark in which the question is asked
_EMOTICON = re.compile("[DPOXpox]\\b")
_HAN_CHAR = re.compile(_HAN)
_FULL_MARK = re.compile("[。！？；，]")
_FEWEST_HAN = 10  # in a line that a full stop ends; shorter ones are items and abbreviations


def find(view: View) -> Iterator[Match]:
    """Give the ASCII marks that stand in Chinese."""
    text = view.text
    if not has_han(text) or not _GATE.search(text) or not is_chinese(text):
        return
    yield from summed_up(_marks(text, house_style(view.config)), view.config)


def _marks(text: str, style: Safety) -> Iterator[Match]:
    """Go from mark to mark; brackets are two matches, for what is in them has its own marks."""
    lines = _Lines(text)
    brackets: list[Match] = []
    for mark in _MARK.finditer(text):
        place = _PLACE.match(text, mark.start())
        kind = place and ("brackets" if place.lastgroup == "inside" else place.lastgroup)
        if place is None or kind is None:
            continue
        if kind == "brackets":
            if not lines.are_code(place.start()) and _holds_chinese(text, place):
                brackets += _brackets(place, style)
        elif _is_meant(text, place, kind, lines):
            yield _mark(place, kind, style)
    yield from brackets


def _is_meant(text: str, place: re.Match[str], kind: str, lines: _Lines) -> bool:
    start, end = place.span()
    if lines.are_code(start) or _is_in_address(text, start):
        return False
    if kind == "comma":
        return not lines.are_a_table(start)
    if kind == "colon":
        ratio = _NUMERAL.match(text, start - 1) and _NUMERAL.match(text, end)
        return not ratio and not _EMOTICON.match(text, end)
    if kind == "question":
        return _QUESTION.search(text, max(0, start - _ASKED), start) is not None
    if kind == "stop":
        return len(_HAN_CHAR.findall(text[lines.start : start])) >= _FEWEST_HAN
    return True


def _is_in_address(text: str, at: int) -> bool:
    """Say whether a URL began before a place and no space ended it; addresses may hold Han characters."""
    before = text[max(0, at - _LONGEST_ADDRESS) : at]
    scheme = before.rfind("://")
    return scheme >= 0 and not re.search(r"[\s，。；）」”]", before[scheme:])


_LONGEST_ADDRESS = 200


def _mark(place: re.Match[str], kind: str, style: Safety) -> Match:
    full = _FULL[kind]
    safety = Safety.UNSAFE if kind in {"question", "stop"} else style
    message = f"{place[0][0]} between Chinese characters; the full-width mark is {full}."
    return Match(place.start(), place.end(), message, full, safety)


def _holds_chinese(text: str, place: re.Match[str]) -> bool:
    """Say whether brackets are ASCII, at least one of them, and hold Chinese beside Chinese or alone."""
    inside = place["inside"]
    if place[0][0] + place[0][-1] == "（）" or not _HAN_CHAR.search(inside):
        return False
    before = text[place.start() - 1 : place.start()]
    return not before.isascii() or not before.strip()


def _brackets(place: re.Match[str], style: Safety) -> Iterator[Match]:
    """Give the ASCII ones of two brackets; a blank that parted one from a Han character outside goes with it."""
    text = place.string
    opening, closing = place.start(), place.end() - 1
    if text[opening] == "(":
        start = opening - 1 if text[opening - 1 : opening] == " " and _is_han(text, opening - 2) else opening
        yield Match(start, opening + 1, "( around Chinese; the full-width bracket is （.", "（", style)
    if text[closing] == ")":
        end = closing + 2 if text[closing + 1 : closing + 2] == " " and _is_han(text, closing + 2) else closing + 1
        yield Match(closing, end, ") around Chinese; the full-width bracket is ）.", "）", style)


def _is_han(text: str, at: int) -> bool:
    return 0 <= at < len(text) and _HAN_CHAR.match(text, at) is not None


class _Lines:
    """The line around the places that are looked at, each judged once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.start = self._end = -1
        self._is_code = self._is_table = False

    def are_code(self, at: int) -> bool:
        """Say whether the line at a place is code."""
        self._look(at)
        return self._is_code

    def are_a_table(self, at: int) -> bool:
        """Say whether commas part columns: the line beside has as many, and no sentence ends in either."""
        self._look(at)
        return self._is_table

    def _look(self, at: int) -> None:
        if self.start <= at < self._end:
            return
        self.start, self._end = line_around(self._text, at)
        line = self._text[self.start : self._end]
        self._end = max(self._end, at + 1)
        self._is_code = is_code(line)
        commas = _columns(line)
        self._is_table = commas > 1 and commas in {self._beside(self.start - 2), self._beside(self._end + 1)}

    def _beside(self, at: int) -> int:
        if not 0 <= at < len(self._text):
            return 0
        start, end = line_around(self._text, at)
        return _columns(self._text[start:end])


def _columns(line: str) -> int:
    """Count the commas of a line that no sentence ends in; 0 where one does."""
    return 0 if _FULL_MARK.search(line) else line.count(",")


RULE = RepairRule("PUN001", "ascii-mark", Severity.INFO, __doc__, find, gate_of(f"{_HAN}[,:;!?.()]|[,:;!?.()]{_HAN}"))
