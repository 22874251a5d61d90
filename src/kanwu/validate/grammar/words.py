"""Grammar: what a language's module must say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Measure(Enum):
    """What a unit does to a number's precision."""

    COUNT = "count"
    """People and things: a plain integer is exact."""
    AMOUNT = "amount"
    """Money, area, weight, shares: half a unit of the last printed digit either way."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit's spelling stands for.

    Attributes:
        name: how the figure's unit is called.
        measure: whether integers of it are exact.
        factor: what one of it is worth in `name` (one 成 is 10 of `%`).
    """

    name: str
    measure: Measure
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of one language.

    Attributes:
        units: the spellings after a number, with their meaning.
        currencies: the spellings before a number, with their meaning.
        multipliers: words after a number that multiply it.
        word_numbers: small numbers in letters, where the language writes them so.
        below: words before a number that say it is nearly reached.
        above: words before a number that say it is exceeded.
        around: words before a number that say it is rough.
        above_after: words after the unit that say it is exceeded.
        around_after: words after the unit that say it is rough.
    """

    units: Mapping[str, Unit]
    currencies: Mapping[str, Unit]
    multipliers: Mapping[str, int]
    word_numbers: Mapping[str, int]
    below: tuple[str, ...]
    above: tuple[str, ...]
    around: tuple[str, ...]
    above_after: tuple[str, ...]
    around_after: tuple[str, ...]
