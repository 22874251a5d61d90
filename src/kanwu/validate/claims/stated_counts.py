"""Counts as printed in a claim: 9個, 五字诀, 三点."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction

from kanwu.figure import Figure


def count_figure(figures: Sequence[Figure], text: str, start: int, number: int, unit: str) -> Figure:
    """Return a count as a figure: the one of `figures` with the same span, or a new exact one.

    Args:
        figures: what was already read from the text, in order.
        text: the count as printed, with its unit.
        start: where it begins.
        number: what it says.
        unit: its measure word.
    """
    end = start + len(text)
    at = bisect_left(figures, start, key=lambda figure: figure.start)
    if at < len(figures) and (figures[at].start, figures[at].end) == (start, end):
        return figures[at]
    value = Fraction(number)
    return Figure(text, start, end, value, value, unit=unit)
