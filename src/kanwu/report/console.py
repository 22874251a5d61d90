"""Findings for a person at a terminal: with the line and a mark under the place, or one line each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TextIO

from kanwu.finding import Fix
from kanwu.located import Located
from kanwu.report.visible import visible

_BEFORE = 30  # code points of the line shown before the place
_LENGTH = 60  # and in all; 120 cells when every character is wide
_FIX_LENGTH = 60  # code points of a fix shown
_ELLIPSIS = "…"


def cell_width(text: str) -> int:
    """Return how many terminal cells a text takes: two for a wide character, none for a combining mark.

    >>> cell_width("勘误 ok")
    7
    """
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def write_concise(located: Iterable[Located], out: TextIO) -> None:
    """Write one line a finding: path, line, column, code, message."""
    out.writelines(_headline(place) + "\n" for place in located)


def write_text(located: Iterable[Located], out: TextIO) -> None:
    """Write each finding with its line, a mark under the place, and the fix."""
    for place in located:
        number = str(place.line)
        shown, mark = _excerpt(place)
        margin = " " * len(number)
        out.write(f"{_headline(place)}\n {number} | {shown}\n {margin} | {mark}\n")
        if place.finding.fix is not None:
            out.write(f" {margin} = {_fix(place.finding.fix, applied=place.finding.applied)}\n")
        out.write("\n")


def _headline(place: Located) -> str:
    finding = place.finding
    where = f"{visible(place.path)}:{place.line}:{place.column}"
    return f"{where}: {finding.code} {finding.severity}: {visible(finding.message)}"


def _excerpt(place: Located) -> tuple[str, str]:
    """Return the part of the line around the place, and the marks that go under it."""
    text = place.line_text
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(text)
    first = max(start - _BEFORE, 0)
    last = min(first + _LENGTH, len(text))
    before = (_ELLIPSIS if first else "") + visible(text[first:start])
    marked = visible(text[start : min(end, last)])
    after = visible(text[end:last]) + (_ELLIPSIS if last < len(text) else "")
    return before + marked + after, " " * cell_width(before) + "^" * max(cell_width(marked), 1)


def _fix(fix: Fix, *, applied: bool) -> str:
    did = "fixed" if applied else f"{fix.safety} fix"
    if not fix.replacement:
        return f"{did}: remove {_quoted(fix.original)}"
    if not fix.original:
        return f"{did}: insert {_quoted(fix.replacement)}"
    return f"{did}: {_quoted(fix.original)} becomes {_quoted(fix.replacement)}"


def _quoted(text: str) -> str:
    shown = visible(text[:_FIX_LENGTH])
    return f"“{shown}{_ELLIPSIS if len(text) > _FIX_LENGTH else ''}”"
