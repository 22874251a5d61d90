"""Slips: whether one slip of the keyboard in a printed number explains why a sum does not close.

A list after 其中 need not be complete, so a sum that falls short proves nothing. But where the sum would close to the
last of four or more digits if one digit of one number were different, missing, doubled or exchanged with its
neighbour, the list is complete and that number wrong. By chance one slip of a number of d digits reaches about 20 d of
its 10^d values: about one list in a hundred for four digits, one in a thousand for five.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from math import log10

from kanwu.figure import Figure
from kanwu.text.intervals import Interval, total
from kanwu.text.numerals import read_numeral
from kanwu.validate.figures.lead import NUMBER

_TELLING = 4  # digits
_FARTHEST = 8  # places
_SHARP = Fraction(1, 2000)  # of its value, the width that a rounded number of four digits or more can have
_DIGITS = re.compile(r"\d")


def one_slip(parts: Sequence[Figure], whole: Figure) -> bool:
    """Say whether one slip in one of the numbers explains why the parts do not add up to the whole."""
    figures = (*parts, whole)
    if any(figure.approximator for figure in figures):
        return False
    added = total(part.interval for part in parts)
    if _is_slip_of(whole, added):
        return True
    return any(_is_slip_of(part, whole.interval - (added_without(parts, part))) for part in parts)


def added_without(parts: Sequence[Figure], left_out: Figure) -> Interval:
    """Add up the parts but one."""
    return total(part.interval for part in parts if part is not left_out)


def _is_slip_of(figure: Figure, needed: Interval) -> bool:
    """Say whether a value in `needed`, printed like `figure`, is one slip away from it."""
    match = NUMBER.search(figure.text)
    numeral = match and read_numeral(match[0])
    middle = (needed.low + needed.high) / 2
    if not numeral or middle <= 0 or not match:
        return False
    digits = _digits(str(match[0]))
    steps = round(middle / numeral.quantum)
    wanted = str(steps)
    if _same_but_for_the_place(digits, middle, numeral.value):
        return True
    if abs(Fraction(steps) * numeral.quantum - middle) > (needed.high - needed.low) / 2:
        return False
    return len(wanted) >= _TELLING and is_one_edit(digits, wanted)


def is_misplaced(computed: Interval, stated: Interval) -> bool:
    """Say whether two values have the same four digits or more, and only the decimal point or a multiplier differs.

    By chance one pair in several thousand does.
    """
    if stated.low <= 0 or computed.low <= 0 or stated.high - stated.low > stated.high * _SHARP:
        return False
    steps = ((Interval.exactly(10**power), Interval.exactly(Fraction(1, 10**power))) for power in range(1, 9))
    return any((computed * factor).meets(stated) for pair in steps for factor in pair)


def _digits(printed: str) -> str:
    return "".join(str(int(char)) for char in _DIGITS.findall(printed)).lstrip("0")


def _same_but_for_the_place(digits: str, middle: Fraction, value: Fraction) -> bool:
    """Say whether only the decimal point or a multiplier is wrong: the ratio is a power of ten."""
    if len(digits.rstrip("0")) < _TELLING - 1:
        return False
    ratio = middle / value
    if ratio <= 0:
        return False
    power = round(log10(ratio))  # the one power of ten that the ratio can be near
    return 1 <= abs(power) <= _FARTHEST and abs(ratio / Fraction(10) ** power - 1) < Fraction(1, 10 ** (_TELLING - 1))


def is_one_edit(first: str, second: str) -> bool:
    """Say whether one digit changed, added, dropped or exchanged with its neighbour makes one of the other."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    first, second = first[start:], second[start:]
    if len(first) == len(second):
        return first[1:] == second[1:] or (first[:2] == second[:2][::-1] and first[2:] == second[2:])
    longer, shorter = (first, second) if len(first) > len(second) else (second, first)
    return longer[1:] == shorter
