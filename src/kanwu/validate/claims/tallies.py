"""Tallies: counts strung together without a mark, and what they come to (3金2银1铜，共6枚; 18场比赛10胜5负3平)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kanwu.figure import Figure
from kanwu.text.numerals import read_numeral
from kanwu.validate.grammar.tallies import GATE, TALLIES

_GATE = re.compile(GATE)
_TALLIES = tuple((re.compile(pattern), is_firm) for pattern, is_firm in TALLIES)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts and their sum.

    Attributes:
        parts: the counts.
        whole: what they come to.
        is_open: whether 等 stands between them: the counts may be only some.
        is_firm: whether the words leave no other reading.
    """

    parts: tuple[Figure, ...]
    whole: Figure
    is_open: bool
    is_firm: bool


def tallies(text: str) -> Iterator[Tally]:
    """Yield the tallies of a text."""
    if not _GATE.search(text):
        return
    for pattern, is_firm in _TALLIES:
        for found in pattern.finditer(text):
            names = [name for name in found.re.groupindex if name.startswith("part") and found[name]]
            parts = [_count(found, name) for name in names]
            whole = _count(found, "whole")
            if whole and all(parts):
                yield Tally(
                    tuple(part for part in parts if part), whole, bool(found.groupdict().get("others")), is_firm
                )


def _count(found: re.Match[str], name: str) -> Figure | None:
    """Return the count of a group, without the noun behind its number."""
    numeral = read_numeral(found[name])
    if numeral is None or numeral.value.denominator != 1:
        return None
    value = Fraction(numeral.value)
    return Figure(found[name], *found.span(name), value, value)
