"""Verdict: how sure a reading is, and the evidence a reader gets."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from kanwu.finding import Evidence, Safety
from kanwu.repair.codecs.align import Piece, edge_of, joined, parted
from kanwu.repair.codecs.charsets import BARRIER, UNKNOWN, Shown, shown, to_bytes
from kanwu.repair.codecs.memory import Memory
from kanwu.repair.codecs.reading import LEAST_GAIN, Chain, Mangled, Step, damage
from kanwu.repair.codecs.search import find_mangled
from kanwu.text.plausibility import model

_SAFE_GAIN = 16.0  # nats over the shown text
_INSIDE = 6.0  # nats more where most of the line is sound
_WORD = 16.0  # nats more where the shown text has the form of a word of some language
_SAFE_LEAD = 5.0  # nats before any other reading
_SAFE_LEAD_IF_SHORT = 7.0  # nats
_SHORT = 3  # characters
_COST = 6.2  # nats for each character above ASCII in long texts
_SAFE_SPREAD = 7.4  # nats more, over the root of the number of characters: 99 of 100 strings of sound text stay below
_WORST_SPREAD = 9.5  # nats: above, the other reading is no text either
_UTF8 = 3.0  # nats a character more for UTF-8: other bytes have its form by chance once in several hundred times
_LONG = 8  # characters
_STRONG_GAIN = 4.0  # nats a character: where the shown text is that much worse, the other reading may be full of names
_STRONG_COST = 9.0  # nats a character
_LEAST_CHARACTERS = 2  # a single one is as often chance
_LEAST_KNOWN = 0.5  # characters for each lost one
_IN_COMPANY = 0.5  # least share of the changed characters that stand beside another changed one
_MOSTLY = 0.8  # share of the line's characters above ASCII

_PLAIN = {"cp950": "big5", "cp932": "shift_jis", "euc_jp": "euc-jp", "cp949": "euc-kr", "euc_kr": "euc-kr"}


_VALID = 0.8
"""Share of the bytes that must sit in valid UTF-8 sequences: GBK text reaches some 0.15 by chance."""


@lru_cache(maxsize=2)
def mangled_places(text: str) -> tuple[Mangled, ...]:
    """Return the places to report; two rules ask for the same text, one after the other."""
    _verdicts.turn()
    places = (_remembered(text, found) for found in find_mangled(text))
    return tuple([place for place in places if place])


_verdicts: Memory[tuple[str, int, int, Chain, float, float], tuple[Mangled | None, int]] = Memory(1000)


def _remembered(text: str, found: Mangled) -> Mangled | None:
    """Return the place to report, if there is one; mostly nothing beyond its line matters for that."""
    start, end = _line(text, found)
    key = text[start:end], found.start - start, found.end - start, found.chain, found.gain, found.lead
    known = _verdicts.get(key)
    if known is None or end - start > _FAR:
        known = _verdict(text, found), start
        _verdicts.put(key, known)
    place, shift = known
    if place and place.certain and _is_explained(text, place.moved(start - shift)):
        place = replace(place, certain=False)
    return place and place.moved(start - shift)


def _verdict(text: str, found: Mangled) -> Mangled | None:
    """Return the place to report, if there is one."""
    place = _without_doubtful_edges(text, found)
    merits = _merits(text, place)
    if not merits or not merits.reach(LEAST_GAIN, _WORST_SPREAD) or _is_utf8(text, place):
        return None
    least = _SAFE_LEAD_IF_SHORT if len(place.text) <= _SHORT else _SAFE_LEAD
    certain = place.lead >= least and merits.reach(_SAFE_GAIN, _SAFE_SPREAD)
    return replace(place, certain=certain)


def _without_doubtful_edges(text: str, place: Mangled) -> Mangled:
    """Leave out what the shown text may as well mean where a place meets sound text.

    The first character of the sentence behind a mangled one makes some character in any codec of two bytes.
    """
    pieces = list(place.pieces)
    line_start, line_end = _line(text, place)
    if _LETTER.search(text, place.end, line_end) and _may_be_doubtful(text, place, last=True):
        pieces[-1:] = _small(text, place, pieces[-1])
        after = text[place.end]
        while len(pieces) > 1 and _is_doubtful(text, pieces[-1], pieces[-2].text[-1], after):
            after = text[pieces.pop().start]
    if _LETTER.search(text, line_start, place.start) and _may_be_doubtful(text, place, last=False):
        pieces[:1] = _small(text, place, pieces[0])
        before = text[place.start - 1]
        while len(pieces) > 1 and _is_doubtful(text, pieces[0], before, pieces[1].text[0]):
            before = text[pieces.pop(0).end - 1]
    start, end = pieces[0].start, pieces[-1].end
    if (start, end) == (place.start, place.end):
        return place
    pieces = joined(pieces)
    meaning, whole = "".join(piece.text for piece in pieces), not any(piece.lost for piece in pieces)
    return replace(place, start=start, end=end, pieces=tuple(pieces), text=meaning, whole=whole)


def _may_be_doubtful(text: str, place: Mangled, *, last: bool) -> bool:
    """Say whether the first or the last of the smallest pieces may be doubtful; a cheap look at that one alone."""
    piece = place.pieces[-1 if last else 0]
    if piece.lost:
        return False
    edge = edge_of(text, piece, *place.chain[0], last=last) if len(place.chain) == 1 else None
    if edge is None:
        return True
    if last:
        return _is_doubtful(text, edge, piece.text[-len(edge.text) - 1], text[place.end])
    return _is_doubtful(text, edge, text[place.start - 1], piece.text[len(edge.text)])


def _small(text: str, place: Mangled, piece: Piece) -> list[Piece]:
    """Part what is whole into its smallest pieces; what was mangled more than once is one."""
    return parted(text, piece, *place.chain[0]) if len(place.chain) == 1 else [piece]


def _is_doubtful(text: str, piece: Piece, before: str, after: str) -> bool:
    """Say whether a piece without a loss is hardly better than what is shown, between the same two characters."""
    if piece.lost:
        return False
    as_shown = text[piece.start : piece.end]
    return model().total(as_shown + after, before) - model().total(piece.text + after, before) < _EDGE


_EDGE = 5.0  # nats
_LETTER = re.compile(r"[^\W\d_]")


_FAR = 1000  # characters each side of a place; a line without an end is not looked through for each of its places


def _line(text: str, place: Mangled) -> tuple[int, int]:
    """Return the part of the line that is near a place."""
    first, last = max(0, place.start - _FAR), min(len(text), place.end + _FAR)
    start = text.rfind("\n", first, place.start) + 1
    end = text.find("\n", place.end, last)
    return start or first, end if end >= 0 else last


def _is_utf8(text: str, place: Mangled) -> bool:
    """Say whether the shown bytes are UTF-8, which proves itself, and this reading is not that.

    Greek, Turkish or Russian mangled so can also be read as rare Korean or Chinese; ENC110 mends it.
    """
    if any("utf-8" in step for step in place.chain):
        return False
    start, end = place.start, place.end
    first, last = max(0, start - _NEAR), min(len(text), end + _NEAR)
    while start > first and text[start - 1] > "\x7f":
        start -= 1
    while end < last and text[end] > "\x7f":
        end += 1
    return any(_is_mostly_valid(text[start:end], shown(name)) for name in {"cp1252", place.chain[0][0]})


def _is_mostly_valid(text: str, codec: Shown) -> bool:
    if codec.multibyte:
        return False
    stands_for = {UNKNOWN: _CONTINUATION, BARRIER: _NEVER_VALID}
    data = bytes(stands_for.get(byte, byte) for byte in to_bytes(text, codec)[0])
    high = len(data.translate(None, bytes(range(0x80))))
    valid = len(data.decode("utf-8", "ignore").encode("utf-8")) - (len(data) - high)
    return valid >= _VALID * high


_NEAR = 100  # characters beside a place
_NEVER_VALID = 0xFF
_CONTINUATION = 0x80  # what the lost byte most likely was, if it was UTF-8


@dataclass(frozen=True, slots=True)
class _Merits:
    """How good a reading is.

    Attributes:
        count: its characters above ASCII that are known.
        gain: by how many nats it is more plausible than the shown text.
        more: how many nats of that a place of its kind needs besides.
        mean: what its characters above ASCII cost, in nats.
        structure: how many nats they may cost more because of the form of the bytes.
    """

    count: int
    gain: float
    more: float
    mean: float
    structure: float

    def reach(self, gain: float, spread: float) -> bool:
        """Say whether a reading is that much better than the shown text, and plausible in itself."""
        limit = _COST + self.structure + spread / math.sqrt(self.count)
        if self.count >= _LONG and self.gain >= _STRONG_GAIN * self.count:
            limit = max(limit, _STRONG_COST)
        return self.gain >= gain + self.more and self.mean <= limit


def _merits(text: str, place: Mangled) -> _Merits | None:
    """Weigh a reading; None where too little of it is known, or what changes does not stand together."""
    lost = place.text.count("\ufffd")
    count = _foreign(place.text) - lost
    if count < max(_LEAST_CHARACTERS, _LEAST_KNOWN * lost) or not _in_company(text, place):
        return None
    shown = text[place.start : place.end]
    more = _INSIDE * _is_inside(text, place) + _WORD * _is_word(text, place, shown)
    if place.gain < LEAST_GAIN + more:
        return None
    last = text[place.start - 1] if place.start else " "
    mean = model().foreign_mean(place.text.replace("\ufffd", ""), last)
    structure = _UTF8 if place.chain[-1][1] == "utf-8" and place.whole else 0.0
    return _Merits(count, place.gain, more, mean, structure)


def _in_company(text: str, place: Mangled) -> bool:
    """Say whether the changed characters stand together: a list of rare characters between commas is no damage."""
    both = set(place.text).intersection(text[place.start : place.end])
    runs = place.text.translate(dict.fromkeys(map(ord, both), " ")).split(" ")
    if sum(len(run) for run in runs if len(run) > 1) >= _IN_COMPANY * len(place.text):
        return True
    lengths = [0]
    for piece in place.pieces:
        for part in _small(text, place, piece):
            if text[part.start : part.end] == part.text and not part.lost:
                lengths.append(0)
            else:
                lengths[-1] += len(part.text)
    return sum(length for length in lengths if length > 1) >= _IN_COMPANY * sum(lengths)


def _is_inside(text: str, place: Mangled) -> bool:
    """Say whether a place is the smaller part of what its line has above ASCII."""
    start, end = _line(text, place)
    return _foreign(text[place.start : place.end]) < _MOSTLY * _foreign(text[start:end])


def _foreign(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _is_word(text: str, place: Mangled, shown: str) -> bool:
    """Say whether the shown text may be a word in an alphabet, or part of one."""
    around = text[max(0, place.start - 1) : place.start], text[place.end : place.end + 1]
    if any(char.isalpha() and char < "\x80" for char in around):
        return True
    if not shown.isalpha() or max(shown) > _LAST_LATIN:
        return False
    has_ascii = any(char < "\x80" for char in shown)
    return has_ascii and (shown[1:].islower() or shown.isupper())


_LAST_LATIN = "\u024f"


def safety_of(text: str, place: Mangled, pieces: Sequence[Piece]) -> Safety:
    """Return safe for a part of a certain reading that, damaged again, gives the shown text."""
    if not may_be_safe(place):
        return Safety.UNSAFE
    return safety_of_part(text, place, pieces)


def may_be_safe(place: Mangled) -> bool:
    """Say whether a part of a reading can be safe at all."""
    return place.certain and not _is_one_thing_again(place)


def safety_of_part(text: str, place: Mangled, pieces: Sequence[Piece]) -> Safety:
    """Return the same where it is known that a part may be safe."""
    shown_text = text[pieces[0].start : pieces[-1].end]
    if shown_text.isascii():
        return Safety.UNSAFE  # two letters are a Chinese character in UTF-16; plain text must not become one
    meaning = "".join(piece.text for piece in pieces)
    shared = pieces[0].shared[0], pieces[-1].shared[1]
    exact = damage(meaning, place.chain, shown_text, shared) is not None
    return Safety.SAFE if exact and not _is_worse(text, place, pieces, meaning) else Safety.UNSAFE


def _is_worse(text: str, place: Mangled, pieces: Sequence[Piece], meaning: str) -> bool:
    """Say whether a part of a place is worse than what is shown: sound text may stand between two losses."""
    start, end = pieces[0].start, pieces[-1].end
    if end - start == place.end - place.start:
        return False
    before = text[start - 1] if start else " "
    return model().total(meaning, before) - model().total(text[start:end], before) > _WORSE


def _is_one_thing_again(place: Mangled) -> bool:
    """Say whether a reading rests on a few characters said over and over, which is no more evidence than once.

    UTF-8 proves itself by its form.
    """
    sample = place.text[:_SAMPLE]  # a long text has few characters for its length
    different = max(1, len(set(pairwise(sample))))
    return different * _AGAIN < len(sample) and all(name != "utf-8" for step in place.chain for name in step[:2])


def _is_explained(text: str, place: Mangled) -> bool:
    """Say whether what a place means stands close by: such a text speaks of the damage."""
    meaning = place.text.strip()
    near = text[max(0, place.start - _EXPLAINED) : place.start], text[place.end : place.end + _EXPLAINED]
    return any(meaning in part for part in near)


_WORSE = 3.0  # nats; below, the shown text is mostly chance
_AGAIN = 5  # times that each pair of characters stands in a reading; in running text of 200 characters it is below 2
_SAMPLE = 200  # characters at the beginning of a reading
_EXPLAINED = 40  # characters on either side


def chain_evidence(place: Mangled, shown_text: str | None) -> Evidence:
    """Return what a reader needs to check a reading.

    Args:
        place: the place with its reading.
        shown_text: what is shown; None where the place lost bytes, so that the damage cannot give it again.
    """
    decoders = None if shown_text is None else damage(place.text, place.chain, shown_text)
    return {
        "chain": describe(place.chain, decoders),
        "gain": f"{place.gain:.0f} nats over the shown text",
        "lead": f"{place.lead:.0f} nats over any other reading",
        "reversible": "yes" if decoders else "no, bytes were lost",
    }


def describe(chain: Sequence[Step], decoders: Sequence[str] | None = None) -> str:
    """Describe a chain in the order in which the damage was done.

    >>> describe((("cp1252", "utf-8"), ("gb18030", "utf-8")))
    'utf-8 read as gb18030, then utf-8 read as cp1252'
    """
    names = decoders or [step[0] for step in chain]
    parts = [
        f"{_PLAIN.get(codec, codec)} read as {_PLAIN.get(name, name)}"
        for (_, codec), name in zip(chain, names, strict=True)
    ]
    return ", then ".join(reversed(parts))
