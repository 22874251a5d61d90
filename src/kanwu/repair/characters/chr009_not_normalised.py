r"""Letters in parts, and signs that Unicode keeps only for old standards.

## What it does

Finds what Unicode normalisation form C (NFC) writes in one character:

- a letter of the Latin, Greek or Cyrillic alphabet with combining marks (`e` + U+0301), and Vietnamese letters whose
  tone mark is apart (`ê` + U+0301);
- kana with a combining voice mark (`か` + U+3099), and Hangul in modern letters of their own (`하` in two);
- signs that equal an ordinary letter: Å (U+212B), Ω (U+2126), K (U+212A), and the like.

The parts of one word are one finding. Marks that have no common form with their letter, old Hangul, and Hebrew, Arabic
and Indic text, for which NFC is not what is in use, are left alone; so are CJK compatibility ideographs.

## Why it matters

The two spellings look the same and are not equal: searches, joins and counts take them for two words.

## Example

With `--unsafe-fixes`, `cafe\u0301` becomes `café` in four characters.

## When it is wrong

File names on some systems are kept in parts, and text about them must quote them so.

## Fix safety

Unsafe: the text looks the same, but it is not the same, and some archives keep the form they were given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kanwu.finding import Severity
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of

_SINGLE = "\u0340\u0341\u0343\u0344\u0374\u037e\u0387\u1f71-\u1ffd\u2000\u2001\u2126\u212a\u212b\u2329\u232a"
_PLACE = re.compile(
    "(?P<marks>[\u0300-\u033f\u0342\u0345-\u036f\u3099\u309a]{1,100000})"
    f"|(?P<jamo>[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?)|(?P<single>[{_SINGLE}])"
)
_RARE = f"\u0300-\u036f\u3099\u309a\u1100-\u1112{_SINGLE}"
_LONGEST_CLUSTER = 20  # marks on a letter; more are ornament
_LONGEST_WORD = 60
_COMPATIBILITY = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")


def find(view: View) -> Iterator[Match]:
    """Give each word with parts that NFC joins."""
    yield from summed_up(_words(view.text), view.config)


def _words(text: str) -> Iterator[Match]:
    """Join the parts of one word: nothing but letters is between them."""
    start = end = -1
    for part_start, part_end in _parts(text):
        if start >= 0 and part_end - start <= _LONGEST_WORD and _is_inside_word(text[end:part_start]):
            end = part_end
            continue
        if start >= 0:
            yield _match(text, start, end)
        start, end = part_start, part_end
    if start >= 0:
        yield _match(text, start, end)


def _is_inside_word(between: str) -> bool:
    return not between or between.isalpha()


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of letter and marks that NFC changes."""
    for place in _PLACE.finditer(text):
        start, end = place.span()
        if place.lastgroup == "marks":
            if start == 0 or end - start > _LONGEST_CLUSTER or _COMPATIBILITY.match(text[start - 1]):
                continue
            start -= 1
        part = text[start:end]
        if unicodedata.normalize("NFC", part) != part:
            yield start, end


def _match(text: str, start: int, end: int) -> Match:
    shown = text[start:end]
    joined = unicodedata.normalize("NFC", shown)
    codes = " ".join(f"U+{ord(char):04X}" for char in shown[:_SHOWN])
    evidence = {"characters": codes, "normal form": " ".join(f"U+{ord(char):04X}" for char in joined[:_SHOWN])}
    return Match(start, end, f"{joined} is not in Unicode's normal form C.", joined, evidence=evidence)


_SHOWN = 8

RULE = RepairRule("CHR009", "not-normalised", Severity.INFO, __doc__, find, gate_of(f"[{_RARE}]"), _RARE)
