"""Characters that cannot be seen are shown, and all others are left as they are."""

from __future__ import annotations

import sys
from unicodedata import ucd_3_2_0 as fixed

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.report.visible import pieces, visible

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"}
SHOWN_ANYWAY = {"SPACE", "IDEOGRAPHIC SPACE"}


def is_number_sign(name: str) -> bool:
    """Tell the format characters that have a shape of their own."""
    return name.startswith(("ARABIC", "SYRIAC", "KAITHI"))


def test_every_invisible_character_is_shown() -> None:
    """The table covers the general categories it names, as far as the one Unicode goes that every Python has."""
    missed = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if fixed.category(char := chr(code)) in HIDDEN
        and visible(char) == char
        and (name := fixed.name(char, "")) not in SHOWN_ANYWAY
        and not is_number_sign(name)
    ]
    assert missed == []


def test_letters_and_signs_stay() -> None:
    """No character with a shape is escaped, as far as the one Unicode goes that every Python has."""
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if fixed.category(char)[0] in "LNPS" and visible(char) != char:
            name = fixed.name(char)
            assert "FILLER" in name or name == "SOFT HYPHEN", hex(code)  # Unicode has since called that one a format


# What a later Unicode added, by code point, because an older Python does not know it.
@pytest.mark.parametrize(
    "code",
    [
        *(0x061C, 0x2064, 0x2066, 0x2069),  # Arabic letter mark, invisible plus, isolates
        *(0x180F, 0xE0100, 0xE01EF),  # variation selectors
        *(0x13430, 0x1343F),  # Egyptian hieroglyph controls, first and last
        *(0x1BCA0, 0x1BCA3),  # shorthand format controls
    ],
)
def test_later_invisible_characters_are_shown(code: int) -> None:
    """Format characters and variation selectors."""
    assert visible(chr(code)) == f"U+{code:04X}"


@pytest.mark.parametrize(
    "code",
    [
        *(0x08E2, 0x110BD, 0x110CD),  # Arabic and Kaithi number signs, which have a shape
        *(0x13441, 0x13446, 0x13447, 0x13455),  # Egyptian blanks, lost signs and signs of damage
        *(0x9FFF, 0x30000, 0x323AF),  # Han characters of later extensions
        *(0x1F600, 0x1FAE8),  # emoji
    ],
)
def test_later_letters_and_signs_stay(code: int) -> None:
    """Letters, marks and signs."""
    assert visible(chr(code)) == chr(code)


@given(st.text(alphabet=st.characters(codec=None)))
def test_the_result_is_one_printable_line(text: str) -> None:
    """What comes out has a UTF-8 form and no line break, whatever goes in."""
    shown = visible(text)
    shown.encode("utf-8")
    assert not {"\n", "\r", "\0", "\u2028"} & set(shown)
    assert "".join(piece.stands_for or piece.text for piece in pieces(text)) == text
