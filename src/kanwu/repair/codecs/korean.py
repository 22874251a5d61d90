"""Korean text that no other codec makes more plausible, told without a search.

Rare syllables make sound Korean suspect. The codecs of Korea write a syllable of KS X 1001 as B0 to C8 and A1 to FE. No
Chinese or Japanese character of UTF-8 begins with such a byte, codecs of one byte do not show Hangul, and all other
codecs of pairs but Shift-JIS read one character for each syllable. So readings are compared syllable by syllable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import accumulate, pairwise
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

    >>> is_korean("새 파일을 여십시오", " "), is_korean("굇쑴묏삔", " ")
    (True, False)
    """
    if not _KOREAN.fullmatch(text) or not _tables()[0].keys() >= set(map(ord, text)) - _ASCII:
        return False
    known = _gains()
    most = max(known.of(before, text[0], table, before) for table in (None, *_tables()))
    if not _may_enter([most, *map(known.__getitem__, map(add, text, text[1:]))]):
        return True
    as_shown = model().costs(text, before)
    readings = (model().costs(text.translate(table), before) for table in _tables())
    if any(_may_enter(map(sub, as_shown, costs)) for costs in readings):
        return False
    as_kana = (known.of(last, char, None) for last, char in pairwise(text))
    return not _may_enter([known.of(before, text[0], None, before), *as_kana])


_ASCII = frozenset(range(0x80))


def _may_enter(gains: Iterable[float]) -> bool:
    """Say whether a stretch gains so much that a way may enter there, and leave again if it does not go to the end."""
    sums = list(accumulate(gains, initial=0.0))
    *rises, last = map(sub, sums, accumulate(sums, min))
    if sums[-1] > FIRST.enter_at_start or last > FIRST.enter:
        return True
    return max(sums) > FIRST.enter_at_start + FIRST.leave or max(rises) > FIRST.enter + FIRST.leave


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


class _Gains(dict[str, float]):
    """By how much the second of two characters is cheaper in the best other codec, at most; fills itself."""

    def __init__(self) -> None:
        super().__init__()
        single, own = meant("cp932").single, model().own
        step = model().steps[Kind.HALF_KATAKANA][Kind.HALF_KATAKANA]
        of_byte = {byte: own[single[byte]] + step if byte in single else _HAN_OF_KANA for byte in _TRAILS}
        self._read = {chr(point): (chr(point),) * len(_PAIRS) for point in _ASCII}
        self._read |= {char: tuple(table[ord(char)] for table in _tables()) for char in _syllables()}
        self._kana = {char: of_byte[lead] + of_byte[trail] for char, (lead, trail) in _syllables().items()}

        self._open = {char for char, (_, trail) in _syllables().items() if trail not in single}

    def __missing__(self, two: str) -> float:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        last, char = two[0], two[1]
        cost = model().cost
        read = min(cost(*pair) for pair in zip(self._read[last], self._read[char], strict=True))
        as_kana = self.of(last, char, None)
        gain = self[two] = max(cost(last, char) - read, as_kana)
        return gain

    def of(self, last: str, char: str, table: dict[int, str] | None, read_last: str = "") -> float:
        """Return the gain in one codec.

        Args:
            last: the character before, as shown.
            char: the character.
            table: what each syllable is in that codec; None for Shift-JIS.
            read_last: the character before as it is read, if that is known.
        """
        cost = model().cost
        if table is not None:
            return cost(last, char) - cost(read_last or last.translate(table), char.translate(table))
        first = read_last or (_ANY_KANA if last in self._kana else last)
        if char not in self._kana:
            return cost(last, char) - (0.0 if char >= _FIRST_TRAIL and last in self._open else cost(first, char))
        enter = 0.0 if first == _ANY_KANA else cost(first, _ANY_KANA) - cost(_OTHER_KANA, _ANY_KANA)
        return cost(last, char) - self._kana[char] - enter


_FIRST_TRAIL = "@"  # ASCII from here on may be the second byte of a character
_ANY_KANA, _OTHER_KANA = "\uff71", "\uff72"


@cache
def _gains() -> _Gains:
    return _Gains()
