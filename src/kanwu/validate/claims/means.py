"""Means: a figure over parts that it lies between, and that do not add up to it (人均…，其中城镇…，农村…; indices)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kanwu.figure import Figure
from kanwu.validate.grammar.averages import MEAN_OF_PARTS

_MEAN = re.compile(MEAN_OF_PARTS, re.IGNORECASE)
_BEFORE = 40  # characters


def is_mean(text: str, figures: Sequence[Figure]) -> bool:
    """Say whether the last of the figures is a mean of the others: said to be one, and between the least and the most.

    A temperature needs no word for it.
    """
    *parts, whole = figures
    if not min(part.low for part in parts) <= whole.low <= whole.high <= max(part.high for part in parts):
        return False
    if whole.unit in _NEVER_ADDED:
        return True
    first, last = min(figure.start for figure in figures), max(figure.end for figure in figures)
    return _MEAN.search(text, max(0, first - _BEFORE), last) is not None


_NEVER_ADDED = frozenset({"℃", "°C", "℉", "°F"})
