"""Characters that cannot be seen are shown, and all others are left as they are."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kanwu.report.visible import pieces, visible

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"}
SHOWN_ANYWAY = {"SPACE", "IDEOGRAPHIC SPACE"}


def is_number_sign(name: str) -> bool:
    """Tell the format characters that have a shape of their own."""
    return name.startswith(("ARABIC", "SYRIAC", "KAITHI")) and name != "ARABIC LETTER MARK"


def test_every_invisible_character_of_unicode_is_shown() -> None:
    """The table covers the general categories it names."""
    missed = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(char := chr(code)) in HIDDEN
        and visible(char) == char
        and (name := unicodedata.name(char, "")) not in SHOWN_ANYWAY
        and not is_number_sign(name)
    ]
    assert missed == []


def test_letters_and_signs_stay() -> None:
    """No character with a shape is escaped, but for variation selectors and other marks without one."""
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if unicodedata.category(char)[0] in "LNPS" and visible(char) != char:
            assert "FILLER" in unicodedata.name(char), hex(code)


@given(st.text(alphabet=st.characters(codec=None)))
def test_the_result_is_one_printable_line(text: str) -> None:
    """What comes out has a UTF-8 form and no line break, whatever goes in."""
    shown = visible(text)
    shown.encode("utf-8")
    assert not {"\n", "\r", "\0", "\u2028"} & set(shown)
    assert "".join(piece.stands_for or piece.text for piece in pieces(text)) == text
