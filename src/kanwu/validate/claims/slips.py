"""Slips: whether one slip of the keyboard in a printed number explains why a sum does not close.

A list after 其中 need not be complete, so a sum that falls short proves nothing. But where the sum would close if one
digit of one number were different, missing, doubled or exchanged with its neighbour, or its point or multiplier
elsewhere, the list is likely complete and that number wrong. How likely that is by chance follows from how many
numbers are one such slip away and how narrow the interval is that they must hit: a number of four digits has some 40
neighbours with another digit, but only three with two exchanged, so that these tell already in shorter numbers.
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

_CHANCE = Fraction(1, 50)
_CHANCE_OF_MORE = Fraction(1, 5)
_FEWEST = 2  # digits that a number must have
_MOST_NEAR = 50
_SPREAD = 2  # by chance, a value is spread over the logarithms of a decade, and of two
_SPREAD_OF_PLACES = 4
_PLACES_OFF = 6  # likely ones: a lost point or nought, 万 for 亿
_FARTHEST = 8  # places
_FIGURES_OF_A_SHARE = 3
_HUNDRED = Interval.exactly(100)
_CHANCE_OF_DIGITS = Fraction(1, 100)
_LOGARITHM = Fraction(23, 10)  # of ten: by chance, the logarithm of a value's digits lies anywhere in a decade
_DIGITS = re.compile(r"\d")


def one_slip(parts: Sequence[Figure], whole: Figure, *, are_parts: bool = False) -> bool:
    """Say whether one slip in one of the numbers explains why the parts do not add up to the whole.

    Where the words say that they are parts of it, they hardly ever add up to more: then a slip needs to tell less.
    """
    figures = (*parts, whole)
    if any(figure.approximator for figure in figures):
        return False
    added = total(part.interval for part in parts)
    chance = (_CHANCE_OF_MORE if are_parts and added.low > whole.high else _CHANCE) / len(figures)
    if _is_slip_of(whole, added, chance):
        return True
    return any(
        _is_slip_of(part, whole.interval - added_without(parts, part), chance)
        for part in parts
        if not _says_the_same(part, whole)
    )


def _says_the_same(part: Figure, whole: Figure) -> bool:
    """Say whether a part is the whole in another unit, whatever stands beside it: 997,000 bytes in 997 blocks."""
    match = NUMBER.search(part.text)
    numeral = match and read_numeral(match[0])
    if not numeral or numeral.value <= 0 or whole.low <= 0:
        return False
    return _is_out_of_place(numeral.value, numeral.quantum, whole.interval)


def share_slip(part: Figure, base: Figure, stated: Figure) -> bool:
    """Say whether one slip in one of three numbers explains why a part is not its stated percentage of a base."""
    if part.approximator or base.approximator or stated.approximator or min(part.low, base.low, stated.low) <= 0:
        return False
    chance = _CHANCE / _FIGURES_OF_A_SHARE
    share = stated.interval / _HUNDRED
    needed = (
        (part, share * base.interval),
        (base, part.interval / share),
        (stated, part.interval / base.interval * _HUNDRED),
    )
    return any(_is_slip_of(figure, values, chance) for figure, values in needed)


def added_without(parts: Sequence[Figure], left_out: Figure) -> Interval:
    """Add up the parts but one."""
    return total(part.interval for part in parts if part is not left_out)


def _is_slip_of(figure: Figure, needed: Interval, chance: Fraction) -> bool:
    """Say whether a value in `needed` is one slip away from what is printed, and hardly by chance."""
    match = NUMBER.search(figure.text)
    numeral = match and read_numeral(match[0])
    if not numeral or not match or needed.low <= 0 or numeral.value <= 0:
        return False
    digits, quantum = _digits(match[0]), numeral.quantum
    if len(digits.rstrip("0")) < _FEWEST:
        return False
    width = (needed.high - needed.low) / needed.high
    sharpness = Fraction(1, 10 ** len(digits.rstrip("0"))) + width
    if _PLACES_OFF * sharpness / _SPREAD_OF_PLACES <= chance and _is_out_of_place(numeral.value, quantum, needed):
        return True
    width = max(width, quantum / needed.high)
    near = range(_ceil(needed.low / quantum), _floor(needed.high / quantum) + 1)
    for number in near[:_MOST_NEAR]:
        wanted = str(number)
        ways = _ways_to_slip(digits, wanted)
        if ways and ways * width / _SPREAD <= chance:
            return True
    return False


def _ceil(value: Fraction) -> int:
    return -_floor(-value)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator


def _ways_to_slip(printed: str, wanted: str) -> int:
    """Return how many numbers are as near to `printed`, by the same kind of slip, as `wanted`; 0 if it is not near."""
    if not is_one_edit(printed, wanted):
        return 0
    if len(printed) < len(wanted):
        return 10 * len(wanted)
    if len(printed) > len(wanted) or sorted(printed) == sorted(wanted):
        return len(printed)
    return 9 * len(printed)


def _is_out_of_place(value: Fraction, quantum: Fraction, needed: Interval) -> bool:
    """Say whether only the decimal point or a multiplier is wrong: the ratio is a power of ten."""
    power = round(log10((needed.low + needed.high) / 2 / value))  # the one power of ten that the ratio can be near
    if not 1 <= abs(power) <= _FARTHEST:
        return False
    scale = Interval.exactly(Fraction(10) ** power)
    return (Interval(value - quantum / 2, value + quantum / 2) * scale).meets(needed)


def is_misplaced(computed: Interval, stated: Interval, *, readings: int = 1) -> bool:
    """Say whether two values have the same digits, and only the decimal point or a multiplier differs.

    Two numbers have the same digits by chance as often as their intervals are wide, on a scale of logarithms; of
    several readings each may.

    Args:
        computed: what the other figures give.
        stated: what is printed.
        readings: how many such pairs were tried.
    """
    if stated.low <= 0 or computed.low <= 0:
        return False
    width = (stated.high - stated.low) / stated.high + (computed.high - computed.low) / computed.high
    if readings * width > _LOGARITHM * _CHANCE_OF_DIGITS or computed.meets(stated):
        return False
    steps = ((Interval.exactly(10**power), Interval.exactly(Fraction(1, 10**power))) for power in range(1, 9))
    return any((computed * factor).meets(stated) for pair in steps for factor in pair)


def _digits(printed: str) -> str:
    return "".join(str(int(char)) for char in _DIGITS.findall(printed)).lstrip("0")


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
