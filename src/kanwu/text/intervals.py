"""Exact intervals of rationals: what a printed number can stand for, and arithmetic on that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """All rationals from `low` to `high`; each end belongs to it unless said otherwise.

    Raises:
        ValueError: `low` is above `high`.
    """

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"an interval's low end {self.low} is above its high end {self.high}")

    @classmethod
    def exactly(cls, value: Fraction | int) -> Interval:
        """Return the interval that holds one value."""
        return cls(Fraction(value), Fraction(value))

    def __str__(self) -> str:
        """Write it in mathematical notation, exact: `[838/843, 838/843]`."""
        return f"{'(' if self.low_open else '['}{self.low}, {self.high}{')' if self.high_open else ']'}"

    @classmethod
    def parse(cls, text: str) -> Interval:
        """Read what `str` wrote.

        >>> Interval.parse("[1987/2000, 1989/2000)").high_open
        True
        """
        low, high = text[1:-1].split(", ")
        return cls(Fraction(low), Fraction(high), text[0] == "(", text[-1] == ")")

    def __add__(self, other: Interval) -> Interval:
        """Add two intervals."""
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __neg__(self) -> Interval:
        """Mirror at zero."""
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    def __sub__(self, other: Interval) -> Interval:
        """Subtract an independent interval."""
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        """Multiply by an independent interval."""
        corners = [
            (a * b, (a_open and b != 0) or (b_open and a != 0))
            for a, a_open in ((self.low, self.low_open), (self.high, self.high_open))
            for b, b_open in ((other.low, other.low_open), (other.high, other.high_open))
        ]
        low = min(value for value, _ in corners)
        high = max(value for value, _ in corners)
        return Interval(
            low,
            high,
            all(is_open for value, is_open in corners if value == low),
            all(is_open for value, is_open in corners if value == high),
        )

    def __truediv__(self, other: Interval) -> Interval:
        """Divide by an independent interval.

        Raises:
            ZeroDivisionError: the divisor holds zero.
        """
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("division by an interval that holds zero")
        return self * Interval(1 / other.high, 1 / other.low, other.high_open, other.low_open)

    def meets(self, other: Interval) -> bool:
        """Say whether some value lies in both.

        >>> half = Interval(Fraction(0), Fraction(1, 2), high_open=True)
        >>> half.meets(Interval.exactly(Fraction(1, 2)))
        False
        """
        return self.at_most(other) and other.at_most(self)

    def at_most(self, other: Interval) -> bool:
        """Say whether some value of this one is at most some value of the other."""
        return self.low < other.high or (self.low == other.high and not self.low_open and not other.high_open)


def total(intervals: Iterable[Interval]) -> Interval:
    """Add up intervals; of none, exactly 0."""
    result = Interval.exactly(0)
    for interval in intervals:
        result += interval
    return result
