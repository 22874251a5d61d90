"""Judgement: which readings of a region are clear, proven or better than others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kanwu.repair.codecs.align import Place
from kanwu.repair.codecs.evidence import clusters
from kanwu.repair.codecs.reading import LEAST_GAIN, Mangled
from kanwu.repair.codecs.way import LOST

CLEAR_GAIN = 25.0  # nats: a chain known from the same text need not be compared with others then
_LONG = 40  # characters: over this length no second pair of codecs gives plausible text by chance
_PROVEN_KNOWN = 2  # characters for each lost one
_PROVEN_IF_WHOLE = 18  # characters
_DIFFERENT = 15  # characters
_PROVEN_GAIN = 4.0  # nats a shown character
_STRONG_GAIN = 3.0  # nats a shown character: so much better than shown, a reading is right even where much was lost
_STRONG_COST = 10.0  # nats a character
_CLEAR_COST = 8.0  # nats a character: sound text of any language stays below
CJK = re.compile("[\u3001-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff5e]")
KANA = re.compile("[\u3041-\u30ff]")
SAME_KANA = ("gb18030", "euc_jp")


def gaps(places: Sequence[Mangled | Place], start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Give what lies between places."""
    for place in places:
        yield start, place.start
        start = place.end
    yield start, stop


def total_gain(read: Sequence[Mangled]) -> float:
    """Return by how many nats a reading is more plausible than what is shown."""
    return sum(place.gain for place in read)


def is_costly(place: Place | Mangled, most: float = _CLEAR_COST) -> bool:
    """Say whether what is known of a reading costs more than sound text does."""
    lost = place.text.count("\ufffd")
    return place.cost - LOST * lost > most * (len(place.text) - lost)


def fits(place: Mangled) -> bool:
    """Say whether a place is plausible in the codecs of its document; names and losses make it costly."""
    if place.gain >= _STRONG_GAIN * (place.end - place.start):
        return not is_costly(place, _STRONG_COST)
    return place.gain >= LEAST_GAIN and not is_costly(place) and is_mostly_known([place])


def is_mostly_known(read: Sequence[Mangled]) -> bool:
    """Say whether enough of a reading is known for what was lost."""
    return sum(len(place.text) - (1 + _PROVEN_KNOWN) * place.text.count("\ufffd") for place in read) >= 0


def is_long(read: Sequence[Mangled]) -> bool:
    """Say whether a reading is so long, and whole, that no other one is as plausible by chance."""
    return sum(place.end - place.start for place in read) >= _LONG and all(place.whole for place in read)


def is_proven(read: Sequence[Mangled]) -> bool:
    """Say whether a reading is far better than shown, however much was lost: UTF-8, which proves itself, or long.

    Two codecs that write kana with the same bytes have to be compared. What says the same over and over is not much.
    """
    length = sum(place.end - place.start for place in read)
    utf8 = all(len(place.chain) == 1 and place.chain[0][1] == "utf-8" for place in read)
    least = _PROVEN_IF_WHOLE if utf8 and all(place.whole for place in read) else _LONG
    if length < least or not is_mostly_known(read) or total_gain(read) < _PROVEN_GAIN * length:
        return False
    if not utf8 and len(set().union(*[place.text for place in read])) < _DIFFERENT:
        return False
    return utf8 or not any(place.chain[-1][1] in SAME_KANA and KANA.search(place.text) for place in read)


def is_clear(read: Sequence[Mangled], part: str) -> bool:
    """Say whether a reading is plausible and leaves no evidence unexplained."""
    clear = bool(read) and all(place.gain >= CLEAR_GAIN and not is_costly(place) for place in read)
    return clear and not has_more(read, part)


def has_more(read: Sequence[Mangled | Place], part: str) -> bool:
    """Say whether a reading leaves evidence unexplained."""
    return any(any(True for _ in clusters(part, *gap)) for gap in gaps(read, 0, len(part)))


def lead_over(place: Mangled, others: Sequence[Sequence[Mangled]]) -> float:
    """Return by how much a reading is ahead of any other one of the same place."""
    lead = place.gain
    for read in others:
        rivals = [other for other in read if other.start < place.end and other.end > place.start]
        if any(rival.text != place.text for rival in rivals):
            lead = min(lead, place.gain - sum(rival.gain for rival in rivals))
    return lead


def is_cjk(read: Sequence[Mangled]) -> bool:
    """Say whether a reading of one kind means CJK text."""
    return bool(read) and CJK.search(read[0].text) is not None


def of_one_kind(read: Sequence[Mangled]) -> list[Mangled]:
    """Return the places that mean CJK text, or where they explain less the others."""
    cjk = [place for place in read if CJK.search(place.text)]
    others = [place for place in read if not CJK.search(place.text)]
    return others if total_gain(others) > total_gain(cjk) else cjk
