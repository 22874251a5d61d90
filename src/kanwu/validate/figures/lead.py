"""Where a number may stand: one pattern with a lead class, bounded and possessive throughout.

The pattern begins with a plain character class, because only then does `re` skip at full speed what cannot begin a
number; what kind of number it is, is decided by looking back at that first character.
"""

from __future__ import annotations

import re

from kanwu.text.numerals import ARABIC_DIGIT, CHINESE_DIGIT, CHINESE_NUMERAL, MULTIPLIERS
from kanwu.validate.figures.units import UNITS

_DIGIT = f"[{ARABIC_DIGIT}]"
_SPOKEN = f"[{CHINESE_NUMERAL}]"
_MULTIPLIER = "".join(MULTIPLIERS)
_TENS = "[十百千](?![瓦克米卡伏帕赫])"  # 千瓦 and 千米 are units
_MULTIPLIED = f"[{_MULTIPLIER}](?![瓦赫帕])[{_MULTIPLIER}]?+"
_MORE = "[多余餘]"

_AFTER_DIGIT = (
    rf"(?:{_DIGIT}{{0,2}}(?=[,，])(?:(?:，[０-９]{{3}}){{1,4}}，[０-９]{{1,2}}(?![０-９，．])"
    rf"|(?:,{_DIGIT}{{3}}|，[０-９]{{3}}){{1,6}}+(?!{_DIGIT}))"
    rf"|(?<![,、]{_DIGIT}){_DIGIT}{{0,2}}(?=,)(?:,{_DIGIT}{{3}}){{0,4}},"
    rf"(?:{_DIGIT}{{2}}|{_DIGIT}{{4,5}})(?!{_DIGIT}|,{_DIGIT})"
    rf"|{_DIGIT}{{0,2}}(?:[ \u00a0\u2009\u202f]{_DIGIT}{{3}}){{1,5}}+(?![{ARABIC_DIGIT},.])"
    rf"|{_DIGIT}{{0,39}}+)"
    rf"(?:[.．]{_DIGIT}{{1,20}}+)?+(?:{_TENS})?+"
)
_AFTER_SPOKEN = "".join(sorted(first for first in UNITS if not first.isascii())) + _MULTIPLIER + "多余餘分几点點 "
"""What must follow a number in Chinese digits; without it 一 and 三 are parts of words far more often than numbers."""
_PIECE = rf"(?:{_DIGIT}{_AFTER_DIGIT}|[{CHINESE_DIGIT}]{_SPOKEN}{{0,12}}+)"

MISGROUPED = re.compile(
    rf"{_DIGIT}{{1,3}}(?:,{_DIGIT}{{3}})*,(?:{_DIGIT}{{2}}|{_DIGIT}{{4,5}})(?!{_DIGIT})"
    r"|[０-９]{1,3}(?:，[０-９]{3})+，[０-９]{1,2}(?![０-９])"
)
"""The whole part of a number with one group that has not three digits: one was lost or a point swallowed (1,37.7)."""
NUMBER = re.compile(
    rf"[{ARABIC_DIGIT}{CHINESE_NUMERAL}几幾数數万萬]"
    rf"(?:(?<={_DIGIT}){_AFTER_DIGIT}"
    rf"|(?<=[百千万萬])分之(?P<per>{_PIECE}(?:[点點][{CHINESE_DIGIT}]{{1,8}}+)?+|十{_SPOKEN}?+)"
    rf"|(?<=[几幾数數])[十百千万萬亿億]{{1,3}}+"
    rf"|(?<={_SPOKEN})(?<!第.){_SPOKEN}{{0,15}}+(?=[{_AFTER_SPOKEN}])(?:[点點][{CHINESE_DIGIT}]{{1,8}}+|几)?+"
    rf"(?:分之(?P<parts>{_SPOKEN}{{1,6}}+))?+)"
    rf"(?:{_MORE}?+ ?{_MULTIPLIED}{_PIECE}?+){{0,3}}+{_MORE}?+"
)
"""A number, from its first digit to its last multiplier; `per` is N in 百分之N, `parts` M in 四分之M."""

MORE = re.compile(_MORE)
"""多 and 余 inside a number: somewhat more than it says."""
VAGUE = re.compile("[几幾数數]")
"""几 and 数 as a digit: two to nine."""
