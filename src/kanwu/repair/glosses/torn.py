"""Read text that a gloss tore apart: put the lost byte back and decode again until both readings fall into step.

Where the tool's two bytes were the last of one character and the first of the next, `(reading)` landed inside the
second. What was left of it swallowed the `(` and became `?`, and every character after it begins one byte late, until
an ASCII letter that was a second byte, or another gloss, brings the bytes into step again:
向實踐 is CFF2 8C8D DB60, 驅 is F28C; CFF2 8C`(qū)` 8DDB 60 is shown as `向?qū)嵺``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kanwu.finding import Finding
from kanwu.repair.glosses.gbk import (
    PAIR,
    bytes_of,
    cost_of_loss,
    is_function_word,
    known_characters,
    learned_characters,
    may_hide_loss,
    ordinary_characters,
    read,
)
from kanwu.repair.glosses.table import (
    SYLLABLE,
    Glossable,
    are_word_pair,
    glossable_by_lead,
    plain_syllable,
    simplified_forms,
    simplified_only,
)
from kanwu.text.plausibility import model

TORN = re.compile(f"[?\ufffd](\\(?)({SYLLABLE})\\)")
"""What is left where a gloss tore a character; one decoder in two swallows the opening parenthesis."""
_GLOSS = re.compile(rf"\(({SYLLABLE})\)")
_BREAK = re.compile("(?<=[\u3400-\u9fff])[?\ufffd]([！；？!;?])")
_PRIVATE = re.compile("[\ue000-\ue864]")
_SECOND_BYTES = {"！": b"\xa1", "!": b"\xa1", "；": b"\xbb", ";": b"\xbb", "？": b"\xbf", "?": b"\xbf"}
_INVALID = ("?", "\ufffd", "€")
_FULL_STOP = b"\xa1\xa3"
_LONGEST = 200  # characters out of step; a Traditional text has an ASCII second byte every ten characters or so
_CLEAR = 4.0  # nats; see docs/accuracy.md for what it costs and saves
_MOST_GLOSSES = 6  # in one stretch out of step; three were seen
_MOST_WALKS = 16  # ways to read one torn place; the bytes of a real one allow one to three
_FIRST_TRAIL = 0x40  # the least second byte of GBK


@dataclass(frozen=True, slots=True)
class Page:
    """A text and what is known of the tool's work on it.

    Attributes:
        text: the text, its plain glosses already removed.
        glossed: the characters that were found glossed in it.
        removed: the offsets in `text` where a gloss was removed.
        counts: how often each character occurs in `text`.
        keeps_private: whether private-use characters were kept, so that none can be missing.
    """

    text: str
    glossed: frozenset[str]
    removed: frozenset[int]
    counts: Counter[str]
    keeps_private: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of a torn place.

    Attributes:
        start: offset of the first character that is replaced.
        end: offset after the last.
        restored: what stood there.
        causes: the characters whose bytes the tool found.
        doubts: restored characters that nothing proves.
    """

    start: int
    end: int
    restored: str
    causes: tuple[str, ...]
    doubts: str


@dataclass(frozen=True, slots=True)
class _Walk:
    """The bytes from a torn place on.

    Attributes:
        end: offset in the text up to where they go.
        data: the bytes, lost ones put back, glosses taken out.
        inserted: offsets in `data` where a gloss stood.
        causes: the characters it stood for.
        lost: offsets in `data` of the bytes that were put back.
        is_guess: whether the last byte is taken to be 80, shown as `?` since no character begins with it.
    """

    end: int
    data: bytes
    inserted: tuple[int, ...] = ()
    causes: tuple[str, ...] = ()
    lost: tuple[int, ...] = ()
    is_guess: bool = False


def survey_page(text: str, earlier: Sequence[Finding]) -> Page:
    """Gather what the earlier findings say of the page; they are in the order in which rules made them."""
    glosses = [finding for finding in earlier if finding.code == "GLS001" and "character" in finding.evidence]
    removed = []
    shift = 0
    for finding in sorted((f for f in earlier if f.applied and f.fix), key=lambda f: f.start):
        assert finding.fix is not None
        if finding.code == "GLS001":
            removed.append(finding.start + shift)
        shift += len(finding.fix.replacement) - len(finding.fix.original)
    return Page(
        text,
        frozenset(finding.evidence["character"] for finding in glosses),
        frozenset(removed),
        Counter(text),
        _PRIVATE.search(text) is not None,
    )


def torn_runs(page: Page, torn: re.Match[str]) -> list[Run]:
    """Return every admissible reading of a place that a gloss tore; of none, an empty list."""
    before = bytes_of(page.text[torn.start() - 1]) if torn.start() else b""
    if len(before) != PAIR:
        return []
    start = _Walk(torn.start(), before, (PAIR,) if torn.start() in page.removed else ())
    walks = islice(_continue(page, start, torn), _MOST_WALKS)
    runs = [_judge(page, torn.start(), before, walk) for walk in walks]
    found = [run for run in runs if run is not None]
    found = [run for run in found if not any(_goes_on(run, other) for other in found)]
    if torn[1] and not page.glossed:  # a real `?` before a real reading, unless what follows is no Chinese
        found = [run for run in found if _is_strange(page.text[torn.end() : run.end])]
    return found


