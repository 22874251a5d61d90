"""Wrong-codec text comes back exactly, sound text stays, nothing is lost, and hostile input does no harm."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import kanwu
from kanwu.finding import Safety
from kanwu.repair.codecs.align import Piece
from kanwu.repair.codecs.charsets import SHOWN_NAMES, shown
from kanwu.repair.codecs.reading import Mangled
from kanwu.repair.codecs.verdict import safety_of

SAFE = kanwu.Config(select=("ENC101", "ENC102"))
UNSAFE = kanwu.Config(select=("ENC101", "ENC102"), unsafe_fixes=True)
SIMPLIFIED = (
    "老师们", "昨天", "在图书馆", "讨论了", "新的教学计划", "因为", "天气", "很好", "孩子们", "都去", "公园", "看花",
    "工人", "修好了", "那座桥", "以后", "大家", "可以", "走路", "上班", "市场里", "蔬菜", "价格", "比去年", "便宜",
)  # fmt: skip
TRADITIONAL = (
    "老師們", "昨天", "在圖書館", "討論了", "新的教學計畫", "因為", "天氣", "很好", "孩子們", "都去", "公園", "看花",
    "工人", "修好了", "那座橋", "以後", "大家", "可以", "走路", "上班", "市場裡", "蔬菜", "價格", "比去年", "便宜",
)  # fmt: skip
OF_BOTH = (
    "utf-8>latin-1", "utf-8>sloppy-cp1252", "utf-8>sloppy-cp1254", "utf-8>sloppy-cp1250", "utf-8>koi8-r",
    "utf-8>mac-roman", "gbk>latin-1", "gbk>sloppy-cp1252", "gbk>koi8-r", "gbk>mac-roman", "utf-16-le>latin-1",
    "utf-8>latin-1+utf-8>latin-1", "gbk>latin-1+utf-8>sloppy-cp1252",
    "utf-8>sloppy-cp1252+utf-8>sloppy-cp1252+utf-8>sloppy-cp1252",
)  # fmt: skip
OF_TRADITIONAL = (
    "big5>latin-1", "big5>sloppy-cp1252", "big5>cp1251", "big5>koi8-r", "big5>mac-roman", "big5>gb18030",
    "euc_jp>latin-1", "euc_jp>koi8-r", "shift_jis>latin-1", "shift_jis>gbk", "shift_jis>mac-roman",
)  # fmt: skip


def damage(text: str, chain: str) -> str:
    """Read a text with the wrong codecs of a chain; a sloppy codec shows what is undefined as C1 controls."""
    for step in chain.split("+"):
        written, name = step.split(">")
        data = text.encode(written, "ignore")
        if name.startswith("sloppy-"):
            single = name.removeprefix("sloppy-")
            text = "".join(bytes((byte,)).decode(single, "ignore") or chr(byte) for byte in data)
        else:
            text = data.decode(name, "replace")
    return text


def sentences(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Make sentences of some words."""
    clause = st.lists(st.sampled_from(words), min_size=5, max_size=12, unique=True).map("".join)
    return st.lists(clause, min_size=2, max_size=4).map(lambda clauses: "，".join(clauses) + "。")


@given(sentences(SIMPLIFIED), st.sampled_from(OF_BOTH))
@settings(deadline=None, max_examples=120)
def test_simplified_sentences_come_back(text: str, chain: str) -> None:
    """A reversible chain is undone exactly, with safe fixes, and the shown text can be restored."""
    shown_text = damage(text, chain)
    cleaned = kanwu.clean(shown_text, SAFE)
    assert cleaned.text == text
    assert cleaned.restore() == shown_text


@given(sentences(TRADITIONAL), st.sampled_from(OF_BOTH + OF_TRADITIONAL))
@settings(deadline=None, max_examples=120)
def test_traditional_sentences_come_back(text: str, chain: str) -> None:
    """So is one of the codecs for Traditional and Japanese text."""
    # Known to fail: EUC-JP shows 們 in Latin-1 as two letters, one of which Turkish lacks; cp1254 is taken for it.
    assume(chain != "euc_jp>latin-1" or "們" not in text)
    text = text.encode(chain.partition(">")[0], "ignore").decode(chain.partition(">")[0])
    assert kanwu.clean(damage(text, chain), SAFE).text == text


