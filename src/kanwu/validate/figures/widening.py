"""Widening: the word before a number that says it is nearly reached, exceeded or rough."""

from __future__ import annotations

from collections.abc import Iterable

from kanwu.text.numerals import MULTIPLIERS
from kanwu.validate.figures.precision import BEFORE, Approximation
from kanwu.validate.grammar import GRAMMARS


def word_before(text: str, start: int) -> tuple[str | None, Approximation | None]:
    """Return the word before a number (and at most one space) that widens it."""
    at = start - 1 if text[start - 1 : start] == " " else start
    words = WORDS_BY_END.get(text[at - 1]) if at else None
    if words is None:
        return None, None
    before = text[max(0, at - _LONGEST_BEFORE) : at].lower()
    if before.endswith(_LOOK_ALIKES):
        return None, None
    for word in words:
        if word in _BEFORE_PLACES and text[start] not in _PLACES:
            continue
        if before.endswith(word) and not (word[0].isascii() and before[: -len(word)][-1:].isalpha()):
            return text[at - len(word) : at], BEFORE[word]
    return None, None


def _by_end(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Group words by their last character, in small and capital letters; the longest first."""
    groups: dict[str, tuple[str, ...]] = {}
    for word in sorted(words, key=len, reverse=True):
        for end in {word[-1], word[-1].upper()}:
            groups[end] = (*groups.get(end, ()), word)
    return groups


_PLACES = frozenset("百佰千仟") | frozenset(MULTIPLIERS)
_BEFORE_PLACES = frozenset("上")
"""Words that widen a number only where it begins with a place: 上百人, 上万户; not 船上39人."""
_LOOK_ALIKES = tuple(word for grammar in GRAMMARS for word in grammar.look_alikes)
WORDS_BY_END = _by_end(BEFORE)
"""The words that widen a number, by their last character; the longest first."""
_LONGEST_BEFORE = max(map(len, BEFORE)) + 1
