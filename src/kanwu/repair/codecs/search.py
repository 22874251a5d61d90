"""Search: by which codecs was a stretch of text mangled, and what does it mean?

For a stretch that the evidence points to, every pair (shown with Y, written in X) is tried in a first rough look on a
sample; the best few are aligned exactly. What comes out may be mangled itself: then the search goes on with it, up to
three steps. A document is mostly mangled by one chain, so the chains that were found are tried first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kanwu.repair.codecs.align import Place, align
from kanwu.repair.codecs.candidates import candidates, ranked
from kanwu.repair.codecs.charsets import SHOWN_NAMES, WIDE_NAMES, meant, shown
from kanwu.repair.codecs.evidence import clusters, is_mangled, is_suspect, suspect_lines, worst_stretch
from kanwu.repair.codecs.form import foreign_gain, has_form, proven
from kanwu.repair.codecs.judgement import (
    CJK,
    CLEAR_GAIN,
    KANA,
    SAME_KANA,
    fits,
    gaps,
    has_more,
    is_cjk,
    is_clear,
    is_costly,
    is_long,
    is_mostly_known,
    is_proven,
    lead_over,
    of_one_kind,
    total_gain,
)
from kanwu.repair.codecs.korean import is_korean
from kanwu.repair.codecs.layers import joined
from kanwu.repair.codecs.memory import Memory
from kanwu.repair.codecs.reading import Chain, Mangled, Step
from kanwu.repair.codecs.vain import is_vain

_MOST_STEPS = 3
_SHORT_LINE = 16  # characters; any foreign letter in it is evidence
_MARGIN = 48  # characters beside a stretch that may belong to the place
_EDGE = 24  # characters
_PROBE = 240  # characters on which the chain is chosen; the rest only follows it
_BEFORE = 24  # characters of it before the least plausible stretch
_KNOWN = 2  # chains of the same text that are tried before any search
_FEW_SEARCHES = 2
_LEAST_FOREIGN = 2  # characters: what is shown as a single one means one, of which nothing is said
_MOST_FAILURES = 24  # searches in vain in one text; then only chains that are known are tried
_SETTLED = 100.0  # nats: some lines; of the next ones it is enough that they have the form, or read well
_LEAST_READ = 3  # regions, where the form does not prove the codecs
_FAR_BEHIND = 20.0  # nats: such a reading is no rival
# not the escape character: programs colour their messages with it
_LOW_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]")
_C1 = re.compile("[\x81\x8d\x8f\x90\x9d]")
_LEAST_CONTROLS = 2
_CONTROL_SHARE = 0.005  # of the characters; Chinese punctuation alone gives several times as many
_WIDE_SAMPLE = 400  # characters
_WIDE_TRIED = 3
_REMEMBERED = 128  # regions: two rules look at nearly the same text
_MOST_REMEMBERED = 1000  # characters of a region


_MOST_LINES = 1000
_State = tuple[tuple[Chain, ...], Chain | None, bool]


@dataclass(slots=True)
class _Search:
    """What a search has learnt about a text so far.

    Attributes:
        known: the chains found, the latest first.
        failures: how many regions were searched in vain.
        gains: by how many nats all that a chain explains is more plausible.
        settled: the chain that explains the most, if it is so much that the next regions are read with it at once.
        searches: how many regions all codecs were tried on.
        foreign: by how many nats regions are more plausible as text in an alphabet, by the pair of codecs.
        reads: what was read, in order; kept to be learnt again where the same line is met again.
    """

    known: list[Chain] = field(default_factory=list)
    failures: int = 0
    gains: dict[Chain, float] = field(default_factory=dict)
    settled: Chain | None = None
    searches: int = 0
    foreign: dict[Step, float] = field(default_factory=dict)
    reads: list[Sequence[Mangled]] = field(default_factory=list)

    def state(self) -> _State:
        """Return all of it that the next line depends on."""
        return tuple(self.known[:_KNOWN]), self.settled, self.failures >= _MOST_FAILURES

    def learn(self, read: Sequence[Mangled]) -> None:
        """Put a chain first, and count what it explains."""
        self.reads.append(read)
        chain = read[0].chain
        self.known = [chain, *(each for each in self.known if each != chain)][:8]
        gain = total_gain(read)
        if chain[-1][1] != "utf-8" and not is_proven(read):  # as UTF-8 does itself
            gain = min(gain, _SETTLED / _LEAST_READ) if is_mostly_known(read) else 0.0
        self.gains[chain] = self.gains.get(chain, 0.0) + gain
        best = max(self.gains, key=self.gains.__getitem__)
        self.settled = best if self.gains[best] >= _SETTLED else None

    def learn_foreign(self, part: str, before: str, read: Sequence[Mangled]) -> None:
        """Count what speaks for text in an alphabet, which is not for this search."""
        self.searches += 1
        names = SHOWN_NAMES if self.searches > _FEW_SEARCHES else ()  # sound text seldom needs more
        gains = {(name, "utf-8"): foreign_gain(part, before, name) for name in names}
        if read and not is_cjk(read) and read[0].chain[0][1] != "utf-8":
            gains[read[0].chain[0]] = total_gain(read)
        for step, gain in gains.items():
            if gain:
                self.foreign[step] = self.foreign.get(step, 0.0) + gain


def find_mangled(text: str) -> list[Mangled]:
    """Return the places of a text that were read with the wrong codec and mean CJK text, in order.

    Work per line; a text without evidence costs one character-class search.
    """
    if not is_suspect(text):
        return []
    _lines.turn()
    found = _find_wide(text)
    search = _Search()
    rest: list[Mangled] = []
    for start, stop in gaps(found, 0, len(text)):
        rest += _find_by_line(text, start, stop, search)
    return sorted((*found, *rest), key=lambda each: each.start)


def _find_by_line(text: str, start: int, stop: int, search: _Search) -> list[Mangled]:
    found: list[Mangled] = []
    for first, end in suspect_lines(text, start, stop):
        found += _mend_line(text, first, end, search)
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """What was found in a line.

    Attributes:
        places: the places.
        start: where the line began.
        reads: what was read.
        failures: how many regions were searched in vain.
    """

    places: Sequence[Mangled]
    start: int
    reads: tuple[Sequence[Mangled], ...]
    failures: int


_lines: Memory[tuple[str, str, _State], _Line] = Memory(_MOST_LINES)


def _mend_line(text: str, start: int, end: int, search: _Search) -> list[Mangled]:
    """Mend a line, or remember how that was done in the text before."""
    if end - start > _MOST_REMEMBERED:
        return _search_line(text, start, end, search)
    state, reads, failures = search.state(), len(search.reads), search.failures
    line = _lines.get((text[start:end], text[max(0, start - 1) : start], state)) if _lines else None
    if line is None:
        places = _search_line(text, start, end, search)
        if len(search.reads) > reads or search.failures > failures:  # otherwise it cost nothing
            line = _Line(places, start, tuple(search.reads[reads:]), search.failures - failures)
            _lines.put((text[start:end], text[max(0, start - 1) : start], state), line)
        return places
    for read in line.reads:
        search.learn(read)
    search.failures += line.failures
    return [place.moved(start - line.start) for place in line.places]


def _search_line(text: str, start: int, end: int, search: _Search) -> list[Mangled]:
    """Mend the regions of a line; where a place reaches the edge of its region, look at the whole line."""
    found: list[Mangled] = []
    if not search.known and end - start <= _SHORT_LINE and is_vain(text[start:end]):
        return found
    regions = _regions(text, start, end)
    if regions and not search.known and end - start > _SHORT_LINE and is_vain(text[start:end]):
        return found
    for first, last in regions:
        places = _mend_region(text, first, last, search)
        if places and _reaches_edge(places, first, last, start, end):
            return _mend_region(text, start, end, search)
        found += places
    return found


def _reaches_edge(places: Sequence[Mangled], first: int, last: int, start: int, end: int) -> bool:
    return (first > start and places[0].start < first + _EDGE) or (last < end and places[-1].end > last - _EDGE)


def _find_wide(text: str) -> list[Mangled]:
    """Find text that was written in UTF-16: its low or high bytes make controls that no other text has."""
    controls = len(_LOW_CONTROLS.findall(text))
    if controls < _LEAST_CONTROLS or controls < _CONTROL_SHARE * len(text):
        return []
    readings = []
    if "\ufffd" in text and _C1.search(text):
        text = text.replace("\ufffd", "\x1a")  # a reader that shows C1 controls loses no other byte
    sample = text[:_WIDE_SAMPLE]
    for step in ranked(sample, SHOWN_NAMES, WIDE_NAMES)[:_WIDE_TRIED]:
        codecs = shown(step[0]), meant(step[1])
        fits = any(_is_plausible(place) for place in align(sample, *codecs))
        places = align(text, *codecs) if fits else []
        readings.append([_reading(place, step) for place in places if _is_plausible(place)])
    return max(readings, key=total_gain, default=[])


def _is_plausible(place: Place) -> bool:
    clear = place.gain >= CLEAR_GAIN and not is_costly(place)
    return clear and CJK.search(place.text) is not None


def _reading(place: Place, step: Step) -> Mangled:
    gain, cost = place.gain, place.cost
    return Mangled(place.start, place.end, place.pieces, (step,), gain, cost, gain, place.text, place.whole)


def _regions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Widen the stretches with evidence, and join those that meet."""
    regions: list[tuple[int, int]] = []
    for first, last in clusters(text, start, end):
        begin, stop = max(start, first - _MARGIN), min(end, last + _MARGIN)
        if regions and begin <= regions[-1][1]:
            regions[-1] = (regions[-1][0], stop)
        else:
            regions.append((begin, stop))
    return regions


