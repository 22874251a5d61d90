"""Plain figures: a numeral and its unit, with nothing beside them that could change what they say.

Most figures of real text are plain (1686个, 3.5亿元, 65%, 两年), and most other numbers are no figures at all: dates,
ordinals, numbers of lists, parts of addresses. `CANDIDATE` tells these apart inside the regular expression, so that
a plain figure is one look into a table, and what cannot be a figure never leaves the engine; only the rest is read
step by step. Each shortcut here repeats a rule of `reading`, and a number is plain only where all the others pass it.
"""

from __future__ import annotations

import re
from dataclasses import fields
from fractions import Fraction
from functools import lru_cache
from string import ascii_letters
from types import MappingProxyType
from typing import Any

from kanwu.figure import Figure, FigureKind
from kanwu.text.numerals import ARABIC_DIGIT, CHINESE_NUMERAL, MULTIPLIERS, ON_CHEQUES, Numeral, read_numeral
from kanwu.validate.figures.lead import (
    AFTER_DIGIT,
    AFTER_SPOKEN,
    DIGIT,
    LEAD,
    MORE,
    MULTIPLIED,
    PIECE,
    REST,
    SPOKEN,
    TENS,
)
from kanwu.validate.figures.precision import AFTER, BEFORE, Approximation, values_of
from kanwu.validate.figures.units import CURRENCIES, CURRENCY_ENDS, UNITS, unit_at
from kanwu.validate.grammar.words import Measure

COUNTED_BY_ONE = "人名位元岁歲成倍"
"""What 一 counts; before other measure words it is mostly an article (一个, 一批)."""

_MULTIPLIERS = "".join(MULTIPLIERS)
_SOMEWHAT = "多余餘"
_NUMERAL = f"[{ARABIC_DIGIT}{CHINESE_NUMERAL}{_MULTIPLIERS}{_SOMEWHAT},，.．]"
_SESSION = "会议|會議|全会|全會|全体|全體"


def _year() -> str:
    """Return a pattern for 年 that counts years: after a short number, of no era, and before no part of a date."""
    era = "[元前国國]"
    widths = (f"{_NUMERAL}{{4}}", f"{DIGIT}{{3}}", *(f"{era}{_NUMERAL}{{{digits}}}" for digits in (1, 2, 3)))
    before = "".join(f"(?<!{width})(?<!{width} )" for width in widths)
    return rf"{before}年(?![代级級度初末底春夏秋冬前]| ?[{ARABIC_DIGIT}一二三四五六七八九十])"


def _spellings() -> str:
    """Return a pattern for the units that are no part of a date; as in `unit_at` the longest spelling counts.

    First characters that are whole spellings and begin no other stand in one class, which `re` tests at once. A
    spelling with a digit (km2) is left out: the digit is where another number might begin.
    """
    alone, groups = [], []
    for first, found in UNITS.items():
        spellings = [spelling for spelling, _ in found if not any(char.isdecimal() for char in spelling)]
        if first in "年届屆次-":
            continue
        if spellings == [first] and first not in ascii_letters:
            alone.append(first)
        else:
            ends = [spelling[1:] + "(?![A-Za-z0-9])" * (spelling[-1] in ascii_letters) for spelling in spellings]
            groups.append(f"{first}(?:{'|'.join(ends)})")
    return f"(?>[{''.join(alone)}]|{'|'.join((*groups, _year(), f'次(?!{_SESSION})'))})"


