"""Numerals, read exactly: Arabic and Chinese digits, spoken numerals, and the multipliers 万, 亿, 兆.

The quantum of a numeral is its last place as printed or spoken: 0.1 for `99.4`, 10^6 for
`1.21亿`, 10^9 for `八百八十亿`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

CHINESE_DIGITS = MappingProxyType(
    {
        char: value
        for value, chars in enumerate(
            ("〇零○", "一壹", "二两兩贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
        )
        for char in chars
    }
)
"""Chinese digits, plain and as written on cheques, Simplified and Traditional, with their values."""

_TENS = MappingProxyType({"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000})
_CONTRACTED = MappingProxyType({"廿": 20, "卅": 30, "卌": 40})
MULTIPLIERS = MappingProxyType({"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12})
"""Multipliers of four places each; 兆 is a million million, as in Taiwan and Hong Kong."""
ENGLISH_MULTIPLIERS = MappingProxyType({"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12})
"""Multipliers of three places each, in words."""

_SPOKEN = "".join((*CHINESE_DIGITS, *_TENS, *_CONTRACTED))
ARABIC_DIGIT = "0-9０-９"
"""Arabic digits, half and full width, for a character class."""
CHINESE_DIGIT = "".join(CHINESE_DIGITS)
"""Chinese digits alone, for a character class."""
ON_CHEQUES = "壹贰貳叁參肆伍陆陸柒捌玖"
"""Digits as written on cheques, which no Arabic digit follows: 大陸3省 and 隊伍12支 have words there."""
CHINESE_NUMERAL = _SPOKEN
"""Characters of spoken numerals below ten thousand, for a character class."""
NUMERAL = ARABIC_DIGIT + CHINESE_NUMERAL + "".join(MULTIPLIERS)
"""Every character a numeral is made of, separators apart, for a character class."""

_FOLD = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_MULTIPLIER = re.compile(f"[{''.join(MULTIPLIERS)}]")
_GROUPED = re.compile(r"\d{1,3}(?:([, \u00a0\u2009\u202f])\d{3})(?:\1\d{3}){0,9}(?:\.\d{1,20})?")
_PLAIN = re.compile(r"\d{1,40}(?:\.\d{1,20})?")
_WITH_TENS = re.compile(
    r"(?:\d{1,4}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,6})?[十百]|(?:\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.\d{1,6})?千"
)
"""3.5千; official statistics count thousands of any size: 26609千公顷."""
_LONGEST = 64  # characters; no printed numeral comes near it, and hostile input does


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed or spoken.

    Attributes:
        value: what it says.
        quantum: its last printed or spoken place, multiplied out: 0.1 for 99.4, 100 for 两千三百.
        plain: whether it is a whole number printed without a multiplier, such as 1686 or 二十.
    """

    value: Fraction
    quantum: Fraction
    plain: bool


@lru_cache(maxsize=4096)
def read_numeral(text: str) -> Numeral | None:
    """Read a numeral that fills the whole of `text`, or return None.

    >>> read_numeral("1,664萬4,684").value, read_numeral("一八九四萬四四三六").value
    (Fraction(16644684, 1), Fraction(18944436, 1))
    >>> read_numeral("两千三百"), read_numeral("九九九百")
    (Numeral(value=Fraction(2300, 1), quantum=Fraction(100, 1), plain=True), None)
    """
    folded = text.translate(_FOLD).strip() if len(text) <= _LONGEST else ""
    if not folded:
        return None
    if not _MULTIPLIER.search(folded):
        part = _below_multiplier(folded)
        return part and Numeral(part[0], part[1], plain=part[0].denominator == part[1].denominator == 1)
    parts = _multiplied(folded)
    if parts is None:
        return None
    return Numeral(parts[0], parts[1], plain=False)


def small_count(text: str) -> int | None:
    """Read a count below ten thousand (四, 十二, 两, 5, 20), or return None.

    >>> small_count("十二"), small_count("两"), small_count("20"), small_count("1.5"), small_count("万")
    (12, 2, 20, None, None)
    """
    numeral = read_numeral(text)
    if numeral is None or not numeral.plain or numeral.value.denominator != 1 or numeral.value >= 10**4:
        return None
    return int(numeral.value)


_Part = tuple[Fraction, Fraction]
"""A value and its quantum."""


