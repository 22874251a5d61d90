"""The cheapest way through the bytes of a text that may be mangled: where it is read as shown, where in another codec.

The way may change from one reading to the other at any shown character, which costs a toll. It is found in time linear
in the bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from kanwu.repair.codecs.charsets import BARRIER, UNKNOWN, Meant, meant
from kanwu.repair.codecs.units import Unit, units_at
from kanwu.text.plausibility import model


@dataclass(frozen=True, slots=True)
class Toll:
    """What it costs to change from one reading to the other, in nats.

    Attributes:
        enter: from the shown text to the other reading: one place in 8,000 characters, as far as we know before.
        enter_at_start: the same at the first character; most mangled texts are mangled from there on.
        leave: back to the shown text, but at the end.
        inside_word: more for a change between two letters of an alphabet: damage seldom begins inside a word.
    """

    enter: float
    enter_at_start: float
    leave: float
    inside_word: float


FIRST = Toll(9.0, 4.0, 2.0, 8.0)
SURE = Toll(5.0, 0.0, 4.0, 3.0)
"""Once it is known that a text was mangled by these codecs, its other places need less evidence."""
HOLD = 4.0  # nats: a way that goes on is kept for that much, because what follows may be the rest of a word
LOST = 9.5  # nats: a unit that lost a byte, about a rare character
STRAY = 13.0  # nats: a byte that belongs to nothing
_NEVER = float("inf")

ReadUnit = tuple[int, int, str]
"""From byte, to byte, character; empty where bytes were lost."""


class _Units(dict[str, tuple[Unit, ...] | None]):
    """The ways to read the bytes that a string begins with; fills itself, and begins anew before it grows large.

    None where two bytes begin a character of more.
    """

    def __init__(self, codec: Meant, *, short: bool) -> None:
        super().__init__()
        self._codec, self._short = codec, short

    def __missing__(self, data: str) -> tuple[Unit, ...] | None:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        wide = self._short and self._codec.name == "gb18030" and data[1:] in _DIGITS and data[1:]
        found = self[data] = None if wide else units_at(list(map(ord, data)), 0, self._codec)
        return found


_DIGITS = "0123456789"  # second bytes of the four-byte characters of GB18030
_MOST_REMEMBERED = 20_000


@cache
def _units(name: str) -> tuple[_Units, _Units, Sequence[int]]:
    """Return the units of a codec, those of four bytes, and how many bytes tell what begins with a byte."""
    if name == "utf-8":
        lengths = [1] * 0xC2 + [2] * 30 + [3] * 16 + [4] * 16 + [4, 1]
    elif name.startswith("utf-16"):
        lengths = [4] * (BARRIER + 1)
    else:
        lengths = [2] * (BARRIER + 1)
        if name == "euc_jp":
            lengths[_JIS_212] = lengths[UNKNOWN] = 3
    return _Units(meant(name), short=True), _Units(meant(name), short=False), lengths


_JIS_212 = 0x8F  # a character of JIS X 0212 with two more bytes follows


def ways_at(codec: str) -> Callable[[str, int], Sequence[Unit]]:
    """Return what tells the ways to read what begins at a byte; remembered."""
    units, wide, lengths = _units(codec)

    def ways(data: str, at: int) -> Sequence[Unit]:
        found = units[data[at : at + lengths[ord(data[at])]]]
        return wide[data[at : at + 4]] or () if found is None else found

    return ways


class Way:
    """The cheapest ways to each byte: as shown at the borders of shown characters, otherwise read at any byte."""

    def __init__(self, text: str, data: str, starts: Sequence[int], toll: Toll) -> None:
        self.text, self.data, self.starts, self.toll = text, data, starts, toll
        size = len(data) + 1
        self.left = [-1] * len(starts)  # where the shown text goes on behind the other reading: the border
        self.meant = [_NEVER] * size
        self.last = [""] * size
        self.back: list[tuple[int, str]] = [_ENTRY] * size  # the byte before, and the character read

    def run(self, codec: str, before: str, keep: Sequence[float], *, inside: bool) -> None:
        """Fill the tables.

        Args:
            codec: the codec the text was written in.
            before: the character before the text.
            keep: what each character costs as shown, behind the one before it.
            inside: whether a single byte may be the rest of a character that the other codec shows.
        """
        text, starts, toll, meant_costs = self.text, self.starts, self.toll, self.meant
        behind = model().behind
        stray = LOST if inside else STRAY
        sound, last = 0.0, before  # the cheapest way that ends as shown, and its last character
        for index, char in enumerate(text):
            at = starts[index]
            here = meant_costs[at]
            if not index:
                self._enter(at, toll.enter_at_start, last)
            elif here + toll.leave < sound and (leave := here + toll.leave + self._more(index)) < sound:
                sound, last = leave, self.last[at]
                self.left[index] = at
            elif sound + toll.enter + HOLD < here and (enter := sound + toll.enter + self._more(index)) + HOLD < here:
                self._enter(at, enter, last)
            sound += keep[index] if not index or last == text[index - 1] else behind[last + char]
            last = char
            self._read(at, starts[index + 1], codec, stray)
        if meant_costs[-1] < sound:
            self.left[-1] = len(self.data)

    def _more(self, index: int) -> float:
        """Return what a change inside a word costs."""
        before, after = self.text[index - 1], self.text[index]
        inside = before < _LAST_ALPHABET and after < _LAST_ALPHABET and before.isalpha() and after.isalpha()
        return self.toll.inside_word if inside else 0.0

    def _enter(self, at: int, cost: float, last: str) -> None:
        self.meant[at], self.last[at], self.back[at] = cost, last, _ENTRY

    def _read(self, first: int, stop: int, codec: str, stray: float) -> None:
        """Go on from each byte of a shown character that a way has come to."""
        data, costs, lasts, back = self.data, self.meant, self.last, self.back
        units, wide, lengths = _units(codec)
        behind = model().behind
        for at in range(first, stop):
            cost = costs[at]
            if cost == _NEVER:
                continue
            last = lasts[at]
            ways = units[data[at : at + lengths[ord(data[at])]]]
            for length, char in wide[data[at : at + 4]] or () if ways is None else ways:
                total = cost + (behind[last + char] if char else LOST if length > 1 else stray)
                after = at + length
                if total < costs[after]:
                    costs[after], lasts[after], back[after] = total, char or "\ufffd", (at, char)

    def places(self) -> list[list[ReadUnit]]:
        """Walk back: the units of each place, in order."""
        borders = {at: index for index, at in enumerate(self.starts)}
        found = []
        index = len(self.starts) - 1
        while index > 0:
            at = self.left[index]
            if at < 0:
                index -= 1
                continue
            units = []
            while self.back[at][0] >= 0:
                before, char = self.back[at]
                units.append((before, at, char))
                at = before
            index = borders[at]
            if units:
                found.append(units[::-1])
            else:
                index -= 1
        return found[::-1]


_ENTRY = (-1, "")
_LAST_ALPHABET = "\u0530"