_SIGNS = f"{re.escape(''.join(sorted(CURRENCY_ENDS)))}+\\-−＋－"
_SPOKEN_BEFORE = "".join(char for char in CHINESE_NUMERAL if char not in ON_CHEQUES)
_UNTOUCHED = (
    rf"(?<![\d{_SPOKEN_BEFORE}A-Za-z_第№#.．/:：∶‐{_SIGNS}].)(?<![第.．oBDY{_SIGNS}] .)"
    rf"(?:(?<={DIGIT})|(?<![{ON_CHEQUES}].))"
)
"""No ordinal, name, time, sign or currency before the number."""
_CLOSED = "(?! ?[-‐–—~～]|[至到多]|(?<=成)(?:[一二三四五六七八九]|[1-9](?![0-9])))"
"""No range after the unit."""
_WORD_AFTER = f"(?:(?={'|'.join(map(re.escape, AFTER))})())?+"
_ARABIC = (
    rf"(?<={DIGIT})(?:(?<![0０])|(?!{DIGIT}))"
    rf"(?:[0-9]{{0,2}}+(?:,[0-9]{{3}}){{1,6}}+|{DIGIT}{{0,39}}+)(?:[.．]{DIGIT}{{1,20}}+)?+(?!{TENS})"
)
_NO_ARTICLE = f"(?:(?<![一壹])|(?=[{CHINESE_NUMERAL}{COUNTED_BY_ONE}{_SOMEWHAT}]|{MULTIPLIED}))"
_CHINESE = rf"(?<={SPOKEN})(?<![百佰千仟]){_NO_ARTICLE}{SPOKEN}{{0,15}}+(?=[{AFTER_SPOKEN}])"
_MULTIPLES = rf"(?:[{_SOMEWHAT}]?+{MULTIPLIED}{PIECE}?+){{0,3}}+[{_SOMEWHAT}]?+"
_PLAIN = rf"{_UNTOUCHED}(?:{_ARABIC}|{_CHINESE}){_MULTIPLES} ?+{_spellings()}{_CLOSED}(){_WORD_AFTER}"

_RUN = rf"{DIGIT}{{0,39}}+"
_CONTINUED = rf"[{ARABIC_DIGIT}{_MULTIPLIERS}{_SOMEWHAT}十百千\s]|[,，.．]{DIGIT}"
"""What may make a run of Arabic digits a longer number."""
_FIRST_OF_UNITS = "".join(sorted(first for first in UNITS if first not in ascii_letters and first not in "-分"))
_USED = rf"{_CONTINUED}|[A-Za-z\-‐–—~～至到|%){_FIRST_OF_UNITS}]|分[钟鐘贝貝]"
"""What may make it a figure; 分 alone is a part of the time of day."""
_NO_CURRENCY = "".join(f"(?<!{sign}.)" for sign, _ in CURRENCIES if sign.isalpha())
_DECIMALS = rf"(?:[.．]{DIGIT}{{1,20}}+)?+"
_OF_A_NAME = rf"(?:(?<=[A-Za-z].){_NO_CURRENCY}|(?<={DIGIT}[.．/].))"
_OF_A_WORD = "(?<=[百佰千仟])(?<![上近逾超过過成].)"
"""百 and 千 without a digit before them, as in 百年."""
_DURATION_ENDS = "过過近约約期时時达達共去满滿"
_AFTER_ARTICLE = "".join(
    sorted(set(AFTER_SPOKEN) - set(f"{CHINESE_NUMERAL}{_MULTIPLIERS}{_SOMEWHAT}分几点點 {COUNTED_BY_ONE}"))
)
_NO_FIGURE = (
    rf"(?<={DIGIT})(?:(?<=[{ARABIC_DIGIT}第_#№].){_RUN}{_DECIMALS}(?!{_CONTINUED})"
    rf"|(?<![ |{_SIGNS}].){_RUN}(?!{_USED})"
    rf"|{_RUN}(?:月(?!球)|[届屆]|[日号號](?![元圆圓])|[时時](?![间間區区]))"
    rf"|(?<![{_DURATION_ENDS}].){DIGIT}{{3}}年"
    rf"|{_OF_A_NAME}{_RUN}{_DECIMALS}(?!{_CONTINUED}))"
    rf"|(?<={SPOKEN})(?:{SPOKEN}{{0,15}}+(?:[届屆]|次(?:{_SESSION}))|(?<=[一壹])[{_AFTER_ARTICLE}]"
    rf"|(?:(?<=[{ARABIC_DIGIT}{CHINESE_NUMERAL}].){SPOKEN}{{0,15}}+|{_OF_A_WORD})"
    rf"(?![{CHINESE_NUMERAL}{_MULTIPLIERS}{_SOMEWHAT}几分点點\s]))"
)
"""Dates and years, ordinals and names, and digits with neither unit nor currency nor anything else to be read by."""

