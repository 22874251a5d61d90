"""Decide what stands at one merged place of a Traditional text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kanwu.finding import Safety
from kanwu.repair.variants.lexicon import Lexicon, Trust, Word, lexicon
from kanwu.text.scripts import HAN

_NEARBY = 20  # characters on either side that are looked at; a rare form finds its company there
_BETWEEN = 4  # characters between two ways of writing a word that are compared
_BESIDE = 2  # characters on either side that keep a character outside words
_LONGEST_LISTED = 3  # characters of the words in `usage.tsv` that are accepted or sure
_SHORT = 2  # characters of a word that can be the beginning of a personal name instead
_PARTICLES = frozenset("了的着著過过們们")
_NUMERALS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百千萬万億两兩數几幾多")


@dataclass(frozen=True, slots=True)
class Decision:
    """What is known of one place.

    Attributes:
        wanted: the character that belongs there.
        start: offset of the first character of the word that says so.
        end: offset after its last.
        reading: the word as it should be.
        safety: safe where nothing speaks for another reading.
        doubt: what speaks against it, or empty.
        alone: whether no dictionary word covers the place.
    """

    wanted: str
    start: int
    end: int
    reading: str
    safety: Safety
    doubt: str = ""
    alone: bool = False


def decide(text: str, at: int) -> Decision | None:
    """Say which other character belongs at a place, or None where the shown one can stand.

    Every dictionary word that covers the place is asked, but for those inside a longer one. The shown character
    stays if any of them keeps it or if they disagree.
    """
    start = max(0, at - _NEARBY)
    decision = _decide(text[start : at + 1 + _NEARBY], at - start)
    return decision and replace(decision, start=decision.start + start, end=decision.end + start)


@lru_cache(maxsize=4096)
def _decide(text: str, at: int) -> Decision | None:
    """Decide by the surroundings; hostile repetition is decided once."""
    tables = lexicon()
    near = tables.words_near(text, at)
    covering = [word for word in near if word.start <= at < word.end]
    if not covering:
        return _decide_alone(text, at, tables)
    if _is_in(text, at, tables.accepted):
        return None
    longest = [word for word in covering if not any(other.holds(word) for other in covering)]
    forms = {word: _forms(text, word, tables) for word in longest}
    readings = {form[at - word.start] for word in longest for form in forms[word]}
    if len(readings) != 1:
        return None
    wanted = readings.pop()
    safety = tables.merges[text[at]].get(wanted)
    if safety is None:
        return None
    word = max(longest, key=len)
    if _is_in(text, at, tables.sure):
        safety = Safety.SAFE
    doubt = _doubt(text, at, word, near, tables) or _compared(text, word, forms[word])
    reading = " ".join(forms[word])
    return Decision(wanted, word.start, word.end, reading, Safety.UNSAFE if doubt else safety, doubt)


def _decide_alone(text: str, at: int, tables: Lexicon) -> Decision | None:
    """Decide by the character itself where no word covers it."""
    alone = tables.alone.get(text[at])
    if alone is None:
        return None
    before, after = text[max(0, at - _BESIDE) : at], text[at + 1 : at + 1 + _BESIDE]
    if HAN.search(before[-1:] + after[:1]) is None or not alone.company.isdisjoint(before + after):
        return None
    if alone.trust is Trust.END and (before[-1:] in _NUMERALS or HAN.match(after) or not HAN.match(before[-1:])):
        return None
    sure = alone.trust is Trust.SAFE or (alone.trust is Trust.NUMBER and before[-1:] in _NUMERALS)
    safety = Safety.SAFE if sure else Safety.UNSAFE
    return Decision(alone.wanted, at, at + 1, alone.wanted, safety, "" if sure else "no word covers it", alone=True)


def _forms(text: str, word: Word, tables: Lexicon) -> tuple[str, ...]:
    """Return a word's forms without those too rare to be meant here."""
    rare = tables.rare.get(text[word.start : word.end])
    if rare is None:
        return word.forms
    around = text[max(0, word.start - _NEARBY) : word.start] + text[word.end : word.end + _NEARBY]
    return word.forms if not rare.nearby.isdisjoint(around) else tuple(f for f in word.forms if f != rare.form)


def _is_in(text: str, at: int, words: frozenset[str]) -> bool:
    """Say whether one of some short words covers the place."""
    return any(
        text[start : start + length] in words
        for length in range(_SHORT, _LONGEST_LISTED + 1)
        for start in range(max(0, at - length + 1), at + 1)
    )


def _compared(text: str, word: Word, forms: Sequence[str]) -> str:
    """Name the word as it should be where it stands beside the shown one: such a text compares the two."""
    for form in forms:
        far = len(form) + _BETWEEN
        if form in text[max(0, word.start - far) : word.start] or form in text[word.end : word.end + far]:
            return f"{form} stands beside it"
    return ""


def _doubt(text: str, at: int, evidence: Word, near: Sequence[Word], tables: Lexicon) -> str:
    """Name what speaks against a word: another one across its edge, or a personal name."""
    for other in near:
        outside = text[other.start : evidence.start] + text[evidence.end : other.end]
        if not other.start <= at < other.end and evidence.crosses(other) and outside not in _PARTICLES:
            return f"{text[other.start : other.end]} can be a word, too"
    shown = text[evidence.start : evidence.end]
    is_short = at == evidence.start and len(shown) == _SHORT and text[at - 1 : at] not in _NUMERALS
    if is_short and text[at] in tables.surnames and not _is_in(text, at, tables.sure):
        return f"{text[at]} is a surname, too"
    return ""
