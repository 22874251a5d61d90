"""Structure: repeated paragraphs and page furniture are reported; what repeats itself on purpose is left alone."""

from __future__ import annotations

import random
import re

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kanwu
from kanwu.repair.structure.furniture import furniture, hint
from kanwu.repair.structure.paragraphs import paragraphs, same
from kanwu.repair.structure.str002_page_furniture import _HAN_PIECE, _OTHER_PIECE
from kanwu.text.tables import read_rows

ALL = kanwu.Config(select=("STR",), unsafe_fixes=True)
PROSE = (
    "为了让居民就近借书，这家图书馆把闭馆时间推迟到晚上九点，"
    "并且请来附近中学的老师，给孩子们讲解怎样查找资料，怎样做笔记。"
)
CAPTION = "小学生在新建成的社区图书馆里翻看绘本。本报记者摄"
PHRASES = [row[1] for row in read_rows("kanwu.repair.structure", "furniture.tsv")]
SLOTS = {
    "name": "《河西晚报》",
    "paper": "河西晚报",
    "people": "王小明",
    "number": "9",
    "steps": ">新闻>正文",
    "site": "河西网",
    "rest": "，请升级后再看。",
    "tail": " today",
}


def shortest(phrase: str) -> str:
    """Write a phrase of the table without what it can leave out, with the first of what it can choose from."""
    text = re.sub(r"<([a-z]+)>", lambda slot: SLOTS[slot[1]].replace("?", ""), phrase)
    while "[" in text:
        text = re.sub(r"\[([^\[\]]*)\]([?*]?)", lambda group: "" if group[2] else group[1].split("|")[0], text)
    return re.sub(r".\?", "", text).strip()


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_phrase_is_found(phrase: str) -> None:
    """Each phrase of the table is recognised, and the gate lets it pass in any case of its letters."""
    line = shortest(phrase)
    assert furniture(line) is not None, line
    for written in (line, line.capitalize(), line.title(), line.upper()):
        assert _HAN_PIECE.search(written) or _OTHER_PIECE.search(written), written
        cleaned = kanwu.clean(f"{PROSE}\n{written}\n{CAPTION}\n{PROSE}又及。\n", ALL)
        assert cleaned.text == f"{PROSE}\n{CAPTION}\n{PROSE}又及。\n"


def ways(phrase: str, chance: random.Random) -> str:
    """Write a phrase of the table in one of the ways it allows."""
    text = re.sub(r"<([a-z]+)>", lambda slot: SLOTS[slot[1]], phrase)
    group = re.compile(r"\[([^\[\]]*)\]([?*]?)")
    while found := group.search(text):
        chosen = "" if found[2] and chance.random() < 1 / 3 else chance.choice(found[1].split("|"))
        text = text[: found.start()] + chosen + text[found.end() :]
    return re.sub(r"(.)\?", lambda optional: chance.choice((optional[1], "")), text).strip()


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_way_to_write_a_phrase_is_stopped(phrase: str) -> None:
    """The first look at a line, and the one at a column, let every way pass, with blanks and in capitals too."""
    chance = random.Random(phrase)  # noqa: S311 - a choice of spellings, no secret
    for _ in range(40):
        line = ways(phrase, chance)
        bare = "".join(line.split()).lower()
        assert re.search(hint(spaced=False), bare), line
        spread = chance.choice(("", " ", "\u3000")).join(chance.choice((line, line.upper(), line.title())))
        assert pc.match_substring_regex(pa.array([f"一\n>> {spread} ▲\n二"]), hint(spaced=True))[0].as_py(), spread


def test_nothing_is_removed_by_default() -> None:
    """With default settings both rules only report, as information."""
    text = f"{PROSE}\n{CAPTION}\n{CAPTION}\n返回顶部\n{PROSE}又及。"
    cleaned = kanwu.clean(text)
    assert cleaned.text is text
    found = [(finding.code, str(finding.severity)) for finding in cleaned.findings if finding.code.startswith("STR")]
    assert found == [("STR001", "info"), ("STR002", "info")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay_whole(end: str) -> None:
    """A line goes with its end, whatever that is, and the last line with the end before it."""
    text = end.join([PROSE, CAPTION, CAPTION, "返回顶部", f"{PROSE}又及。", "馆长说好。", "", "返回顶部"])
    cleaned = kanwu.clean(text, ALL)
    assert cleaned.text == end.join([PROSE, CAPTION, f"{PROSE}又及。", "馆长说好。", ""])
    assert cleaned.restore() == text


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([PROSE, CAPTION, f"　{CAPTION} ", "返回顶部", "Back to top", "", "是。", "\r"]), max_size=12
    )
)
def test_whatever_is_removed_comes_back(lines: list[str]) -> None:
    """The source is restored from any mixture of lines."""
    text = "\n".join(lines)
    cleaned = kanwu.clean(text, ALL)
    assert cleaned.restore() == text
    assert kanwu.clean(text, kanwu.Config(select=("STR",))).text == text


def test_paragraphs_know_their_places() -> None:
    """A paragraph's offsets give its text."""
    text = "\n　一二 \r\n\r\n\t三\u2028四"
    assert [text[each.start : each.end] for each in paragraphs(text)] == ["一二", "三", "四"]
    assert same("一 二", "一二")


@pytest.mark.parametrize(
    "text",
    [
        "返回顶部\n" * 40_000,
        f"{CAPTION}\n" * 8_000,
        CAPTION * 8_000 + "\n",
        "首页" + ">" * 200_000 + "\n",
        "分享到 " * 50_000 + "\n",
        ("x" * 119 + "app\n") * 1_600,
        "\n" * 200_000,
        ("打开" + "一" * 100 + "app\n") * 2_000,
    ],
    ids=["buttons", "captions", "one-line", "path", "share", "app", "blank", "names"],
)
def test_hostile_text_stays_as_it_is(text: str) -> None:
    """Two hundred thousand characters of the worst kind come to an end, and nothing is changed."""
    assert kanwu.clean(text, ALL).text == text
