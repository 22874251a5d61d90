"""Vain searches: text in an alphabet that no other codec makes more plausible, told from its few foreign letters alone.

In text whose letters are mostly ASCII two readings part only at the letters above it: bytes below 80 mean the same in
every codec, but for one right behind a foreign letter, which may be the second half of a character. So what another
codec gains is a sum over the foreign letters, and what one of them gains between its neighbours is known once it has
been looked at: an `ü` between two small letters is as good in one German word as in any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kanwu.repair.codecs.charsets import BARRIER, MEANT_NAMES, SHOWN_NAMES, shown
from kanwu.repair.codecs.way import FIRST, LOST, STRAY, ways_at
from kanwu.text.plausibility import model

_LEAST = FIRST.enter_at_start
"""Nats: no place of mangled text gains less, because no way enters another reading for less."""
_NO_ALPHABET = re.compile("[\x80-\x9f\u0250-\u1eff\u2e80-\U0010ffff]")
_LONGEST = 12  # characters
_TRAILS = "0-9?@-~"  # of what is ASCII, these bytes may be the second of a character, or stand for one that was lost
_FOREIGN = re.compile(rf"([^\x00-\x7f]++(?:[{_TRAILS}][^\x00-\x7f]++)*+)([{_TRAILS}].?|.?)")
"""Letters that another codec may read together, and what stands behind them as far as it matters."""
_KINDS = str.maketrans(
    {chr(point): "a" for point in range(0x61, 0x7B)}
    | {chr(point): "A" for point in range(0x41, 0x5B)}
    | {chr(point): "0" for point in range(0x30, 0x3A)}
)
"""Of the characters farther off only the kind matters."""
_MOST_REMEMBERED = 20_000
_NEVER = (float("inf"), "")


def is_vain(text: str) -> bool:
    """Say whether a text is better as shown than in any other codec, so that there is no need to search it.

    >>> is_vain("Die Größe der Tür ändern"), is_vain("Die GrÃ¶ÃŸe ï¼š ä¸­æ–‡")
    (True, False)
    """
    if _NO_ALPHABET.search(text):
        return False
    left = _LEAST
    for found in _FOREIGN.finditer(text):
        start = found.start()
        letters, after = found.groups()
        if len(letters) > _LONGEST:
            return False
        before = text[start - 1] if start else " "
        left -= _gains[before.translate(_KINDS), letters, after[:1] + after[1:].translate(_KINDS)]
        if left < 0.0:
            return False
    return True


class _Gains(dict[tuple[str, str, str], float]):
    """What any other codec gains by foreign letters between their neighbours, at most, in nats; fills itself."""

    def __missing__(self, key: tuple[str, str, str]) -> float:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        gain = self[key] = max(_gains_of(*key))
        return gain


_gains = _Gains()


def _gains_of(before: str, letters: str, after: str) -> Iterator[float]:
    """Give what each pair of codecs gains; nothing for those that read the letters as they are."""
    yield 0.0
    as_shown = model().total(letters + after, before)
    for codes, inside in _codes(letters):
        for codec in MEANT_NAMES:
            stray = LOST if inside else STRAY
            yield as_shown - _least_cost(letters + after, (*codes, *after), codec, before, stray)


def _codes(letters: str) -> set[tuple[tuple[str, ...], bool]]:
    """Return the bytes that the codecs show as these letters, and whether a codec shows two as one."""
    found = set()
    for codec in map(shown, SHOWN_NAMES):
        codes = tuple(map(codec.codes.__getitem__, letters))
        if any(code != chr(BARRIER) for code in codes):
            found.add((codes, codec.multibyte))
    return found


def _least_cost(text: str, codes: Sequence[str], codec: str, before: str, stray: float) -> float:
    """Return what the cheapest way through a text costs if it may change between both readings for nothing."""
    behind, ways = model().behind, ways_at(codec)
    data = "".join(codes)
    read = [_NEVER] * (len(data) + 1)
    as_shown = read[0] = (0.0, before)
    at = 0
    for char, code in zip(text, codes, strict=True):
        read[at] = min(read[at], as_shown)
        following = min((cost + behind[last + char], char) for cost, last in {as_shown, read[at]})
        for byte in range(at, at + len(code)):
            cost, last = read[byte]
            for length, meaning in ways(data, byte) if last else ():
                total = cost + (behind[last + meaning] if meaning else LOST if length > 1 else stray)
                read[byte + length] = min(read[byte + length], (total, meaning or "\ufffd"))
        as_shown = following
        at += len(code)
    return min(read[at], as_shown)[0]
