"""WARC and WET (ISO 28500): a record a capture; the pages and texts in them are mended, all others keep their bytes.

Mended are HTML and plain text that a server sent (`response`), that was stored (`resource`) or extracted
(`conversion`). The lengths, and the digests that were right before, are written anew. A payload that is packed or sent
in chunks is left as it is. Compressed files have a member a record, as readers expect.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from kanwu.corpus.formats.format import ByteEdit, Content, Format, Piece, Request, Text, Unreadable

_LONGEST_HEADER = 1 << 20  # bytes
_LONGEST_TEXT = 64 << 20  # bytes; what is longer is copied
_BLOCK = 1 << 20
_END = b"\r\n\r\n"

_FIELD = re.compile(rb"^([^\s:]{1,100}):([^\r\n]*+)", re.MULTILINE)
_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_ALGORITHMS = {b"sha1": "sha1", b"md5": "md5", b"sha256": "sha256", b"sha-256": "sha256", b"sha-1": "sha1"}


@dataclass(frozen=True, slots=True)
class _Field:
    """The value of a header's field, and where it stands."""

    value: bytes
    start: int

    def replaced(self, value: bytes, offset: int = 0) -> ByteEdit:
        """Return the edit that gives it another value."""
        return ByteEdit(offset + self.start, offset + self.start + len(self.value), value)


_Fields = Mapping[bytes, _Field]


class _Records:
    """Reads a stream of records."""

    def __init__(self, stream: BinaryIO, request: Request) -> None:
        self._stream = stream
        self._request = request

    def pieces(self) -> Iterator[Piece]:
        """Give a piece a record; a long one in several, of which the first has the name and the last ends it."""
        number = 0
        while header := self._header(number + 1):
            number += 1
            fields = _fields(header)
            length = self._length(fields, number)
            if length > _LONGEST_TEXT or _kind_of(fields) is None:
                yield from self._copied(header, length, number)
                continue
            raw = header + self._read(length, number) + self._tail(number)
            yield Piece(raw, _texts(raw, self._request.name(number)), self._request.name(number), ends_member=True)

    def _header(self, number: int) -> bytes:
        """Read to the empty line behind the header; nothing at the end of the stream."""
        lines: list[bytes] = []
        size = 0
        while line := self._stream.readline(_LONGEST_HEADER):
            if not lines and not line.strip():
                raise Unreadable(f"is broken: there are empty lines before record {number}")
            if not lines and not line.startswith(b"WARC/"):
                raise Unreadable(f"is broken: record {number} does not begin with WARC/")
            lines.append(line)
            size += len(line)
            if not line.strip():
                return b"".join(lines)
            if size > _LONGEST_HEADER:
                raise Unreadable(f"is broken: the header of record {number} does not end")
        if lines:
            raise Unreadable(f"is cut off: record {number} ends in its header")
        return b""

    def _length(self, fields: _Fields, number: int) -> int:
        field = fields.get(b"content-length")
        if field is None or not field.value.isdigit():
            raise Unreadable(f"is broken: record {number} does not say how long it is")
        return int(field.value)

    def _read(self, length: int, number: int) -> bytes:
        data = self._stream.read(length)
        if len(data) < length:
            raise Unreadable(f"is cut off: record {number} has {len(data)} bytes of {length}")
        return data

    def _tail(self, number: int) -> bytes:
        tail = self._stream.read(len(_END))
        if tail != _END:
            raise Unreadable(f"is broken: behind record {number} are not two line ends but {tail!r}")
        return tail

    def _copied(self, header: bytes, length: int, number: int) -> Iterator[Piece]:
        yield Piece(header, name=self._request.name(number))
        while length:
            block = self._read(min(length, _BLOCK), number)
            length -= len(block)
            yield Piece(block)
        yield Piece(self._tail(number), ends_member=True)

    def edits(self, piece: Piece, mended: Sequence[Content | None]) -> Iterator[ByteEdit]:
        """Give the payload, and the lengths and digests that follow from it."""
        (new,) = mended
        assert isinstance(new, bytes)
        raw = piece.raw
        fields = _fields(raw)
        block, payload, end = _stretches(raw)
        head = raw[block:payload]
        if payload > block:
            sent = _fields(head)
            length = sent.get(b"content-length")
            if length is not None and length.value == str(end - payload).encode():
                edit = length.replaced(str(len(new)).encode())
                head = head[: edit.start] + edit.data + head[edit.end :]
                yield length.replaced(edit.data, block)
        yield fields[b"content-length"].replaced(str(len(head) + len(new)).encode())
        for name, old_data, new_data in (
            (b"warc-block-digest", raw[block:end], head + new),
            (b"warc-payload-digest", raw[payload:end], new),
        ):
            if name in fields and (digest := _digest(fields[name].value, old_data, new_data)):
                yield fields[name].replaced(digest)
        yield ByteEdit(payload, end, new)


