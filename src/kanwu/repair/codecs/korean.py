"""Korean text that no other codec makes more plausible, told without a search.

Rare syllables make sound Korean suspect. The codecs of Korea write a syllable of KS X 1001 as B0 to C8 and A1 to FE. No
Chinese or Japanese character of UTF-8 begins with such a byte, codecs of one byte do not show Hangul, and those that
write pairs, too, read one character for each syllable, but for Shift-JIS. So readings are compared syllable by syllable.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from operator import add, sub

from kanwu.repair.codecs.charsets import meant
from kanwu.repair.codecs.way import FIRST
from kanwu.text.kinds import Kind
from kanwu.text.plausibility import model

_KOREAN = re.compile("[\x00-\x7f\uac00-\ud7a3]++")
_LEADS, _TRAILS = range(0xB0, 0xC9), range(0xA1, 0xFF)  # of the syllables of KS X 1001
_PAIRS = ("gb18030", "euc_jp", "cp950")
_HAN_OF_KANA = 7.25
"""Nats: what a first byte of Shift-JIS costs among half-width kana at least, with the next byte, which costs no kana
then: 5.5 from kana to Han, 8 for the least rare of these Han characters, less 6.25 for the kana."""
_MOST_REMEMBERED = 40_000  # pairs of characters


def is_korean(text: str, before: str) -> bool:
    """Say whether a text is ASCII and common Hangul, and better as shown than in any other codec.

    >>> is_korean("새 파일을 여십시오", " "), is_korean("껭껭몽촐", " ")
    (True, False)
    """
    if not _KOREAN.fullmatch(text) or not _tables()[0].keys() >= set(map(ord, text)) - _ASCII:
        return False
    as_shown = model().costs(text, before)
    as_kana = map(_kana().__getitem__, map(add, before + text[:-1], text))
    if _gains(as_shown, list(as_kana)):
        return False
    return not any(_gains(as_shown, model().costs(text.translate(table), before)) for table in _tables())


_ASCII = frozenset(range(0x80))


def _gains(as_shown: Sequence[float], costs: Sequence[float]) -> bool:
    """Say whether a stretch costs so much less that a way may enter there."""
    gains = list(accumulate(map(sub, as_shown, costs), initial=0.0))
    return max(gains) > FIRST.enter_at_start or max(map(sub, gains, accumulate(gains, min))) > FIRST.enter


@cache
def _syllables() -> dict[str, tuple[int, int]]:
    pairs = meant("cp949").pairs
    return {pairs[lead << 8 | trail]: (lead, trail) for lead in _LEADS for trail in _TRAILS}


@cache
def _tables() -> tuple[dict[int, str], ...]:
    """Return what each syllable is in the other codecs of pairs."""
    return tuple(
        {ord(char): meant(name).pairs.get(lead << 8 | trail, "\ufffd") for char, (lead, trail) in _syllables().items()}
        for name in _PAIRS
    )


class _Kana(dict[str, float]):
    """What the second of two characters costs at least if Hangul is half-width kana in Shift-JIS; fills itself."""

    def __init__(self) -> None:
        super().__init__()
        single, own = meant("cp932").single, model().own
        step = model().steps[Kind.HALF_KATAKANA][Kind.HALF_KATAKANA]
        of_byte = {byte: own[single[byte]] + step if byte in single else _HAN_OF_KANA for byte in _TRAILS}
        self._least = {char: of_byte[lead] + of_byte[trail] for char, (lead, trail) in _syllables().items()}

    def __missing__(self, two: str) -> float:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        first, second = (_ANY_KANA if char in self._least else char for char in two)
        cost = model().cost(first, second)
        if second == _ANY_KANA:
            inside = first == _ANY_KANA
            cost = self._least[two[1]] + (0.0 if inside else cost - model().cost(_OTHER_KANA, second))
        self[two] = cost
        return cost


_ANY_KANA, _OTHER_KANA = "\uff71", "\uff72"


@cache
def _kana() -> _Kana:
    return _Kana()
