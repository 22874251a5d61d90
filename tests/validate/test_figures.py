"""Figures are read with their values, units and approximators; dates, ordinals and names are not figures."""

from __future__ import annotations

import pickle
import re
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kanwu
from kanwu.figure import Figure
from kanwu.validate import read_figures
from kanwu.validate.figures import reading
from kanwu.validate.figures.lead import LEAD, REST
from kanwu.validate.figures.precision import AFTER, BEFORE
from kanwu.validate.figures.units import UNITS


@pytest.mark.parametrize(
    ("text", "printed", "low", "high", "unit"),
    [
        ("完成率为65%，", "65%", "64.5", "65.5", "%"),
        ("收入7125亿元，", "7125亿元", "712450000000", "712550000000", "元"),
        ("检视出1686个问题", "1686个", "1686", "1686", "个"),
        ("死亡率7.37‰", "7.37‰", "7.365", "7.375", "‰"),
        ("增加百分之二十六，", "百分之二十六", "25.5", "26.5", "%"),
        ("下降百分之3.5。", "百分之3.5", "3.45", "3.55", "%"),
        ("共40,00宗", "40,00宗", "4000", "4000", "宗"),
        ("at $1,37.7 million", "$1,37.7 million", "137650000", "137750000", "$"),
        ("up £45.0m", "£45.0m", "44950000", "45050000", "£"),
        ("占比两成，", "两成", "15", "25", "%"),
        ("约有四分之一的人", "四分之一", "24", "26", "%"),
        ("提高2.5个百分点", "2.5个百分点", "2.45", "2.55", "百分点"),
        ("共有1,250人", "1,250人", "1250", "1250", "人"),
        ("錄得59 225宗", "59 225宗", "59225", "59225", "宗"),
        ("２０５元，", "２０５元", "204.5", "205.5", "元"),
        ("五千一百多万人", "五千一百多万人", "51000000", "52000000", "人"),
        ("十几个村", "十几个", "10", "20", "个"),
        ("数十名学生", "数十名", "20", "90", "名"),
        ("百余户", "百余户", "100", "200", "户"),
        ("sold for $1,361.2 million, up", "$1,361.2 million", "1361150000", "1361250000", "$"),
        ("the two months combined", "two months", "2", "2", "month"),
        ("rose 9.4 percent in", "9.4 percent", "9.35", "9.45", "%"),
        ("自然增长率为-0.60‰", "-0.60‰", "-0.605", "-0.595", "‰"),
        ("露宿者450至600名", "450至600名", "450", "600", "名"),
        ("增产5～8％", "5～8％", "4.5", "8.5", "%"),
        ("投资3至5亿元", "3至5亿元", "250000000", "550000000", "元"),
        ("装机5万千瓦", "5万千瓦", "45000", "55000", "千瓦"),
        ("面积26609千公顷", "26609千公顷", "26608500", "26609500", "公顷"),
        ("產量1,204千噸", "1,204千噸", "1203500", "1204500", "噸"),
        ("來自大陸119.4萬人次", "119.4萬人次", "1193500", "1194500", "人次"),
        ("隊伍12支參賽", "12支", "12", "12", "支"),
        ("付陸仟伍佰元", "陸仟伍佰元", "6450", "6550", "元"),
    ],
)
def test_values_and_unit(text: str, printed: str, low: str, high: str, unit: str) -> None:
    """The interval of a figure follows from its last printed place, its unit and the words around it."""
    (figure,) = read_figures(text)
    assert (figure.text, figure.unit) == (printed, unit)
    assert text[figure.start : figure.end] == printed
    assert (figure.low, figure.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("text", "printed"), [("0 123人", "123人"), ("编号 0 512 512人", "512人"), ("12 345 678人", "12 345 678人")]
)
def test_no_number_in_groups_begins_with_a_zero(text: str, printed: str) -> None:
    """Numbers that stand side by side, as in the source of a drawing, are not one."""
    assert [figure.text for figure in read_figures(text) if figure.unit == "人"] == [printed]


@pytest.mark.parametrize(
    ("text", "interval", "word"),
    [
        ("近1500人", "(1400, 1500]", "近"),
        ("3倍多。", "[3, 4)", "多"),
        ("超1500人", "[1500, 1600)", "超"),
        ("突破900万人", "[9000000, 10000000)", "突破"),
        ("1500余人", "[1500, 1600)", "余"),
        ("约150人", "[145, 155]", "约"),
        ("100个左右", "[50, 150]", "左右"),
        ("30人以上", "[30, 40)", "以上"),
        ("nearly 200 people", "(100, 200]", "nearly"),
        ("more than 300 people", "[300, 400)", "more than"),
    ],
)
def test_approximators(text: str, interval: str, word: str) -> None:
    """A word before or after a number widens its interval, on the side it names."""
    (figure,) = read_figures(text)
    assert (str(figure.interval), figure.approximator) == (interval, word)


@pytest.mark.parametrize(
    "text",
    [
        "2023年12月21日",
        "二〇一九年",
        "114年出口",
        "1—5月",
        "15:36",
        "下午三时",
        "第三届、第12次",
        "一个国家的统一",
        "波音787-8型",
        "G20峰会和5G",
        "编号000_4811",
        "v1.2.3",
        "21世纪90年代",
        "千家万户",
        "十四届二次会议",
        "千兆用户",
    ],
)
def test_not_figures(text: str) -> None:
    """Dates, times, ordinals, names and identifiers are no quantities."""
    assert read_figures(text) == ()