CANDIDATE = re.compile(f"{LEAD}(?!{_NO_FIGURE})(?:{_PLAIN}|{REST})")
"""Where a figure may stand: a plain one, whose unit belongs to the match, or a number as `lead.NUMBER` finds it."""
PLAIN = 1
"""The last group of a match that is a plain figure."""
WIDENED = 2
"""The last group of one with an approximator after it."""

Says = tuple[Fraction, Fraction, bool, bool, str, str | None]
"""What a figure says: its least and greatest value, whether each is excluded, its unit and its approximator."""

_SHORT = re.compile(rf"([0-9]{{1,40}})(?:\.([0-9]{{1,20}}))?([{_MULTIPLIERS}](?![瓦赫]))? ?([^0-9{_MULTIPLIERS}].*)")
_WRITTEN = re.compile(f"(?:{DIGIT}{AFTER_DIGIT}|{SPOKEN}{{1,16}}+){_MULTIPLES}")
_APPROXIMATIONS = MappingProxyType(BEFORE | AFTER)
_UNIT_OF = MappingProxyType({spelling: unit for found in UNITS.values() for spelling, unit in found})


@lru_cache(maxsize=1 << 13)
def plain_says(printed: str) -> Says | None:
    """Return what a plain figure says, or None where its digits are no numeral (九九九百).

    >>> plain_says("3.5亿元")
    (Fraction(345000000, 1), Fraction(355000000, 1), False, False, '元', None)
    """
    short = _SHORT.fullmatch(printed)
    unit = _UNIT_OF.get(short[4]) if short else None
    if short is None or unit is None:
        return widened_says(printed, None)
    digits, decimals, multiplier, _ = short.groups()
    factor = MULTIPLIERS[multiplier] * unit.factor if multiplier else unit.factor
    if not decimals and not multiplier and unit.measure is Measure.COUNT:
        value = Fraction(int(digits) * factor)
        return value, value, False, False, unit.name, None
    # Half the last place either way, in whole numbers: adding and halving rationals costs several times as much.
    doubled = 2 * int(digits + (decimals or ""))
    parts = 2 * 10 ** len(decimals or "")
    low, high = Fraction((doubled - 1) * factor, parts), Fraction((doubled + 1) * factor, parts)
    return low, high, False, False, unit.name, None


@lru_cache(maxsize=1 << 12)
def widened_says(printed: str, word: str | None) -> Says | None:
    """Return what a plain figure says with a word beside it that widens it; 多 and 余 inside it come first."""
    written = _WRITTEN.match(printed)
    assert written is not None
    more = MORE.findall(written[0])
    numeral = read_numeral(MORE.sub("", written[0]))
    found = unit_at(printed, written.end())
    if numeral is None or found is None:
        return None
    unit = found[1]
    approximation = _APPROXIMATIONS[word.lower()] if word else None
    if more:
        word, approximation = more[-1], Approximation.ABOVE
    numeral = Numeral(numeral.value * unit.factor, numeral.quantum * unit.factor, plain=numeral.plain)
    values = values_of(numeral, approximation, exact=numeral.plain and unit.measure is Measure.COUNT)
    return values.low, values.high, values.low_open, values.high_open, unit.name, word


class _Draft:
    """A figure that is being made.

    A frozen dataclass sets each of its ten fields through `object.__setattr__`, which takes longer than all else about
    a plain figure. A draft has the same slots, sets them directly, and then becomes the figure itself.
    """

    __slots__ = tuple(field.name for field in fields(Figure))

    def __init__(self, text: str, start: int, end: int, says: Says) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.low, self.high, self.low_open, self.high_open, self.unit, self.approximator = says
        self.kind = FigureKind.QUANTITY


def plain_figure(text: str, start: int, end: int, says: Says) -> Figure:
    """Return the figure that fills `start:end` and is printed as `text`."""
    draft: Any = _Draft(text, start, end, says)
    draft.__class__ = Figure
    figure: Figure = draft
    return figure
