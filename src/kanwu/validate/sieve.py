"""The sieve: which rules may find something in a text at all, told by one scan for the words of all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kanwu.rule import ClaimRule, Reading


class Sieve:
    """Some claim rules, and what a text must have for each of them.

    A rule that it lets through may find nothing; one that it stops would find nothing.

    Attributes:
        rules: the rules, in order.
    """

    def __init__(self, rules: Sequence[ClaimRule]) -> None:
        self.rules = tuple(rules)
        self._demands = tuple((1 << at, rule.fewest, rule.units) for at, rule in enumerate(self.rules))
        self._wordless = sum(1 << at for at, rule in enumerate(self.rules) if not rule.words)
        words = [(word, 1 << at) for at, rule in enumerate(self.rules) for word in rule.words]
        self._scan = _scanner([word for word, _ in words])
        self._of_first: dict[str, int] = {}
        for word, bit in words:
            self._of_first[word[0]] = self._of_first.get(word[0], 0) | bit
        wanted = sorted(frozenset[str]().union(*(rule.units for rule in self.rules)))
        self._units = {unit: 1 << at for at, unit in enumerate(wanted)}
        self._most = max((rule.fewest for rule in self.rules), default=0)
        self._known: dict[tuple[int, int], int] = {}
        self._chosen: dict[int, tuple[ClaimRule, ...]] = {}

    def through(self, reading: Reading) -> tuple[ClaimRule, ...]:
        """Return the rules that may find something in a text, in order."""
        may = self._by_figures(reading)
        if may & ~self._wordless and self._scan is not None:
            found = self._wordless
            for first in set(self._scan.findall(reading.text)):
                found |= self._of_first[first]
            may &= found
        chosen = self._chosen.get(may)
        if chosen is None:
            chosen = self._chosen[may] = tuple(rule for at, rule in enumerate(self.rules) if may >> at & 1)
        return chosen

    def _by_figures(self, reading: Reading) -> int:
        """Return the rules, a bit each, for which a text has figures enough, and of the right units."""
        units = 0
        for figure in reading.figures:
            units |= self._units.get(figure.unit, 0)
        key = min(len(reading.figures), self._most), units
        may = self._known.get(key)
        if may is None:
            may = self._known[key] = sum(
                bit
                for bit, fewest, wanted in self._demands
                if key[0] >= fewest and (not wanted or any(units & self._units[unit] for unit in wanted))
            )
        return may


def _scanner(words: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern that gives the first character of each word that stands in a text; None for no words.

    It takes one character and looks ahead at the rest, so that no word hides another that begins inside it.
    """
    rests: dict[str, set[str]] = {}
    for word in words:
        rests.setdefault(word[0], set()).add(word[1:])
    pieces = []
    for first, after in rests.items():
        ahead = "" if "" in after else f"(?={'|'.join(map(re.escape, sorted(after)))})"
        pieces.append(f"{re.escape(first)}{ahead}")
    return re.compile("|".join(pieces)) if pieces else None
