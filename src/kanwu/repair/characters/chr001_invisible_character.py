"""Invisible characters that have no function in the script around them.

## What it does

Removes zero width spaces and joiners, word joiners, byte order marks inside text, direction marks and soft hyphens
where nothing around them gives them a function. They stay where they have one:

- joiners and zero width spaces beside scripts that join, stack or do not part words by spaces (Arabic, Hebrew, the
  Indic scripts, Thai, Khmer, Lao, Myanmar, Tibetan, Mongolian, old Hangul …), and joiners in emoji;
- direction marks in a text that has right-to-left letters;
- any of them alone between brackets or quotes, where the text is about the character.

## Why it matters

They cut figures and words in two: a search for `16644684` misses a number with U+200C in it, and sums come out wrong.

## Example

`1664萬4684` with U+200C behind 萬 becomes the same without.

## When it is wrong

Soft hyphens in Latin words are good typography in a browser; in a text that is read by programs they only break
words. Some old texts use them as visible hyphens between digits, before capitals and in dashes: those are left.

## Fix safety

Safe where both neighbours are known to need nothing. Unsafe inside words of alphabets, where a zero width joiner may
part a ligature and a zero width space may mark a place to break a line, and in a text with a direction override, whose
visible order would change. A soft hyphen at the end of a line is joined to nothing, so it is unsafe too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from kanwu.finding import Safety, Severity
from kanwu.rule import Match, RepairRule, View, gate_of

_SOFT_HYPHEN = "\u00ad"
_JOINERS = frozenset("\u200c\u200d")
_SPACE = "\u200b"
_OVERRIDES = re.compile("[\u202d\u202e]")
_DIRECTIONS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_RARE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_INVISIBLE = re.compile(f"[{_RARE}]+")

_NEEDED_BY = re.compile(
    # Blocks of scripts.txt, Unicode 16, whose scripts join, stack, or do not part words by spaces; and the dotted
    # circle, on which grammars show them.
    "[\u0590-\u08ff\u0900-\u109f\u1100-\u11ff\u1700-\u18af\u1900-\u1c4f\u1cd0-\u1cff\u25cc"
    "\ua800-\ua82f\ua840-\uaadf\ua960-\ua97f\uaa00-\uaadf\uabc0-\uabff\ud7b0-\ud7ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_PICTURE = re.compile(
    # What emoji sequences are made of (emoji-zwj-sequences.txt): pictures, skin tones, the emoji style mark.
    "[\u00a9\u00ae\u203c\u2049\u20e3\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d"
    "\u3297\u3299\ufe0e\ufe0f\U0001f000-\U0001faff]"
)
_NO_ALPHABET = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")


def find(view: View) -> Iterator[Match]:
    """Give each run of invisible characters that has no function."""
    text = view.text
    if not _INVISIBLE.search(text):
        return
    directions_matter: bool | None = None
    overridden = _OVERRIDES.search(text) is not None
    for run in _INVISIBLE.finditer(text):
        if not _DIRECTIONS.isdisjoint(run[0]):
            if directions_matter is None:
                directions_matter = _RIGHT_TO_LEFT.search(text) is not None
            if directions_matter:
                continue
        before, after = _neighbours(text, run)
        if _is_needed(run[0], before, after):
            continue
        safe = _is_safe(run[0], before, after) and not (overridden and not _DIRECTIONS.isdisjoint(run[0]))
        yield _match(run, safe=safe)


def _neighbours(text: str, run: re.Match[str]) -> tuple[str, str]:
    """Return the characters around a run, or nothing at the ends of the text; a mark gives way to its letter."""
    at = run.start() - 1
    for _ in range(4):
        if at > 0 and unicodedata.category(text[at]) == "Mn" and not _PICTURE.match(text[at]):
            at -= 1
    return text[at : at + 1] if at >= 0 else "", text[run.end() : run.end() + 1]


def _is_needed(run: str, before: str, after: str) -> bool:
    if len(run) == 1 and before and after and before + after in _mentions():
        return True
    joins = not _JOINERS.isdisjoint(run)
    if (joins or _SPACE in run) and (_NEEDED_BY.match(before) or _NEEDED_BY.match(after)):
        return True
    return joins and bool(_PICTURE.match(before) and _PICTURE.match(after))


@cache
def _mentions() -> frozenset[str]:
    """Return the pairs of brackets and quotes between which a character is mentioned."""
    pairs = "() [] {} “” ‘’ «» 「」 『』 （） 【】 《》 \"\" '' ``"
    return frozenset(pairs.split())


def _is_safe(run: str, before: str, after: str) -> bool:
    if _SOFT_HYPHEN in run and not _is_hyphenation(before, after):
        return False
    # Between letters of an alphabet a joiner may part a ligature, and a space may mark where a line can break.
    joins_or_parts = _SPACE in run or not _JOINERS.isdisjoint(run)
    return not (joins_or_parts and _is_alphabetic(before) and _is_alphabetic(after))


def _is_hyphenation(before: str, after: str) -> bool:
    """Say whether a soft hyphen can only be a place to break a word, not a hyphen, dash or bullet in an old text."""
    if _is_alphabetic(before):
        return after.isalpha() and not (before.islower() and after.isupper())
    return bool(_NO_ALPHABET.match(before) or _NO_ALPHABET.match(after))


def _is_alphabetic(char: str) -> bool:
    return char.isalpha() and not _NO_ALPHABET.match(char)


def _match(run: re.Match[str], *, safe: bool) -> Match:
    names = ", ".join(dict.fromkeys(unicodedata.name(char, "no name") for char in run[0]))
    codes = " ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in run[0]))
    evidence = {"characters": codes, "names": names, "count": str(len(run[0]))}
    message = f"{names} has no function here." if safe else f"{names} may have no function here."
    severity = None if safe else Severity.INFO
    return Match(run.start(), run.end(), message, "", Safety.SAFE if safe else Safety.UNSAFE, evidence, severity)


RULE = RepairRule("CHR001", "invisible-character", Severity.WARNING, __doc__, find, gate_of(f"[{_RARE}]"), _RARE)
