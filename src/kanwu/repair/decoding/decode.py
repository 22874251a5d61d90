"""Choose a codec by strict decoding and plausibility, and decode so that no byte is lost."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kanwu.finding import Finding
from kanwu.repair.decoding import enc001_undecodable_bytes, enc002_not_utf8
from kanwu.repair.decoding.plausible import guess_chinese
from kanwu.text.encoded import BytePatch, Encoding, decode_exactly

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MOSTLY_UTF8 = 0.9
"""Share of the bytes above 7F that must sit in valid UTF-8 sequences for the rest to count as damage.

GB2312 text, read as UTF-8, reaches about 0.15 by chance: only leads C2-DF followed by A1-BF form a sequence.
"""
_SAMPLE = 256 * 1024  # bytes shown to the detector; more changes its answer rarely and costs seconds


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


def decode(data: bytes) -> Decoded:
    r"""Decode bytes to text; never fails, and loses nothing.

    In this order: byte order mark, strict UTF-8, UTF-8 with a few damaged places, strict GB18030 and Big5 where the
    text reads as Chinese, and last the detector. GB2312 and GBK are read as GB18030, which holds both.

    >>> decode("向实践运用转化的过程中，我们的工作有了新的进展。".encode("gbk")).encoding.name
    'gb18030'
    >>> decode("勘误与核对，".encode() * 2 + b"\xe7\xbb").findings[0].code
    'ENC001'
    """
    for bom, name in _BYTE_ORDER_MARKS:
        if data.startswith(bom):
            return _decoded(data, name, "its byte order mark", bom)
    try:
        return Decoded(data.decode("utf-8"), Encoding("utf-8"))
    except UnicodeDecodeError:
        name, how = _choose(data)
    return _decoded(data, name, how)


def _decoded(data: bytes, name: str, how: str, bom: bytes = b"") -> Decoded:
    text, encoding = decode_exactly(data, name, bom)
    findings: list[Finding] = [enc002_not_utf8.finding(name, how)] if name != "utf-8" else []
    refused = (patch for patch in encoding.patches if set(text[patch.start : patch.end]) == {"\ufffd"})
    findings += [enc001_undecodable_bytes.finding(run, name) for run in _runs(refused)]
    return Decoded(text, encoding, tuple(findings))


def _runs(patches: Iterator[BytePatch]) -> Iterator[BytePatch]:
    """Join patches that touch: one finding for one damaged place."""
    numbered = enumerate(patches)
    for _, group in groupby(numbered, key=lambda pair: pair[1].start - pair[0]):
        run = [patch for _, patch in group]
        yield BytePatch(run[0].start, run[-1].end, b"".join(patch.data for patch in run))


def _choose(data: bytes) -> tuple[str, str]:
    """Name a codec for bytes that are not valid UTF-8, and say how it was found."""
    if _utf8_share(data) >= _MOSTLY_UTF8:
        return "utf-8", "almost all of it is valid UTF-8"
    chinese = guess_chinese(data)
    if chinese:
        return chinese, "it decodes strictly and reads as Chinese"
    import chardet

    result = chardet.detect(data[:_SAMPLE])
    name = _codec_of(result["encoding"])
    if name is None:
        return "utf-8", "no codec fits"
    return name, f"chardet says so, confidence {result['confidence']:.2f}"


def _utf8_share(data: bytes) -> float:
    """Return which share of the bytes above 7F belongs to valid UTF-8 sequences."""
    high = len(data.translate(None, bytes(range(0x80))))
    kept = len(data.decode("utf-8", "ignore").encode("utf-8")) - (len(data) - high)
    return max(kept, 0) / high


_HELD_BY_GB18030 = frozenset({"gb2312", "gbk", "gb18030"})


def _codec_of(name: str | None) -> str | None:
    """Return Python's name of a detected codec; None where there is none."""
    if name is None:
        return None
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    return "gb18030" if codec in _HELD_BY_GB18030 else codec