def _mend_region(text: str, first: int, last: int, search: _Search) -> list[Mangled]:
    """Mend a region; what its best chain leaves may have been mangled by another one, so look there, too."""
    found: list[Mangled] = []
    open_gaps = [(first, last)]
    while open_gaps:
        start, stop = open_gaps.pop()
        if is_korean(text[start:stop], text[start - 1] if start else " "):
            continue
        places = _search_region(text[start:stop], text[start - 1] if start else " ", search)
        if not places:
            continue
        moved = [place.moved(start) for place in places]
        found += moved
        between = gaps(moved, start, stop)
        open_gaps += [gap for gap in between if any(True for _ in clusters(text, *gap))]
    return sorted(found, key=lambda place: place.start)


@lru_cache(maxsize=_REMEMBERED)
def _by_known(part: str, before: str, chain: Chain) -> tuple[Mangled, ...]:
    """Read a region with a chain that is known from the text; nothing where that is not clearly right."""
    read = _follow(part, before, chain)
    return tuple(read) if is_clear(read, part) else ()


_Read = tuple[Mangled, ...] | None


def _by_settled(part: str, before: str, chain: Chain) -> _Read:
    """Read a region with the chain that most of a text was mangled by; None where it may not be the right one."""
    if all(codec == "utf-8" for _, codec in chain):
        return _by_layers(part, before, chain)
    if has_form(part, chain[0][0]):
        return None
    read = _follow(part, before, chain, sure=True)
    right = read and all(map(fits, read)) and not has_more(read, part)
    return tuple(read) if right and not _has_rival(part, before, chain, read) else None


