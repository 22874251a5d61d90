"""A verdict says what the reader needs to see it."""

from __future__ import annotations

from fractions import Fraction

import pytest

import kanwu
from kanwu.figure import Claim, Comparison, Operator, Verdict
from kanwu.text.intervals import Interval
from kanwu.verdicts import computed_value


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("检视出1686个问题，完成整改1676个、整改率94.9%。", "99.4%"),
        ("檢視出1686個問題，完成整改1676個、整改率９４.９％。", "99.4%"),
        ("受访者共400人，其中男性212人，女性198人。", "410"),
        ("出口额5.2亿元，比上年的4.1亿元增长52%。", "24 to 30%"),
    ],
)
def test_an_inconsistent_claim_says_what_it_comes_to(text: str, computed: str) -> None:
    """The value is written like the stated one: its unit, its places."""
    (finding,) = (each for each in kanwu.check(text).findings if each.code.startswith("FIG"))
    assert finding.evidence["computed"] == computed
    assert finding.message.endswith(f" does not hold: it comes to {computed}.")


def test_what_holds_comes_to_what_is_stated() -> None:
    """The sum done for the reader is the one that decided."""
    (claim,) = kanwu.check("检视出1686个问题，完成整改1676个、整改率99.4%。").claims
    assert computed_value(claim) == "99.41%"


def _claim(kind: str, relation: str, left: Fraction, right: Interval, operator: Operator = Operator.MEETS) -> Claim:
    test = Comparison(Interval.exactly(left), operator, right)
    return Claim(kind, "FIG101", 0, 1, (), relation, test, Verdict.INCONSISTENT)


@pytest.mark.parametrize(
    ("kind", "relation", "left", "right", "computed"),
    [
        ("share", "1/3 = 5%", Fraction(1, 3), Interval(Fraction(45, 1000), Fraction(55, 1000)), "33%"),
        ("share", "1/3000 = 5%", Fraction(1, 3000), Interval(Fraction(45, 1000), Fraction(55, 1000)), "0.03%"),
        ("parts", "1亿+2亿 = 4亿", Fraction(3 * 10**8), Interval(Fraction(35 * 10**7), Fraction(45 * 10**7)), "3亿"),
        ("points", "1.5%-2.0% = -0.6%", Fraction(-1, 2), Interval(Fraction(-65, 100), Fraction(-55, 100)), "-0.5%"),
        ("growth", "2-1 = 5 million", Fraction(10**6), Interval.exactly(5 * 10**6), "1 million"),
        ("list_count", "甲、乙 (2) = 3个", Fraction(2), Interval.exactly(3), None),
        ("average", "14/2 = 八", Fraction(7), Interval.exactly(8), None),
    ],
)
def test_values_are_written_like_the_stated(
    kind: str, relation: str, left: Fraction, right: Interval, computed: str | None
) -> None:
    """Percent, multipliers, signs and words; where nothing can be computed nothing is said."""
    assert computed_value(_claim(kind, relation, left, right)) == computed


def test_a_bound_is_not_computed() -> None:
    """Only an equation has a value to come to."""
    assert computed_value(_claim("share", "9 = 5%", Fraction(9), Interval.exactly(5), Operator.AT_MOST)) is None
