"""Precision: the values a printed number can stand for, from its last place and the word that widens it."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from kanwu.text.intervals import Interval
from kanwu.text.numerals import Numeral
from kanwu.validate.grammar import GRAMMARS


class Approximation(Enum):
    """What a word does to the values a number can stand for."""

    BELOW = "below"
    """近, nearly: the value is at most what is printed."""
    ABOVE = "above"
    """超, over: the value is at least what is printed."""
    AROUND = "around"
    """约, about: the value is near what is printed, on either side."""


BEFORE = MappingProxyType(
    {word: Approximation.AROUND for grammar in GRAMMARS for word in grammar.around}
    | {word: Approximation.BELOW for grammar in GRAMMARS for word in grammar.below}
    | {word: Approximation.ABOVE for grammar in GRAMMARS for word in grammar.above}
)
"""The words before a number."""
AFTER = MappingProxyType(
    {word: Approximation.AROUND for grammar in GRAMMARS for word in grammar.around_after}
    | {word: Approximation.ABOVE for grammar in GRAMMARS for word in grammar.above_after}
)
"""The words after a number and its unit."""


def place_of(value: Fraction, quantum: Fraction) -> Fraction:
    """Return the place of the last digit that is not zero: 100 for 1500, a hundredth for 1.92."""
    steps = abs(value / quantum)
    if steps.denominator != 1 or not steps:
        return quantum
    place = quantum
    count = int(steps)
    while count % 10 == 0:
        count //= 10
        place *= 10
    return place


@lru_cache(maxsize=4096)
def values_of(numeral: Numeral, approximation: Approximation | None, *, exact: bool) -> Interval:
    """Return the values a number can stand for.

    Without an approximator that is the number itself where it counts things, and half its last place either way
    where it measures. Both ends belong to it: how a half is rounded is not printed.
    """
    value, quantum = numeral.value, numeral.quantum
    match approximation:
        case Approximation.BELOW:
            return Interval(value - place_of(value, quantum), value, low_open=True)
        case Approximation.ABOVE:
            return Interval(value, value + place_of(value, quantum), high_open=True)
        case Approximation.AROUND:
            margin = max(quantum, place_of(value, quantum) / 2)
            return Interval(value - margin, value + margin)
    if exact:
        return Interval.exactly(value)
    return Interval(value - quantum / 2, value + quantum / 2)
