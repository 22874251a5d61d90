"""What is left unsearched because no other codec can make it more plausible would not have been found, either."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kanwu.repair.codecs.korean import is_korean
from kanwu.repair.codecs.reading import LEAST_GAIN
from kanwu.repair.codecs.search import _Search, _search_region
from kanwu.repair.codecs.vain import is_vain

_WORDS = st.lists(
    st.sampled_from(
        ("ö", "ß", "ü", "é", "ç", "ł", "ą", "ż", "œ", "ț", "ñ", "Ã", "¤", "„", "”", "«", "»", "’", "\xa0", "…")
    )
    | st.sampled_from((" ", "a", "e", "n", "s", "Z", "?", "0", "-", ".")),
    min_size=1,
    max_size=24,
)
_KOREAN = st.lists(
    st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3, codec="euc_kr")
    | st.sampled_from("이다는에을를하고의가로사한습니지 -[%s].0"),
    min_size=1,
    max_size=40,
)


@settings(max_examples=200, deadline=None)
@given(_WORDS.map("".join))
def test_nothing_is_reported_of_vain_text(text: str) -> None:
    """A text in an alphabet that is left alone has no reading in any codec that would be reported.

    Two wrong readings in a row make so much of each character that one of them alone gains enough; what a search makes
    of a few letters by two is chance.
    """
    assume(is_vain(text))
    read = _search_region(text, " ", _Search())
    assert all(place.gain < LEAST_GAIN for place in read if len(place.chain) == 1)


@settings(max_examples=200, deadline=None)
@given(_KOREAN.map("".join))
def test_nothing_is_found_in_sound_korean(text: str) -> None:
    """Korean that is left alone has no reading in any codec."""
    assume(is_korean(text, " "))
    assert not _search_region(text, " ", _Search())


def test_sound_lines_are_told() -> None:
    """Ordinary lines of several languages are not searched."""
    for line in ("Die Tür ist geöffnet", "Position définie", "południowy", "Señal básica"):
        assert is_vain(line)
    for line in ("사용법을 읽으십시오.", "디렉터리를 열 수 없음: %s"):
        assert is_korean(line, " ")


def test_damaged_lines_are_searched() -> None:
    """Chinese that was read as Latin-1, Windows-1252 or CP949 is not taken for sound text."""
    chinese = "我们都去公园看花"
    for written, name in (("utf-8", "latin-1"), ("gbk", "latin-1"), ("big5", "cp1250"), ("gbk", "mac-roman")):
        shown = "我們都去公園看花" if written == "big5" else chinese
        assert not is_vain(shown.encode(written).decode(name, "replace"))
    assert not is_korean(chinese.encode("gbk").decode("cp949", "replace"), " ")
