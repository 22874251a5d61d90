"""Scripts: whether a text is Simplified, Traditional, a mixture of the two, Japanese, or cannot be told.

Only characters that one script uses and the others do not are counted. They come from OpenCC's tables
(`scripts.tsv`, built by `tools/build_script_tables.py`) and are read on first use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kanwu.text.tables import read_rows

HAN = re.compile("[\u4e00-\u9fff]")
"""A Han character of the main block; the cheap test before anything else is asked about a text."""

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]+")
_HAN_RUN = re.compile("[\u4e00-\u9fff]+")

_JAPANESE_SHARE = 0.05  # of Han and kana; a Chinese text that quotes の or a product name stays far below
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
    part = text[start:end]
    if HAN.search(part) is None:
        return ScriptCount(kana=_length(_KANA, part))
    telling = {name: _length(_pattern(name), part) for name in ("simplified", "traditional", "shinjitai")}
    return ScriptCount(han=_length(_HAN_RUN, part), kana=_length(_KANA, part), **telling)


@dataclass(frozen=True, slots=True)
class RegionCount:
    """How many forms a Traditional text has that one region prefers and the other does not."""

    taiwan: int
    hong_kong: int


def count_regions(text: str) -> RegionCount:
    """Count the forms that tell Taiwan's text from Hong Kong's; only for text that is Traditional.

    >>> count_regions("裡面的説明")
    RegionCount(taiwan=1, hong_kong=1)
    """
    return RegionCount(_length(_pattern("taiwan"), text), _length(_pattern("hong-kong"), text))


def script_of(text: str) -> Script:
    """Return the script of a text.

    >>> script_of("关于干部的标准")
    <Script.SIMPLIFIED: 'Simplified'>
    """
    return count_scripts(text).script


def has_traditional(text: str) -> bool:
    """Say whether a text has any character that Simplified text does not use; hundreds of MB/s."""
    return _pattern("traditional").search(text) is not None


def traditional_characters() -> str:
    """Return the pattern of the characters that Simplified text does not use."""
    return _pattern("traditional").pattern


def _length(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Compile a class of characters; all are in the BMP, because astral literals make a class slow."""
    return re.compile(f"[{_classes()[name]}]+")


@cache
def _classes() -> dict[str, str]:
    return dict(read_rows("kanwu.text", "scripts.tsv"))
