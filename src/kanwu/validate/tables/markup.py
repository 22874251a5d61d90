"""Tables in HTML, found by the standard library's parser, which says where in the text each tag stands.

What is a tag or a character reference is blanked out, not taken out, so that a place in a cell is a place in the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from kanwu.text.lines import Lines
from kanwu.validate.tables.grid import FILLER, Cell, Grid, cell

_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_END = re.compile(r"</table\s{0,9}>", re.IGNORECASE)
_REFERENCE = re.compile(r"&#?\w{1,31};")
_UNSEEN = re.compile(
    r"<sup\b[^<>]{0,500}>[^<>]{0,100}</sup\s{0,9}>|<!--[^<>]{0,500}-->|</?[A-Za-z][^<>]{0,2000}>", re.IGNORECASE
)
_INLINE = re.compile(r"</?(?:a|b|em|font|i|ins|span|strong|u)\b|<!--", re.IGNORECASE)
_WIDEST = 100  # columns; a span beyond it is a mistake, or means "all"
_LONGEST = 1_000_000  # characters between the first table's beginning and the last one's end


def grids(text: str) -> Iterator[Grid]:
    """Yield the tables of a text that are marked up; those inside another are read on their own."""
    first = _TABLE.search(text)
    if first is None:
        return
    ends = [end.end() for end in _END.finditer(text, first.end())]
    if not ends or ends[-1] - first.start() > _LONGEST:
        return
    parser = _Parser(text[first.start() : ends[-1]])
    for table in parser.tables:
        yield table.grid(text, first.start())


@dataclass(frozen=True, slots=True)
class _Span:
    """A cell as its tags say."""

    start: int
    end: int
    is_header: bool
    columns: int
    rows: int


@dataclass(slots=True)
class _Table:
    """A table that is being read."""

    rows: list[list[_Span]] = field(default_factory=list)
    heads: int = 0
    in_head: bool = False
    opened: _Span | None = None

    def close_cell(self, at: int) -> None:
        """End the cell that is open, if one is."""
        if self.opened is not None and self.rows:
            self.rows[-1].append(replace(self.opened, end=at))
        self.opened = None

    def grid(self, text: str, base: int) -> Grid:
        """Lay the cells out; one that spans several rows or columns is repeated as a copy."""
        below: dict[int, tuple[int, Cell]] = {}
        rows: list[tuple[Cell, ...]] = []
        for row in self.rows:
            cells: list[Cell] = []
            further: dict[int, tuple[int, Cell]] = {}
            for each in row:
                _reach_down(cells, below, further)
                found = _cell(text, base, each)
                copy = replace(found, is_copy=True)
                for step in range(each.columns):
                    if each.rows > 1:
                        further[len(cells)] = each.rows - 1, copy
                    cells.append(copy if step else found)
            _reach_down(cells, below, further)
            below = further
            rows.append(tuple(cells))
        heads = next((at for at, row in enumerate(rows) if not all(each.is_header for each in row)), len(rows))
        return Grid(tuple(rows), self.heads or heads or None)


def _reach_down(cells: list[Cell], below: dict[int, tuple[int, Cell]], further: dict[int, tuple[int, Cell]]) -> None:
    """Add the cells of earlier rows that reach down to here."""
    while len(cells) in below:
        left, copy = below.pop(len(cells))
        if left > 1:
            further[len(cells)] = left - 1, copy
        cells.append(copy)


def _cell(text: str, base: int, span: _Span) -> Cell:
    shown = _UNSEEN.sub(_blank, text[base + span.start : base + span.end])
    shown = _REFERENCE.sub(_character, shown)
    found = cell(shown, 0, len(shown), is_header=span.is_header)
    return replace(found, start=base + span.start + found.start, end=base + span.start + found.end)


def _blank(found: re.Match[str]) -> str:
    """Blank out what is not shown; what only styles characters does not part them."""
    return (FILLER if _INLINE.match(found[0]) else " ") * len(found[0])


def _character(reference: re.Match[str]) -> str:
    """Return what a reference stands for, as long as the reference."""
    character = html.unescape(reference[0])
    shown = " " if character in "\u00a0\u2002\u2003\u2009\u3000" else character
    return shown.ljust(len(reference[0]), FILLER) if len(shown) == 1 else reference[0]


def _without_comments(text: str) -> str:
    """Blank out comments, and the other declarations that the parser is slow at or fails on; the length stays."""
    pieces = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces += [text[at:start], " " * (end + len("-->") - start)]
        at = end + len("-->")
    shown = "".join([*pieces, text[at:]])
    return shown.replace("<!", " !").replace("<?", " ?").replace("\r", " ")


class _Parser(HTMLParser):
    """Collects the tables of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tables: list[_Table] = []
        self._stack: list[_Table] = []
        shown = _without_comments(text)
        self._lines = Lines.of(shown)
        self.feed(shown)
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if tag == "table":
            self._stack.append(_Table())
            self.tables.append(self._stack[-1])
        if not self._stack:
            return
        table = self._stack[-1]
        if tag in {"tr", "td", "th", "thead", "tbody", "tfoot"}:
            table.close_cell(self._here())
        if tag in {"thead", "tbody", "tfoot"}:
            table.in_head = tag == "thead"
        elif tag == "tr":
            table.rows.append([])
            table.heads += table.in_head
        elif tag in {"td", "th"} and table.rows:
            start = self._here() + len(self.get_starttag_text() or "")
            given = dict(attrs)
            table.opened = _Span(start, start, tag == "th", _number(given, "colspan"), _number(given, "rowspan"))

    def handle_endtag(self, tag: str) -> None:
        """End a cell or a table."""
        if self._stack and tag == "thead":
            self._stack[-1].in_head = False
        if self._stack and tag in {"td", "th", "tr", "table"}:
            self._stack[-1].close_cell(self._here())
            if tag == "table":
                self._stack.pop()


def _number(attributes: dict[str, str | None], name: str) -> int:
    value = attributes.get(name) or ""
    return max(1, min(int(value), _WIDEST)) if value.isdecimal() and len(value) < len("1000") else 1
