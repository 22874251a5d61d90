"""Glosses: what the tool does to a text, undone; what authors print, left alone."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import load_script

import kanwu
from kanwu.finding import Safety
from kanwu.repair.glosses.gbk import bytes_of, may_hide_loss, ordinary_characters
from kanwu.repair.glosses.table import glossable_characters, plain_syllable, simplified_only
from kanwu.rule import catalogue

GLOSSES = kanwu.Config(select=("GLS",))
SENTENCES = """
本縣農業合作社今年試種新品種，畝產提高，收入穩步增長。圖書館開放，讀者證件借閱期刊，預約座位。公司組織技術人員對設備進行檢測，
發現問題及時處理，確保機器安全運轉。實驗數據經過核對，結果與理論計算的是論文發表。學校的孩子因為科學變為興趣，環境質量在關閉
工廠河岸種植樹木。博物館展出書畫來自民間捐贈公開。車站調整班次，旅客留意廣播通知標誌候車，家門口我們在他們從每個全球市場網絡
銷售，實踐受到衝擊內容進行國家責任領導會議，認識關於活動服務社區。
"""
WORDS = [sentence[at : at + 2] for sentence in re.findall(r"\w+", SENTENCES) for at in range(0, len(sentence) - 1, 2)]
MARKS = ["，", "。", ",", "、", "；", "\n"]


# The bench's model of the tool is independent of the repair.
GARBLE: Any = load_script("bench", "garble")


def _sentence(chance: random.Random) -> str:
    """Make a Traditional sentence of random words."""
    parts = []
    for _ in range(chance.randint(12, 60)):
        parts.append(chance.choice(WORDS))
        if chance.random() < 0.15:
            parts.append(chance.choice(MARKS))
    return "".join(parts) + "。"


def test_tables_hold_what_they_say() -> None:
    """Every glossable character lies in GBK outside GB2312, has a toned reading and a Simplified form in level 1."""
    table = glossable_characters()
    assert len(table) > 1500
    for char, known in table.items():
        assert len(char.encode("gbk")) == 2
        assert not char.encode("gb2312", "ignore")
        assert 0xB0 <= known.simplified.encode("gb2312")[0] <= 0xD7
        assert plain_syllable(known.reading) == known.reading
        assert not known.reading.isascii()
    assert {"学", "发", "区"} <= simplified_only()
    assert not simplified_only() & {"后", "里", "于", "台"}


def test_what_is_damaged_comes_back() -> None:
    """Of 600 random passages nearly all come back exactly, and no safe fix puts something wrong."""
    chance = random.Random(7)  # noqa: S311 - a repeatable sample, no secret
    tally = GARBLE.Tally()
    decoder = GARBLE.Decoder()
    for _ in range(600):
        passage = _sentence(chance)
        shown = GARBLE.damage(passage, GARBLE.random_table(chance), decoder)
        tally.add(passage, shown, kanwu.clean(shown, GLOSSES))
    assert tally.wrong == 0, str(tally)
    assert tally.restored >= 0.9 * tally.damaged, str(tally)
    assert tally.glosses_left <= 0.02 * tally.glosses, str(tally)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(GARBLE.DECODERS))
@example(164722, GARBLE.Decoder("\ufffd", swallows=False, keeps_private=False))  # 領 with its own gloss, torn by 楊
@example(2094, GARBLE.Decoder("\ufffd", swallows=True, keeps_private=False))  # torn right behind a torn place
def test_a_safe_fix_damaged_again_gives_what_was_shown(seed: int, decoder: Any) -> None:
    """Where every fix was safe, the tool makes the same text of the repaired one again."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable sample, no secret
    passage = _sentence(chance)
    table = GARBLE.random_table(chance)
    shown = GARBLE.damage(passage, table, decoder)
    cleaned = kanwu.clean(shown, GLOSSES)
    assert cleaned.restore() == shown
    if cleaned.findings and all(finding.applied for finding in cleaned.findings):
        assert GARBLE.damage(cleaned.text, table, decoder) == shown


@settings(max_examples=300, deadline=None)
@given(st.text("區發實踐向(?)（）qūfā嵺`\ufffd ,A\n學(xué)", max_size=60))
def test_any_text_can_be_restored(text: str) -> None:
    """Whatever is shown, cleaning loses nothing."""
    cleaned = kanwu.clean(text, GLOSSES)
    assert cleaned.restore() == text


@pytest.mark.parametrize("decoder", GARBLE.DECODERS, ids=str)
def test_every_decoder_shows_a_torn_place_that_is_mended(decoder: Any) -> None:
    """A torn place comes back whatever the decoder puts for the byte that is not valid."""
    passage = "課程發展真正面向實踐，學員分組完成作業，發現問題及時解決。"
    table = [glossable_characters()[char] for char in "發現驅學"]
    assert kanwu.clean(GARBLE.damage(passage, table, decoder), GLOSSES).text == passage