def _fields(raw: bytes) -> _Fields:
    """Return the fields of a header by their names; of one that is there twice, the first."""
    end = re.search(rb"\r?\n\r?\n", raw)
    found: dict[bytes, _Field] = {}
    for field in _FIELD.finditer(raw, 0, end.start() if end else len(raw)):
        value = field[2].lstrip()
        found.setdefault(field[1].lower(), _Field(value.rstrip(), field.end() - len(value)))
    return found


def _kind_of(fields: _Fields) -> bytes | None:
    """Return the media type that a record may hold texts in, or None: `application/http` or that of a text."""
    kind = fields[b"warc-type"].value.lower() if b"warc-type" in fields else b""
    media = fields[b"content-type"].value.partition(b";")[0].strip().lower() if b"content-type" in fields else b""
    if kind == b"response" and media == b"application/http":
        return media
    return media if kind in {b"resource", b"conversion"} and media in _TEXTS else None


_TEXTS = {b"text/plain": False, b"text/html": True, b"application/xhtml+xml": True}
"""Media types of texts, and whether they are markup."""


def _stretches(raw: bytes) -> tuple[int, int, int]:
    """Return where the block begins, where the payload in it does, and where both end."""
    header = re.search(rb"\r?\n\r?\n", raw)
    assert header is not None
    block, end = header.end(), len(raw) - len(_END)
    if _kind_of(_fields(raw)) != b"application/http":
        return block, block, end
    head = re.compile(rb"\r?\n\r?\n").search(raw, block, end)
    return block, head.end() if head else end, end


def _texts(raw: bytes, name: str) -> tuple[Text, ...]:
    """Return the text of a record, if it has one."""
    fields = _fields(raw)
    block, payload, end = _stretches(raw)
    media = _kind_of(fields)
    kind = fields[b"content-type"].value
    if media == b"application/http":
        sent = _fields(raw[block:payload])
        packed = (sent[key].value.lower() for key in (b"content-encoding", b"transfer-encoding") if key in sent)
        if any(each not in {b"", b"identity"} for each in packed) or b"content-type" not in sent:
            return ()
        kind = sent[b"content-type"].value
        media = kind.partition(b";")[0].strip().lower()
    if media not in _TEXTS or payload >= end:
        return ()
    charset = _CHARSET.search(kind)
    declared = charset[1].decode("ascii") if charset else None
    return (Text(name, raw[payload:end], is_markup=_TEXTS[media], declared=declared, keeps_encoding=True),)


def _digest(stated: bytes, old: bytes, new: bytes) -> bytes | None:
    """Return the digest of new data in the manner of the stated one; None if that was not the digest of the old."""
    label, colon, value = stated.partition(b":")
    algorithm = _ALGORITHMS.get(label.lower())
    if algorithm is None or not colon:
        return None
    for write in (base64.b32encode, base64.b16encode, lambda data: base64.b16encode(data).lower()):
        if write(hashlib.new(algorithm, old, usedforsecurity=False).digest()) == value:
            return label + colon + write(hashlib.new(algorithm, new, usedforsecurity=False).digest())
    return None


FORMAT = Format(
    "warc", (".warc", ".wet"), begins=lambda head: head.startswith(b"WARC/"), open=_Records, has_members=True
)