def _has_rival(part: str, before: str, chain: Chain, read: Sequence[Mangled]) -> bool:
    """Say whether another codec that writes kana with the same bytes reads a region better."""
    (name, codec), *more = chain
    if more or codec not in SAME_KANA or not any(KANA.search(place.text) for place in read):
        return False
    rivals = [_follow(part, before, ((name, rival),), sure=True) for rival in SAME_KANA if rival != codec]
    return max(map(total_gain, rivals)) > total_gain(read)


def _by_layers(part: str, before: str, chain: Chain) -> _Read:
    """Read a region as UTF-8, and what comes out again, as often as the chain says; None where the form differs."""
    step, *more = chain
    if not has_form(part, step[0]):
        return None
    if not more:
        return _by_utf8(part, before, step)
    found = []
    for place in align(part, shown(step[0]), meant(step[1]), before, sure=True, trim=False):
        inner = _by_layers(place.text, " ", tuple(more))
        if inner is None:
            return None
        if inner:
            found.append(joined(part, place, step, inner))
    return tuple(found)


def _by_utf8(part: str, before: str, step: Step) -> _Read:
    """Read a region as UTF-8; None where what it means then has the form of UTF-8 again."""
    places = _places(part, before, step, deep=False, sure=True)
    if any(_goes_deeper(place) and proven(place.text, SHOWN_NAMES) for place in places):
        return None
    return tuple(_reading(place, step) for place in places if CJK.search(place.text))


@lru_cache(maxsize=_REMEMBERED)
def _by_best(part: str, before: str) -> tuple[Mangled, ...]:
    return tuple(_best(part, before, _MOST_STEPS))


def _search_region(part: str, before: str, search: _Search) -> Sequence[Mangled]:
    """Read a region with a chain that is known from the text, or else with the best one."""
    settled = _by_settled(part, before, search.settled) if search.settled else None
    if settled is not None:
        read: Sequence[Mangled] = settled
    elif len(part) - len(part.encode("ascii", "ignore")) < _LEAST_FOREIGN:
        return ()
    elif any(gain >= _SETTLED and _is_foreign(part, before, step) for step, gain in search.foreign.items()):
        search.failures += 1
        return ()
    else:
        read = _by_any(part, before, search)
    if read:
        search.learn(read)
    return read


