"""An encoding that loses nothing: codec, byte order mark, and the bytes the codec cannot give back."""

from __future__ import annotations

import codecs
import threading
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BytePatch:
    """Bytes that stand for `text[start:end]` because encoding that text would give others.

    Attributes:
        start: offset in the decoded text, in code points.
        end: offset after the last character.
        data: the bytes of the input.
    """

    start: int
    end: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes became text.

    Attributes:
        name: the Python codec name, such as `utf-8` or `gb18030`.
        bom: the byte order mark that was taken off the front, or nothing.
        patches: where encoding the text would not give the input's bytes; in order, not overlapping.
    """

    name: str
    bom: bytes = b""
    patches: tuple[BytePatch, ...] = ()

    def encode(self, text: str) -> bytes:
        r"""Give back the bytes that were decoded to `text`.

        Raises:
            UnicodeEncodeError: `text` is not what these bytes decoded to.

        >>> Encoding("gb18030", b"", (BytePatch(1, 2, b"\xff"),)).encode("中\ufffd文")
        b'\xd6\xd0\xff\xce\xc4'
        """
        parts = [self.bom]
        at = 0
        for patch in self.patches:
            parts += [text[at : patch.start].encode(self.name), patch.data]
            at = patch.end
        parts.append(text[at:].encode(self.name))
        return b"".join(parts)


def decode_exactly(data: bytes, name: str, bom: bytes = b"") -> tuple[str, Encoding]:
    r"""Decode bytes so that the returned encoding gives them back, whatever they are.

    Bytes the codec refuses become one U+FFFD each run and are kept in a patch; so is text that the codec
    would encode to other bytes than it was decoded from (Big5 has several such pairs). Where the Windows codecs have
    holes among 80 to 9F, the byte is the C1 control of that number, as in the Encoding Standard
    (encoding.spec.whatwg.org, the indexes of the single-byte encodings).

    Args:
        data: the bytes, byte order mark included.
        name: a Python text codec.
        bom: the byte order mark `data` begins with, to be kept out of the text.

    >>> decode_exactly(b"a\xffb", "utf-8")
    ('a�b', Encoding(name='utf-8', bom=b'', patches=(BytePatch(start=1, end=2, data=b'\xff'),)))
    """
    body = data[len(bom) :]
    try:
        text = body.decode(name)
    except UnicodeDecodeError:
        text, refused = _decode_around(body, name)
    else:
        refused = []
    encoding = Encoding(name, bom, tuple(refused))
    if not _encodes_to(text, encoding, data):
        encoding = Encoding(name, bom, _patch_lines(body, name, text, refused))
    if not _encodes_to(text, encoding, data):
        encoding = Encoding(name, bom, (BytePatch(0, len(text), body),))
    return text, encoding


def _encodes_to(text: str, encoding: Encoding, data: bytes) -> bool:
    try:
        return encoding.encode(text) == data
    except UnicodeEncodeError:
        return False


def _decode_around(body: bytes, name: str) -> tuple[str, list[BytePatch]]:
    """Decode with one U+FFFD for each run of bytes the codec refuses, and a patch that keeps them."""
    refused = _collected.spans = []
    _collected.shows_controls = name.startswith("cp125") or name == "cp874"
    text = body.decode(name, _COLLECT)
    patches: list[BytePatch] = []
    length = at = 0
    for start, end in refused:
        length += len(body[at:start].decode(name, "replace"))
        patches.append(BytePatch(length, length + 1, body[start:end]))
        length += 1
        at = end
    return text, patches


_FIRST_PRINTED = 0xA0  # the first byte after the C1 controls
_COLLECT = "kanwu-collect"
_collected = threading.local()


def _collect(error: UnicodeError) -> tuple[str, int]:
    """Note which bytes were refused and go on after them; a codec error handler."""
    assert isinstance(error, UnicodeDecodeError)
    end = max(error.end, error.start + 1)
    _collected.spans.append((error.start, end))
    if _collected.shows_controls and end - error.start == 1 and error.object[error.start] < _FIRST_PRINTED:
        return chr(error.object[error.start]), end
    return "\ufffd", end


codecs.register_error(_COLLECT, _collect)


def _patch_lines(body: bytes, name: str, text: str, refused: Sequence[BytePatch]) -> tuple[BytePatch, ...]:
    """Patch the characters whose encoding differs from their bytes, looking only into lines where that is so."""
    if refused or _encode_or_nothing("\n", name) != b"\n":
        return _patch_characters(body, name, text, refused)
    patches: list[BytePatch] = []
    at = 0
    for line in body.splitlines(keepends=True):
        try:
            piece = line.decode(name)
        except UnicodeDecodeError:
            return _patch_characters(body, name, text, refused)  # a line end inside a character, or a codec with states
        if _encode_or_nothing(piece, name) != line:
            inside = _patch_characters(line, name, piece, ())
            patches += [BytePatch(patch.start + at, patch.end + at, patch.data) for patch in inside]
        at += len(piece)
    return tuple(patches)


def _patch_characters(body: bytes, name: str, text: str, refused: Sequence[BytePatch]) -> tuple[BytePatch, ...]:
    """Patch character by character; the whole text where characters cannot be told apart."""
    patches: list[BytePatch] = []
    known = {patch.start: patch.data for patch in refused}
    at = 0
    for offset, char in enumerate(text):
        data = known.get(offset)
        if data is None:
            data = _bytes_of(char, body, at, name)
            if data is None:
                return (BytePatch(0, len(text), body),)
        if offset in known or data != _encode_or_nothing(char, name):
            patches.append(BytePatch(offset, offset + 1, data))
        at += len(data)
    if at != len(body):
        return (BytePatch(0, len(text), body),)
    return tuple(patches)


_LONGEST_CHARACTER = 4  # bytes: GB18030's four-byte forms and UTF-8


def _bytes_of(char: str, body: bytes, at: int, name: str) -> bytes | None:
    """Find the bytes at `at` that decode to `char`, or None (a codec with states, say)."""
    for length in range(1, _LONGEST_CHARACTER + 1):
        piece = body[at : at + length]
        try:
            if piece.decode(name) == char:
                return piece
        except UnicodeDecodeError:
            continue
    return None


def _encode_or_nothing(text: str, name: str) -> bytes:
    try:
        return text.encode(name)
    except UnicodeEncodeError:
        return b""
