"""Figure and Claim: a number as printed, and a relation between numbers of one document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kanwu.text.intervals import Interval


class FigureKind(StrEnum):
    """What a printed number is; only quantities are counted as figures of a document."""

    QUANTITY = "quantity"
    ORDINAL = "ordinal"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed, its unit, its place, and the values it can stand for.

    Attributes:
        text: as printed, from sign or currency to unit, such as `1500余人`; 近 before it is the approximator's.
        start: offset in the source text, in code points.
        end: offset after the last character.
        low: least value, in the printed unit with 万, 亿, million multiplied out.
        high: greatest value.
        low_open: whether `low` itself is excluded.
        high_open: whether `high` itself is excluded.
        unit: the printed unit without its multiplier (`元`, `%`, `人`), or empty.
        approximator: the word that widens it (`近`, `超`, `about`), or None.
        kind: quantity, ordinal or date.
    """

    text: str
    start: int
    end: int
    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False
    unit: str = ""
    approximator: str | None = None
    kind: FigureKind = FigureKind.QUANTITY

    @property
    def interval(self) -> Interval:
        """The values it can stand for."""
        return Interval(self.low, self.high, self.low_open, self.high_open)


class Verdict(StrEnum):
    """What the arithmetic says of a claim."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    TRUNCATED = "truncated"
    UNCHECKABLE = "uncheckable"


class Operator(StrEnum):
    """How the two sides of a claim must stand to each other."""

    MEETS = "="
    AT_MOST = "<="
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Comparison:
    """The exact test a claim comes down to; the one predicate that decides every kind.

    Attributes:
        left: what the text's figures compute to.
        operator: how it must stand to `right`.
        right: what the text states.
        cut: what the stated figure covers when it was cut off instead of rounded, where that differs.
    """

    left: Interval
    operator: Operator
    right: Interval
    cut: Interval | None = None

    def verdict(self) -> Verdict:
        """Decide: some pair of values must satisfy the operator.

        >>> share = Interval.exactly(Fraction(1676, 1686))
        >>> stated = Interval(Fraction(9935, 10000), Fraction(9945, 10000), high_open=True)
        >>> Comparison(share, Operator.MEETS, stated).verdict()
        <Verdict.CONSISTENT: 'consistent'>
        """
        if self._holds(self.right):
            return Verdict.CONSISTENT
        if self.cut is not None and self._holds(self.cut):
            return Verdict.TRUNCATED
        return Verdict.INCONSISTENT

    def _holds(self, right: Interval) -> bool:
        match self.operator:
            case Operator.MEETS:
                return self.left.meets(right)
            case Operator.AT_MOST:
                return self.left.at_most(right)
            case Operator.AT_LEAST:
                return right.at_most(self.left)

    def __str__(self) -> str:
        """Write the test exactly: `[838/843, 838/843] = [1987/2000, 1989/2000)`."""
        cut = "" if self.cut is None else f" or {self.cut}"
        return f"{self.left} {self.operator} {self.right}{cut}"

    @classmethod
    def parse(cls, text: str) -> Comparison:
        """Read what `str` wrote.

        >>> test = "[1, 1] <= [9, 9] or [2, 3)"
        >>> str(Comparison.parse(test)) == test
        True
        """
        test, _, cut = text.partition(" or ")
        for operator in (Operator.AT_MOST, Operator.AT_LEAST, Operator.MEETS):
            left, found, right = test.partition(f" {operator} ")
            if found:
                return cls(Interval.parse(left), operator, Interval.parse(right), Interval.parse(cut) if cut else None)
        raise ValueError(f"not a comparison: {text!r}")


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation between figures of one document, and whether it holds.

    Attributes:
        kind: one of the closed list of kinds in `docs/claims.md`.
        code: the rule that found it, such as `FIG101`.
        start: offset in the source text of the first character that it covers.
        end: offset after the last character.
        figures: the figures it relates, in the order of the relation.
        relation: one line a reader can redo by hand.
        comparison: the exact test, or None where nothing can be tested.
        verdict: what the test says.
        reason: why it cannot be checked, or None.
    """

    kind: str
    code: str
    start: int
    end: int
    figures: tuple[Figure, ...]
    relation: str
    comparison: Comparison | None
    verdict: Verdict
    reason: str | None = None

    @property
    def left(self) -> Interval | None:
        """What the text's figures compute to."""
        return None if self.comparison is None else self.comparison.left

    @property
    def right(self) -> Interval | None:
        """What the text states."""
        return None if self.comparison is None else self.comparison.right
