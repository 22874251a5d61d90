"""Find the mangled places of a text for one pair of codecs: the cheapest way through its bytes.

Two ways of reading run side by side: the text as shown, and the bytes it was shown for, read in another codec. The
way may change from one to the other at any shown character, which costs a toll. What comes out are the places where
the other reading is clearly the more plausible one, with exact borders, in time linear in the bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kanwu.repair.codecs.charsets import BARRIER, UNKNOWN, Meant, Shown, to_bytes
from kanwu.repair.codecs.units import units_at
from kanwu.text.plausibility import Model, model


@dataclass(frozen=True, slots=True)
class _Toll:
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


_FIRST = _Toll(9.0, 4.0, 2.0, 8.0)
_SURE = _Toll(5.0, 0.0, 4.0, 3.0)
"""Once it is known that a text was mangled by these codecs, its other places need less evidence."""
_HOLD = 4.0  # nats: a way that goes on is kept for that much, because what follows may be the rest of a word
LOST = 9.5  # nats: a unit that lost a byte, about a rare character
_STRAY = 13.0  # nats: a byte that belongs to nothing


@dataclass(frozen=True, slots=True)
class Loss:
    """What is left of a unit that lost bytes.

    Attributes:
        left: its bytes, `UNKNOWN` where one was lost and something stands in its place.
        next: the byte behind it, or `BARRIER`: the lost byte made no character with it.
    """

    left: tuple[int, ...]
    next: int = BARRIER


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a mangled place.

    Attributes:
        start: offset in the shown text.
        end: offset after the last character.
        text: what it means; one U+FFFD for each unit that lost bytes.
        lost: each unit that lost bytes, in order; empty where nothing was lost.
        shared: how many bytes of its first and of its last shown character belong to a lost unit beside it. A codec
            that shows two bytes as one character may show the end of a lost unit with the beginning of the next.
    """

    start: int
    end: int
    text: str
    lost: tuple[Loss, ...] = ()
    shared: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """A mangled place.

    Attributes:
        start: offset in the shown text.
        end: offset after the last character.
        pieces: its parts, in order, without gaps.
        gain: by how many nats the other reading is more plausible than the shown one.
        cost: what the other reading costs, in nats.
    """

    start: int
    end: int
    pieces: tuple[Piece, ...]
    gain: float
    cost: float

    @property
    def text(self) -> str:
        """What the place means."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def whole(self) -> bool:
        """Whether no byte was lost."""
        return not any(piece.lost for piece in self.pieces)


_NEVER = float("inf")


class _Way:
    """The cheapest ways to each byte: `sound` at the borders of shown characters, `meant` at any byte."""

    def __init__(self, text: str, data: list[int], starts: list[int], toll: _Toll) -> None:
        self.toll = toll
        size = len(data) + 1
        self.text, self.data, self.starts = text, data, starts
        self.sound = [_NEVER] * len(starts)
        self.sound_last = [""] * len(starts)
        self.left = [-1] * len(starts)  # where `sound` came from `meant`: the border
        self.meant = [_NEVER] * size
        self.meant_last = [""] * size
        self.back: list[tuple[int, str]] = [(-1, "")] * size  # the byte before, and the character read

    def run(self, shown: Shown, codec: Meant, scale: Model, before: str) -> None:
        """Fill the tables."""
        borders = {at: index for index, at in enumerate(self.starts)}
        multibyte = shown.multibyte
        self.sound[0], self.sound_last[0] = 0.0, before
        for at in range(len(self.data) + 1):
            index = borders.get(at)
            if index is not None:
                self._change(at, index)
                if index < len(self.text):
                    self._keep(index, scale)
            if at < len(self.data) and self.meant[at] < _NEVER:
                self._read(at, codec, scale, inside=multibyte)

    def _change(self, at: int, index: int) -> None:
        toll = self.toll
        if index == 0:
            enter, leave = toll.enter_at_start, 0.0
        elif index == len(self.text):
            enter, leave = _NEVER, 0.0
        else:
            more = toll.inside_word if _is_inside_word(self.text[index - 1], self.text[index]) else 0.0
            enter, leave = toll.enter + more, toll.leave + more
        leave += self.meant[at]
        enter += self.sound[index]
        if leave < self.sound[index]:
            self.sound[index], self.sound_last[index] = leave, self.meant_last[at]
            self.left[index] = at
        elif enter + _HOLD < self.meant[at]:
            self.meant[at], self.meant_last[at] = enter, self.sound_last[index]
            self.back[at] = (-1, "")

    def _keep(self, index: int, scale: Model) -> None:
        char = self.text[index]
        self.sound[index + 1] = self.sound[index] + scale.cost(self.sound_last[index], char)
        self.sound_last[index + 1] = char

    def _read(self, at: int, codec: Meant, scale: Model, *, inside: bool) -> None:
        last, cost = self.meant_last[at], self.meant[at]
        for length, char in units_at(self.data, at, codec):
            after = at + length
            more = scale.cost(last, char) if char else LOST if length > 1 or inside else _STRAY
            total = cost + more
            if total < self.meant[after]:
                self.meant[after], self.meant_last[after] = total, char or "\ufffd"
                self.back[after] = (at, char)

    def places(self) -> list[tuple[int, list[tuple[int, int, str]]]]:
        """Walk back: the entry border of each place, and the units read in it as (from byte, to byte, character)."""
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
                found.append((index, units[::-1]))
            else:
                index -= 1
        return found[::-1]


def _is_inside_word(before: str, after: str) -> bool:
    return before < _LAST_ALPHABET and after < _LAST_ALPHABET and before.isalpha() and after.isalpha()


_LAST_ALPHABET = "\u0530"


def align(
    text: str, shown: Shown, codec: Meant, before: str = " ", *, sure: bool = False, trim: bool = True
) -> list[Place]:
    """Return the places of a text that are clearly more plausible when their bytes are read in another codec.

    Args:
        text: the text as shown.
        shown: the codec it was shown with.
        codec: the codec it was written in.
        before: the character before the text.
        sure: whether it is known that the text was mangled by these codecs.
        trim: whether to leave out what reads the same either way at both ends of a place.
    """
    scale = model()
    data, starts = to_bytes(text, shown)
    way = _Way(text, data, starts, _SURE if sure else _FIRST)
    way.run(shown, codec, scale, before)
    borders = {at: index for index, at in enumerate(starts)}
    places = []
    for _, units in way.places():
        pieces = _pieces(units, borders, data)
        trimmed = _trim(text, pieces) if trim else pieces
        if trimmed:
            places.append(_place(text, trimmed, scale, before))
    return places


_Units = list[tuple[int, int, str]]
"""From byte, to byte, character; empty where bytes were lost."""


def _pieces(units: _Units, borders: dict[int, int], data: Sequence[int]) -> list[Piece]:
    """Join units into pieces that begin and end at borders of shown characters."""
    pieces: list[Piece] = []
    group: _Units = []
    for unit in units:
        group.append(unit)
        if unit[1] in borders:
            parted = _parted(group, borders, data) if len(group) > 1 else []
            pieces += parted or [_piece(group, borders[group[0][0]], borders[unit[1]], data)]
            group = []
    return pieces


def _piece(units: _Units, start: int, end: int, data: Sequence[int], shared: tuple[int, int] = (0, 0)) -> Piece:
    lost = tuple(
        Loss(tuple(data[begin:stop]), data[stop] if stop < len(data) else BARRIER)
        for begin, stop, char in units
        if not char
    )
    return Piece(start, end, "".join(char or "\ufffd" for _, _, char in units), lost, shared)


def _parted(units: _Units, borders: dict[int, int], data: Sequence[int]) -> list[Piece]:
    """Part what lost bytes from what is whole, where every lost unit has a mark of its own in the shown text.

    A shown character that holds bytes of both goes with the whole ones: the mark beside it stands for the lost one.
    """
    unmarked = any(UNKNOWN not in data[begin:stop] for begin, stop, char in units if not char)
    if unmarked or len({bool(char) for _, _, char in units}) == 1:
        return []
    runs = [(whole, list(run)) for whole, run in groupby(units, key=lambda unit: bool(unit[2]))]
    cuts = [borders[units[0][0]]]
    shared = []
    for whole, run in runs[:-1]:
        at = run[-1][1]
        first, last = at, at  # the borders of the shown character that holds bytes of both
        while first not in borders:
            first -= 1
        while last not in borders:
            last += 1
        cuts.append(borders[last] if whole else borders[first])
        shared.append(last - at if whole else at - first)
    cuts.append(borders[units[-1][1]])
    if any(first >= last for first, last in pairwise(cuts)):
        return []
    pieces = []
    for place, ((whole, run), (start, end)) in enumerate(zip(runs, pairwise(cuts), strict=True)):
        ends = (0, *shared, 0)[place : place + 2] if whole else (0, 0)
        pieces.append(_piece(run, start, end, data, (ends[0], ends[1])))
    return pieces


def _trim(text: str, pieces: list[Piece]) -> list[Piece]:
    """Drop what reads the same either way from both ends."""
    first, last = 0, len(pieces)
    while first < last and _is_same(text, pieces[first]):
        first += 1
    while last > first and _is_same(text, pieces[last - 1]):
        last -= 1
    return pieces[first:last]


def _is_same(text: str, piece: Piece) -> bool:
    """Say whether a piece reads the same either way, and nothing is known of what it lost."""
    known = any(byte < UNKNOWN for loss in piece.lost for byte in loss.left)
    return not known and text[piece.start : piece.end] == piece.text


def _place(text: str, pieces: Sequence[Piece], scale: Model, before: str) -> Place:
    start, end = pieces[0].start, pieces[-1].end
    last = text[start - 1] if start else before
    meant = "".join(piece.text for piece in pieces)
    lost = meant.count("\ufffd")
    cost = scale.total(meant.replace("\ufffd", ""), last) + LOST * lost
    return Place(start, end, tuple(pieces), scale.total(text[start:end], last) - cost, cost)
