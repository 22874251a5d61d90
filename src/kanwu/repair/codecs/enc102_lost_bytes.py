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
from itertools import groupby, pairwise

from kanwu.finding import Severity
from kanwu.repair.codecs.align import Piece
from kanwu.repair.codecs.charsets import narrowest
from kanwu.repair.codecs.evidence import suspects
from kanwu.repair.codecs.inference import Inferred, infer
from kanwu.repair.codecs.reading import Mangled
from kanwu.repair.codecs.verdict import chain_evidence, describe, mangled_places, safety_of
from kanwu.rule import Match, RepairRule, View


def find(view: View) -> Iterator[Match]:
    """Give the parts of the places that lost bytes: the whole ones, and those with a loss."""
    for place in mangled_places(view.text):
        if not place.whole:
            yield from _parts(view.text, place)


def _parts(text: str, place: Mangled) -> Iterator[Match]:
    pieces = place.pieces
    after = {piece.end: following.text[0] for piece, following in pairwise(pieces)}
    before = text[place.start - 1] if place.start else " "
    for lossy, group in groupby(pieces, key=lambda piece: bool(piece.lost)):
        members = list(group)
        if not lossy:
            yield from _whole(text, place, members)
            before = members[-1].text[-1]
            continue
        for piece in members:
            following = after.get(piece.end) or text[piece.end : piece.end + 1] or " "
            result = _infer(text, place, piece, before, following)
            if result.text != text[piece.start : piece.end]:  # a mark that stays is for ENC120 to count
                yield _lossy(place, piece, result)
            before = result.text[-1] if result.text[-1] != "\ufffd" else " "


def _whole(text: str, place: Mangled, pieces: list[Piece]) -> Iterator[Match]:
    """Give a run of pieces that lost nothing; what reads the same either way is left out."""
    start, end = pieces[0].start, pieces[-1].end
    meaning = "".join(piece.text for piece in pieces)
    shown_text = text[start:end]
    if meaning == shown_text:
        return
    evidence = chain_evidence(place, None)
    message = f"This part of a damaged text was read with the wrong codec and is whole: {describe(place.chain)}."
    safety = safety_of(text, place, pieces)
    yield Match(start, end, message, meaning, safety, evidence)


def _infer(text: str, place: Mangled, piece: Piece, before: str, after: str) -> Inferred:
    name, codec = place.chain[-1]
    if len(place.chain) > 1:  # bytes may have been lost in any of the steps
        return infer(piece, None, codec, before, after)
    return infer(piece, narrowest(name, text[place.start : place.end]), codec, before, after)


def _lossy(place: Mangled, piece: Piece, result: Inferred) -> Match:
    evidence = {"chain": describe(place.chain), "reversible": "no, bytes were lost"}
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
