"""The exact test of a claim in decimals, for a reader with a pocket calculator."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from kanwu.figure import Comparison
from kanwu.text.intervals import Interval

_PLACES = 6


def decimal(value: Fraction, places: int = _PLACES) -> str:
    """Write a rational in decimals; `≈` says that the digits go on and were cut.

    >>> decimal(Fraction(1, 4)), decimal(Fraction(-2, 3)), decimal(Fraction(1234567))
    ('0.25', '≈ -0.666666', '1,234,567')
    """
    whole, rest = divmod(abs(value.numerator) * 10**places, value.denominator)
    number, part = divmod(whole, 10**places)
    digits = f"{part:0{places}d}".rstrip("0")
    sign = "-" if value.numerator < 0 and whole else ""
    return f"{'≈ ' if rest else ''}{sign}{number:,}{'.' if digits else ''}{digits}"


def in_decimals(interval: Interval) -> str:
    """Write an interval in decimals, a single value as that; an excluded end has a round bracket.

    >>> in_decimals(Interval(Fraction(1987, 2000), Fraction(1989, 2000), high_open=True))
    '[0.9935, 0.9945)'
    """
    if interval.low == interval.high:
        return decimal(interval.low)
    left, right = "(" if interval.low_open else "[", ")" if interval.high_open else "]"
    return f"{left}{decimal(interval.low)}, {decimal(interval.high)}{right}"


@lru_cache(1 << 15)  # the same shares are stated in many documents, and a claim is shown twice
def both_sides(comparison: str) -> tuple[str, str]:
    """Return both sides of a written comparison in decimals; nothing for an empty one.

    Raises:
        ValueError: it is not a comparison.
    """
    if not comparison:
        return "", ""
    test = Comparison.parse(comparison)
    cut = "" if test.cut is None else f" ∪ {in_decimals(test.cut)}"
    return in_decimals(test.left), in_decimals(test.right) + cut
