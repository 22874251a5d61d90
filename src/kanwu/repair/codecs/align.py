"""Find the mangled places of a text for one pair of codecs: the cheapest way through its bytes.

Two ways of reading run side by side: the text as shown, and the bytes it was shown for, read in another codec. The
way may change from one to the other at any shown character, which costs a toll. What comes out are the places where
the other reading is clearly the more plausible one, with exact borders, in time linear in the bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, count, groupby, pairwise, repeat
from typing import NamedTuple

from kanwu.repair.codecs.charsets import BARRIER, UNKNOWN, Meant, Shown, to_codes
from kanwu.repair.codecs.charsets import shown as shown_with
from kanwu.repair.codecs.straight import AsShown, Straight, straight
from kanwu.repair.codecs.way import FIRST, LOST, SURE, ReadUnit, Way
from kanwu.text.plausibility import model


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
    way.run(codec.name, before, stretch.costs, inside=shown.multibyte)
    return stretch.places_of(way.places(), trim=trim)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A text, its bytes, where those of each character begin, and what it means if it was mangled from end to end."""

    text: str
    shown: str
    codec: str
    before: str
    data: str
    starts: list[int]
    costs: list[float]
    path: Straight | None
    places: dict[bool, list[Place]] = field(default_factory=dict)

    def places_of(self, read: Iterable[Sequence[ReadUnit]], *, trim: bool) -> list[Place]:
        """Return the places with these units."""
        borders = dict(zip(self.starts, count(), strict=False))
        found = []
        for units in read:
            pieces = _pieces(units, borders, self.data)
            trimmed = _trim(self.text, pieces, self.shown, self.codec) if trim else pieces
            if trimmed:
                found.append(self._place(trimmed))
        return found

    def _place(self, pieces: Sequence[Piece]) -> Place:
        start, end = pieces[0].start, pieces[-1].end
        last = self.text[start - 1] if start else self.before
        meant = "".join([piece.text for piece in pieces])
        whole = not any(piece.lost for piece in pieces)
        lost = meant.count("\ufffd")
        cost = model().total(meant.replace("\ufffd", ""), last) + LOST * lost
        return Place(start, end, tuple(pieces), sum(self.costs[start:end]) - cost, cost, meant, whole)


@lru_cache(maxsize=1)  # mostly it is asked for twice in a row
def _stretch(text: str, shown: str, codec: str, before: str) -> _Stretch:
    reader = shown_with(shown)
    data, starts = to_codes(text, reader)
    costs = model().costs(text, before)
    path = straight(AsShown(text, data, starts, costs), codec, before, inside=reader.multibyte)
    return _Stretch(text, shown, codec, before, data, starts, costs, path)


def _pieces(units: Sequence[ReadUnit], borders: dict[int, int], data: str) -> list[Piece]:
    """Join units into pieces that begin and end at borders of shown characters: what is whole, and each loss."""
    pieces: list[Piece] = []
    at = 0
    for place, unit in enumerate(units):
        if unit[2] or place < at:
            continue
        first = last = place
        while units[first][0] not in borders:
            first -= 1
        while units[last][1] not in borders:
            last += 1
        if first > at:
            pieces.append(_whole(units[at:first], borders))
        group = list(units[first : last + 1])
        parted = _parted(group, borders, data) if len(group) > 1 else []
        pieces += parted or [_piece(group, borders[group[0][0]], borders[group[-1][1]], data)]
        at = last + 1
    if at < len(units):
        pieces.append(_whole(units[at:], borders))
    return joined(pieces)


def _whole(units: Sequence[ReadUnit], borders: dict[int, int]) -> Piece:
    return Piece(borders[units[0][0]], borders[units[-1][1]], "".join([char for _, _, char in units]))


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Join pieces without a loss to those beside them."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last and not piece.lost and not last.lost:
            found[-1] = Piece(last.start, piece.end, last.text + piece.text, (), (last.shared[0], piece.shared[1]))
        else:
            found.append(piece)
    return found


