"""Choose a codec by strict decoding and plausibility, and decode so that no byte is lost."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kanwu.finding import Finding
from kanwu.repair.decoding import (
    enc001_undecodable_bytes,
    enc002_not_utf8,
    enc003_wrong_declaration,
    enc004_mixed_encodings,
)
from kanwu.repair.decoding.choose import Choice, choose
from kanwu.repair.decoding.declared import find_declaration
from kanwu.repair.decoding.escaped import ISO_2022_CN, decode_iso_2022_cn
from kanwu.repair.decoding.mixed import Segment, find_mixture
from kanwu.repair.decoding.wide import is_false_mark
from kanwu.text.encoded import BytePatch, Encoding, decode_exactly

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, how to get its bytes back, and what was found on the way.

    Attributes:
        text: the text, newlines as they came, without the byte order mark.
        encoding: what gives the bytes back.
        findings: of the ENC family; offsets in `text`.
    """

    text: str
    encoding: Encoding
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    r"""Decode bytes to text; never fails, and loses nothing.

    In this order: byte order mark (unless all behind a mark of UTF-16 is UTF-8), strict UTF-8, UTF-16 and escape
    sequences by their look, lines in different encodings, UTF-8 with a few damaged places, the declared codec where
    it fits, strict GB18030 and Big5 where the text reads as Chinese, and last the detector. GB2312 and GBK are read
    as GB18030, which holds both.

    Args:
        data: the document.
        declared: what is known of its encoding from outside: a label such as `gbk`, or the value of an HTTP
            `Content-Type` header. What the document itself declares is found without it.

    >>> decode("向实践运用转化的过程中，我们的工作有了新的进展。".encode("gbk")).encoding.name
    'gb18030'
    >>> decode("勘误与核对，".encode() * 2 + b"\xe7\xbb").findings[0].code
    'ENC001'
    """
    for bom, name in _BYTE_ORDER_MARKS:
        if data.startswith(bom):
            if name.startswith("utf-16") and is_false_mark(data[len(bom) :], name):
                return _in_one_codec(data, Choice("utf-8", "all behind its byte order mark is"), declared)
            return _in_one_codec(data, Choice(name, "it begins with that byte order mark"), declared, bom)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        segments = find_mixture(data) if 0 not in data else ()
        if segments:
            return _in_segments(segments)
    else:
        if not _may_be_hidden(data):
            found = [] if text.isascii() else _wrong_declaration(data, declared, Choice("utf-8", ""))
            return Decoded(text, Encoding("utf-8"), tuple(found))
    return _in_one_codec(data, choose(data, find_declaration(data, declared)), declared)


def _may_be_hidden(data: bytes) -> bool:
    """Say whether valid UTF-8 may be something else: UTF-16 without a mark, or escape sequences."""
    return 0 in data or (data.isascii() and (b"\x1b" in data or b"~{" in data))


def _in_one_codec(data: bytes, choice: Choice, declared: str | None, bom: bytes = b"") -> Decoded:
    if choice.codec is None:
        encoding = Encoding("utf-8", b"", (BytePatch(0, 1, data),))
        return Decoded(_REPLACEMENT, encoding, (enc001_undecodable_bytes.not_text(data),))
    if choice.codec == ISO_2022_CN:
        text, encoding = decode_iso_2022_cn(data)
    else:
        text, encoding = decode_exactly(data, _narrowest(choice.codec, data), bom)
    named = encoding.name if choice.codec == "cp932" else choice.codec
    findings = [] if choice.codec == "utf-8" else [enc002_not_utf8.finding(named, choice.because)]
    if not text.isascii():
        findings += _wrong_declaration(data[len(bom) :], declared, choice)
    findings += _undecodable(text, encoding.patches, choice.codec)
    return Decoded(text, encoding, tuple(sorted(findings, key=lambda finding: (finding.start, finding.code))))


def _narrowest(codec: str, data: bytes) -> str:
    """Return Shift_JIS for cp932 where the standard alone reads every byte.

    The two differ in seven marks, such as the wave dash 8160: JIS X 0208 makes it U+301C, Microsoft U+FF5E.
    """
    if codec != "cp932":
        return codec
    try:
        data.decode("shift_jis")
    except UnicodeDecodeError:
        return codec
    return "shift_jis"


def _undecodable(text: str, patches: Iterable[BytePatch], codec: str) -> Iterator[Finding]:
    refused = (patch for patch in patches if set(text[patch.start : patch.end]) == {_REPLACEMENT})
    return (enc001_undecodable_bytes.finding(run, codec) for run in _runs(refused))


def _runs(patches: Iterator[BytePatch]) -> Iterator[BytePatch]:
    """Join patches that touch: one finding for one damaged place."""
    numbered = enumerate(patches)
    for _, group in groupby(numbered, key=lambda pair: pair[1].start - pair[0]):
        run = [patch for _, patch in group]
        yield BytePatch(run[0].start, run[-1].end, b"".join(patch.data for patch in run))


def _wrong_declaration(data: bytes, declared: str | None, choice: Choice) -> list[Finding]:
    """Report a declaration that names another codec than the one the document was read with."""
    if choice.codec is None or choice.codec.startswith(("utf-16", "utf-32")):
        return []  # in these, an ASCII declaration cannot be read as bytes, and one from outside was overruled by NULs
    declaration = find_declaration(data, declared)
    if declaration is None or declaration.codec == choice.codec or choice.agrees_with_declaration:
        return []
    start = len(decode_exactly(data[: declaration.start], choice.codec)[0]) if declaration.start else 0
    return [enc003_wrong_declaration.finding(declaration, start, choice.codec)]


def _in_segments(segments: Sequence[Segment]) -> Decoded:
    """Decode runs of lines each with its codec; those not in the main one stand in one patch each."""
    sizes: dict[str, int] = {}
    for segment in segments:
        sizes[segment.codec] = sizes.get(segment.codec, 0) + len(segment.data)
    main = "utf-8" if "utf-8" in sizes else max(sizes, key=lambda codec: sizes[codec])
    parts: list[str] = []
    patches: list[BytePatch] = []
    findings = [enc002_not_utf8.finding(main, "most of its lines read as that")] if main != "utf-8" else []
    at = 0
    for segment in segments:
        text, encoding = decode_exactly(segment.data, segment.codec)
        moved = [BytePatch(patch.start + at, patch.end + at, patch.data) for patch in encoding.patches]
        parts.append(text)
        if segment.codec == main:
            patches += moved
        else:
            patches.append(BytePatch(at, at + len(text), segment.data))
            findings.append(enc004_mixed_encodings.finding(at, at + len(text), segment.codec, main))
        at += len(text)
        findings += _undecodable("".join(parts), moved, segment.codec) if moved else ()
    return Decoded("".join(parts), Encoding(main, b"", tuple(patches)), tuple(findings))
