r"""Letters of another alphabet inside a word, which look like its own.

## What it does

Finds words that mix Latin letters with Cyrillic or Greek ones and that become a word of one alphabet when the letters
that look alike are exchanged: `оffеr` with a Cyrillic о and е.

Left alone are words that cannot be read in one alphabet (`kΩ`, `SMSки`), words set together of two (`tabН`), Latin
words with a Cyrillic ending (`Macа`), Greek letters of formulas and units, words of two letters, and words that touch
a digit (`СО2`). A whole word in another alphabet is a word, not a homoglyph.

## Why it matters

The word is not found, is counted as another one, and passes filters; such spellings are a common trick of spam.

## Example

With `--unsafe-fixes`, `оffеr` becomes `offer` in Latin letters.

## When it is wrong

Artists' and brand names may mix alphabets on purpose. Chuvash is often typed with Latin letters that stand in for its
own.

## Fix safety

Unsafe: which of the two alphabets was meant is inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kanwu.finding import Severity
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of
from kanwu.text.tables import read_rows

_OTHER = re.compile("[\u0370-\u052f]")
_SEAM = re.compile("[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
_LETTERS = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]{0,60}")
_BACKWARDS = 60  # letters before a seam in which the word must begin
_JOINED = re.compile(r"[\d_\u0300-\u036f=+*/^%\\]")
_SHORTEST = 3
_FEWEST = {"CYRILLIC": 2, "GREEK": 3}
"""How many letters of its own alphabet a word must have; Greek ones stand in formulas."""
_RARE = frozenset("ЅѕԛԝԜ")
"""Letters that only Macedonian and Kurdish have; a Latin S in a Cyrillic word does not stand for one."""
_ENDING = 3  # letters that Russian appends to a foreign word


def find(view: View) -> Iterator[Match]:
    """Give each word that mixes alphabets and is one word in one of them."""
    text = view.text
    if text.isascii() or not _OTHER.search(text):
        return
    yield from summed_up(_words(text), view.config)


def _words(text: str) -> Iterator[Match]:
    at = 0
    while seam := _SEAM.search(text, at):
        start = seam.start()
        lowest = max(at, start - _BACKWARDS)
        while start > lowest and _is_letter(text[start - 1]):
            start -= 1
        rest = _LETTERS.match(text, start)
        assert rest is not None
        at = max(rest.end(), seam.end())
        beside = text[start - 1 : start] + text[at : at + 1]
        if at - start < _SHORTEST or _JOINED.search(beside) or _is_made_of_two(text[start:at]):
            continue
        if match := _match(text[start:at], start):
            yield match


def _is_letter(char: str) -> bool:
    return (char.isascii() and char.isalpha()) or "\u00c0" <= char <= "\u024f" or "\u0370" <= char <= "\u052f"


def _is_made_of_two(word: str) -> bool:
    """Say whether a word is a symbol and a word set together, as in `tabН` or `pБРВ`, or an abbreviation and a word."""
    seams = [at for at in range(1, len(word)) if (word[at - 1] < "\u0370") != (word[at] < "\u0370")]
    if len(seams) > 1:
        return False
    is_regular = word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())
    return not is_regular or min(seams[0], len(word) - seams[0]) >= _BLOCK


_BLOCK = 3  # letters of each alphabet in a row that nobody mistyped


def _match(word: str, start: int) -> Match | None:
    greek = [char for char in word if "\u0370" <= char <= "\u03ff"]
    other = [char for char in word if "\u0370" <= char <= "\u052f"]
    if greek and len(greek) < len(other):
        return None
    alphabet = "GREEK" if greek else "CYRILLIC"
    meant = _reading(word, alphabet, len(other))
    if meant is None:
        return None
    changed = [(a, b) for a, b in zip(word, meant, strict=True) if a != b]
    evidence = {"letters": ", ".join(dict.fromkeys(f"{a} U+{ord(a):04X} for {b} U+{ord(b):04X}" for a, b in changed))}
    return Match(start, start + len(word), f"A word of two alphabets; it may be {meant}.", meant, evidence=evidence)


def _reading(word: str, alphabet: str, others: int) -> str | None:
    """Return the word in one alphabet: the one it can be read in, and if both, that of most of its letters."""
    to_latin, from_latin = _tables()[alphabet]
    latins = len(word) - others
    as_latin = None
    if latins >= _FEWEST[alphabet] and all(char in to_latin for char in word if "\u0370" <= char <= "\u052f"):
        as_latin = "".join(to_latin.get(char, char) for char in word)
    as_other = None
    if others >= _FEWEST[alphabet] and all(char in from_latin for char in word if char < "\u0370"):
        as_other = "".join(from_latin.get(char, char) for char in word)
    if as_latin and as_other:
        return None if latins == others else as_latin if latins > others else as_other
    return None if _has_ending(word, others) else as_latin or as_other


def _has_ending(word: str, others: int) -> bool:
    """Say whether a Latin stem has an ending such as Russian gives to foreign names and abbreviations."""
    return others <= _ENDING and all(char >= "\u0370" and char.islower() for char in word[-others:])


@cache
def _tables() -> Mapping[str, tuple[dict[str, str], dict[str, str]]]:
    """Return for each alphabet the way to Latin and the way from it."""
    tables: dict[str, tuple[dict[str, str], dict[str, str]]] = {"GREEK": ({}, {}), "CYRILLIC": ({}, {})}
    for latin, alphabet, other in read_rows("kanwu.repair.characters", "homoglyphs.tsv"):
        tables[alphabet][0][other] = latin
        if other not in _RARE:
            tables[alphabet][1].setdefault(latin, other)
    return tables


RULE = RepairRule("CHR005", "homoglyph", Severity.WARNING, __doc__, find, gate_of(_SEAM.pattern))
