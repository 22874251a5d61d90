"""Numerals are read exactly, and what is no numeral is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.text.numerals import read_numeral, small_count

_DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """Write a number below ten thousand as it is spoken."""
    result = ""
    gap = False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            result += ("零" if gap and result else "") + _DIGITS[digit] + name
        gap = bool(result) and not digit
    return result


@pytest.mark.parametrize(
    ("text", "value", "quantum"),
    [
        ("1686", "1686", "1"),
        ("99.4", "99.4", "0.1"),
        ("８，５４４，０８２，０００", "8544082000", "1"),
        ("59 225", "59225", "1"),
        ("1,038.9", "1038.9", "0.1"),
        ("7125亿", "712500000000", "100000000"),
        ("1.21亿", "121000000", "1000000"),
        ("106万亿", "106000000000000", "1000000000000"),
        ("3亿5千万", "350000000", "10000000"),
        ("2億5220萬", "252200000", "10000"),
        ("1,664萬4,684", "16644684", "1"),
        ("一八九四萬四四三六", "18944436", "1"),
        ("两千三百", "2300", "100"),
        ("两千三", "2300", "100"),
        ("一千零一十", "1010", "10"),
        ("二〇二三", "2023", "1"),
        ("廿一", "21", "1"),
        ("十二", "12", "1"),
        ("八百八十亿", "88000000000", "1000000000"),
        ("五亿二千万", "520000000", "10000000"),
        ("一万五", "15000", "1000"),
        ("三点一四", "3.14", "0.01"),
    ],
)
def test_value_and_last_place(text: str, value: str, quantum: str) -> None:
    """A numeral's value and its last printed or spoken place are exact."""
    numeral = read_numeral(text)
    assert numeral is not None
    assert (numeral.value, numeral.quantum) == (Fraction(value), Fraction(quantum))


@pytest.mark.parametrize(
    "text", ["", "万", "百", "1,23", "1000,000", "十百", "二百十五", "一百零", "万亿", "3万5亿", "好", "1.2.3"]
)
def test_refused(text: str) -> None:
    """What is no numeral gives nothing."""
    assert read_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "count"), [("四", 4), ("十二", 12), ("两", 2), ("兩", 2), ("5", 5), ("20", 20), ("５", 5)]
)
def test_small_count(text: str, count: int) -> None:
    """Counts of lists are read in digits and in words."""
    assert small_count(text) == count


@pytest.mark.parametrize("text", ["1.5", "三万", "12000", "几"])
def test_no_small_count(text: str) -> None:
    """Decimals, multipliers and vague words are no counts."""
    assert small_count(text) is None


@given(st.integers(1, 9999))
def test_spoken_numbers(number: int) -> None:
    """Every number below ten thousand, spoken in full, is read back."""
    assert small_count(spoken(number)) == number


@given(st.integers(0, 10**15), st.integers(0, 6))
def test_printed_numbers(steps: int, places: int) -> None:
    """A decimal is read exactly, with and without groups of three."""
    value = Fraction(steps, 10**places)
    whole, rest = divmod(steps, 10**places)
    for text in (f"{whole}", f"{whole:,}"):
        printed = f"{text}.{rest:0{places}}" if places else text
        numeral = read_numeral(printed)
        assert numeral is not None
        assert (numeral.value, numeral.quantum) == (value, Fraction(1, 10**places))


@given(st.text(alphabet="0123456789,. 一二三十百千万亿萬零两点", max_size=80))
def test_any_text(text: str) -> None:
    """No text makes the reader fail, and a last place is never larger than makes sense."""
    numeral = read_numeral(text)
    assert numeral is None or (numeral.value >= 0 and numeral.quantum > 0)
