"""Interval arithmetic covers exactly the results of its members."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kanwu.text.intervals import Interval, total

_NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=50)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Draw any interval that holds a number."""
    low, high = sorted((draw(_NUMBERS), draw(_NUMBERS)))
    if low == high:
        return Interval.exactly(low)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


def members(interval: Interval) -> list[Fraction]:
    """Return some numbers of an interval: near its ends and in its middle."""
    width = interval.high - interval.low
    inner = [interval.low + width * Fraction(step, 8) for step in range(1, 8)]
    ends = [(interval.low, interval.low_open), (interval.high, interval.high_open)]
    return [*inner, *(end for end, is_open in ends if not is_open)] if width else [interval.low]


def holds(interval: Interval, value: Fraction) -> bool:
    """Say whether a value lies in an interval."""
    return interval.meets(Interval.exactly(value))


@given(intervals(), intervals())
def test_results_of_members_lie_in_the_result(first: Interval, second: Interval) -> None:
    """Whatever two members give lies in the interval of the operation."""
    for a in members(first):
        for b in members(second):
            assert holds(first + second, a + b)
            assert holds(first - second, a - b)
            assert holds(first * second, a * b)


@given(intervals(), intervals())
def test_division(first: Interval, second: Interval) -> None:
    """Quotients of members lie in the quotient; a divisor that holds zero is refused."""
    if second.low <= 0 <= second.high:
        with pytest.raises(ZeroDivisionError):
            first / second
        return
    quotient = first / second
    assert all(holds(quotient, a / b) for a in members(first) for b in members(second))


@given(intervals(), intervals())
def test_meets_is_symmetric_and_needs_a_common_number(first: Interval, second: Interval) -> None:
    """Two intervals meet exactly if some number lies in both."""
    assert first.meets(second) == second.meets(first)
    low, high = max(first.low, second.low), min(first.high, second.high)
    common = low <= high and all(holds(interval, (low + high) / 2) for interval in (first, second))
    assert first.meets(second) == common


@given(intervals(), intervals())
def test_at_most(first: Interval, second: Interval) -> None:
    """Some pair of members in order makes `at_most` true; if it is false, all pairs are in the other order."""
    if any(a <= b for a in members(first) for b in members(second)):
        assert first.at_most(second)
    if not first.at_most(second):
        assert second.at_most(first)


@given(intervals())
def test_text_round_trip(interval: Interval) -> None:
    """What an interval writes, it reads back."""
    assert Interval.parse(str(interval)) == interval
    mirrored = -interval
    assert -mirrored == interval


@given(st.lists(intervals(), max_size=6))
def test_total(parts: list[Interval]) -> None:
    """A total has the sums of the ends as its ends."""
    added = total(parts)
    assert (added.low, added.high) == (
        sum((p.low for p in parts), Fraction(0)),
        sum((p.high for p in parts), Fraction(0)),
    )


def test_ends_in_wrong_order() -> None:
    """An interval whose low end is above its high end is refused."""
    with pytest.raises(ValueError, match="above its high end"):
        Interval(Fraction(2), Fraction(1))


@given(intervals(), intervals())
def test_open_ends_only_shrink(first: Interval, second: Interval) -> None:
    """Opening the ends of an interval never makes two meet that did not."""
    assume(first.low < first.high)
    opened = Interval(first.low, first.high, low_open=True, high_open=True)
    assert first.meets(second) or not opened.meets(second)
