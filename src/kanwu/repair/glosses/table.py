"""The characters a gloss can stand on, with their readings: the facts of `readings.tsv` and its companions.

The tool's own list of characters is not known. All that were ever seen glossed lie in GBK outside GB2312 and have a
Simplified form in GB2312 level 1, so every such character is a candidate, with its default reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kanwu.text.tables import read_rows

_PACKAGE = "kanwu.repair.glosses"


@dataclass(frozen=True, slots=True)
class Glossable:
    """A character that a gloss can stand on.

    Attributes:
        char: the character.
        reading: its default reading, tone-marked.
        simplified: its Simplified form.
        steady: whether nearly every word gives it that reading, so that no author need state it.
        rank: its place by frequency in running text; 1 is the most frequent.
    """

    char: str
    reading: str
    simplified: str
    steady: bool
    rank: int


@cache
def glossable_characters() -> Mapping[str, Glossable]:
    """Return the characters a gloss can stand on."""
    return {
        row[0]: Glossable(row[0], row[1], row[2], row[3] == "steady", int(row[5]))
        for row in read_rows(_PACKAGE, "readings.tsv")
        if not row[1].isascii()
    }


@cache
def glossable_by_lead() -> Mapping[tuple[int, str], tuple[Glossable, ...]]:
    """Group the characters by their first GBK byte and their reading: what a torn character can have been."""
    groups: dict[tuple[int, str], list[Glossable]] = defaultdict(list)
    for each in glossable_characters().values():
        groups[each.char.encode("gbk")[0], each.reading].append(each)
    return {key: tuple(group) for key, group in groups.items()}


@cache
def simplified_forms() -> Mapping[str, str]:
    """Return the Simplified form of each character whose form lies in GB2312 level 1."""
    return {row[0]: row[2] for row in read_rows(_PACKAGE, "readings.tsv")}


@cache
def learned_forms() -> Mapping[str, str]:
    """Return the Simplified form of each Traditional character whose form lies in GB2312 level 2."""
    return {row[0]: row[1] for row in read_rows(_PACKAGE, "learned_forms.tsv")}


@cache
def easy_readings() -> Mapping[str, str]:
    """Return the one reading of each very frequent character that has one."""
    return {row[0]: row[1] for row in read_rows(_PACKAGE, "easy_readings.tsv")}


@cache
def toneless_syllables() -> frozenset[str]:
    """Return the syllables of Mandarin as keyboards take them, without tones."""
    known = {each.reading for each in glossable_characters().values()} | set(easy_readings().values())
    return frozenset(toneless(reading) for reading in known)


_SOFT_HYPHENS = re.compile("\u00ad{1,99}")


def past_soft_hyphens(text: str, at: int) -> int:
    """Return the place behind the soft hyphens that stand there.

    Behind a gloss they look like hyphenation of Latin letters; when the gloss is gone they stand between Han
    characters.
    """
    hyphens = _SOFT_HYPHENS.match(text, at)
    return hyphens.end() if hyphens else at


def _simplify(char: str) -> str:
    return simplified_forms().get(char) or learned_forms().get(char, char)


@cache
def simplified_only() -> frozenset[str]:
    """Return the Simplified characters that Traditional text never uses."""
    return frozenset(row[2] for row in read_rows(_PACKAGE, "readings.tsv") if row[4] == "only")


def are_word_pair(first: str, second: str) -> bool:
    """Say whether two characters stand side by side in some common word; either script.

    >>> are_word_pair("實", "踐"), are_word_pair("踐", "實")
    (True, False)
    """
    return second != "" and _simplify(second) in _followers().get(_simplify(first), "")


@cache
def _followers() -> Mapping[str, str]:
    return {row[0]: row[1] for row in read_rows(_PACKAGE, "word_pairs.tsv")}


TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
"""Vowels with the four tone marks, composed."""
_COMBINING_TONES = "\u0300\u0301\u0304\u030c"
LETTER = f"a-zɑɡü{TONED}{_COMBINING_TONES}\u0308"
"""What a printed syllable is made of, for a character class: with the script a and g that schoolbooks use, and with
combining tone marks."""
SYLLABLE = f"[{LETTER}]{{1,12}}"
"""A printed syllable, for a pattern: zhuāng has six letters, seven with a combining mark."""

TONE_MARK_BEFORE_PARENTHESIS = rf"[{TONED}{_COMBINING_TONES}][a-zɡ]{{0,3}}\)"
"""The necessary condition for all of this: after its tone mark a syllable has at most two letters more."""

_TONE = f"[{TONED}{_COMBINING_TONES}]"
_END_OF_READING = re.compile(
    # The same, but it begins with the parenthesis: that is found many times faster than a class.
    r"\)(?:" + "|".join(rf"(?<={_TONE}{'[a-zɡ]' * letters}\))" for letters in range(4)) + ")"
)


@lru_cache(maxsize=2)  # several rules ask it of the same text, one after another
def has_reading(text: str) -> bool:
    """Say whether a text has a tone mark a few letters before a closing parenthesis.

    >>> has_reading("區(qū)"), has_reading("(French: été)"), has_reading("(qu)")
    (True, True, False)
    """
    return _END_OF_READING.search(text) is not None


_PLAIN_LETTERS = str.maketrans("ɑɡ", "ag")


def plain_syllable(printed: str) -> str:
    r"""Return a printed syllable in the spelling of the table.

    >>> plain_syllable("xue\u0301"), plain_syllable("fɑ̄")
    ('xué', 'fā')
    """
    return unicodedata.normalize("NFC", printed.translate(_PLAIN_LETTERS))


def toneless(reading: str) -> str:
    """Return a reading without its tone mark; ü as v, as on keyboards.

    >>> toneless("guó"), toneless("lǜ")
    ('guo', 'lv')
    """
    letters = unicodedata.normalize("NFD", reading)
    bare = "".join(char for char in letters if char not in _COMBINING_TONES)
    return unicodedata.normalize("NFC", bare).replace("ü", "v")
