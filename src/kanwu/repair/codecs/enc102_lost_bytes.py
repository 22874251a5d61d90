"""Text that was read with the wrong codec and lost some of its bytes on the way.

## What it does

Many bytes mean nothing in the codec they were wrongly read in: a program then puts U+FFFD or a question mark in their
place, or drops them (`锛?`, `鐨?`). The rule mends what is whole around such losses as ENC101 does. Where a byte is
missing it asks which characters the bytes that are left can begin or end, and which of them the context leaves well
ahead; that one is put in and called inferred. Where none is, U+FFFD stays as a visible mark.

## Why it matters

One lost byte in a hundred would otherwise keep a whole page unreadable.

## Example

    涓�鏂囨湰   ->   �文本

## When it is wrong

An inferred character is a guess: the likeliest word, not always the one that stood there.

## Fix safety

Safe for the parts that are whole, where they, damaged again, give exactly the shown text. A character at the edge of
such a part may have shown, with its own bytes, the rest of a character that is lost; that one keeps its mark, and
those bytes are kept in the log alone. Unsafe for every part that lost a byte, inferred or marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from kanwu.finding import Evidence, Safety, Severity
from kanwu.repair.codecs.align import Piece
from kanwu.repair.codecs.charsets import narrowest
from kanwu.repair.codecs.evidence import suspects
from kanwu.repair.codecs.inference import Inferred, infer
from kanwu.repair.codecs.reading import Mangled
from kanwu.repair.codecs.verdict import chain_evidence, describe, mangled_places, may_be_safe, safety_of_part
from kanwu.rule import Match, RepairRule, View


def find(view: View) -> Iterator[Match]:
    """Give the parts of the places that lost bytes: the whole ones, and those with a loss."""
    for place in mangled_places(view.text):
        if not place.whole:
            yield from _Lossy.of(view.text, place).parts()


@dataclass(frozen=True, slots=True)
class _Lossy:
    """A place that lost bytes.

    Attributes:
        text: the text as shown.
        place: the place.
        shown_with: the codec it was shown with; None where any byte may have been lost.
        may_be_safe: whether what is whole in it can be safe.
        chain: the chain in words.
        evidence: what its whole parts rest on.
    """

    text: str
    place: Mangled
    shown_with: str | None
    may_be_safe: bool
    chain: str
    evidence: Evidence

    @classmethod
    def of(cls, text: str, place: Mangled) -> _Lossy:
        """Work out what all parts of a place have in common."""
        name = place.chain[-1][0]
        # where it was mangled twice, bytes may have been lost in any of the steps
        shown_with = narrowest(name, text[place.start : place.end]) if len(place.chain) == 1 else None
        return cls(text, place, shown_with, may_be_safe(place), describe(place.chain), chain_evidence(place, None))

    def parts(self) -> Iterator[Match]:
        """Give the parts in order; one without a loss stands between those with one."""
        text, place = self.text, self.place
        before = text[place.start - 1] if place.start else " "
        for piece, following in zip_longest(place.pieces, place.pieces[1:]):
            if not piece.lost:
                if piece.text != text[piece.start : piece.end]:  # otherwise it reads the same either way
                    yield self._whole(piece)
                before = piece.text[-1]
                continue
            after = following.text[0] if following else text[piece.end : piece.end + 1] or " "
            result = infer(piece, self.shown_with, place.chain[-1][1], before, after)
            if result.text != text[piece.start : piece.end]:  # a mark that stays is for ENC120 to count
                yield self._lossy(piece, result)
            before = result.text[-1] if result.text[-1] != "\ufffd" else " "

    def _whole(self, piece: Piece) -> Match:
        message = f"This part of a damaged text was read with the wrong codec and is whole: {self.chain}."
        safety = safety_of_part(self.text, self.place, [piece]) if self.may_be_safe else Safety.UNSAFE
        return Match(piece.start, piece.end, message, piece.text, safety, self.evidence)

    def _lossy(self, piece: Piece, result: Inferred) -> Match:
        evidence = {"chain": self.chain, "reversible": "no, bytes were lost"}
        if result.inferred:
            evidence["inferred"] = ", ".join(
                f"{char} from {left}, {lead:.1f} nats ahead" for char, left, lead in result.inferred
            )
        if result.marks:
            evidence["lost"] = f"{result.marks} characters"
        what = "a character was inferred" if result.inferred and not result.marks else "not everything can be mended"
        message = f"A byte was lost when this text was read with the wrong codec; {what}."
        return Match(piece.start, piece.end, message, result.text, evidence=evidence)


RULE = RepairRule("ENC102", "lost-bytes", Severity.ERROR, __doc__, find, lambda _: (suspects(),))