def parted(text: str, piece: Piece, shown: str, codec: str) -> list[Piece]:
    """Part a piece without a loss into the smallest that begin and end at borders of shown characters.

    Args:
        text: the text as shown.
        piece: a part of it.
        shown: the name of the codec it was shown with.
        codec: the name of the codec it was written in.
    """
    if piece.lost or len(piece.text) < _TWO or piece.end - piece.start < _TWO:
        return [piece]
    before = 1 if piece.start else 0  # how a character was shown may depend on the one before it
    _, starts = to_codes(text[piece.start - before : piece.end], shown_with(shown))
    borders = dict(zip([at - starts[before] for at in starts[before:]], count(piece.start), strict=False))
    sizes = map(len, map(str.encode, piece.text, repeat(codec)))
    ends = dict(zip(accumulate(sizes, initial=piece.shared[0]), count(), strict=False))
    inside = sorted((ends.keys() & borders.keys()) - {piece.shared[0], *list(ends)[-1:]})
    cuts = [(piece.start, 0), *[(borders[at], ends[at]) for at in inside], (piece.end, len(piece.text))]
    small = [Piece(start, end, piece.text[first:last]) for (start, first), (end, last) in pairwise(cuts)]
    small[0] = small[0]._replace(shared=(piece.shared[0], 0))
    small[-1] = small[-1]._replace(shared=(small[-1].shared[0], piece.shared[1]))
    return small


_TWO = 2


def edge_of(text: str, piece: Piece, shown: str, codec: str, *, last: bool) -> Piece | None:
    """Return the last, or the first, of the smallest parts of a piece; None where it is not easily told from others.

    Args:
        text: the text as shown.
        piece: a part of it without a loss.
        shown: the name of the codec it was shown with.
        codec: the name of the codec it was written in.
        last: whether the last is asked for.
    """
    as_shown, meant = text[piece.start : piece.end], piece.text
    if piece.shared != (0, 0) or "€" in as_shown:  # what the euro sign stands for depends on its neighbour
        return None
    codes, most = shown_with(shown).codes, min(len(as_shown), len(meant))
    taken = read = ahead = 0  # characters of both, and bytes of the shown ones beyond the others
    while max(taken, read) < most - 1:
        if ahead <= 0:
            ahead += len(codes[as_shown[-taken - 1 if last else taken]])
            taken += 1
        else:
            ahead -= len(meant[-read - 1 if last else read].encode(codec))
            read += 1
        if not ahead:
            if last:
                return Piece(piece.end - taken, piece.end, meant[-read:])
            return Piece(piece.start, piece.start + taken, meant[:read])
    return None


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


def _trim(text: str, pieces: list[Piece], shown: str, codec: str) -> list[Piece]:
    """Drop what reads the same either way from both ends."""
    while pieces and _is_same(text, pieces[0]):
        del pieces[0]
    while pieces and _is_same(text, pieces[-1]):
        del pieces[-1]
    if pieces:
        pieces[0] = _without_ascii(text, pieces[0])
    if pieces and _begins_same(text, pieces[0]):
        small = parted(text, pieces[0], shown, codec)
        count = next((place for place, part in enumerate(small) if not _is_same(text, part)))
        pieces[:1] = joined(small[count:])
    if pieces and _ends_same(text, pieces[-1]):
        small = parted(text, pieces[-1], shown, codec)
        count = next((place for place, part in enumerate(reversed(small)) if not _is_same(text, part)))
        pieces[-1:] = joined(small[: len(small) - count])
    return pieces


def _without_ascii(text: str, piece: Piece) -> Piece:
    """Drop the ASCII that a piece begins with; bytes below 80 there mean the same in every codec."""
    start, meaning = piece.start, piece.text
    if piece.lost or piece.shared[0] or meaning[0] > "\x7f" or meaning[0] != text[start]:
        return piece
    count = next((place for place, char in enumerate(meaning) if char > "\x7f" or char != text[start + place]), 0)
    return Piece(start + count, piece.end, meaning[count:], (), piece.shared)


def _is_same(text: str, piece: Piece) -> bool:
    """Say whether a piece reads the same either way, and nothing is known of what it lost."""
    known = any(byte < UNKNOWN for loss in piece.lost for byte in loss.left)
    return not known and text[piece.start : piece.end] == piece.text


def _begins_same(text: str, piece: Piece) -> bool:
    return not piece.lost and text[piece.start] == piece.text[0]


def _ends_same(text: str, piece: Piece) -> bool:
    return not piece.lost and text[piece.end - 1] == piece.text[-1]
