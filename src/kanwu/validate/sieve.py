"""The sieve: which rules may find something in a text at all, told by one scan for the words of all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kanwu.rule import ClaimRule, Reading
from kanwu.text.anchors import anchor, anchored


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
        wanted = sorted(frozenset[str]().union(*(rule.units for rule in self.rules)))
        self._units = {unit: 1 << at for at, unit in enumerate(wanted)}
        self._most = max((rule.fewest for rule in self.rules), default=0)
        self._scanners: dict[int, _Scanner] = {}
        self._known: dict[tuple[int, int], int] = {}
        self._chosen: dict[int, tuple[ClaimRule, ...]] = {}

    def through(self, reading: Reading) -> tuple[ClaimRule, ...]:
        """Return the rules that may find something in a text, in order."""
        may = self._by_figures(reading)
        if may & ~self._wordless:
            may &= self._wordless | self._scanner(min(len(reading.figures), self._most)).found(reading.text)
        chosen = self._chosen.get(may)
        if chosen is None:
            chosen = self._chosen[may] = tuple(rule for at, rule in enumerate(self.rules) if may >> at & 1)
        return chosen

    def _scanner(self, figures: int) -> _Scanner:
        """Return the scanner for the words of the rules that so many figures are enough for: fewer are found faster."""
        scanner = self._scanners.get(figures)
        if scanner is None:
            words = [
                (word, 1 << at) for at, rule in enumerate(self.rules) for word in rule.words if rule.fewest <= figures
            ]
            scanner = self._scanners[figures] = _scanner_of(words)
        return scanner

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


@dataclass(frozen=True, slots=True)
class _Scanner:
    """Tells which of some words stand in a text.

    Attributes:
        marks: by a word of one character, the rules that ask for it, a bit each.
        scan: a pattern that gives the anchor of each other word that stands in a text; None for no words.
        by_anchor: by anchor, the rules that ask for a word with it.
    """

    marks: Mapping[str, int]
    scan: re.Pattern[str] | None
    by_anchor: Mapping[str, int]

    def found(self, text: str) -> int:
        """Return the rules, a bit each, that have a word in the text."""
        found = 0
        for mark, bits in self.marks.items():
            if mark in text:
                found |= bits
        if self.scan is not None:
            for char in set(self.scan.findall(text)):
                found |= self.by_anchor[char]
        return found


def _scanner_of(words: Sequence[tuple[str, int]]) -> _Scanner:
    """Return the scanner for words, each with the bit of the rule that asks for it."""
    marks: dict[str, int] = {}
    by_anchor: dict[str, int] = {}
    longer: list[str] = []
    for word, bit in words:
        if len(word) == 1:
            marks[word] = marks.get(word, 0) | bit
        else:
            longer.append(word)
            char = word[anchor(word)]
            by_anchor[char] = by_anchor.get(char, 0) | bit
    return _Scanner(marks, anchored(longer) if longer else None, by_anchor)
