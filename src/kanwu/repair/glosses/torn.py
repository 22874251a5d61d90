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
from dataclasses import dataclass

from kanwu.finding import Finding
from kanwu.repair.glosses.gbk import (
    PAIR,
    bytes_of,
    is_function_word,
    learned_characters,
    may_hide_loss,
    ordinary_characters,
    read,
    words_around_loss,
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

TORN = re.compile(rf"[?\ufffd](\(?)({SYLLABLE})\)")
"""What is left where a gloss tore a character; one decoder in two swallows the opening parenthesis."""
_GLOSS = re.compile(rf"\(({SYLLABLE})\)")
_BREAK = re.compile("(?<=[\u3400-\u9fff])[?\ufffd]([！；？!;?])")
_PRIVATE = re.compile("[\ue000-\ue765]")
_SECOND_BYTES = {"！": b"\xa1", "!": b"\xa1", "；": b"\xbb", ";": b"\xbb", "？": b"\xbf", "?": b"\xbf"}
_INVALID = ("?", "\ufffd", "€")
_FULL_STOP = b"\xa1\xa3"
_LONGEST = 200  # characters out of step; a Traditional text has an ASCII second byte every ten characters or so
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
        is_guess: whether the last byte is taken to be 80, shown as `?` since no character begins with it.
    """

    end: int
    data: bytes
    inserted: tuple[int, ...] = ()
    causes: tuple[str, ...] = ()
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
    start = _Walk(torn.start(), before)
    runs = [_judge(page, torn.start(), before, walk) for walk in _continue(page, start, torn)]
    found = [run for run in runs if run is not None]
    if torn[1] and not page.glossed:  # a real `?` before a real reading, unless what follows is no Chinese
        found = [run for run in found if _is_strange(page.text[torn.end() : run.end])]
    return found


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
    for cause in glossable_by_lead().get((walk.data[-1], plain_syllable(torn[2])), ()):
        if cause.char in page.counts and cause.char not in page.glossed:
            continue  # a character is glossed always or never, and this one stands plain elsewhere
        data = walk.data + cause.char.encode("gbk")[1:]
        after = _Walk(torn.end(), data, (*walk.inserted, len(data)), (*walk.causes, cause.char))
        if len(data) % 2:
            yield from _walk(page, after)
        else:
            yield after


def _walk(page: Page, walk: _Walk) -> Iterator[_Walk]:
    """Go on, out of step, until an ASCII letter or a gloss brings the bytes into step; else give nothing."""
    at, data, inserted = walk.end, bytearray(walk.data), list(walk.inserted)
    text = page.text
    for _ in range(_LONGEST):
        torn = TORN.match(text, at)
        if torn:
            yield from _continue(page, _Walk(at, bytes(data), tuple(inserted), walk.causes), torn)
            return
        gloss = _GLOSS.match(text, at)
        if gloss and _explains(bytes(data[-2:]), gloss[1]):
            at = gloss.end()
            inserted.append(len(data))
            continue
        if at in page.removed:
            inserted.append(len(data))
        if text[at : at + 1] in _INVALID:
            yield _Walk(at + 1, bytes(data) + b"\x80", tuple(inserted), walk.causes, is_guess=True)
            return
        piece = bytes_of(text[at : at + 1])
        data += piece
        at += 1
        if len(piece) == PAIR:
            continue
        if piece and piece[0] >= _FIRST_TRAIL:
            yield _Walk(at, bytes(data), (*inserted, *([len(data)] if at in page.removed else ())), walk.causes)
        return


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
    ordinary, learned = ordinary_characters(), learned_characters()
    if not all(char in ordinary or char in learned for char in restored):
        return None
    before_it, after_it = page.text[max(0, start - 1) : start], page.text[walk.end : walk.end + 1]
    around = _Around(before_it + restored + after_it, len(before_it))
    doubts = [place for place in range(len(restored)) if _is_doubtful(page, data, around, place)]
    if walk.is_guess and len(restored) - 1 not in doubts and _has_rival(data, around, len(restored) - 1):
        doubts.append(len(restored) - 1)
    inferred = _restore_dropped(data, around, doubts[0]) if len(doubts) == 1 and not walk.is_guess else None
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


def _is_doubtful(page: Page, data: bytes, around: _Around, place: int) -> bool:
    """Say whether a restored character is rare or could hide a loss, and nothing vouches for it."""
    pair = data[2 * place : 2 * place + 2]
    open_to_doubt = read(pair) in learned_characters() or (not page.keeps_private and may_hide_loss(pair))
    return open_to_doubt and not around.vouches_for(place)


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
    """Return the only common word whose two inner bytes, dropped, would leave this character; else None."""
    words = words_around_loss(data[2 * place : 2 * place + 2])
    if len(words) > 1:
        words = tuple(
            word
            for word in words
            if are_word_pair(word[1], around.right(place)) or are_word_pair(around.left(place), word[0])
        )
    return words[0] if len(words) == 1 else None


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