def _multiplied(text: str) -> _Part | None:
    """Read numerals joined by multipliers: 3亿5千万, 一万五千, 106万亿, 2億5220萬."""
    value = Fraction(0)
    quantum = Fraction(1)
    # What 亿 after 万 multiplies (106万亿) is what has been read since a larger multiplier.
    pending: list[tuple[Fraction, int]] = []
    at = 0
    for found in _MULTIPLIER.finditer(text):
        factor = MULTIPLIERS[found[0]]
        piece = text[at : found.start()].strip()
        at = found.end()
        if not piece:
            if not pending or pending[-1][1] >= factor:
                return None
            pending = [(amount * factor, size * factor) for amount, size in pending]
            quantum *= factor
            continue
        part = _below_multiplier(piece)
        if part is None or (pending and pending[-1][1] <= factor):
            return None
        pending.append((part[0] * factor, factor))
        quantum = part[1] * factor
    value = sum((amount for amount, _ in pending), Fraction(0))
    rest = text[at:].strip()
    if not rest:
        return value, quantum
    tail = _tail(rest, pending[-1][1])
    return tail and (value + tail[0], tail[1])


def _tail(rest: str, factor: int) -> _Part | None:
    """Read what follows the last multiplier: 4,684 in 1,664萬4,684; 五 in 一万五 stands for five thousand."""
    tail = _below_multiplier(rest)
    if tail is None or tail[0] >= factor:
        return None
    if len(rest) == 1 and rest in CHINESE_DIGITS:
        return tail[0] * factor / 10, Fraction(factor, 10)
    return tail


def _below_multiplier(text: str) -> _Part | None:
    """Read a numeral without 万, 亿 or 兆."""
    if _GROUPED.fullmatch(text) or _PLAIN.fullmatch(text):
        digits = re.sub(r"[^\d.]", "", text)
        return Fraction(digits), Fraction(1, 10 ** len(digits.partition(".")[2]))
    mixed = _WITH_TENS.fullmatch(text)
    if mixed:
        place = _TENS[text[-1]]
        digits = text[:-1].replace(",", "")
        return Fraction(digits) * place, Fraction(place, 10 ** len(digits.partition(".")[2]))
    whole, point, decimals = text.partition("点") if "点" in text else text.partition("點")
    if point:
        return _with_decimals(whole, decimals)
    if all(char in CHINESE_DIGITS for char in text):
        return Fraction("".join(str(CHINESE_DIGITS[char]) for char in text)), Fraction(1)
    return _spoken(text)


def _with_decimals(whole: str, decimals: str) -> _Part | None:
    """Read 三点一四."""
    before = _below_multiplier(whole) if whole else None
    if before is None or not decimals or any(char not in CHINESE_DIGITS for char in decimals):
        return None
    digits = "".join(str(CHINESE_DIGITS[char]) for char in decimals)
    unit = Fraction(1, 10 ** len(digits))
    return before[0] + int(digits) * unit, unit


def _spoken(text: str) -> _Part | None:
    """Read a spoken numeral below ten thousand: 一百二十三, 两千三, 一百零五, 廿一, 十二."""
    total = 0
    quantum = 1
    place = 10**4
    digit: int | None = None
    after_zero = False
    for char in text:
        if char in _CONTRACTED:
            if digit is not None or place <= _TENS["十"]:
                return None
            total, place, quantum, after_zero = total + _CONTRACTED[char], 10, 10, False
        elif char in _TENS:
            size = _TENS[char]
            if size >= place or (digit is None and (char not in "十拾" or (total and not after_zero))):
                return None
            total, place, quantum, digit, after_zero = total + (digit or 1) * size, size, size, None, False
        elif char in CHINESE_DIGITS:
            if digit is not None:
                return None
            if CHINESE_DIGITS[char] == 0:
                after_zero = True
                continue
            digit = CHINESE_DIGITS[char]
        else:
            return None
    return _spoken_end(total, digit, place, quantum, after_zero=after_zero)


def _spoken_end(total: int, digit: int | None, place: int, quantum: int, *, after_zero: bool) -> _Part | None:
    """Add the last digit: units, or the next place where it is left unsaid (两千三 is 2300, 二千零三 is 2003)."""
    if digit is None:
        return None if after_zero else (Fraction(total), Fraction(quantum))
    unit = 1 if after_zero or place == 10**4 else place // 10
    return Fraction(total + digit * unit), Fraction(unit)
