"""Scripts: whether a text is Simplified, Traditional, a mixture of the two, Japanese, or cannot be told.

Only characters that one script uses and the others do not are counted. They come from OpenCC's tables
(`scripts.tsv`, built by `tools/build_script_tables.py`) and are read on first use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from kanwu.text.tables import read_rows

HAN = re.compile("[\u4e00-\u9fff]")
"""A Han character of the main block; the cheap test before anything else is asked about a text."""

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_SENTENCE_END = re.compile("[。！？!?\n]+")
_HAN_RUN = re.compile("[\u4e00-\u9fff]+")

_LETTERS = {
    "simplified": "\ufdd0",
    "traditional": "\ufdd1",
    "shinjitai": "\ufdd2",
    "kana": "\ufdd3",
    "other": "\ufdd4",
}  # noncharacters, which no text has

_JAPANESE_SHARE = 0.05  # of Han and kana; a Chinese text that quotes の or a product name stays far below
_FEWEST_FORMS = 2  # regional forms; a single one can be an older spelling
_CLEAR_SHARE = 0.9  # of the telling characters; the rest are quotations, names, and characters a converter left behind


class Script(StrEnum):
    """What a text is written in."""

    SIMPLIFIED = "Simplified"
    TRADITIONAL = "Traditional"
    MIXED = "mixed"
    JAPANESE = "Japanese"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class ScriptCount:
    """How many telling characters a text has, and what follows from them.

    Attributes:
        han: Han characters of the main block.
        simplified: characters that only Simplified text uses.
        traditional: characters that no Simplified text uses.
        kana: hiragana and katakana.
        shinjitai: characters that only Japanese uses.
    """

    han: int = 0
    simplified: int = 0
    traditional: int = 0
    kana: int = 0
    shinjitai: int = 0

    @property
    def script(self) -> Script:
        """The script these counts speak for."""
        telling = self.simplified + self.traditional
        if self.kana + self.shinjitai > _JAPANESE_SHARE * (self.han + self.kana):
            return Script.JAPANESE
        if telling == 0:
            return Script.UNDECIDED
        if self.traditional >= _CLEAR_SHARE * telling:
            return Script.TRADITIONAL
        return Script.SIMPLIFIED if self.simplified >= _CLEAR_SHARE * telling else Script.MIXED

    def __add__(self, other: ScriptCount) -> ScriptCount:
        """Return the counts of both texts together."""
        return ScriptCount(
            self.han + other.han,
            self.simplified + other.simplified,
            self.traditional + other.traditional,
            self.kana + other.kana,
            self.shinjitai + other.shinjitai,
        )

    def __str__(self) -> str:
        """Write the script with its evidence."""
        return f"{self.script} ({self.traditional} Traditional, {self.simplified} Simplified, {self.kana} kana)"


def count_scripts(text: str, start: int = 0, end: int | None = None) -> ScriptCount:
    """Count the telling characters of `text[start:end]`.

    >>> print(count_scripts("開展主題教育"))
    Traditional (2 Traditional, 0 Simplified, 0 kana)
    >>> print(count_scripts("开展主题教育"))
    Simplified (0 Traditional, 2 Simplified, 0 kana)
    >>> count_scripts("これは標準です").script, count_scripts("示范").script
    (<Script.JAPANESE: 'Japanese'>, <Script.UNDECIDED: 'undecided'>)
    """
    return _count_whole(text) if not start and end is None else _count(text[start:end])


@lru_cache(maxsize=4)  # several rules ask it of the same text
def _count_whole(text: str) -> ScriptCount:
    return _count(text)


def _count(part: str) -> ScriptCount:
    if HAN.search(part) is None:
        return ScriptCount(kana=len(_KANA.findall(part)))
    telling = {name: len(_one_of(name).findall(part)) for name in ("simplified", "traditional", "shinjitai")}
    return ScriptCount(han=_length(_HAN_RUN, part), kana=len(_KANA.findall(part)), **telling)


class Region(StrEnum):
    """Whose forms a Traditional text uses."""

    TAIWAN = "Taiwan"
    HONG_KONG = "Hong Kong"


@dataclass(frozen=True, slots=True)
class RegionCount:
    """How many forms a Traditional text has that one region prefers and the other does not."""

    taiwan: int
    hong_kong: int

    @property
    def region(self) -> Region | None:
        """The region these counts speak for, or None where they are too few or do not agree."""
        most = max(self.taiwan, self.hong_kong)
        if most < _FEWEST_FORMS or most < _CLEAR_SHARE * (self.taiwan + self.hong_kong):
            return None
        return Region.TAIWAN if self.taiwan == most else Region.HONG_KONG


def count_regions(text: str) -> RegionCount:
    """Count the forms that tell Taiwan's text from Hong Kong's; only for text that is Traditional.

    >>> count_regions("裡面的説明")
    RegionCount(taiwan=1, hong_kong=1)
    """
    return RegionCount(len(_one_of("taiwan").findall(text)), len(_one_of("hong-kong").findall(text)))


def script_of(text: str) -> Script:
    """Return the script of a text.

    >>> script_of("关于干部的标准")
    <Script.SIMPLIFIED: 'Simplified'>
    """
    return count_scripts(text).script


def region_of(text: str) -> Region | None:
    """Return whose forms a Traditional text uses, or None where it is not Traditional or does not say.

    >>> region_of("衞生間裏的溫水，説明書寫得很清楚。"), region_of("關於標準的說明")
    (<Region.HONG_KONG: 'Hong Kong'>, None)
    """
    if not has_traditional(text) or script_of(text) is not Script.TRADITIONAL:
        return None
    return count_regions(text).region


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences of one script, one after another.

    Attributes:
        start: offset of its first character.
        end: offset after its last.
        count: the telling characters of all of it.
    """

    start: int
    end: int
    count: ScriptCount


