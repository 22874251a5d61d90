"""Classes with an amount and a share each, whose shares come to 100%: 城镇9万人，占60%；乡村6万人，占40%.

The whole need not be printed: the amounts make it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kanwu.figure import Figure
from kanwu.text.intervals import Interval, total
from kanwu.validate.claims.structure import Scene, countable, is_change, kin
from kanwu.validate.grammar.wholes import AMOUNT_TO_SHARE, NOT_CLASSES

_HUNDRED = Interval.exactly(100)
_FEWEST = 2
_MOST = 8
_WIDEST = 2  # percentage points by which the rounding of all shares together may be out
_BETWEEN = re.compile(AMOUNT_TO_SHARE)
_NOT = re.compile(NOT_CLASSES)

Classes = tuple[list[Figure], list[Figure]]
"""The amounts and the shares of all classes, in order."""


def classes_of(scene: Scene) -> Iterator[Classes]:
    """Yield the classes of a sentence that make up a whole, the longest lists first."""
    if sum(figure.unit == "%" for figure in scene.figures) < _FEWEST:
        return
    if _NOT.search(scene.text, scene.sentence.start, scene.sentence.end):
        return
    pairs = list(_pairs(scene))[: _MOST * 2]
    taken: set[int] = set()
    for count in range(min(len(pairs), _MOST), _FEWEST - 1, -1):
        for start in range(len(pairs) - count + 1):
            run = pairs[start : start + count]
            if taken.isdisjoint(range(start, start + count)) and _make_up_a_whole(run):
                taken.update(range(start, start + count))
                yield [amount for amount, _ in run], [share for _, share in run]


def _pairs(scene: Scene) -> Iterator[tuple[Figure, Figure]]:
    """Yield each amount with the share that stands right behind it."""
    for (amount, lead), (share, _) in pairwise(scene.here):
        if (
            share.unit == "%"
            and countable(amount)
            and amount.low > 0
            and not is_change(lead)
            and not (amount.approximator or share.approximator)
            and _BETWEEN.fullmatch(scene.text, amount.end, share.start)
        ):
            yield amount, share


def _make_up_a_whole(pairs: Sequence[tuple[Figure, Figure]]) -> bool:
    """Say whether the amounts are in one unit and the shares come to 100%."""
    if len({kin(amount.unit) for amount, _ in pairs}) > 1:
        return False
    shares = total(share.interval for _, share in pairs)
    return shares.high - shares.low <= _WIDEST and shares.meets(_HUNDRED)