@pytest.mark.parametrize(
    ("passage", "table", "shown"),
    [
        (
            "聯合組織領導穩步發展，科學技術進步。",
            "領楊發學",
            "聯合組織?yáng)I(lǐng)導穩步發(fā)展，科學(xué)技術進步。",
        ),
        ("我們在車站銷售，科學技術發展。", "囌車冊發學", "我們?cè)谲?chē)?sū)句N售，科學(xué)技術發(fā)展。"),
        ("我們在當地系統，科學發展。", "數當發學", "我們在當(dāng)?shù)叵到y，科學(xué)發(fā)展。"),
    ],
    ids=["its own gloss behind it", "another one right behind it", "a gloss right before it"],
)
def test_glosses_that_touch_are_undone_together(passage: str, table: str, shown: str) -> None:
    """A torn character with a gloss of its own, two torn ones side by side, and a gloss before a torn one."""
    known = glossable_characters()
    assert GARBLE.damage(passage, [known[char] for char in table], GARBLE.Decoder()) == shown
    assert kanwu.clean(shown, GLOSSES).text == passage


def test_a_likely_loss_is_offered_not_put() -> None:
    """全球 lost AB C7 and closed up to 閏's Simplified form: 從全球市場 is offered, for it is inferred."""
    found = kanwu.clean("經(jīng)濟發(fā)展，我們再?gòu)娜蚴袌?chǎng)看產(chǎn)業(yè)。", GLOSSES).findings
    (offered,) = (finding.fix for finding in found if not finding.applied)
    assert offered is not None
    assert offered.replacement == "從全球市場"
    assert offered.safety is Safety.UNSAFE


def test_a_character_that_stands_plain_elsewhere_is_no_cause() -> None:
    """A character is glossed always or never, so a plain 驅 on the page speaks against a torn 驅."""
    found = kanwu.clean("驅車向?qū)嵺`運用", GLOSSES).findings
    assert [finding.fix for finding in found] == [None]


def test_private_use_characters_that_are_shown_are_bytes() -> None:
    """What a decoder shows for the user-defined areas encodes back to the two bytes it stands for."""
    assert bytes_of("\ue000") == b"\xaa\xa1"
    assert bytes_of("𠀀") == b""
    assert bytes_of("—") == bytes_of("―") == b"\xa1\xaa"


def test_a_loss_hides_only_in_everyday_pairs() -> None:
    """踐 and 產 cannot be what is left of two characters; 瑞 can."""
    assert not may_hide_loss("踐".encode("gbk"))
    assert not may_hide_loss("產".encode("gbk"))
    assert may_hide_loss("瑞".encode("gbk"))
    assert {"實", "的", "。"} <= ordinary_characters()


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("(ā" * 65_000, 0),
        ("區(qū)" * 40_000, 0),  # every character glossed: a reader for children, or nonsense
        ("?ā)" * 65_000, 0),
        ("向?qū)" * 40_000, 20_000),
        ("(" * 200_000, 0),
        ("向?qū)" + "嵺" * 200_000, 1),
        ("向?qū)" + "嵺?qū)" * 40_000, None),
    ],
    ids=["open", "glosses", "torn", "torn-han", "parentheses", "one-run", "chain"],
)
def test_hostile_text_stays_as_it_is(text: str, flagged: int | None) -> None:
    """Two hundred thousand characters of the worst kind come to an end: nothing is changed, torn places are flagged."""
    cleaned = kanwu.clean(text, GLOSSES)
    assert not cleaned.changed
    assert flagged is None or len(cleaned.findings) == flagged


def test_thousands_of_glosses_are_removed() -> None:
    """A page with eight thousand glosses is mended like one with four."""
    sentence = "經(jīng)濟發(fā)展和產(chǎn)業(yè)的狀況，"
    cleaned = kanwu.clean(2000 * sentence, GLOSSES)
    assert cleaned.text == 2000 * "經濟發展和產業的狀況，"
    assert len(cleaned.findings) == 8000
    assert {finding.evidence["characters glossed in this text"] for finding in cleaned.findings} == {"4"}


def test_thousands_of_torn_places_are_mended() -> None:
    """A page with twenty thousand torn characters, side by side in pairs, is mended like one with two."""
    cleaned = kanwu.clean("們?cè)谲?chē)" * 10_000, GLOSSES)
    assert cleaned.text == "們在車" * 10_000
    assert len(cleaned.findings) == 10_000


def test_a_few_glosses_are_left_to_the_reader() -> None:
    """Two glosses in a long text are an author's: they are reported, not removed."""
    text = "這個字(zì)不難。" + "我們一起來讀這篇文章，看看作者怎樣描寫山水。" * 20
    assert kanwu.clean(text, GLOSSES).findings == ()
    text = "發(fā)布後，" + "我們一起來讀這篇文章，看看作者怎樣描寫山水。" * 20
    (finding,) = kanwu.clean(text, GLOSSES).findings
    assert finding.fix is not None
    assert finding.fix.safety is Safety.UNSAFE


def test_rules_run_in_the_order_they_need() -> None:
    """Plain glosses go first, torn places next, lost marks last."""
    codes = [rule.code for rule in catalogue().rules if rule.family == "GLS"]
    assert codes == sorted(codes)
    assert codes[:3] == ["GLS001", "GLS002", "GLS003"]
