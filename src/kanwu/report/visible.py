"""Characters a reader cannot see, or that change how the rest is shown, written as `U+200B`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

INVISIBLE_RANGES: tuple[tuple[int, int], ...] = (
    (0x00, 0x1F),  # C0 controls
    (0x7F, 0xA0),  # DEL, C1 controls, no-break space
    (0xAD, 0xAD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers
    (0x1680, 0x1680),  # Ogham space
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian variation selectors
    (0x2000, 0x200F),  # spaces of a set width, zero-width characters, direction marks
    (0x2028, 0x202F),  # separators, bidirectional controls
    (0x205F, 0x206F),  # word joiner, isolates, invisible operators
    (0x3164, 0x3164),  # Hangul filler
    (0xD800, 0xF8FF),  # surrogates, private use
    (0xFDD0, 0xFDEF),  # noncharacters
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),  # halfwidth Hangul filler
    (0xFFF0, 0xFFFB),  # interlinear annotation
    (0xFFFE, 0xFFFF),  # noncharacters
    (0x13430, 0x1343F),  # Egyptian hieroglyph controls
    (0x1BCA0, 0x1BCA3),  # shorthand controls
    (0x1D173, 0x1D17A),  # musical controls
    (0xE0000, 0x10FFFF),  # tags, variation selectors, private use
)
"""First and last code point of each run of characters that are shown as escapes.

From the Unicode general categories Cc, Cf, Cs, Co, Zl, Zp and Zs and the property Default_Ignorable_Code_Point.
Left out are the space, the ideographic space U+3000 that indents every Chinese paragraph, and the Arabic,
Syriac and Kaithi number signs, which are format characters with a shape.
"""

SYMBOLS = {"\n": "↵", "\t": "⇥"}
"""Ordinary layout, which escapes would make hard to read."""

_INVISIBLE = re.compile("[" + "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in INVISIBLE_RANGES) + "]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text to show.

    Attributes:
        text: what to show.
        stands_for: the invisible character it stands for, or None where it is the text itself.
    """

    text: str
    stands_for: str | None = None


def pieces(text: str) -> Iterator[Piece]:
    r"""Split a text into what can be shown as it is and what cannot.

    >>> [piece.text for piece in pieces("a\u200bb")]
    ['a', 'U+200B', 'b']
    """
    at = 0
    for match in _INVISIBLE.finditer(text):
        if match.start() > at:
            yield Piece(text[at : match.start()])
        yield Piece(escape_of(match[0]), match[0])
        at = match.end()
    if at < len(text):
        yield Piece(text[at:])


def escape_of(char: str) -> str:
    r"""Return what is shown instead of an invisible character.

    >>> escape_of("\u202e"), escape_of("\n")
    ('U+202E', '↵')
    """
    return SYMBOLS.get(char) or f"U+{ord(char):04X}"


def visible(text: str) -> str:
    r"""Return a text with every invisible character escaped: one line, safe to print, valid in UTF-8 and XML.

    >>> visible("\ud800 \x00")
    'U+D800 U+0000'
    """
    return _INVISIBLE.sub(lambda match: escape_of(match[0]), text)