def passages_of(text: str) -> Iterator[Passage]:
    r"""Yield the passages of a text: stretches of sentences in one script; they cover all of it.

    A sentence ends at 。！？!? or a line break. One that does not tell its script belongs to the passage before it.

    >>> [(p.start, p.end, str(p.count.script)) for p in passages_of("这是说明。\n這是說明。示范。")]
    [(0, 6, 'Simplified'), (6, 14, 'Traditional')]
    """
    start, passage = 0, None
    letters = text.translate(_letters())
    for end in (*(mark.end() for mark in _SENTENCE_END.finditer(text)), len(text)):
        count = _counted(letters[start:end])
        if passage is None:
            passage = Passage(start, end, count)
        elif count.script in {passage.count.script, Script.UNDECIDED} or passage.count.script is Script.UNDECIDED:
            passage = Passage(passage.start, end, passage.count + count)
        else:
            yield passage
            passage = Passage(start, end, count)
        start = end
    if passage is not None and passage.end > passage.start:
        yield passage


@lru_cache(maxsize=2)  # several rules ask it of the same text, one after another
def has_han(text: str) -> bool:
    """Say whether a text has any Han character of the main block."""
    return not text.isascii() and HAN.search(text) is not None


def has_simplified(text: str) -> bool:
    """Say whether a text has any character that only Simplified text uses; hundreds of MB/s."""
    return has_han(text) and _one_of("simplified").search(text) is not None


@lru_cache(maxsize=2)
def has_traditional(text: str) -> bool:
    """Say whether a text has any character that Simplified text does not use; hundreds of MB/s."""
    return has_han(text) and _one_of("traditional").search(text) is not None


def has_both(text: str, least: int) -> bool:
    """Say whether a text has at least so many characters of each script that the other does not use."""
    return has_han(text) and all(len(_one_of(name).findall(text)) >= least for name in ("simplified", "traditional"))


def simplified_characters() -> str:
    """Return the pattern of the characters that only Simplified text uses."""
    return _one_of("simplified").pattern


def traditional_characters() -> str:
    """Return the pattern of the characters that Simplified text does not use."""
    return _one_of("traditional").pattern


def _length(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


def _counted(letters: str) -> ScriptCount:
    """Count what `_letters` made of a text; many times faster than patterns where sentences are short."""
    own = {name: letters.count(letter) for name, letter in _LETTERS.items()}
    han = own.pop("other") + own["simplified"] + own["traditional"] + own["shinjitai"]
    return ScriptCount(han=han, **own)


@cache
def _letters() -> dict[int, str]:
    """Return, for `str.translate`, the letter of the class of every Han character and kana."""
    table = dict.fromkeys(range(0x4E00, 0xA000), _LETTERS["other"])
    for name in ("simplified", "traditional", "shinjitai"):
        table |= dict.fromkeys(map(ord, _classes()[name]), _LETTERS[name])
    return table | dict.fromkeys((*range(0x3041, 0x3097), *range(0x30A1, 0x30FB)), _LETTERS["kana"])


@cache
def _one_of(name: str) -> re.Pattern[str]:
    """Compile a class of characters; all are in the BMP, because astral literals make a class slow.

    A search for one character is several times faster than one for a run of them.
    """
    return re.compile(f"[{_classes()[name]}]")


@cache
def _classes() -> dict[str, str]:
    return dict(read_rows("kanwu.text", "scripts.tsv"))
