"""The character model prefers real text to mangled text, in every script it knows."""

from __future__ import annotations

import re

import pytest

from kanwu.text.plausibility import model, rare


@pytest.mark.parametrize(
    ("sound", "mangled"),
    [
        ("图书馆周一闭馆", "ͼÊé¹ÝÖÜÒ»±Õ¹Ý"),
        ("圖書館星期一休館", "圖書館星期一休館".encode("big5").decode("gb18030")),
        ("駅前の喫茶店です", "駅前の喫茶店です".encode("shift_jis").decode("gbk")),
        ("도서관은 월요일에", "档辑包篮 岿夸老俊"),
        ("Библиотека закрыта", "âÉÂÌÉÏÔÅËÁ ÚÁËÒÙÔÁ"),
        ("Η βιβλιοθήκη", "Ç âéâëéïèÞêç"),
        ("déjà à Noël", "dÃ©jÃ\xa0 Ã\xa0 NoÃ«l"),
    ],
)
def test_sound_text_is_cheaper(sound: str, mangled: str) -> None:
    """The same bytes cost more when they are read with the wrong codec."""
    scale = model()
    assert scale.total(sound) < scale.total(mangled)


def test_a_word_costs_less_than_its_characters() -> None:
    """Inside a word a character is no surprise, in either script."""
    scale = model()
    assert scale.cost("图", "书") < scale.cost("的", "书") - 1
    assert scale.cost("圖", "書") < scale.cost("的", "書") - 1


def test_unlisted_characters_have_a_cost() -> None:
    """Whatever Unicode has can be asked for, and asking twice gives the same."""
    scale = model()
    for char in ("\U0002a6b2", "\U0001f600", "\ue000", "\ud800", "龘", "\x00"):
        assert scale.cost(" ", char) == scale.cost(" ", char) > 0


def test_rare_characters() -> None:
    """Characters known from mangled text are rare, everyday ones are not."""
    assert all(re.match(f"[{rare()}]", char) for char in "鐨锛銆笢뷁")
    assert not any(re.match(f"[{rare()}]", char) for char in "的是我圖書館図書館한국あア")
