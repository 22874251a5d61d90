"""Tables as text: lines whose fields are parted by tabs, anywhere; or a whole document of fields parted by commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.validate.tables.grid import Cell, Grid, cell

_FEWEST = 3  # lines
_FEWEST_FIELDS = 2


def grids(text: str) -> Iterator[Grid]:
    """Yield the tables of a text that tabs or commas draw."""
    if text.count("\t") >= _FEWEST:
        yield from _tabbed(text)
    if "," in text:
        yield from _commas(text)


def _tabbed(text: str) -> Iterator[Grid]:
    """Yield the blocks of neighbouring lines with the same number of tabs."""
    block: list[tuple[int, int]] = []
    tabs = at = 0
    for line in text.splitlines(keepends=True):
        count = line.count("\t")
        if block and count != tabs:
            yield from _block(text, block)
            block = []
        if count:
            block.append((at, at + len(line.rstrip("\r\n"))))
        tabs = count
        at += len(line)
    yield from _block(text, block)


def _block(text: str, lines: list[tuple[int, int]]) -> Iterator[Grid]:
    if len(lines) >= _FEWEST:
        yield Grid(tuple(tuple(fields(text, start, end, "\t")) for start, end in lines))


def _commas(text: str) -> Iterator[Grid]:
    """Yield a document that is a table of comma-separated values: every record has as many fields as the first."""
    first = text.lstrip("\ufeff\r\n").partition("\n")[0]
    if "," not in first or "\t" in first or ('"' not in text and _is_ragged(text)):
        return
    rows: list[tuple[Cell, ...]] = []
    for start, end in _records(text):
        row = tuple(fields(text, start, end, ","))
        if rows and len(row) != len(rows[0]):
            return
        rows.append(row)
    if len(rows) >= _FEWEST and len(rows[0]) >= _FEWEST_FIELDS:
        yield Grid(tuple(rows))


def _is_ragged(text: str) -> bool:
    """Say whether lines of a text without quotes differ in their number of fields; most prose is told by its second."""
    commas = [line.count(",") for line in text.split("\n", _PROBED)[:_PROBED] if line.strip()]
    return any(count != commas[0] for count in commas[1:])


_PROBED = 8  # lines


_PIECE = re.compile(r'"(?:[^"]|"")*+"|[^"\n]++|\n|"')


def _records(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each record that is not blank begins and ends; a quoted field may hold line breaks."""
    start = 1 if text.startswith("\ufeff") else 0
    for piece in _PIECE.finditer(text, start):
        if piece[0] == "\n":
            if text[start : piece.start()].strip():
                yield start, piece.start() - text.endswith("\r", start, piece.start())
            start = piece.end()
    if text[start:].strip():
        yield start, len(text.rstrip("\r"))


def fields(text: str, start: int, end: int, separator: str) -> Iterator[Cell]:
    """Yield the fields of a record; quotes around a field are none of its content."""
    at = start
    while True:
        if text[at : at + 1] == '"':
            stop = _closing_quote(text, at, end)
            after = text.find(separator, stop, end)
            yield cell(text, at + 1, max(at + 1, stop - 1))
        else:
            after = text.find(separator, at, end)
            yield cell(text, at, end if after < 0 else after)
        if after < 0:
            return
        at = after + 1


_QUOTED = re.compile(r'"(?:[^"]|"")*+"')


def _closing_quote(text: str, at: int, end: int) -> int:
    """Return the offset after the quote that closes the field that begins at `at`."""
    quoted = _QUOTED.match(text, at, end)
    return quoted.end() if quoted else end
