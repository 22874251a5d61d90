"""Which codec a document that is not plain UTF-8 was written in, and why."""

from __future__ import annotations

from dataclasses import dataclass

from kanwu.repair.decoding.declared import Declaration
from kanwu.repair.decoding.detected import Detected, detect, sample_of
from kanwu.repair.decoding.escaped import guess_escaped
from kanwu.repair.decoding.mixed import has_utf8_lines, utf8_share
from kanwu.repair.decoding.plausible import (
    beyond_ascii,
    guess_chinese,
    guess_damaged_chinese,
    guess_japanese,
    guess_korean,
    reads_as_chinese,
    reads_as_japanese,
    reads_as_korean,
)
from kanwu.repair.decoding.strange import LOOKED_AT, strangeness
from kanwu.repair.decoding.wide import guess_wide
from kanwu.text.encoded import decode_exactly

_MOSTLY_UTF8 = 0.9
"""Share of the bytes above 7F that must sit in valid UTF-8 sequences for the rest to count as damage.

GB2312 text, read as UTF-8, reaches about 0.15 by chance: only leads C2-DF followed by A1-BF form a sequence.
"""
_STRANGE = 0.05  # strangeness a character beyond ASCII, from which a declared codec is doubted
_SURE = 0.3  # confidence from which the detector may overrule a declaration that reads strangely
_REFUSED = 0.02  # share of the characters beyond ASCII that a declared codec may refuse and still be believed
_CJK = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "johab"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen codec.

    Attributes:
        codec: Python's codec (or `iso-2022-cn`), or None for data that is no text.
        because: how it was found, to follow `because`.
        agrees_with_declaration: whether the declared codec gives the same text.
    """

    codec: str | None
    because: str
    agrees_with_declaration: bool = False


def choose(data: bytes, declaration: Declaration | None) -> Choice:
    """Choose a codec for data that has no byte order mark and is not plain UTF-8."""
    looks = _by_its_look(data)
    if looks is not None:
        return looks
    if declaration is not None:
        data = _without_label(data, declaration)
    if declaration is not None and declaration.codec != "utf-8":
        doubt = _doubt(data, declaration.codec)
        if doubt is None:
            return Choice(declaration.codec, f"{declaration.where} says so", agrees_with_declaration=True)
        if doubt.codec is not None:
            return doubt
    chinese = _guess_cjk(data)
    if chinese is not None:
        return Choice(chinese, _READS)
    damaged = guess_damaged_chinese(data)
    if damaged is not None:
        return Choice(damaged, "it reads as Chinese but for a few places")
    return _detected(detect(data))


def _without_label(data: bytes, declaration: Declaration) -> bytes:
    """Blank the declared label, which the detector would believe."""
    blank = b" " * (declaration.end - declaration.start)
    return data[: declaration.start] + blank + data[declaration.end :] if blank else data


_READS = "it decodes strictly and reads as the language of that codec"


def _by_its_look(data: bytes) -> Choice | None:
    if 0 in data:
        wide = guess_wide(data)
        if wide is not None:
            return Choice(wide, "of where its NUL bytes stand")
    if data.isascii():
        escaped = guess_escaped(data)
        if escaped is not None:
            return Choice(escaped, "of its escape sequences")
        return Choice("utf-8", "it is ASCII")
    if utf8_share(data) >= _MOSTLY_UTF8 or has_utf8_lines(data):
        return Choice("utf-8", "most of it is valid UTF-8")
    return None


def _guess_cjk(data: bytes) -> str | None:
    return guess_japanese(data) or guess_korean(data) or guess_chinese(data)


def _detected(result: Detected) -> Choice:
    if result.codec is None:
        return Choice(None, "") if result.binary else Choice("utf-8", "no codec fits")
    return Choice(result.codec, f"chardet says so, confidence {result.confidence:.2f}")


def _doubt(data: bytes, codec: str) -> Choice | None:
    """Return None where the declared codec is believed, else what is better; without a codec where nothing is sure."""
    text, encoding = decode_exactly(sample_of(data), codec)
    beyond = beyond_ascii(text)
    refused = sum(text[patch.start : patch.end] == "\ufffd" for patch in encoding.patches)
    if refused > _REFUSED * beyond:
        return Choice(None, "")
    if codec in _CJK and _reads_as_its_language(text, codec):
        return None
    better = _guess_cjk(data)
    if better is not None and better != codec:
        return Choice(better, _READS)
    if codec in _CJK or strangeness(text) < _STRANGE * min(beyond, LOOKED_AT):
        return None
    result = detect(data)
    if result.codec in {None, codec} or result.confidence < _SURE:
        return None
    other = decode_exactly(sample_of(data), result.codec or codec)[0]
    return _detected(result) if strangeness(other) < strangeness(text) / 4 else None


def _reads_as_its_language(text: str, codec: str) -> bool:
    if codec in {"cp932", "euc_jp"}:
        return reads_as_japanese(text)
    if codec in {"cp949", "johab"}:
        return reads_as_korean(text)
    return reads_as_chinese(text)
