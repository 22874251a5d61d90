"""Grammar: what a language's module must say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


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
class Movements:
    """How a language says that something changed: templates over the skeleton of a sentence.

    A template is a regular expression in which `{level}` stands for a figure; the groups `level`, `previous`, `change`
    and `other` (a second change), `up` and `down` (which word says the direction), `annual` (a yearly average),
    and `base` (what it is compared with) say what each part means; where `loose` takes part, the words can be read in
    another way, too.

    Attributes:
        gate: a pattern of which some match stands in every sentence that says so; it is searched first.
        anchors: templates that say a level, with or without the one before; the first that matches counts.
        needs: for each anchor but the last a cheap pattern of which some match stands wherever the anchor matches.
        tail: a template for a clause that goes on about the level just before it; any number may follow.
        real: words that say that a change is one at constant prices or of comparable scope.
        values: words about the value of a currency, whose growth is worked out either way.
        moved: a pattern for the end of the words before a rate of change, with `up` and `down`.
        negative: words that turn the sign of a figure (a loss); where one of two levels has one, they do not compare.
        yearly: words for the year before; a change compared with it is about the level that they name.
        void: words in a match that say that its figures belong to several things in turn.
        compounded: templates that say a rate of several years, `total`, and the one of each of them, `annual`; how
            many, by the years `since` and `until` (where the latter does not take part, the last one named before),
            or as the figure `years`.
    """

    gate: str
    anchors: tuple[str, ...]
    needs: tuple[str, ...]
    tail: str
    real: str
    values: str
    moved: str
    negative: str
    yearly: str
    void: str
    compounded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Multiples:
    """How a language says that one figure is so many times another: templates with `level`, `previous`, `times`.

    Attributes:
        gate: a pattern of which some match stands in every sentence that says so.
        doubled: templates that say that something doubled; `often` is how many times over.
        of_base: templates in which the base stands as a number.
        of_name: templates in which the base stands as a word, `name`.
    """

    gate: str
    doubled: tuple[str, ...]
    of_base: tuple[str, ...]
    of_name: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Three names of which the last means the difference of the first two.

    Attributes:
        more: what is subtracted from.
        less: what is subtracted.
        surplus: what remains, `more` less `less`.
        deficit: what is missing, `less` less `more`.
        not_more: names that end like `more` but mean something else.
    """

    more: tuple[str, ...]
    less: tuple[str, ...]
    surplus: tuple[str, ...]
    deficit: tuple[str, ...] = ()
    not_more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lists:
    """How a language lists the parts of a total: patterns over what stands between two figures.

    Attributes:
        opened: between a total and the first part, where the list must be complete.
        of_all: before a total that its parts follow in a clause of their own.
        after_all: between such a total and its first part.
        of_which: between a total and its first part, where the list need not be complete.
        comma: between two parts.
        last: between the last two parts.
        rest: in that place, words that close the whole.
        total: between the last part and the total after it.
        short: between two parts that have no verb of their own.
        tail: after the last part of a list that ends there.
        opposites: pairs of words that leave no third.
        at_once: words before a total after its parts that say that they are not added: terms that run side by side.
        changes: words that say that a figure is no part.
        causes: between a change and the first of those that make it up.
        offset: words that say that some of these run the other way.
    """

    opened: str
    of_all: str
    after_all: str
    of_which: str
    comma: str
    last: str
    rest: str
    total: str
    short: str
    tail: str
    opposites: tuple[tuple[str, str], ...]
    at_once: str
    changes: str
    causes: str
    offset: str


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
        look_alikes: words before a number that end like one of these and widen nothing.
        above_after: words after the unit that say it is exceeded.
        more_after: units with such a word that is one only after them (3倍多).
        around_after: words after the unit that say it is rough.
        spans: the units that measure time.
        movements: how it says that something changed.
        multiples: how it says that one figure is so many times another.
        share_words: spellings of which one stands in every such sentence.
        shares: templates that say a share whole, with `part`, `whole` and `share`.
        more_shares: templates that say a further share of the same whole, with `part` and `share`.
        other_whole: words between the two that name another whole. A pattern.
        points: what the units of changes of a percentage, and of shares, are worth in percent.
        spreads: words before the distance of the two figures before them.
        lists: how it lists the parts of a total; None where the rule's own words say so.
        differences: names of figures of which one is the difference of two others.
    """

    units: Mapping[str, Unit]
    currencies: Mapping[str, Unit]
    multipliers: Mapping[str, int]
    word_numbers: Mapping[str, int]
    below: tuple[str, ...]
    above: tuple[str, ...]
    around: tuple[str, ...]
    look_alikes: tuple[str, ...]
    above_after: tuple[str, ...]
    more_after: tuple[str, ...]
    around_after: tuple[str, ...]
    spans: frozenset[str]
    movements: Movements
    multiples: Multiples
    share_words: tuple[str, ...]
    shares: tuple[str, ...]
    more_shares: tuple[str, ...]
    other_whole: str
    points: Mapping[str, Fraction]
    spreads: tuple[str, ...]
    lists: Lists | None
    differences: tuple[Difference, ...]
