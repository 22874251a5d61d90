"""Decide what stands at one merged place of a Traditional text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kanwu.finding import Safety
from kanwu.repair.variants.lexicon import Lexicon, Trust, Word
from kanwu.text.scripts import HAN

_NEARBY = 20  # characters on either side in which a rare form finds its company
_BESIDE = 2  # characters on either side that keep a character outside words
_SHORT = 2  # characters of a word that can be the beginning of a personal name instead
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


def decide(text: str, at: int, lexicon: Lexicon) -> Decision | None:
    """Say which other character belongs at a place, or None where the shown one can stand.

    Every dictionary word that covers the place is asked, but for those inside a longer one. The shown character
    stays if any of them keeps it or if they disagree.
    """
    near = lexicon.words_near(text, at)
    covering = [word for word in near if word.start <= at < word.end]
    if not covering:
        return _decide_alone(text, at, lexicon)
    if _is_accepted(text, at, lexicon):
        return None
    longest = [word for word in covering if not any(other.holds(word) for other in covering)]
    forms = {word: _forms(text, word, lexicon) for word in longest}
    readings = {form[at - word.start] for word in longest for form in forms[word]}
    if len(readings) != 1:
        return None
    wanted = readings.pop()
    safety = lexicon.merges[text[at]].get(wanted)
    if safety is None:
        return None
    word = max(longest, key=len)
    doubt = _doubt(text, at, word, near, lexicon)
    reading = " ".join(forms[word])
    return Decision(wanted, word.start, word.end, reading, Safety.UNSAFE if doubt else safety, doubt)


def _decide_alone(text: str, at: int, lexicon: Lexicon) -> Decision | None:
    """Decide by the character itself where no word covers it."""
    alone = lexicon.alone.get(text[at])
    if alone is None:
        return None
    before, after = text[max(0, at - _BESIDE) : at], text[at + 1 : at + 1 + _BESIDE]
    if HAN.search(before[-1:] + after[:1]) is None or not alone.company.isdisjoint(before + after):
        return None
    sure = alone.trust is Trust.SAFE or (alone.trust is Trust.NUMBER and before[-1:] in _NUMERALS)
    safety = Safety.SAFE if sure else Safety.UNSAFE
    return Decision(alone.wanted, at, at + 1, alone.wanted, safety, "" if sure else "no word covers it", alone=True)


def _forms(text: str, word: Word, lexicon: Lexicon) -> tuple[str, ...]:
    """Return a word's forms without those too rare to be meant here."""
    rare = lexicon.rare.get(text[word.start : word.end])
    if rare is None:
        return word.forms
    around = text[max(0, word.start - _NEARBY) : word.start] + text[word.end : word.end + _NEARBY]
    return word.forms if not rare.nearby.isdisjoint(around) else tuple(f for f in word.forms if f != rare.form)


def _is_accepted(text: str, at: int, lexicon: Lexicon) -> bool:
    """Say whether an accepted word covers the place."""
    for start in range(max(0, at - lexicon.longest_accepted + 1), at + 1):
        for end in range(max(start + 2, at + 1), start + lexicon.longest_accepted + 1):
            if text[start:end] in lexicon.accepted:
                return True
    return False


def _doubt(text: str, at: int, evidence: Word, near: Sequence[Word], lexicon: Lexicon) -> str:
    """Name what speaks against a word: another one across its edge, or a personal name."""
    for other in near:
        if not other.start <= at < other.end and evidence.crosses(other):
            return f"{text[other.start : other.end]} can be a word, too"
    shown = text[evidence.start : evidence.end]
    if at == evidence.start and text[at] in lexicon.surnames and len(shown) == _SHORT and shown not in lexicon.sure:
        return f"{text[at]} is a surname, too"
    return ""
