"""How strange a reading of single-byte text is: controls, capitals inside words, symbols inside words.

The codecs of Latin script read each other's bytes without complaint. What tells them apart where letter statistics
tie is where the characters stand: a wrong codec puts symbols inside words and capitals behind small letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
LOOKED_AT = 2000
"""Characters beyond ASCII that are looked at; a text has the same faults all over."""

_BRACKETS = ("()", "[]", "{}")

_CONTROL = 3.0
_INSIDE_WORD = 1.0
_ALONE = 0.5
_UNUSUAL_LETTER = 0.25

_JOINS_WORDS = frozenset("'’‘ʼ´`·-‐‑–—\u00ad\u200c\u200d°№")  # Catalan l·l, French l’, soft hyphens
_CURRENCY = frozenset("¢£¥¤₧ƒ")
_HARDLY_USED = frozenset("¬¤¦")
_BOX_FIRST, _BOX_LAST = "\u2500", "\u259f"

_NO_LETTER_WORDS = frozenset({"en", "id", "ms", "nl", "de", "fi", "et"})
"""Languages in which no letter beyond ASCII is a word by itself."""

_ASCII_LANGUAGES = frozenset({"en", "id", "ms"})
"""Languages whose words are written in ASCII letters, but for names and loans."""

_NOT_OF_THE_LANGUAGE = {"ro": frozenset("şţŞŢ")}
"""Letters that a language does not have though a codec for it does. Romanian writes ș and ț with a comma below;
ISO 8859-2 and windows-1250 have only the cedilla forms, ISO 8859-16 (2001) has the right ones at the same bytes."""


def strangeness(text: str, language: str | None = None) -> float:
    r"""Weigh what a right reading hardly ever has; 0 is nothing strange.

    Args:
        text: a reading.
        language: what the detector takes the language for, as an ISO 639-1 code.

    >>> strangeness("für Ihre Möglichkeiten"), strangeness("fŸr Ihre Mšglichkeiten"), strangeness("f\x81r Ihre")
    (0.0, 1.0, 3.0)
    """
    weight = sum(_weights(text, language))
    weight += sum(abs(text.count(pair[0]) - text.count(pair[1])) for pair in _BRACKETS)
    return weight + sum(_stray_letter_words(text))


def _weights(text: str, language: str | None) -> Iterator[float]:
    foreign = _NOT_OF_THE_LANGUAGE.get(language or "", frozenset())
    for seen, match in enumerate(_BEYOND_ASCII.finditer(text)):
        if seen >= LOOKED_AT:
            return
        at = match.start()
        char = match[0]
        before = text[at - 1 : at] or " "
        after = text[at + 1 : at + 2] or " "
        if char in foreign:
            yield _UNUSUAL_LETTER
        yield _weight(char, before, after, language)


@lru_cache(maxsize=1 << 14)
def _weight(char: str, before: str, after: str, language: str | None) -> float:
    category = unicodedata.category(char)
    if category in {"Cc", "Cn", "Co"}:
        return _CONTROL
    if category[0] == "L" and char not in _CURRENCY:
        return _weight_of_letter(char, before, after, language)
    if char in _JOINS_WORDS or category[0] in "MZ":
        return 0.0
    if _BOX_FIRST <= char <= _BOX_LAST:
        return 0.0 if _is_box(before) or _is_box(after) else _INSIDE_WORD
    if char in _CURRENCY:
        return _INSIDE_WORD if before.isalpha() or after.isalpha() else 0.0
    return _INSIDE_WORD if char in _HARDLY_USED or (before.isalpha() and after.isalpha()) else 0.0


def _weight_of_letter(char: str, before: str, after: str, language: str | None) -> float:
    if char in "ªº":
        return _INSIDE_WORD if before.isalpha() or after.isalpha() else 0.0
    if not before.isalnum() and not after.isalnum():
        return 2 * _ALONE if language in _NO_LETTER_WORDS else 0.0
    if char.isupper() and (before.islower() or (before.isupper() and after.islower())):
        return _INSIDE_WORD
    if char.islower() and before.isupper() and after.isupper():
        return _INSIDE_WORD
    if _other_script(char, before) or _other_script(char, after):
        return _INSIDE_WORD
    return _UNUSUAL_LETTER if language in _ASCII_LANGUAGES else 0.0


def _is_box(char: str) -> bool:
    return _BOX_FIRST <= char <= _BOX_LAST


def _other_script(char: str, neighbour: str) -> bool:
    """Say whether an ASCII letter touches a letter of another script than Latin."""
    return neighbour.isascii() and neighbour.isalpha() and not unicodedata.name(char, "").startswith("LATIN")


_LATIN_RUN = re.compile(r"(?<![^\W\d_])[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]{3,40}(?![^\W\d_])")


def _stray_letter_words(text: str) -> Iterator[float]:
    """Weigh words of three and more letters that are all accented: another script read as Latin."""
    for seen, _ in enumerate(_LATIN_RUN.finditer(text)):
        if seen >= LOOKED_AT:
            return
        yield _INSIDE_WORD
