"""Text that is mangled from its first character to its last: the common case, told without a search for the way.

The bytes are parted into characters once. That reading is the cheapest way where no stretch of it, whatever stands
around it, is better off as shown; where that is not clear, the way has to be searched for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, chain, repeat
from operator import sub
from typing import NamedTuple

from kanwu.repair.codecs.charsets import BARRIER, UNKNOWN, Meant, meant
from kanwu.repair.codecs.units import units_at
from kanwu.repair.codecs.way import HOLD, LOST, STRAY, ReadUnit, Toll
from kanwu.text.plausibility import model

_NOT_SURE = 6.0  # nats: by about so much one character more or less before it changes the cost of a character
_NORMAL = 6.0  # nats a character
_OUT_OF_STEP = 11.0  # nats: so much above normal, the pairs of bytes may begin elsewhere
_TAIL = 12.0  # nats: behind so much evidence the end of a text is mangled, too
_MOST_REMEMBERED = 20_000


class _Chars(dict[str, str | None]):
    """What the bytes of one unit mean: a character, or nothing if some were lost; None where there are two ways."""

    def __init__(self, codec: Meant) -> None:
        super().__init__()
        self._codec = codec

    def __missing__(self, data: str) -> str | None:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        ways = units_at(list(map(ord, data)), 0, self._codec)
        char = self[data] = ways[0][1] if len(ways) == 1 and ways[0][0] == len(data) else None
        return char


@cache
def _tokens(name: str) -> tuple[re.Pattern[str], _Chars]:
    """Return what parts bytes into the units of a codec, and the characters of those.

    A part that can be read in two ways may be longer or shorter than a unit; it has no character.
    """
    codec = meant(name)
    if name == "utf-8":
        rest = f"[\x80-\xbf{chr(UNKNOWN)}]"
        parts = f"[\xe0-\xef](?:{rest}{{2}}|{rest}\\?|{rest}?)|[\xc2-\xdf](?:{rest}|\\?)?"
        parts += f"|[\xf0-\xf4](?:{rest}{{3}}|{rest}{{2}}\\?|{rest}{{0,2}})|{chr(UNKNOWN)}{rest}{{0,3}}"
    else:
        single = "".join(map(re.escape, map(chr, codec.single)))
        parts = f"[^{single}]."
    return re.compile(f"{parts}|.", re.DOTALL), _Chars(codec)


class AsShown(NamedTuple):
    """A text as shown.

    Attributes:
        text: the text.
        data: its bytes, a character each.
        starts: where the bytes of each character begin, with the end as a last entry.
        costs: what each character costs, behind the one before it.
    """

    text: str
    data: str
    starts: Sequence[int]
    costs: Sequence[float]


def straight(stretch: AsShown, codec: str, before: str, *, inside: bool) -> Straight | None:
    """Read a text in a codec from its first byte to its last; None where that cannot be, or in more than one way.

    Args:
        stretch: the text as shown.
        codec: the codec the text was written in.
        before: the character before the text.
        inside: whether a single byte may be the rest of a character that the other codec shows.
    """
    data = stretch.data
    if codec.startswith("utf-16") or chr(BARRIER) in data or not data:
        return None
    pattern, chars = _tokens(codec)
    parts = pattern.findall(data)
    meaning = list(map(chars.__getitem__, parts))
    if None in meaning:
        return None
    stray = LOST if inside else STRAY
    costs = model().costs("".join(char or "\ufffd" for char in meaning), before)
    if "" in meaning:
        lost = [LOST if len(part) > 1 else stray for part in parts]
        costs = [cost if char else loss for cost, char, loss in zip(costs, meaning, lost, strict=True)]
    if codec != "utf-8" and _may_be_out_of_step(data, codec, costs):
        return None
    lengths = list(map(len, parts))
    ends = list(accumulate(lengths))
    units = list(zip([0, *ends[:-1]], ends, [char or "" for char in meaning], strict=True))
    read = [0.0, *chain.from_iterable(map(repeat, accumulate(costs), lengths))]
    return Straight(stretch, units, read)


def _may_be_out_of_step(data: str, codec: str, costs: Sequence[float]) -> bool:
    """Say whether pairs of bytes that begin one byte later may be the better reading of a part of the text."""
    if _highest_rise([cost - _NORMAL for cost in costs]) <= _OUT_OF_STEP:
        return False
    _, chars = _tokens(codec)
    at = 0
    for run in _runs(codec).finditer(data):
        count = len(run[0]) // 2 or 1
        if count > 1:
            later = [chars[data[first : first + 2]] or "\ufffd" for first in range(run.start() + 1, run.end() - 1, 2)]
            others = model().costs("".join(later))
            if _highest_rise([cost - other for cost, other in zip(costs[at + 1 :], others, strict=False)]) > _NORMAL:
                return True
        at += count
    return False


@cache
def _runs(codec: str) -> re.Pattern[str]:
    """Return what finds pairs of bytes in a row, or one byte."""
    single = "".join(map(re.escape, map(chr, meant(codec).single)))
    return re.compile(f"(?:[^{single}].)+|.", re.DOTALL)


def _highest_rise(costs: Sequence[float]) -> float:
    """Return the most that any stretch costs."""
    high = rise = 0.0
    for cost in costs:
        rise = max(0.0, rise + cost)
        high = max(high, rise)
    return high


class Straight:
    """A reading of a text from its first byte to its last.

    Attributes:
        units: what is read, in order.
    """

    def __init__(self, shown: AsShown, units: Sequence[ReadUnit], read: Sequence[float]) -> None:
        """Compare both readings.

        Args:
            shown: the text as shown.
            units: what is read, in order.
            read: what is read up to each byte costs, to the end of its unit.
        """
        self.units = units
        self._text, self._starts, self._read = shown.text, shown.starts, read
        self._sound = list(accumulate(shown.costs, initial=0.0))
        self._excess = list(map(sub, map(read.__getitem__, shown.starts), self._sound))

    def is_cheapest(self, toll: Toll) -> bool:
        """Say whether it is clear that no part of the text is better read as shown."""
        excess = self._excess
        if max(excess[1:]) + toll.enter_at_start > toll.enter + HOLD or excess[-1] + toll.enter_at_start >= 0.0:
            return False
        lowest = accumulate(excess[1:], min)
        rise = max(map(sub, excess[2:], lowest), default=0.0)
        return rise <= toll.enter + toll.leave + HOLD - _NOT_SURE and self._ends_mangled(toll)

    def _ends_mangled(self, toll: Toll) -> bool:
        """Say whether the end is no better as shown, the change to it included."""
        text, excess, units = self._text, self._excess, self.units
        unit = len(units) - 1
        for index in range(len(text) - 1, 0, -1):
            if excess[-1] - excess[index] < toll.leave - _TAIL:
                return True
            at = self._starts[index]
            while unit and units[unit][1] > at:
                unit -= 1
            if units[unit][1] == at:
                first = model().behind[(units[unit][2] or "\ufffd") + text[index]]
                shown = self._read[at] + toll.leave + first + self._sound[-1] - self._sound[index + 1]
                if shown <= self._read[-1]:
                    return False
        return True
