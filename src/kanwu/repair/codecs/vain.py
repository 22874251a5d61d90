"""Vain searches: text in an alphabet that no other codec makes more plausible, told from its few foreign letters alone.

In text whose letters are mostly ASCII two readings part only at the letters above it: bytes below 80 mean the same in
every codec, but for one right behind a foreign letter, which may be the second half of a character. So what another
codec gains is a sum over the foreign letters, and what one of them gains between its neighbours is known once it has
been looked at: an `ü` between two small letters is as good in one German word as in any other. Where no place can gain
so much that it would be reported, there is no need to search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from operator import sub

from kanwu.repair.codecs.charsets import BARRIER, MEANT_NAMES, SHOWN_NAMES, shown
from kanwu.repair.codecs.reading import LEAST_GAIN
from kanwu.repair.codecs.way import LOST, ways_at
from kanwu.text.plausibility import model

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
_NEVER = float("inf")


def is_vain(text: str) -> bool:
    """Say whether no place of a text is so much better in another codec that it would be reported.

    >>> is_vain("Die Tür ist geöffnet"), is_vain("Die GrÃ¶ÃŸe ï¼š ä¸­æ–‡")
    (True, False)
    """
    if _NO_ALPHABET.search(text):
        return False
    gained = 0.0
    for found in _FOREIGN.finditer(text):
        start = found.start()
        letters, after = found.groups()
        if len(letters) > _LONGEST:
            return False
        before = text[start - 1] if start else " "
        peak, gain = _gains[before.translate(_KINDS), letters, after[:1] + after[1:].translate(_KINDS)]
        if gained + peak >= LEAST_GAIN:
            return False
        gained += gain
    return True


class _Gains(dict[tuple[str, str, str], tuple[float, float]]):
    """What any other codec gains by foreign letters between their neighbours, at most, in nats; fills itself.

    First what is gained up to any character among them, where the way may go back to the shown text without a look at
    what follows, then what is gained up to the end.
    """

    def __missing__(self, key: tuple[str, str, str]) -> tuple[float, float]:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        gains = list(_gains_of(*key))
        value = self[key] = max(map(max, gains)), max(gain[-1] for gain in gains)
        return value


_gains = _Gains()


def _gains_of(before: str, letters: str, after: str) -> Iterator[list[float]]:
    """Give what each pair of codecs gains up to each character; nothing for those that read the letters as they are.

    A place counts a stray byte as one that was lost.
    """
    yield [0.0]
    as_shown = list(accumulate(model().costs(letters + after, before)))
    for codes in _codes(letters):
        for codec in MEANT_NAMES:
            if len(codes) == 1:
                parts = (codes[0] + after[:count] for count in range(len(after) + 1))
                least = [_cost_alone(data, len(codes[0]), codec, before) for data in parts]
            else:
                least = list(_least_costs(letters + after, (*codes, *after), codec, before))
            yield list(map(sub, as_shown, least))


def _codes(letters: str) -> set[tuple[str, ...]]:
    """Return the bytes that the codecs show as these letters."""
    found = set()
    for codec in map(shown, SHOWN_NAMES):
        codes = tuple(map(codec.codes.__getitem__, letters))
        if any(code != chr(BARRIER) for code in codes):
            found.add(codes)
    return found


def _cost_alone(data: str, size: int, codec: str, before: str) -> float:
    """Return what the cheapest way through data costs of which only so many bytes are not ASCII."""
    if size <= 0:
        return model().total(data, before)
    behind = model().behind
    return min(
        (behind[before + meaning] if meaning else LOST)
        + _cost_alone(data[length:], size - length, codec, meaning or "\ufffd")
        for length, meaning in ways_at(codec)(data, 0)
    )


def _least_costs(text: str, codes: Sequence[str], codec: str, before: str) -> Iterator[float]:
    """Give what the cheapest way to each character costs if it may change between both readings for nothing."""
    ways = ways_at(codec)
    data = "".join(codes)
    read: list[dict[str, float]] = [{} for _ in range(len(data) + 1)]  # the least cost to each byte, by last character
    read[0][before] = 0.0
    at = 0
    for char, code in zip(text, codes, strict=True):
        shown_cost = _behind(read[at], char)
        for byte in range(at, at + len(code)):
            for length, meaning in ways(data, byte) if read[byte] else ():
                cost = _behind(read[byte], meaning) if meaning else min(read[byte].values()) + LOST
                _keep_least(read[byte + length], meaning or "\ufffd", cost)
        at += len(code)
        _keep_least(read[at], char, shown_cost)
        yield min(read[at].values())


def _behind(costs: Mapping[str, float], char: str) -> float:
    behind = model().behind
    return min(cost + behind[last + char] for last, cost in costs.items())


def _keep_least(costs: dict[str, float], last: str, cost: float) -> None:
    if cost < costs.get(last, _NEVER):
        costs[last] = cost
