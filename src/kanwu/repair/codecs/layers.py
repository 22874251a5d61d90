"""Layers: text that was mangled more than once, as one reading."""

from __future__ import annotations

from collections.abc import Sequence

from kanwu.repair.codecs.align import Loss, Piece, Place
from kanwu.repair.codecs.charsets import UNKNOWN
from kanwu.repair.codecs.reading import Mangled, Step

_STEP = 8.0  # nats: what each further step costs; chains of two are rare, chains of three rarer


def joined(part: str, place: Place, step: Step, inner: Sequence[Mangled]) -> Mangled:
    """Join a step with those that go on from what it gives."""
    outer = place.text
    parts: list[str] = []
    losses: list[Loss] = []
    at = 0
    for each in inner:
        parts += [outer[at : each.start], each.text]
        losses += [*_unknown(outer[at : each.start]), *(loss for piece in each.pieces for loss in piece.lost)]
        at = each.end
    meaning = "".join((*parts, outer[at:]))
    losses += _unknown(outer[at:])
    whole = place.whole and all(each.whole for each in inner)
    piece = _trimmed(part, Piece(place.start, place.end, meaning, () if whole else tuple(losses) or _LOST))
    more = sum(each.gain for each in inner) - _STEP
    gain, cost = place.gain + more, place.cost - more
    chain = (step, *max(inner, key=lambda each: each.gain).chain)
    return Mangled(piece.start, piece.end, (piece,), chain, gain, cost, gain, piece.text, not piece.lost)


_LOST = (Loss((UNKNOWN,)),)


def _unknown(text: str) -> Sequence[Loss]:
    """Return a loss for each mark."""
    return _LOST * text.count("\ufffd")


def _trimmed(part: str, piece: Piece) -> Piece:
    """Drop what a piece shares with the shown text at both ends."""
    most = min(piece.end - piece.start, len(piece.text))
    first = 0
    while first < most and part[piece.start + first] == piece.text[first]:
        first += 1
    last = 0
    while last < most - first and part[piece.end - 1 - last] == piece.text[-1 - last]:
        last += 1
    text = piece.text[first : len(piece.text) - last]
    return Piece(piece.start + first, piece.end - last, text, piece.lost)