@pytest.mark.parametrize(
    "unit", ["1", "1,", "1 ", "一", "百分之", "1万", "几", "近", "1.1", "3至", "12,", "第", "$", "多", "１，"]
)
def test_hostile_input(unit: str) -> None:
    """200 KB of one repeated piece come to an end, and hold no figure."""
    assert read_figures(unit * (200_000 // len(unit.encode()))) == ()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("利润为-几十亿元", -9 * 10**9, -2 * 10**9),
        ("降至-几十度", -90, -20),
        ("净流入为-数百万人", -9 * 10**6, -2 * 10**6),
        ("气温降至-十几度", -20, -10),
        ("涨跌（+几百元）", 200, 900),
    ],
)
def test_vague_numbers_below_zero(text: str, low: int, high: int) -> None:
    """A vague number with a minus sign is the mirror image of the one without."""
    (figure,) = read_figures(text)
    assert (figure.low, figure.high) == (Fraction(low), Fraction(high))


_WORDS = """
百分之 分之 个百分点 billion US$ percent 合计 其中 占比 完成率 另有 应出席
一是 二是 三个 2023年2月29日 星期四 数百 十几 -几十亿元 左右 增加到
"""
_PIECES = (
    *"0123456789０１９〇零一二三十百千万亿兆萬億两廿几幾数數多余餘第点點半成倍%％‰元人个個年月日时到为是降达近",
    *"，、。；()（）|$€£-−－+＋~～—–至“”等",
    *_WORDS.split(),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_any_mixture_can_be_checked(text: str) -> None:
    """Whatever numerals, signs, units and words stand together, nothing fails, and every interval is one."""
    assert all(figure.low <= figure.high for figure in kanwu.check(text).figures)


@settings(max_examples=300)
@given(st.text(alphabet="0123456789０９,，. 一二十百千万亿多余几数个人元%‰年月日第近约超至-—()$成分之点", max_size=60))
def test_any_text(text: str) -> None:
    """Every figure is a piece of the text, in order, with its ends in order; none overlap."""
    figures = read_figures(text)
    assert all(text[f.start : f.end] == f.text and f.low <= f.high for f in figures)
    assert all(first.end <= second.start for first, second in pairwise(figures))


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_printed_percentage_holds_its_value(part: int, whole: int) -> None:
    """A percentage that was rounded to any place holds the value it was rounded from."""
    for places in range(4):
        share = Fraction(100 * part, whole)
        printed = f"{float(round(share, places)):.{places}f}%"
        (figure,) = read_figures(f"占{printed}。")
        assert figure.low <= share <= figure.high


_WITHOUT_SHORTCUTS = re.compile(f"{LEAD}(?:(?!)()()|{REST})")
"""The places of `CANDIDATE`, with every number left to be read step by step."""


def assert_shortcuts_change_nothing(text: str) -> None:
    shortened = read_figures(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "CANDIDATE", _WITHOUT_SHORTCUTS)
        assert read_figures(text) == shortened


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from((*_PIECES, *UNITS, *BEFORE, *AFTER)), max_size=20).map("".join))
def test_shortcuts_change_nothing(text: str) -> None:
    """The plain figures, and the numbers that never leave the pattern, are what reading step by step makes of them."""
    assert_shortcuts_change_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "一兆瓦",
            "903km2兆597256兆32981",
            "公元3年",
            "民国 12年",
            "1.25年",
            "114年",
            "一分钟",
            "50个基点",
            "4万人次以上",
        ),
        *(
            "〇1,500个",
            "q2.55,500个",
            "第 3个",
            "No. 3个",
            "RMB5个",
            "B5个",
            "5个到6个",
            "1—5月",
            "上百个",
            "百年",
            "二十次会议",
        ),
        *("200多年前", "70多亿元", "10年10月", "- 5个", "12:30人", "约 5个", "不到3成", "出超5元"),
    ],
)
def test_shortcuts_at_look_alikes(text: str) -> None:
    """Where a plain figure is only one character away from none, the shortcut decides as the whole reading does."""
    assert_shortcuts_change_nothing(text)


def test_plain_figures_are_figures_like_others() -> None:
    """A plain figure is built in another way, and cannot be told from one that is built by hand."""
    (figure,) = read_figures("，1686个。")
    same = Figure("1686个", 1, 6, Fraction(1686), Fraction(1686), unit="个")
    assert (type(figure), figure, hash(figure), repr(figure)) == (Figure, same, hash(same), repr(same))
    assert pickle.loads(pickle.dumps(figure)) == replace(figure) == same  # noqa: S301 - our own bytes
    with pytest.raises(FrozenInstanceError):
        figure.start = 0  # type: ignore[misc]


def test_number_word_with_a_letter_beyond_ascii() -> None:
    """A long s is no s of a number in letters, though `re` folds the two where it ignores case."""
    found = read_figures("It took two months, \u017fix months and Twenty-One days.")
    assert [figure.text for figure in found] == ["two months", "Twenty-One days"]
