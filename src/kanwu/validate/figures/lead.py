"""Where a number may stand: one pattern with a lead class, bounded and possessive throughout.

The pattern begins with a plain character class, because only then does `re` skip at full speed what cannot begin a
number; what kind of number it is, is decided by looking back at that first character.
"""

from __future__ import annotations

import re

from kanwu.text.numerals import ARABIC_DIGIT, CHINESE_DIGIT, CHINESE_NUMERAL, MULTIPLIERS
from kanwu.validate.figures.units import UNITS

DIGIT = f"[{ARABIC_DIGIT}]"
SPOKEN = f"[{CHINESE_NUMERAL}]"
MULTIPLIER = "".join(MULTIPLIERS)
TENS = "[十百千](?![瓦克米卡伏帕赫分])"  # 千瓦 and 千米 are units
MULTIPLIED = f"[{MULTIPLIER}](?![瓦赫帕])[{MULTIPLIER}]?+"
_MORE = "[多余餘]"

AFTER_DIGIT = (
    rf"(?:{DIGIT}{{0,2}}(?=[,，])(?:(?:，[０-９]{{3}}){{1,4}}，[０-９]{{1,2}}(?![０-９，．])"
    rf"|(?:,{DIGIT}{{3}}|，[０-９]{{3}}){{1,6}}+(?!{DIGIT}))"
    rf"|(?<![,、]{DIGIT}){DIGIT}{{0,2}}(?=,)(?:,{DIGIT}{{3}}){{0,4}},"
    rf"(?:{DIGIT}{{2}}|{DIGIT}{{4,5}})(?!{DIGIT}|,{DIGIT})"
    rf"|(?<![0０])(?<![0０] {DIGIT}){DIGIT}{{0,2}}(?:[ \u00a0\u2009\u202f]{DIGIT}{{3}}){{1,5}}+(?![{ARABIC_DIGIT},.])"
    rf"|{DIGIT}{{0,39}}+)"
    rf"(?:[.．]{DIGIT}{{1,20}}+)?+(?:{TENS})?+"
)
AFTER_SPOKEN = "".join(sorted(first for first in UNITS if not first.isascii())) + MULTIPLIER + "多余餘分几点點 "
"""What must follow a number in Chinese digits; without it 一 and 三 are parts of words far more often than numbers."""
PIECE = rf"(?:{DIGIT}{AFTER_DIGIT}|[{CHINESE_DIGIT}]{SPOKEN}{{0,12}}+)"

MISGROUPED = re.compile(
    rf"{DIGIT}{{1,3}}(?:,{DIGIT}{{3}})*,(?:{DIGIT}{{2}}|{DIGIT}{{4,5}})(?!{DIGIT})"
    r"|[０-９]{1,3}(?:，[０-９]{3})+，[０-９]{1,2}(?![０-９])"
)
"""The whole part of a number with one group that has not three digits: one was lost or a point swallowed (1,37.7)."""
LEAD = f"[{ARABIC_DIGIT}{CHINESE_NUMERAL}几幾数數万萬]"
REST = (
    rf"(?:(?<={DIGIT}){AFTER_DIGIT}"
    rf"|(?<=[百千万萬])分之(?P<per>{PIECE}(?:[点點][{CHINESE_DIGIT}]{{1,8}}+)?+|十{SPOKEN}?+)"
    rf"|(?<=[几幾数數])[十百千万萬亿億]{{1,3}}+"
    rf"|(?<={SPOKEN})(?<!第.){SPOKEN}{{0,15}}+(?=[{AFTER_SPOKEN}])(?:[点點][{CHINESE_DIGIT}]{{1,8}}+|几)?+"
    rf"(?:分之(?P<parts>{SPOKEN}{{1,6}}+))?+)"
    rf"(?:{_MORE}?+ ?{MULTIPLIED}{PIECE}?+){{0,3}}+{_MORE}?+"
)
NUMBER = re.compile(LEAD + REST)
"""A number, from its first digit to its last multiplier; `per` is N in 百分之N, `parts` M in 四分之M."""

MORE = re.compile(_MORE)
"""多 and 余 inside a number: somewhat more than it says."""
VAGUE = re.compile("[几幾数數]")
"""几 and 数 as a digit: two to nine."""
