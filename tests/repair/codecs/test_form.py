"""Text whose bytes have the form of UTF-8 is read so; all other text is compared with all codecs."""

from __future__ import annotations

import pytest

from kanwu.repair.codecs.charsets import SHOWN_NAMES
from kanwu.repair.codecs.form import has_form, proven
from kanwu.repair.codecs.search import find_mangled

_LINES = ("大家请坐好", "今天下雨，大家都带着伞出门", "列距", "选择文件：%s", "图标")


@pytest.mark.parametrize("name", ["gb18030", "cp1252", "cp1251", "mac-roman", "koi8-r"])
def test_utf8_is_proven(name: str) -> None:
    """UTF-8 that was shown by any codec has its form, and is told beyond chance."""
    shown = "今天下雨，大家都带着伞出门".encode().decode(name, "replace")
    assert has_form(shown, name)
    assert proven(shown, [name]) == (name, "utf-8")


@pytest.mark.parametrize(
    "text", ["今天下雨", "ein Möbelstück für Äpfel", "Привет, мир", "오늘 비가 온다", "plain words", ""]
)
def test_sound_text_is_not_proven(text: str) -> None:
    """Sound text in no codec has the form beyond chance."""
    assert proven(text, SHOWN_NAMES) is None


@pytest.mark.parametrize("written", ["gb18030", "big5", "euc_kr"])
def test_other_codecs_are_not_proven(written: str) -> None:
    """Text in a codec of pairs, read as Latin-1, has not the form."""
    text = "비가 온다 그리고" if written == "euc_kr" else "今天下雨大家出門"
    assert proven(text.encode(written, "ignore").decode("latin-1"), SHOWN_NAMES) is None


def test_a_lost_byte_leaves_the_form() -> None:
    """A mark stands for lost bytes; bytes that are out of place without one do not have the form."""
    assert has_form("鐢\ufffd %s", "gb18030")
    assert not has_form("鐢 %s", "gb18030")


def test_short_lines_follow_the_text() -> None:
    """Lines too short to prove anything alone are read as the lines before them."""
    text = "\n".join((_LINES[0], *_LINES * 2)).encode().decode("gb18030", "replace")
    chains = {place.chain for place in find_mangled(text)}
    assert chains == {(("gb18030", "utf-8"),)}
    assert sum(place.text.count("列距") for place in find_mangled(text)) == 2


def test_sound_lines_beside_them_stay() -> None:
    """A sound line is no less sound because the lines around it were mangled."""
    mangled = "\n".join(_LINES).encode().decode("gb18030", "replace")
    sound = "他们在河边散步。"
    text = f"{mangled}\n{sound}\n{mangled}"
    at = text.index(sound)
    assert not any(place.start < at + len(sound) and place.end > at for place in find_mangled(text))


def test_other_alphabets_are_left_alone() -> None:
    """Russian in UTF-8 that was read as GB18030 is not taken for Chinese or Korean in some other codec."""
    text = "Возвращает состояние выражения в зависимости от результата".encode().decode("gb18030", "replace")
    assert find_mangled(text) == []
