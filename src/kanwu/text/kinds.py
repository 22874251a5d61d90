"""Kinds of characters: the classes between which the character model counts what follows what."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from enum import IntEnum


class Kind(IntEnum):
    """What a character is, as far as it tells sound text from mangled text."""

    SPACE = 0
    DIGIT = 1
    LOWER = 2
    UPPER = 3
    POINT = 4
    SIGN = 5
    LATIN_LOWER = 6
    LATIN_UPPER = 7
    LATIN_SIGN = 8
    DASH = 9
    SYMBOL = 10
    BOX = 11
    CYRILLIC_LOWER = 12
    CYRILLIC_UPPER = 13
    GREEK_LOWER = 14
    GREEK_UPPER = 15
    HAN = 16
    HIRAGANA = 17
    KATAKANA = 18
    HALF_KATAKANA = 19
    HANGUL = 20
    CJK_POINT = 21
    WIDE = 22
    CONTROL = 23
    MARK = 24
    OTHER = 25
    CJK_SIGN = 26
    EMOJI = 27
    RARE_HAN = 28


_ASCII_POINTS = frozenset(".,-():;'\"/!?%")

_RANGES: tuple[tuple[int, Kind], ...] = (
    (0x0080, Kind.CONTROL),
    (0x00A0, Kind.LATIN_SIGN),
    (0x00C0, Kind.LATIN_LOWER),
    (0x0250, Kind.OTHER),
    (0x02B0, Kind.MARK),
    (0x0370, Kind.GREEK_LOWER),
    (0x0400, Kind.CYRILLIC_LOWER),
    (0x0530, Kind.OTHER),
    (0x1100, Kind.HANGUL),
    (0x1200, Kind.OTHER),
    (0x1E00, Kind.LATIN_LOWER),
    (0x1F00, Kind.GREEK_LOWER),
    (0x2000, Kind.DASH),
    (0x206A, Kind.SYMBOL),
    (0x2460, Kind.CJK_SIGN),
    (0x2500, Kind.BOX),
    (0x25A0, Kind.SYMBOL),
    (0x2C00, Kind.OTHER),
    (0x2E80, Kind.CJK_SIGN),
    (0x3000, Kind.CJK_POINT),
    (0x3040, Kind.HIRAGANA),
    (0x30A0, Kind.KATAKANA),
    (0x3100, Kind.CJK_SIGN),
    (0x31F0, Kind.KATAKANA),
    (0x3200, Kind.CJK_SIGN),
    (0x3400, Kind.RARE_HAN),
    (0x4DC0, Kind.SYMBOL),
    (0x4E00, Kind.HAN),
    (0xA000, Kind.OTHER),
    (0xAC00, Kind.HANGUL),
    (0xD7B0, Kind.OTHER),
    (0xD800, Kind.CONTROL),
    (0xF900, Kind.RARE_HAN),
    (0xFB00, Kind.OTHER),
    (0xFE10, Kind.CJK_SIGN),
    (0xFE70, Kind.OTHER),
    (0xFEFF, Kind.CONTROL),
    (0xFF01, Kind.CJK_POINT),
    (0xFF10, Kind.WIDE),
    (0xFF1A, Kind.CJK_POINT),
    (0xFF21, Kind.WIDE),
    (0xFF3B, Kind.CJK_POINT),
    (0xFF41, Kind.WIDE),
    (0xFF5B, Kind.CJK_POINT),
    (0xFF61, Kind.HALF_KATAKANA),
    (0xFFA0, Kind.OTHER),
    (0xFFE0, Kind.CJK_POINT),
    (0xFFF0, Kind.CONTROL),
    (0x10000, Kind.EMOJI),
    (0x20000, Kind.RARE_HAN),
    (0xE0000, Kind.CONTROL),
)
"""Where each run of code points of one kind begins; blocks of the Unicode standard."""

_STARTS = [start for start, _ in _RANGES]
_OF_UPPER_CASE = {
    Kind.LATIN_LOWER: Kind.LATIN_UPPER,
    Kind.CYRILLIC_LOWER: Kind.CYRILLIC_UPPER,
    Kind.GREEK_LOWER: Kind.GREEK_UPPER,
}


def kind_of(char: str) -> Kind:
    """Return the kind of a character.

    >>> kind_of("中"), kind_of("é"), kind_of("É"), kind_of("ﾊ")
    (<Kind.HAN: 16>, <Kind.LATIN_LOWER: 6>, <Kind.LATIN_UPPER: 7>, <Kind.HALF_KATAKANA: 19>)
    """
    if char < "\x80":
        return _ascii_kind(char)
    kind = _RANGES[bisect_right(_STARTS, ord(char)) - 1][1]
    if kind in _OF_UPPER_CASE:
        if char in "×÷":
            return Kind.LATIN_SIGN
        if unicodedata.category(char) in {"Lu", "Lt"}:
            return _OF_UPPER_CASE[kind]
    return kind


def _ascii_kind(char: str) -> Kind:
    if char.islower():
        return Kind.LOWER
    if char.isupper():
        return Kind.UPPER
    if char.isdigit():
        return Kind.DIGIT
    if char in " \t\n\r":
        return Kind.SPACE
    if char in _ASCII_POINTS:
        return Kind.POINT
    return Kind.SIGN if " " < char < "\x7f" else Kind.CONTROL