def _goes_on(run: Run, other: Run) -> bool:
    """Say whether another run takes in this one and what a second gloss tore right behind it."""
    return other.end > run.end and other.restored.startswith(run.restored)


def broken_runs(page: Page) -> list[Run]:
    """Return the readings of full stops that lost their first byte, `一?！闭` for 一。”, one each.

    A full stop is A1A3. Where A1 is lost, A3 and the next byte are shown as ！, ； or ？, and the rest is out of step.
    """
    found: list[Run] = []
    for match in _BREAK.finditer(page.text):
        if found and match.start() < found[-1].end:
            continue
        start = _Walk(match.end(), _FULL_STOP + _SECOND_BYTES[match[1]])
        runs = [_judge(page, match.start(), b"", walk) for walk in _walk(page, start)]
        runs = [run for run in runs if run is not None and _is_strange(page.text[match.end() : run.end])]
        found += [run for run in runs if run is not None][:1]
    return found


def candidates(page: Page, torn: re.Match[str]) -> Sequence[Glossable]:
    """Return the characters whose bytes the tool can have found at a torn place."""
    before = bytes_of(page.text[torn.start() - 1]) if torn.start() else b""
    return glossable_by_lead().get((before[-1], plain_syllable(torn[2])), ()) if before else ()


def _continue(page: Page, walk: _Walk, torn: re.Match[str]) -> Iterator[_Walk]:
    """Put each possible lost byte back, and go on from there."""
    if len(walk.causes) == _MOST_GLOSSES:
        return
    for cause in glossable_by_lead().get((walk.data[-1], plain_syllable(torn[2])), ()):
        if cause.char in page.counts and cause.char not in page.glossed:
            continue  # a character is glossed always or never, and this one stands plain elsewhere
        data = walk.data + cause.char.encode("gbk")[1:]
        after = _Walk(
            torn.end(),
            data,
            (*walk.inserted, len(data)),
            (*walk.causes, cause.char),
            (*walk.lost, len(walk.data)),
        )
        if len(data) % PAIR:
            yield from _walk(page, after)
        else:
            yield from _in_step(page, after)


def _walk(page: Page, walk: _Walk) -> Iterator[_Walk]:
    """Go on, out of step, until an ASCII letter or a gloss brings the bytes into step; else give nothing."""
    at, data, inserted = walk.end, bytearray(walk.data), list(walk.inserted)
    text = page.text
    for _ in range(_LONGEST):
        if at in page.removed:
            inserted.append(len(data))
        torn = TORN.match(text, at)
        if torn:
            yield from _continue(page, replace(walk, end=at, data=bytes(data), inserted=tuple(inserted)), torn)
            return
        gloss = _GLOSS.match(text, at)
        if gloss and _explains(bytes(data[-2:]), gloss[1]):
            at = gloss.end()
            inserted.append(len(data))
            continue
        if text[at : at + 1] in _INVALID:
            guess = bytes(data) + b"\x80"
            yield replace(walk, end=at + 1, data=guess, inserted=tuple(inserted), is_guess=True)
            return
        piece = bytes_of(text[at : at + 1])
        data += piece
        at += 1
        if len(piece) == PAIR:
            continue
        if piece and piece[0] >= _FIRST_TRAIL:
            yield from _in_step(page, replace(walk, end=at, data=bytes(data), inserted=tuple(inserted)))
        return


def _in_step(page: Page, walk: _Walk) -> Iterator[_Walk]:
    """End a walk whose bytes are in step, after a gloss of its last character, or go on where the next is torn."""
    gloss = _GLOSS.match(page.text, walk.end)
    if gloss and _explains(walk.data[-PAIR:], gloss[1]):
        walk = replace(walk, end=gloss.end(), inserted=(*walk.inserted, len(walk.data)))
    elif walk.end in page.removed:
        walk = replace(walk, inserted=(*walk.inserted, len(walk.data)))
    yield walk
    torn = TORN.match(page.text, walk.end)
    shown = read(walk.data) or "?"
    if torn and sum(char not in known_characters() for char in shown) <= 1:
        yield from _continue(page, walk, torn)


def _explains(pair: bytes, printed: str) -> bool:
    """Say whether a gloss printed behind these two bytes is theirs."""
    known = glossable_by_lead().get((pair[0], plain_syllable(printed)), ()) if len(pair) == PAIR else ()
    return any(each.char.encode("gbk") == pair for each in known)


