"""Units: what the bytes at one place mean in a codec, whole or with a byte missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category

from kanwu.repair.codecs.charsets import BARRIER, UNKNOWN, Meant, shown

Unit = tuple[int, str]
"""How many bytes a unit takes, and the character they mean; empty where bytes were lost."""

_NO_TEXT = ("Cn", "Co")  # unassigned, and for private use: nine in ten of what four bytes of UTF-8 can say
_QUESTION = 0x3F
_ASCII_END = 0x80
_UTF8_LEADS = range(0xC2, 0xF5)
_UTF8_LEADS_OF_3 = 0xE0
_UTF8_LEADS_OF_4 = 0xF0
_UTF8_CONTINUATIONS = range(0x80, 0xC0)
_SURROGATES = range(0xD8, 0xDC)  # high bytes of the first half of a pair
_DIGITS = range(0x30, 0x3A)  # second bytes of the four-byte characters of GB18030
_JIS_212 = 0x8F  # EUC-JP: a character of JIS X 0212 with two more bytes follows
_MOST_FILLINGS = 20_000


def units_at(data: Sequence[int], at: int, codec: Meant) -> tuple[Unit, ...]:
    """Return the ways to read what begins at a byte; none where nothing can begin there."""
    if data[at] == BARRIER:
        return ()
    if codec.name == "utf-8":
        return _utf8_units(data, at)
    return _double_units(data, at, codec) if codec.pairs else _wide_units(data, at, codec)


def _utf8_units(data: Sequence[int], at: int) -> tuple[Unit, ...]:
    lead = data[at]
    if lead < _ASCII_END:
        return ((1, chr(lead)),)
    if lead == UNKNOWN:
        return ((1 + _continuations(data, at + 1, 3), ""),)
    if lead not in _UTF8_LEADS:
        return ((1, ""),)
    wanted = 1 if lead < _UTF8_LEADS_OF_3 else 2 if lead < _UTF8_LEADS_OF_4 else 3
    got = _continuations(data, at + 1, wanted)
    if got == wanted:
        return ((1 + got, _one_character(data[at : at + 1 + got], "utf-8")),)
    if got == wanted - 1 and data[at + 1 + got : at + 2 + got] == [_QUESTION]:
        return ((2 + got, ""), (1 + got, ""))
    return ((1 + got, ""),)


def _continuations(data: Sequence[int], at: int, most: int) -> int:
    """Count the bytes that may continue a character."""
    count = 0
    for byte in data[at : at + most]:
        if byte not in _UTF8_CONTINUATIONS and byte != UNKNOWN:
            break
        count += 1
    return count


def _one_character(piece: Sequence[int], codec: str) -> str:
    """Return the one character that bytes mean, or nothing."""
    if max(piece) >= UNKNOWN:
        return ""
    data = bytes(piece)
    char = data.decode(codec, "ignore")
    known = len(char) == 1 and char.encode(codec, "ignore") == data
    return char if known and (char <= "\uffff" or category(char) not in _NO_TEXT) else ""


def _double_units(data: Sequence[int], at: int, codec: Meant) -> tuple[Unit, ...]:
    lead = data[at]
    trail = data[at + 1] if at + 1 < len(data) else BARRIER
    if lead == UNKNOWN:
        ways: tuple[Unit, ...] = ((1, ""), (2, "")) if trail != BARRIER and trail > _QUESTION else ((1, ""),)
        three = codec.name == "euc_jp" and _one_character((_JIS_212, *data[at + 1 : at + 3]), codec.name)
        return (*ways, (3, "")) if three else ways
    single = codec.single.get(lead)
    if single is not None:
        return ((1, single),)
    if trail in {UNKNOWN, _QUESTION}:
        return ((2, ""), (1, ""))
    char = codec.pairs.get(lead << 8 | trail) if trail < BARRIER else None
    return ((2, char),) if char is not None else _longer(data, at, codec, trail)


def _longer(data: Sequence[int], at: int, codec: Meant, trail: int) -> tuple[Unit, ...]:
    """Read a character of three or four bytes."""
    length = 4 if codec.name == "gb18030" and trail in _DIGITS else 0
    if codec.name == "euc_jp" and data[at] == _JIS_212:
        length = 3
    piece = data[at : at + length]
    if not length or len(piece) < length:
        return ((1, ""),)
    char = _one_character(piece, codec.name)
    if char:
        return ((length, char),)
    return ((length, ""), (1, "")) if UNKNOWN in piece and codec.name == "euc_jp" else ((1, ""),)


def _wide_units(data: Sequence[int], at: int, codec: Meant) -> tuple[Unit, ...]:
    """Read a code unit of UTF-16, or two that belong together."""
    pair = data[at : at + 2]
    if len(pair) == 1 or max(pair) >= UNKNOWN:
        return ((len(pair), ""),)
    high = pair[1] if codec.name == "utf-16-le" else pair[0]
    length = 4 if high in _SURROGATES else 2
    char = _one_character(data[at : at + length], codec.name)
    return ((length, char),) if char else ((2, ""),)


def fillings(piece: tuple[int, ...], following: int, codec: str, shown_with: str | None) -> str:
    """Return the characters that a piece with one unknown byte can mean.

    Args:
        piece: bytes, one of them `UNKNOWN`.
        following: the byte behind the piece; the lost byte made no character with what stands behind it.
        codec: the name of the codec the text was written in.
        shown_with: the name of the codec it was shown with; None where any byte may have been lost.
    """
    place = piece.index(UNKNOWN)
    behind = piece[place + 1] if place + 1 < len(piece) else following
    return _fillings(piece, place, behind, codec, shown_with)


@lru_cache(maxsize=_MOST_FILLINGS)
def _fillings(piece: tuple[int, ...], place: int, behind: int, codec: str, shown_with: str | None) -> str:
    chars = _by_byte(piece, place, codec)
    if shown_with is None:
        return "".join(sorted(chars.values()))
    lost = shown(shown_with).lost_before(behind)
    return "".join(sorted([char for byte, char in chars.items() if byte in lost]))


@lru_cache(maxsize=_MOST_FILLINGS)
def _by_byte(piece: tuple[int, ...], place: int, codec: str) -> dict[int, str]:
    """Return the characters that a piece can mean, by the byte that it lacks."""
    data = list(piece)
    found = {}
    for byte in _LOST_OF_UTF8 if codec == "utf-8" else _LOST:
        data[place] = byte
        char = _one_character(data, codec)
        if char:
            found[byte] = char
    return found


_LOST_OF_UTF8 = range(0x80, 0xF5)
_LOST = range(_QUESTION + 1, 0xFF)
