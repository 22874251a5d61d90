"""A reading: what a mangled place means, by which chain of codecs, and the proof by doing the damage again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kanwu.repair.codecs.align import Piece
from kanwu.repair.codecs.charsets import UNKNOWN, WIDE_NAMES, decode, encodes_to, shown, to_codes

_SUBSTITUTE = "\x1a"  # the byte that ftfy's codecs show as U+FFFD

LEAST_GAIN = 11.0
"""Nats over the shown text; of a place with less nothing is said."""
Step = tuple[str, str]
"""(codec the text was shown with, codec it was written in)."""
Chain = tuple[Step, ...]
"""The steps that undo the damage, in the order in which they are taken."""


@dataclass(frozen=True, slots=True)
class Mangled:
    """A place of a text that was read with the wrong codec.

    Attributes:
        start: offset in the text.
        end: offset after the last character.
        pieces: its parts with what they mean.
        chain: the steps that undo the damage, in the order in which they are taken.
        gain: by how many nats the meant reading is more plausible.
        cost: what the meant reading costs, in nats.
        lead: by how many nats it is ahead of the best reading with other codecs.
        text: what the place means.
        whole: whether no byte was lost.
        certain: whether it is clearly better than the shown text and than any other reading; the last to be known.
    """

    start: int
    end: int
    pieces: tuple[Piece, ...]
    chain: Chain
    gain: float
    cost: float
    lead: float
    text: str
    whole: bool
    certain: bool = False

    def moved(self, by: int) -> Mangled:
        """Return the same place, so many characters further on."""
        if not by:
            return self
        pieces = tuple(
            [Piece(piece.start + by, piece.end + by, piece.text, piece.lost, piece.shared) for piece in self.pieces]
        )
        return replace(self, start=self.start + by, end=self.end + by, pieces=pieces)


def damage(
    text: str, chain: Sequence[Step], shown_text: str, shared: tuple[int, int] = (0, 0)
) -> tuple[str, ...] | None:
    """Do the damage again: return the codecs that give exactly the shown text, in the order of the chain, or None.

    Args:
        text: what the shown text means.
        chain: the steps that undo the damage.
        shown_text: the shown text.
        shared: how many bytes at its beginning and end belong to characters beside it.
    """
    if not chain:
        return () if text == shown_text else None
    name, codec = chain[0]
    data, _ = to_codes(shown_text, shown(name))
    if codec in WIDE_NAMES:
        data = data.replace(chr(UNKNOWN), _SUBSTITUTE)
    try:
        raw = data.encode("latin-1")
    except UnicodeEncodeError:  # a byte that was lost, or a character that the codec does not have
        return None
    decoder = shown(name).exact_decoder(raw, shown_text)
    own = raw[shared[0] : len(raw) - shared[1]]
    inner = decode(own, codec)
    if decoder is None or inner is None or not encodes_to(inner, codec, own):
        return None
    rest = damage(text, chain[1:], inner)
    return None if rest is None else (decoder, *rest)
