"""Which script a text is in."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.text.scripts import (
    Region,
    Script,
    ScriptCount,
    count_regions,
    count_scripts,
    has_traditional,
    passages_of,
    region_of,
    script_of,
)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("图书馆周一不开门，读者可以在网上续借。", Script.SIMPLIFIED),
        ("圖書館週一不開門，讀者可以在網上續借。", Script.TRADITIONAL),
        ("圖書館周一不开门，讀者可以在网上续借。", Script.MIXED),
        ("図書館は月曜日に閉まります。", Script.JAPANESE),
        ("実験検査駅売店", Script.JAPANESE),
        ("人口一千二百", Script.UNDECIDED),
        ("示范干部", Script.UNDECIDED),
        ("no Han at all", Script.UNDECIDED),
        ("", Script.UNDECIDED),
        ("這家店叫「鮮の味」，生意很好，門口排隊的人繞過兩條街，連對面書店的騎樓也站滿了客人。", Script.TRADITIONAL),
        ("衞生間裏的温水，説明書寫得很清楚。", Script.TRADITIONAL),
    ],
)
def test_script(text: str, script: Script) -> None:
    """Each script is told by the characters that only it uses."""
    assert script_of(text) is script


def test_counts() -> None:
    """The counts are the evidence, and a span of the text can be asked about."""
    text = "图书馆|圖書館裡|がく"
    assert count_scripts(text).simplified == 3
    assert count_scripts(text, 4, 8).traditional == 3 + 1
    assert count_scripts(text, 4, 8).simplified == 0
    assert count_scripts(text).kana == 2
    assert count_regions("裡面").taiwan == 1
    assert count_regions("説明").hong_kong == 1


def test_characters_both_scripts_use_say_nothing() -> None:
    """A character that is right in both scripts is evidence for neither."""
    count = count_scripts("皇后干台里面只了才群余于云")
    assert (count.simplified, count.traditional) == (0, 0)


def test_has_traditional() -> None:
    """The gate asks for one Traditional character."""
    assert has_traditional("图书馆裡")
    assert not has_traditional("图书馆里")


@pytest.mark.parametrize("char", ["國", "国", "后", "あ", "a", "\U00020000"])
def test_one_repeated_character(char: str) -> None:
    """Two hundred thousand of one character are counted like one."""
    one, many = astuple(count_scripts(char)), astuple(count_scripts(char * 200_000))
    assert many == tuple(200_000 * number for number in one)


def test_regions() -> None:
    """Taiwan and Hong Kong are told apart by two forms of one and none of the other."""
    assert region_of("圖書館裡的麵店開著") is Region.TAIWAN
    assert region_of("衞生間的説明") is Region.HONG_KONG
    assert region_of("圖書館裡的説明和麵店的衞生間") is None
    assert region_of("圖書館裡") is None, "one form is too little"
    assert region_of("图书馆里的面店") is None


def test_passages_cover_the_text() -> None:
    """Every character is in one passage, and sentences that do not tell go with the one before."""
    text = "人口。图书馆开门。示范。圖書館關門。\n\n図書館は開きます。"
    passages = list(passages_of(text))
    assert [p.count.script for p in passages] == [Script.SIMPLIFIED, Script.TRADITIONAL, Script.JAPANESE]
    assert "".join(text[p.start : p.end] for p in passages) == text
    assert list(passages_of("")) == []


@given(st.text(alphabet=st.sampled_from("国國のア両人。\nab，"), max_size=40))
def test_passages_count_like_the_whole(text: str) -> None:
    """The counts of the passages add up to those of the text, however they are counted."""
    total = ScriptCount()
    for passage in passages_of(text):
        total += passage.count
        assert passage.count == count_scripts(text, passage.start, passage.end)
    assert total == count_scripts(text)