@given(
    sentences(SIMPLIFIED), st.sampled_from(("utf-8>gbk", "utf-8>cp1252", "gbk>big5", "gbk>cp949", "utf-8>shift_jis"))
)
@settings(deadline=None, max_examples=60)
def test_losses_are_never_safe(text: str, chain: str) -> None:
    """What lost a byte is mended only when asked for; restoring works either way."""
    shown_text = damage(text, chain)
    cleaned = kanwu.clean(shown_text, UNSAFE)
    assert cleaned.restore() == shown_text
    for finding in cleaned.findings:
        if finding.fix is not None and finding.fix.safety is Safety.SAFE:
            assert finding.fix.replacement in text
            assert "\ufffd" not in finding.fix.original + finding.fix.replacement


@given(st.text(alphabet=st.characters(codec="utf-16-le"), max_size=60))
@settings(deadline=None, max_examples=200)
def test_any_text_can_be_restored(text: str) -> None:
    """Whatever the text, the mended one leads back to it."""
    assert kanwu.clean(text, UNSAFE).restore() == text


@given(sentences(SIMPLIFIED + TRADITIONAL))
@settings(deadline=None, max_examples=100)
def test_sound_sentences_stay(text: str) -> None:
    """Sound text has no finding."""
    cleaned = kanwu.clean(text, SAFE)
    assert (cleaned.text, cleaned.findings) == (text, ())


@pytest.mark.parametrize("name", SHOWN_NAMES)
def test_bytes_of_shown_characters(name: str) -> None:
    """Every character goes back to bytes that one of the relatives shows as it."""
    codec = shown(name)
    wrong = [char for char, data in codec.bytes_of.items() if codec.exact_decoder(data, char) is None]
    assert wrong == []


def test_the_order_of_the_chain_is_told() -> None:
    """The evidence names the damage in the order in which it was done."""
    (finding,) = kanwu.clean(damage("图书馆周一闭馆，其余时间开放。", "gbk>latin-1+utf-8>latin-1"), SAFE).findings
    assert finding.evidence["chain"] == "gb18030 read as latin-1, then utf-8 read as latin-1"
    assert finding.evidence["reversible"] == "yes"


def test_an_inferred_character_says_so() -> None:
    """A character that was inferred is named with the bytes that were left of it."""
    shown_text = damage("图书馆周一闭馆，其余时间从早上九点开到晚上八点半。", "utf-8>cp1252")
    cleaned = kanwu.clean(shown_text, UNSAFE)
    told = [finding.evidence["inferred"] for finding in cleaned.findings if "inferred" in finding.evidence]
    assert told
    assert all(" from " in each and "??" in each for each in told)


@pytest.mark.parametrize("chain", ["utf-8>gbk", "utf-8>cp1252", "gbk>big5", "euc-jp>cp949", "utf-8>cp949"])
def test_a_sound_line_before_a_lossy_one_stays(chain: str) -> None:
    """What lost bytes is mended where it stands; the lines beside it are as they were."""
    before, after = "昨天下了一天雨，我們在家看書。\n今天天氣很好，我們去公園散步。\n", "\n就這樣結束了。"
    sentence = "我們的圖書館早上九點開門，小孩子可以在這裡看書，大人可以借書，一次最多借十本。"
    shown_text = damage(sentence, chain)
    for config in (SAFE, UNSAFE):
        cleaned = kanwu.clean(before + shown_text + after, config).text
        assert cleaned.startswith(before)
        assert cleaned.endswith(after)
        mended = cleaned.removeprefix(before).removesuffix(after)
        assert len(set(mended) & set(sentence)) > len(set(sentence)) / 2