def _judge(page: Page, start: int, before: bytes, walk: _Walk) -> Run | None:
    """Return the walk as a run if what it restores reads as Chinese and would have been damaged to what is shown."""
    data = walk.data[len(before) :]
    restored = read(data)
    if restored is None or len(restored) * 2 != len(data) or _would_be_glossed(page, walk):
        return None
    strange = [place for place, char in enumerate(restored) if char not in known_characters()]
    if len(strange) > (0 if page.keeps_private else 1):
        return None
    before_it, after_it = page.text[max(0, start - 1) : start], page.text[walk.end : walk.end + 1]
    around = _Around(before_it + restored + after_it, len(before_it))
    lost = {(at - len(before)) // PAIR for at in walk.lost}
    doubts = [place for place in range(len(restored)) if _is_doubtful(page, data, around, place, is_lost=place in lost)]
    if walk.is_guess and len(restored) - 1 not in doubts and _has_rival(data, around, len(restored) - 1):
        doubts.append(len(restored) - 1)
    inferred = _restore_dropped(data, around, doubts[0]) if len(doubts) == 1 and not walk.is_guess else None
    if strange and (inferred is None or doubts != strange):
        return None
    if inferred is not None:
        restored = restored[: doubts[0]] + inferred + restored[doubts[0] + 1 :]
        return Run(start, walk.end, restored, walk.causes, inferred)
    return Run(start, walk.end, restored, walk.causes, "".join(restored[place] for place in doubts))


@dataclass(frozen=True, slots=True)
class _Around:
    """A restored text with its neighbours.

    Attributes:
        text: the character before, what was restored, the character after.
        offset: where in it the restored text begins.
    """

    text: str
    offset: int

    def left(self, place: int) -> str:
        """Return the character left of a restored one, or nothing."""
        at = self.offset + place
        return self.text[at - 1] if at else ""

    def right(self, place: int) -> str:
        """Return the character right of a restored one, or nothing."""
        return self.text[self.offset + place + 1 :][:1]

    def vouches_for(self, place: int) -> bool:
        """Say whether a restored character makes a word with a neighbour, or often is one by itself."""
        char = self.text[self.offset + place]
        left, right = self.left(place), self.right(place)
        return is_function_word(char) or are_word_pair(left, char) or are_word_pair(char, right)


def _is_doubtful(page: Page, data: bytes, around: _Around, place: int, *, is_lost: bool) -> bool:
    """Say whether a restored character rests on a byte put back and is rare, or could hide a loss."""
    pair = data[PAIR * place : PAIR * place + PAIR]
    if read(pair) not in known_characters():
        return True
    if is_lost and read(pair) in learned_characters() and not around.vouches_for(place):
        return True
    return not page.keeps_private and may_hide_loss(pair) and _advantage(pair, around, place)[0] < _CLEAR


def _advantage(pair: bytes, around: _Around, place: int) -> tuple[float, str]:
    """Return by how many nats a character is likelier than the likeliest two that a loss can have joined; and those."""
    left, right = around.left(place), around.right(place)
    cost, rival = cost_of_loss(pair, left, right)
    own = model()
    char = around.text[around.offset + place]
    return cost - own.cost(left or "\n", char) - own.cost(char, right or "\n"), rival


def _has_rival(data: bytes, around: _Around, place: int) -> bool:
    """Say whether the guess at a last byte 80 stands: it must make a word on its left that no other byte makes."""
    left, forms = around.left(place), simplified_forms()
    chars = (read(data[-2:-1] + bytes([trail])) for trail in range(_FIRST_TRAIL, 0xFF))
    # 傢 and 侷 make words only as 家 and 局, which Traditional text writes for them.
    usual = (
        char
        for char in chars
        if char is not None and (forms.get(char, char) == char or forms[char] in simplified_only())
    )
    return [char for char in usual if are_word_pair(left, char)] != [read(data[-2:])]


def _restore_dropped(data: bytes, around: _Around, place: int) -> str | None:
    """Return the two characters that a dropped one made into this one, where they are much likelier; else None."""
    pair = data[PAIR * place : PAIR * place + PAIR]
    advantage, rival = _advantage(pair, around, place)
    is_known = around.text[around.offset + place] in known_characters()
    return rival if advantage < -_CLEAR or (rival and not is_known) else None


def _would_be_glossed(page: Page, walk: _Walk) -> bool:
    """Say whether the tool, damaging the restored bytes again, would have put a gloss that is not shown.

    A gloss inside two bytes that another gloss tore before is none.
    """
    inserted = set(walk.inserted)
    for at in range(len(walk.data) - 1):
        char = read(walk.data[at : at + 2])
        if char in page.glossed and not {at + 1, at + 2} & inserted:
            return True
    return False


def _is_strange(shown: str) -> bool:
    """Say whether a text holds characters that running Traditional text does not."""
    ordinary = ordinary_characters()
    return any(not char.isascii() and char not in ordinary for char in shown)
