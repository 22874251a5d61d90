"""CSV and TSV: a record a row, the first row names the columns.

Read as RFC 4180 has it (a quote opens a cell only at its beginning, and is doubled inside), with commas, semicolons,
tabs or bars, whichever the first row has most of. Only the mended cells are rewritten, in the file's own encoding;
a cell that was quoted stays quoted.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kanwu import repair
from kanwu.corpus.formats.format import ByteEdit, Content, Format, Piece, Request, Text, Unreadable

_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = b",;\t|"
_SAMPLE = 1 << 20  # bytes that the encoding is told from
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "ascii": "utf-8"}
"""What an encoding is written as, so that it can hold whatever a cell is mended to."""


class _Rows:
    """Reads a stream of rows."""

    def __init__(self, stream: BinaryIO, request: Request) -> None:
        self._stream = stream
        self._request = request
        self._waiting: deque[bytes] = deque()
        self._lines = request.limits.lines(stream)
        self._encoding = "utf-8"
        self._cell = _cell_pattern(b",")
        self._columns: dict[str, int] = {}

    def pieces(self) -> Iterator[Piece]:
        """Give a piece a row; the first, which names the columns, is no record."""
        self._look_ahead()
        header = self._next_row()
        if header is None:
            return
        width = self._read_header(header)
        yield Piece(header)
        number = 0
        while (row := self._next_row()) is not None:
            if not row.strip(b"\r\n"):
                yield Piece(row)
                continue
            number += 1
            yield self._piece(row, number, width)

    def _look_ahead(self) -> None:
        """Tell the encoding from the beginning, which is kept for reading."""
        sample = self._stream.read(_SAMPLE)
        if sample.startswith(_WIDE):
            raise Unreadable("is CSV in UTF-16, which is not read; save it as UTF-8")
        rest = next(self._lines, b"") if not sample.endswith(b"\n") else b""
        self._waiting.extend(_lines(sample + rest))
        try:
            (sample + rest).decode("utf-8")
        except UnicodeDecodeError:
            codec = repair.decode(sample + rest).encoding.name
            self._encoding = _SUPERSETS.get(codec, codec)

    def _next_line(self) -> bytes:
        return self._waiting.popleft() if self._waiting else next(self._lines, b"")

    def _next_row(self) -> bytes | None:
        """Return the next row with its line end; a quote that never closes ends with its line."""
        line = self._next_line()
        if not line:
            return None
        if b'"' not in line or not _is_open(line, self._cell):
            return line
        lines, size = [line], len(line)
        while size < self._request.limits.document:  # a quote that never closes must not swallow a whole corpus
            line = self._next_line()
            if not line:
                break
            lines.append(line)
            size += len(line)
            closed = _CLOSING.match(line)
            if closed and not _is_open(line, self._cell, closed.end()):
                return b"".join(lines)
        self._waiting.extendleft(reversed(lines[1:]))
        return lines[0]

    def _read_header(self, header: bytes) -> int:
        body = header.removeprefix(_BOM)
        counts = {bytes([char]): _UNQUOTED.sub(b"", body).count(char) for char in _DELIMITERS}
        self._cell = _cell_pattern(max(counts, key=lambda each: counts[each]))
        cells = [body[start:end] for start, end in _cells(body, self._cell) or ()]
        names = [_value(cell).decode(self._encoding, "replace").strip() for cell in cells]
        self._columns = {name: names.index(name) for name in self._request.fields if name in names}
        if not self._columns:
            wanted = " or ".join(map(repr, self._request.fields))
            raise Unreadable(
                f"has no column {wanted}; its columns are {', '.join(map(repr, names))}; name one with --text-field"
            )
        return len(names)

    def _piece(self, row: bytes, number: int, width: int) -> Piece:
        name = self._request.name(number)
        cells = _cells(row, self._cell)
        if cells is None:
            return Piece(row, name=name, fault="has a quote that does not close, or text behind a closing quote")
        if len(cells) != width:
            return Piece(row, name=name, fault=f"has {len(cells)} cells, the first row has {width}")
        texts = []
        for column, index in self._columns.items():
            try:
                text = _value(row[slice(*cells[index])]).decode(self._encoding)
            except UnicodeDecodeError:
                return Piece(row, name=name, fault=f"is not {self._encoding} in {column!r}, as the rest of the file is")
            texts.append(Text(self._request.name(number, column), text))
        return Piece(row, tuple(texts), name)

    def edits(self, piece: Piece, mended: Sequence[Content | None]) -> Iterator[ByteEdit]:
        """Give the mended cells."""
        cells = _cells(piece.raw, self._cell)
        assert cells is not None
        for index, text in zip(self._columns.values(), mended, strict=True):
            if isinstance(text, str):
                start, end = cells[index]
                quoted = piece.raw[start:end].startswith(b'"')
                data = self._encode(text, piece.name)
                needs = quoted or data.startswith(b'"') or len(_cells(data, self._cell) or ()) != 1 or b"\n" in data
                yield ByteEdit(start, end, b'"' + data.replace(b'"', b'""') + b'"' if needs else data)

    def _encode(self, text: str, name: str) -> bytes:
        try:
            return text.encode(self._encoding)
        except UnicodeEncodeError as error:
            raise Unreadable(
                f"is {self._encoding}, which lacks {text[error.start]!r} for the mended row {name}; save it as UTF-8"
            ) from error


_CLOSING = re.compile(rb'[^"]*+(?:""[^"]*+)*+"(?!")')
"""From inside a quoted cell to the quote that closes it."""

_UNQUOTED = re.compile(rb'"[^"]*+(?:""[^"]*+)*+"')


def _cell_pattern(delimiter: bytes) -> re.Pattern[bytes]:
    """Compile a cell with what ends it: a delimiter, or the end of the row."""
    mark = re.escape(delimiter)
    return re.compile(rb'("[^"]*+(?:""[^"]*+)*+"|(?!")[^' + mark + rb"\r\n]*+)(" + mark + rb"|\r?\n?\Z)")


def _is_open(line: bytes, cell: re.Pattern[bytes], at: int = 0) -> bool:
    """Say whether a quoted cell goes on behind the line; `at` is behind a quote that closed one, or the beginning."""
    if at:
        rest = cell.match(b"x" + line[at:])  # what stands behind the closing quote, as if it were a cell
        if rest is None or not rest[2].strip(b"\r\n"):
            return False
        line, at = b"x" + line[at:], rest.end()
    while at < len(line):
        found = cell.match(line, at)
        if found is None:
            return line.startswith(b'"', at) and _UNQUOTED.match(line, at) is None
        at = found.end()
    return False


def _cells(row: bytes, cell: re.Pattern[bytes]) -> list[tuple[int, int]] | None:
    """Return where the cells of a row stand; None where they cannot be told apart."""
    spans = []
    at = 0
    while True:
        found = cell.match(row, at)
        if found is None:
            return None
        spans.append(found.span(1))
        at = found.end()
        if not found[2].strip(b"\r\n"):
            return spans


def _value(cell: bytes) -> bytes:
    """Return what a cell says."""
    return cell[1:-1].replace(b'""', b'"') if cell.startswith(b'"') else cell


def _lines(data: bytes) -> list[bytes]:
    r"""Split behind each line feed, as reading a file does; a lone carriage return is no end."""
    lines = data.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


FORMAT = Format("csv", (".csv", ".tsv"), begins=lambda _: False, open=_Rows)
