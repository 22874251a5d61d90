"""Find the mangled places of a text for one pair of codecs: the cheapest way through its bytes.

Two ways of reading run side by side: the text as shown, and the bytes it was shown for, read in another codec. The
way may change from one to the other at any shown character, which costs a toll. What comes out are the places where
the other reading is clearly the more plausible one, with exact borders, in time linear in the bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from kanwu.repair.codecs.charsets import BARRIER, UNKNOWN, Meant, Shown, to_codes
from kanwu.repair.codecs.charsets import shown as shown_with
from kanwu.repair.codecs.straight import Straight, straight
from kanwu.repair.codecs.way import FIRST, LOST, SURE, ReadUnit, Way
from kanwu.text.plausibility import Model, model


@dataclass(frozen=True, slots=True)
class Loss:
    """What is left of a unit that lost bytes.

    Attributes:
        left: its bytes, `UNKNOWN` where one was lost and something stands in its place.
        next: the byte behind it, or `BARRIER`: the lost byte made no character with it.
    """

    left: tuple[int, ...]
    next: int = BARRIER


class Piece(NamedTuple):
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
        text: what the place means.
        whole: whether no byte was lost.
    """

    start: int
    end: int
    pieces: tuple[Piece, ...]
    gain: float
    cost: float
    text: str
    whole: bool


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
    toll = SURE if sure else FIRST
    stretch = _stretch(text, shown.name, codec.name, before)
    path = stretch.path
    if path and path.is_cheapest(toll):
        if trim not in stretch.places:
            stretch.places[trim] = stretch.places_of([path.units], trim=trim)
        return list(stretch.places[trim])
    way = Way(text, stretch.data, stretch.starts, toll)
    way.run(codec.name, before, inside=shown.multibyte)
    return stretch.places_of(way.places(), trim=trim)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A text, its bytes, where those of each character begin, and what it means if it was mangled from end to end."""

    text: str
    before: str
    data: str
    starts: list[int]
    path: Straight | None
    places: dict[bool, list[Place]] = field(default_factory=dict)

    def places_of(self, read: Iterable[Sequence[ReadUnit]], *, trim: bool) -> list[Place]:
        """Return the places with these units."""
        borders = {at: index for index, at in enumerate(self.starts)}
        found = []
        for units in read:
            pieces = _pieces(units, borders, self.data)
            trimmed = _trim(self.text, pieces) if trim else pieces
            if trimmed:
                found.append(_place(self.text, trimmed, model(), self.before))
        return found


@lru_cache(maxsize=1)  # mostly it is asked for twice in a row
def _stretch(text: str, shown: str, codec: str, before: str) -> _Stretch:
    reader = shown_with(shown)
    data, starts = to_codes(text, reader)
    path = straight(text, data, starts, codec, before, inside=reader.multibyte)
    return _Stretch(text, before, data, starts, path)


def _pieces(units: Sequence[ReadUnit], borders: dict[int, int], data: str) -> list[Piece]:
    """Join units into pieces that begin and end at borders of shown characters."""
    pieces: list[Piece] = []
    group: list[ReadUnit] = []
    for unit in units:
        if not group and unit[2] and unit[1] in borders:  # one unit that lost nothing, most of them
            pieces.append(Piece(borders[unit[0]], borders[unit[1]], unit[2]))
            continue
        group.append(unit)
        if unit[1] in borders:
            parted = _parted(group, borders, data) if len(group) > 1 else []
            pieces += parted or [_piece(group, borders[group[0][0]], borders[unit[1]], data)]
            group = []
    return pieces


def _piece(units: list[ReadUnit], start: int, end: int, data: str, shared: tuple[int, int] = (0, 0)) -> Piece:
    lost = tuple(
        Loss(tuple(map(ord, data[begin:stop])), ord(data[stop]) if stop < len(data) else BARRIER)
        for begin, stop, char in units
        if not char
    )
    return Piece(start, end, "".join(char or "\ufffd" for _, _, char in units), lost, shared)


def _parted(units: list[ReadUnit], borders: dict[int, int], data: str) -> list[Piece]:
    """Part what lost bytes from what is whole, where every lost unit has a mark of its own in the shown text.

    A shown character that holds bytes of both goes with the whole ones: the mark beside it stands for the lost one.
    """
    unmarked = any(chr(UNKNOWN) not in data[begin:stop] for begin, stop, char in units if not char)
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
    meant = "".join([piece.text for piece in pieces])
    whole = all(not piece.lost for piece in pieces)
    lost = meant.count("\ufffd")
    cost = scale.total(meant.replace("\ufffd", ""), last) + LOST * lost
    return Place(start, end, tuple(pieces), scale.total(text[start:end], last) - cost, cost, meant, whole)
