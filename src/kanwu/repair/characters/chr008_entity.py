r"""Character references of HTML that stand in the text instead of their character.

## What it does

Finds references such as `&nbsp;`, `&ldquo;` and `&#20013;` in prose, and those that were escaped twice or more often
(`&amp;nbsp;`), and offers the characters they stand for. Neighbouring references are one finding.

Left alone are texts with markup, code and URLs, references in quotes or brackets of their own, lines that show the
character beside its reference, and places that speak of HTML, entities or escaping.

## Why it matters

`5&amp;nbsp;000` is not a figure, and a search for `中国` does not find `&#20013;&#22269;`.

## Example

`第一章&amp;nbsp;总则` gets its no-break space. `&#20013;&#22269;` becomes `中国` with `--unsafe-fixes`.

## When it is wrong

Text that will be put into a web page as it is needs its `&amp;` and `&lt;`.

## Fix safety

Safe where the reference was escaped twice or more often and stands in prose: no page shows that on purpose. Unsafe for
references that were escaped once, for those of `<` and `>` unless a number follows, and for invisible characters.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kanwu.finding import Safety, Severity
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of

_REFERENCE = re.compile(
    r"&(?P<again>(?:amp;){0,6})(?P<name>#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_MARKUP = re.compile(r"<(?:[A-Za-z][A-Za-z0-9]{0,15}(?:[\s/][^<>]{0,500})?>|/[A-Za-z]|!--|![A-Z]|\?[a-z])|```")
_TOPIC = re.compile(
    r"(?i)html|xml|xhtml|entit|escap|ampersand|markup|unicode|character reference"
    r"|实体|實體|转义|轉義|逸出|编码|編碼|字符|字元"
)
_NEAR = 150  # characters on either side in which the topic shows
_CODE = re.compile(r"[{}`\\|]|=>|->|\w\(\)|;\s*$|=\s*[\"']|^(?:\t| {4})[!-~]|^\s*(?:#\S|//|\$ )")
_URL = re.compile(r"://|www\.|[?&][\w.-]{1,40}=|=")
_TOKEN = 300  # characters before a reference in which its URL must begin
_LINE = 1000  # characters on either side in which a line is looked at
_FEWEST_LETTERS = 8
"""How many letters, besides the references, a line of prose has."""
_MENTION = frozenset(["()", "[]", "“”", "‘’", "«»", "「」", "『』", "（）", "《》", '""', "''", "``"])
_RESERVED = frozenset(("", name) for name in ("amp", "lt", "gt", "quot", "apos"))
_LISTED = 4  # of the five references of XML, in whatever language: the line lists them
_LONGEST_MEANT = 2  # characters that a name stands for
_NUMBER = re.compile(r"\s?=?\s?[\d.]")


@dataclass(frozen=True, slots=True)
class _Reference:
    """One reference: its place, its character, and whether that may be put there by default."""

    start: int
    end: int
    char: str
    is_safe: bool


def find(view: View) -> Iterator[Match]:
    """Give runs of references that stand in prose."""
    text = view.text
    if "&" not in text or not _REFERENCE.search(text) or _MARKUP.search(text):
        return
    yield from summed_up(_runs(text), view.config)


def _runs(text: str) -> Iterator[Match]:
    run: list[_Reference] = []
    for reference in _references(text):
        if run and (reference.start != run[-1].end or reference.is_safe != run[0].is_safe):
            yield _match(run)
            run = []
        run.append(reference)
    if run:
        yield _match(run)


def _references(text: str) -> Iterator[_Reference]:
    surroundings = _Surroundings(text)
    for hit in _REFERENCE.finditer(text):
        char = _character(hit["name"])
        if char and surroundings.are_prose(hit, char):
            doubled = bool(hit["again"])
            yield _Reference(hit.start(), hit.end(), char, doubled and _is_harmless(text, hit, char))


def _character(name: str) -> str:
    """Return what a reference stands for; nothing where that is no character of a text."""
    reference = f"&{name};"
    meant = html.unescape(reference)
    if meant == reference or len(meant) > _LONGEST_MEANT or "\ufffd" in meant:
        return ""
    return "" if any(unicodedata.category(char) in {"Cc", "Cs", "Cn", "Co"} for char in meant) else meant


def _is_harmless(text: str, hit: re.Match[str], char: str) -> bool:
    if any(unicodedata.category(part) == "Cf" for part in char):
        return False
    return char not in "<>" or _NUMBER.match(text, hit.end()) is not None


class _Surroundings:
    """What is around references; a stretch of a line is looked at once, however many references it has."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._end = -1
        self._is_prose = False
        self._shown = ""

    def are_prose(self, hit: re.Match[str], char: str) -> bool:
        """Say whether a reference stands in prose that does not speak of it."""
        if not self._start <= hit.start() < self._end:
            self._look(hit.start())
        if not self._is_prose or (char in self._shown and not char.isspace()):
            return False
        before, after = self._text[hit.start() - 1 : hit.start()], self._text[hit.end() : hit.end() + 1]
        return before + after not in _MENTION and not self._is_in_url(hit)

    def _look(self, at: int) -> None:
        """Judge the line at a place, or the part of a very long line."""
        text = self._text
        start = max(text.rfind("\n", max(0, at - _LINE), at) + 1, at - _LINE, 0)
        end = text.find("\n", at, at + _LINE)
        end = min(len(text), at + _LINE) if end < 0 else end
        self._start, self._end = at, end
        self._shown = _REFERENCE.sub(" ", text[start:end])
        letters = sum(map(str.isalpha, self._shown))
        self._is_prose = (
            letters >= _FEWEST_LETTERS
            and not _CODE.search(self._shown)
            and not _TOPIC.search(text, max(0, start - _NEAR), end + _NEAR)
            and len(_RESERVED & set(_REFERENCE.findall(text, start, end))) < _LISTED
        )

    def _is_in_url(self, hit: re.Match[str]) -> bool:
        before = self._text[max(0, hit.start() - _TOKEN) : hit.start()]
        if not before or not before[-1].isascii() or before[-1].isspace():
            return False
        token = re.split(r"[^!-~]", before)[-1]
        return _URL.search(token) is not None


def _match(run: list[_Reference]) -> Match:
    meant = "".join(reference.char for reference in run)
    names = ", ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in meant[:8]))
    safety = Safety.SAFE if run[0].is_safe else Safety.UNSAFE
    shown = meant[:20] if meant.strip() and meant.isprintable() else names
    message = f"A character reference where its character was meant: {shown}."
    severity = None if run[0].is_safe else Severity.INFO
    evidence = {"characters": names, "count": str(len(run))}
    return Match(run[0].start, run[-1].end, message, meant, safety, evidence, severity)


RULE = RepairRule(
    "CHR008",
    "entity",
    Severity.WARNING,
    __doc__,
    find,
    gate_of(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"),
)
