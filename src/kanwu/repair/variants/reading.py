"""Decide what stands at one merged place of a Traditional text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kanwu.finding import Safety
from kanwu.repair.variants.lexicon import LONGEST_WORD, Lexicon, Word

_NEARBY = 20  # characters on either side in which a rare form finds its company


@dataclass(frozen=True, slots=True)
class Decision:
    """What the dictionary says of one place.

    Attributes:
        wanted: the character that belongs there.
        word: the dictionary word that says so.
        safety: safe where nothing speaks for another reading.
        doubt: what speaks against it, or empty.
    """

    wanted: str
    word: Word
    safety: Safety
    doubt: str = ""


def decide(text: str, at: int, lexicon: Lexicon) -> Decision | None:
    """Say which other character belongs at a place, or None where the shown one can stand.

    Every dictionary word that covers the place is asked, but for those inside a longer one. The shown character
    stays if any of them keeps it, if they disagree, or if no word covers the place.
    """
    shown = text[at]
    near = lexicon.words_near(text, at)
    covering = [word for word in near if word.start <= at < word.end]
    if not covering or _is_accepted(text, at, lexicon):
        return None
    longest = [word for word in covering if not any(other.holds(word) for other in covering)]
    readings: set[str] = set()
    for word in longest:
        readings |= _readings(text, at, word, lexicon)
    if len(readings) != 1:
        return None
    wanted = readings.pop()
    safety = lexicon.merges[shown].get(wanted)
    if safety is None:
        return None
    evidence = max(longest, key=lambda word: word.end - word.start)
    doubt = _doubt(text, at, evidence, near, lexicon)
    return Decision(wanted, evidence, Safety.UNSAFE if doubt else safety, doubt)


def _readings(text: str, at: int, word: Word, lexicon: Lexicon) -> frozenset[str]:
    """Return what a word has at the place, without forms that are too rare to be meant here."""
    rare = lexicon.rare.get(text[word.start : word.end])
    if rare is None:
        return word.reading(at)
    around = text[max(0, word.start - _NEARBY) : word.start] + text[word.end : word.end + _NEARBY]
    if not rare.nearby.isdisjoint(around):
        return word.reading(at)
    forms = tuple(form for form in word.forms if form != rare.form)
    return Word(word.start, word.end, forms).reading(at)


def _is_accepted(text: str, at: int, lexicon: Lexicon) -> bool:
    """Say whether an accepted word covers the place."""
    for start in range(max(0, at - LONGEST_WORD + 1), at + 1):
        for end in range(max(start + 2, at + 1), min(start + LONGEST_WORD, len(text)) + 1):
            if text[start:end] in lexicon.accepted:
                return True
    return False


def _doubt(text: str, at: int, evidence: Word, near: Sequence[Word], lexicon: Lexicon) -> str:
    """Name what speaks against a word: another one across its edge, or a personal name."""
    for other in near:
        if not other.start <= at < other.end and evidence.crosses(other):
            return f"{text[other.start : other.end]} can be a word, too"
    shown = text[evidence.start : evidence.end]
    if at == evidence.start and text[at] in lexicon.surnames and len(shown) == 2 and shown not in lexicon.sure:  # noqa: PLR2004
        return f"{text[at]} is a surname, too"
    return ""