def _by_any(part: str, before: str, search: _Search) -> Sequence[Mangled]:
    """Read a region with a chain that was found in the text before, or search for one."""
    short = len(part) <= _MOST_REMEMBERED
    by_known = _by_known if short else _by_known.__wrapped__
    for chain in search.known[:_KNOWN]:
        read = by_known(part, before, chain)
        if read:
            return read
    if search.failures >= _MOST_FAILURES:
        return ()
    found = (_by_best if short else _by_best.__wrapped__)(part, before)
    if short:
        search.learn_foreign(part, before, found)
    if is_cjk(found):
        return found
    search.failures += 1
    return ()


def _is_foreign(part: str, before: str, step: Step) -> bool:
    """Say whether a pair of codecs explains all of a region, and not as CJK text."""
    if step[1] == "utf-8":
        return foreign_gain(part, before, step[0]) > 0.0
    places = _places(part, before, step, deep=False, sure=True)
    return bool(places) and not any(CJK.search(place.text) for place in places) and not has_more(places, part)


def _best(part: str, before: str, steps: int, written: str = "") -> list[Mangled]:
    """Return the places of a region as the best chain reads them; a long region follows what a part of it shows.

    Args:
        part: the region.
        before: the character before it.
        steps: how many steps a chain may have.
        written: the codec that the region was just read in.
    """
    if len(part) <= _PROBE:
        return _compare(part, before, steps, written)
    first = min(max(0, worst_stretch(part, _PROBE)[0] - _BEFORE), len(part) - _PROBE)
    probed = _compare(part[first : first + _PROBE], part[first - 1] if first else before, steps, written)
    if not probed:
        return []
    surest = max(probed, key=lambda place: place.gain)
    read = _follow(part, before, surest.chain, sure=surest.gain >= CLEAR_GAIN)
    return [replace(place, lead=min(place.gain, surest.lead)) for place in read]


def _compare(part: str, before: str, steps: int, written: str) -> list[Mangled]:
    """Compare what several chains make of a short region."""
    utf8 = proven(part, [name for name in SHOWN_NAMES if name != written])
    if utf8:
        read = _read(part, before, utf8, steps, 0.0)
        if read:  # what means no CJK text by its form means none otherwise
            return of_one_kind(read)
    readings = []
    most = 0.0
    for step in candidates(part, written):
        read = of_one_kind(_read(part, before, step, steps, most))
        if (is_long(read) or is_proven(read)) and is_clear(read, part):
            return read
        if read:
            readings.append(read)
            most = max(most, total_gain(read))
    readings.sort(key=total_gain, reverse=True)
    if not readings:
        return []
    best, *others = readings
    return [replace(place, lead=lead_over(place, others)) for place in best]


def _read(part: str, before: str, step: Step, steps: int, rival: float) -> list[Mangled]:
    """Read a region with one pair of codecs, and what comes out with others if it is mangled, too.

    Args:
        part: the region.
        before: the character before it.
        step: the pair of codecs.
        steps: how many steps a chain may have.
        rival: the gain of another reading; what can come nowhere near it is not read on.
    """
    # what is mangled has characters of all kinds: hardly anything but UTF-8 writes them again
    deep = steps > 1 and step[1] == "utf-8"
    places = _places(part, before, step, deep=deep)
    deeper = deep and sum(place.gain + place.cost for place in places) >= rival - _FAR_BEHIND
    found = []
    for place in places:
        inner = _best(place.text, " ", steps - 1, step[1]) if deeper and _goes_deeper(place) else []
        found.append(joined(part, place, step, inner) if is_cjk(inner) else _reading(place, step))
    return found


def _follow(part: str, before: str, chain: Chain, *, sure: bool = False) -> list[Mangled]:
    """Read a region with a chain; `sure` where a part of it was clearly mangled so."""
    step, *more = chain
    found = []
    for place in _places(part, before, step, deep=bool(more), sure=sure):
        inner = _follow(place.text, " ", tuple(more)) if more and _goes_deeper(place) else []
        reading = joined(part, place, step, inner) if inner else _reading(place, step)
        if CJK.search(reading.text):
            found.append(reading)
    return found


def _places(part: str, before: str, step: Step, *, deep: bool, sure: bool = False) -> list[Place]:
    """Align with one pair of codecs: once to see whether they fit, then for all places that they explain."""
    codecs = shown(step[0]), meant(step[1])
    if sure and not deep:
        return align(part, *codecs, before, sure=True)
    places = align(part, *codecs, before)
    if sum(place.gain for place in places) >= CLEAR_GAIN:
        whole = deep and any(_goes_deeper(place) for place in places)
        places = align(part, *codecs, before, sure=True, trim=not whole)
    return places


def _goes_deeper(place: Place) -> bool:
    """Say whether what a place means looks mangled itself."""
    return is_costly(place) and is_mangled(place.text.replace("\ufffd", ""))
