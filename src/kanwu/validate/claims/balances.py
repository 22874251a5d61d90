"""Balances: a figure that is the difference of two others by what the three are called (出口, 进口, 顺差)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kanwu.figure import Figure
from kanwu.rule import Reading
from kanwu.validate.claims.drawing import is_bound
from kanwu.validate.claims.structure import Led, Same, kin, scenes
from kanwu.validate.grammar import GRAMMARS
from kanwu.validate.grammar.words import Difference

_FEWEST = 3
_DIFFERENCES = tuple(difference for grammar in GRAMMARS for difference in grammar.differences)


@dataclass(frozen=True, slots=True)
class Balance:
    """A difference that is stated beside the two figures it is of.

    Attributes:
        more: what is subtracted from.
        less: what is subtracted.
        difference: what is stated to remain.
    """

    more: Figure
    less: Figure
    difference: Figure


def balances(reading: Reading) -> tuple[Balance, ...]:
    """Return the balances that a text's sentences state."""
    return _balances(Same(reading))


@lru_cache(maxsize=2)
def _balances(same: Same) -> tuple[Balance, ...]:
    text = same.reading.text
    named = [one for one in _DIFFERENCES if any(word in text for word in (*one.surplus, *one.deficit))]
    if not named:
        return ()
    found: list[Balance] = []
    for scene in scenes(same.reading, reach=0):
        if len(scene.sentence.figures) >= _FEWEST:
            found += (balance for one in named for balance in _of_sentence(one, list(scene.here)))
    return tuple(found)


def _of_sentence(names: Difference, pairs: Sequence[Led]) -> Iterator[Balance]:
    """Yield the differences of that name whose two figures stand before them in the sentence."""
    more: Figure | None = None
    less: Figure | None = None
    for figure, lead in pairs:
        label = lead.rstrip(" 为為是达達")
        if label.endswith(names.more) and not label.endswith(names.not_more):
            more, less = figure, None
        elif label.endswith(names.less):
            less = figure
        elif more and less and kin(more.unit) == kin(less.unit) == kin(figure.unit) and not is_bound(figure):
            if label.endswith(names.surplus):
                yield Balance(more, less, figure)
            elif label.endswith(names.deficit):
                yield Balance(less, more, figure)
