r"""JSON Lines, also called NDJSON: a record a line.

Only the string literals of the fields that hold texts are rewritten; the order of the keys, the spaces between them and
every other value keep their bytes. A literal that was pure ASCII stays so, and one with `\/` keeps that habit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from kanwu.corpus.formats.format import ByteEdit, Content, Format, Part, Piece, Request, Text, Unreadable

_BOM = b"\xef\xbb\xbf"
_PART = 8 << 20  # bytes: a few seconds of work
_READ = 1 << 20

_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],:]', re.DOTALL)
_OPENING, _CLOSING = frozenset(b"{["), frozenset(b"}]")

# `int` refuses numbers of more than 4300 digits; what a number is does not matter here, only that it is one.
_decode = json.JSONDecoder(parse_int=len, strict=False).decode


class _Lines:
    """Reads a stream of JSON Lines."""

    def __init__(self, stream: BinaryIO, request: Request) -> None:
        self._stream = stream
        self._request = request
        self._seen: dict[str, None] = {}  # the fields of the first records, for the message if none is asked for
        self._has_texts = request.first > 0

    def pieces(self) -> Iterator[Piece]:
        """Give a piece a line; a blank one is no record."""
        records = 0
        for number, line in enumerate(self._request.limits.lines(self._stream), self._request.first + 1):
            body = line.removeprefix(_BOM) if number == 1 else line
            if not body.strip():
                yield Piece(line)
                continue
            records += 1
            yield self._piece(number, line, body)
        if records and not self._has_texts and self._seen:
            raise Unreadable(
                f"has no field {_either(self._request.fields)}; its fields are {', '.join(map(repr, self._seen))};"
                " name one with --text-field"
            )

    def _piece(self, number: int, line: bytes, body: bytes) -> Piece:
        name = self._request.name(number)
        try:
            record = _decode(body.decode("utf-8"))
        except UnicodeDecodeError:
            return Piece(line, name=name, fault="is not UTF-8")
        except json.JSONDecodeError as error:
            return Piece(line, name=name, fault=f"is not JSON: {error.msg} at column {error.colno}")
        except RecursionError:
            return Piece(line, name=name, fault="is nested too deeply")
        if not isinstance(record, dict):
            return Piece(line, name=name, fault=f"is not a JSON object but {_kind(record)}")
        return self._of_record(number, line, record)

    def _of_record(self, number: int, line: bytes, record: Mapping[str, Any]) -> Piece:
        name = self._request.name(number)
        texts = []
        for field in self._request.fields:
            value = record.get(field)
            if isinstance(value, str):
                if _is_broken(value):
                    return Piece(line, name=name, fault=f"has half a surrogate pair in {field!r}")
                texts.append(Text(self._request.name(number, field), value))
            elif value is not None:
                return Piece(line, name=name, fault=f"has no text in {field!r} but {_kind(value)}")
        if texts:
            self._has_texts = True
        elif not self._has_texts and len(self._seen) < _MOST_NAMED:
            self._seen.update(dict.fromkeys(record))
        return Piece(line, tuple(texts), name)

    def edits(self, piece: Piece, mended: Sequence[Content | None]) -> Iterator[ByteEdit]:
        """Give the literals of the mended fields."""
        names = {text.name: new for text, new in zip(piece.texts, mended, strict=True)}
        number = int(piece.name.removeprefix(self._request.prefix))
        literals = _literals(piece.raw)
        for field in self._request.fields:
            new = names.get(self._request.name(number, field))
            if isinstance(new, str):
                start, end = literals[field]
                yield ByteEdit(start, end, _literal(new, piece.raw[start:end]))


_MOST_NAMED = 40


def _either(names: Sequence[str]) -> str:
    return " or ".join(map(repr, names))


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def _is_broken(text: str) -> bool:
    """Say whether a text cannot be written as UTF-8."""
    if text.isascii():
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _literals(line: bytes) -> dict[str, tuple[int, int]]:
    """Return where the string values of an object's own fields stand; of a field that is there twice, the last."""
    found: dict[str, tuple[int, int]] = {}
    depth = 0
    key: bytes | None = None
    is_value = False
    for token in _TOKEN.finditer(line):
        first = line[token.start()]
        if first == ord('"') and depth == 1:
            if is_value and key is not None:
                found[_decode(key.decode("utf-8"))] = token.span()
            key = token[0]
        elif first in _OPENING:
            depth += 1
        elif first in _CLOSING:
            depth -= 1
        if depth == 1:
            is_value = first == ord(":")
    return found


def _literal(text: str, before: bytes) -> bytes:
    """Write a string literal in the manner of the one it takes the place of."""
    written = json.dumps(text, ensure_ascii=before.isascii() and b"\\u" in before)
    if b"\\/" in before:
        written = written.replace("/", "\\/")
    return written.encode("utf-8")


def _begins(head: bytes) -> bool:
    line, newline, _ = head.removeprefix(_BOM).partition(b"\n")
    if not line.lstrip().startswith(b"{") or not newline:
        return False
    try:
        return isinstance(_decode(line.decode("utf-8")), dict)
    except (ValueError, RecursionError):
        return False


def _parts(path: Path) -> list[Part]:
    """Cut a file at line ends into parts of some 8 MB, and count the lines before each."""
    size = path.stat().st_size
    if size <= _PART:
        return []
    starts, firsts = [0], [0]
    lines = at = 0
    with path.open("rb") as file:
        while block := file.read(_READ):
            cut = block.find(b"\n") if at - starts[-1] >= _PART else -1
            if cut >= 0 and at + cut + 1 < size:
                starts.append(at + cut + 1)
                firsts.append(lines + 1)
            lines += block.count(b"\n")
            at += len(block)
    if len(starts) == 1:
        return []
    ends = [*starts[1:], at]
    return [
        Part(number, len(starts), start, end, first)
        for number, (start, end, first) in enumerate(zip(starts, ends, firsts, strict=True))
    ]


FORMAT = Format("jsonl", (".jsonl", ".ndjson"), _begins, _Lines, _parts)