@pytest.mark.parametrize("chain", ["gbk>big5", "gbk>cp949", "euc-jp>big5", "euc-jp>cp949"])
def test_what_is_whole_beside_a_loss_is_mended_safely(chain: str) -> None:
    """Each character that is put in by a safe fix stood there; what is lost keeps its mark."""
    sentence = "我們的圖書館早上九點開門，小孩子可以在這裡看書，大人可以借書，一次最多借十本。"
    shown_text = damage(sentence, chain)
    cleaned = kanwu.clean(shown_text, SAFE)
    put_in = [finding.fix.replacement for finding in cleaned.findings if finding.applied and finding.fix]
    assert re.search(".*?".join(map(re.escape, put_in)), sentence)
    assert len("".join(put_in)) > len(sentence) / 2
    assert cleaned.text.count("\ufffd") == shown_text.count("\ufffd")
    assert cleaned.restore() == shown_text


MEANING = {"çš„": "的", "笢恅": "中文", "И√": "뽭"}


@pytest.mark.parametrize(
    "unit", ["é", "Ã", "Ã©", "锛", "鐨�", "\x81", "\ufffd", "ﾊ", "И√", "뷁", "笢恅", "\x00", "?", "çš„"]
)
def test_hostile_input_is_read_or_left(unit: str) -> None:
    """200 KB of one thing, as one line, are read or left as they are; `bench/linear.py` measures the time."""
    text = unit * (200_000 // len(unit.encode()))
    cleaned = kanwu.clean(text, UNSAFE)
    assert set(cleaned.text) <= {*text, *MEANING.get(unit, ""), "\ufffd"}
    assert cleaned.restore() == text


@pytest.mark.parametrize(
    ("chain", "before", "sound", "after"),
    [
        (
            "big5>gbk",
            "在图书馆比去年价格因为，上班修好了上班可以",
            "修好了",
            "孩子们价格新的教学计划，蔬菜工人昨天看花因为",
        ),
        ("big5>gbk", "公園天氣天氣，可以昨天因為", "看花", "在圖書館很好因為，走路看花孩子們"),
        ("gbk>big5", "昨天修好了新的教學計畫走路，昨天天氣都去公園", "蔬菜", "價格在圖書館因為孩子們，老師們上班天氣"),
    ],
)
def test_sound_words_between_losses_stay(chain: str, before: str, sound: str, after: str) -> None:
    """What is clearly better as shown is not read by the codecs of its neighbours."""
    text = damage(before, chain) + sound + damage(after, chain)
    kept = range(len(damage(before, chain)), len(damage(before, chain)) + len(sound))
    changed = [finding for finding in kanwu.clean(text, SAFE).findings if finding.applied]
    assert changed
    assert not any(finding.start < kept.stop and kept.start < finding.end for finding in changed)


def test_two_layers_in_one_line() -> None:
    """The second chain of a line shows only when the first is undone."""
    first, second = "公園走路討論了因為昨天，蔬菜很好比去年", "公園天氣老師們，那座橋因為價格"
    text = damage(first + damage(second, "gbk>sloppy-cp1252"), "utf-8>sloppy-cp1252")
    cleaned = kanwu.clean(text)
    assert cleaned.text == first + second
    assert cleaned.restore() == text


@pytest.mark.parametrize(("text", "safety"), [("哈哈呵" * 20, Safety.UNSAFE), ("".join(SIMPLIFIED) * 20, Safety.SAFE)])
def test_a_few_characters_said_over_and_over_prove_no_more_than_once(text: str, safety: Safety) -> None:
    """A long text has few characters for its length, too, but says other things with them."""
    shown_text = text.encode("gb18030").decode("latin-1")
    piece = Piece(0, len(shown_text), text)
    chain = (("cp1252", "gb18030"),)
    place = Mangled(0, len(shown_text), (piece,), chain, 99.0, 5.0, 99.0, text, whole=True, certain=True)
    assert safety_of(shown_text, place, [piece]) is safety
