"""Evidence: the characters that mangled text has and sound text seldom has. The gate before any search.

UTF-8 read as GBK shows 鐨 锛 銆, as Big5 or Shift-JIS rare Han characters and half-width kana; everything read as a
single-byte codec shows runs of accented letters, signs and controls that no language has. A single hit says little;
a text without one is left alone at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from operator import add

from kanwu.text.plausibility import model, rare

_REACH = 16
"""Characters between two hits of the same mangled place: in mangled text every few characters one is a hit."""
_SHORT = 16  # characters: in a line no longer than this every foreign character is a hit
_LONG = 120  # characters: to look for hits once more costs as much as is saved
_AROUND = 6  # characters beside the hits that are looked at, too
_NORMAL = 7.0  # nats a character: running text of any language costs 3 to 7
_BAD = 8.5  # nats a character: names and rare words in sound text stay below
_LEAST_EXCESS = 9.0  # nats above normal in a short line: one rare character in sound text has some 6
_LEAST_EXCESS_IF_LONG = 12.0  # nats: two mangled characters have that much
_LEAST_HITS = 2  # different ones, in a longer line: one rare character is a name, a plant, a dialect word

_LETTERS = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_SIGNS = (
    "\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00bf\u00d7\u00f7\u02c6\u02dc\u02c7\u02d8-\u02db"
    "\u2020-\u2022\u2030\u2039\u203a\u20ac\u2122\u201a\u201e\u0192"
)
_UPPER = "\u00c0-\u00d6\u00d8-\u00de\u0102\u0104\u0106\u010c-\u010f\u0110\u0118-\u011b\u011e\u0130\u0141\u0143\u0147\u0150\u0152\u0154\u0158\u015a\u015e\u0160-\u0164\u016e\u0170\u0178-\u017d"  # noqa: E501
_CYRILLIC = "\u0400-\u045f\u0490\u0491"
_CYRILLIC_UPPER = "\u0400-\u042f\u0490"
_CYRILLIC_LOWER = "\u0430-\u045f\u0491"
_DRAWING = "\u2219-\u221a\u2248\u2264\u2265\u2320\u2321\u2500-\u25a0"
_MATH = "\u2202\u2206\u220f\u2211\u221a\u221e\u222b\u2248\u2260\u2264\u2265\u25ca\u03a9\u03c0\uf8ff\ufb01\ufb02\u2044"
_SUSPECT_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd"


@cache
def _any_hit() -> re.Pattern[str]:
    """Compile one class: a text without any of these is sound."""
    return re.compile(
        f"[{rare()}{_SUSPECT_CONTROLS}\u00a1-\u00b6\u00b8-\u045f\u2020-\u2025\u2027-\u22ff\u2320-\u25ff\ufb01\ufb02\uff61-\uff9f]"
    )


@cache
def _may_begin_hit(*, hangul: bool) -> re.Pattern[str]:
    """Compile one class of all that a hit begins with; a common syllable only where one may."""
    return re.compile(f"[{rare()}{_beginnings(cyrillic=True, hangul=hangul)}]")


def _beginnings(*, cyrillic: bool, hangul: bool) -> str:
    letters = f"{_CYRILLIC}" if cyrillic else ""
    syllables = "\uac00-\ud7a3" if hangul else ""
    others = "\u00a1-\u00b6\u00b8-\u03ff\u201a\u201e\u2020-\u2025\u2027-\u22ff\u2320-\u25ff\ufb01\ufb02\uff61-\uff9f"
    return f"{_SUSPECT_CONTROLS}{others}{letters}{syllables}"


@cache
def _hit(*, cyrillic: bool, hangul: bool) -> re.Pattern[str]:
    """Compile what counts as a hit: rare characters, controls, and pairs that no language has.

    One class of all that a hit begins with comes first: it is searched many times faster than alternatives.

    Args:
        cyrillic: whether a Cyrillic letter may begin one; that is known for a whole line at once.
        hangul: whether a common syllable may.
    """
    pairs = [
        f"(?<=[{_LETTERS}{_SIGNS}])(?=[{_UPPER}{_SIGNS}\u2010-\u201e\u2026{_MATH}])",
        f"(?<=[{_LETTERS}])(?=[{_LETTERS}][{_LETTERS}])",
        f"(?<=[{_DRAWING}{_SIGNS}])(?=[{_CYRILLIC}])",
        f"(?<=[{_MATH}])(?=[{_LETTERS}{_SIGNS}{_MATH}])",
    ]
    if cyrillic:
        pairs += [
            f"(?<=[{_CYRILLIC_LOWER}])(?=[{_CYRILLIC_UPPER}])",
            f"(?<=[{_CYRILLIC}])(?=[{_SIGNS}{_DRAWING}])",
        ]
    if hangul:
        pairs.append("(?<=[\uac00-\ud7a3])(?=[\u4e00-\u9fff])")
    alone = f"{rare()}{_SUSPECT_CONTROLS}\uff61-\uff9f"
    beginnings = _beginnings(cyrillic=cyrillic, hangul=hangul)
    return re.compile(f"[{rare()}{beginnings}](?:(?<=[{alone}])|{'|'.join(pairs)})")


_CYRILLIC_HIT = re.compile(f"[{_CYRILLIC}](?:(?<=[{_CYRILLIC_LOWER}])(?=[{_CYRILLIC_UPPER}])|(?=[{_SIGNS}{_DRAWING}]))")
_HANGUL_HIT = re.compile("[\uac00-\ud7a3](?=[\u4e00-\u9fff])")


def _hit_in(text: str, start: int, end: int) -> re.Pattern[str]:
    """Return what finds the hits in a part of a text that is more than a short line."""
    cyrillic = _CYRILLIC_HIT.search(text, start, end) is not None
    return _hit(cyrillic=cyrillic, hangul=_HANGUL_HIT.search(text, start, end) is not None)


def suspect_lines(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Give where the lines begin and end that have a hit, and long ones that may have one."""
    begins = _may_begin_hit(hangul=_HANGUL_HIT.search(text, start, stop) is not None)
    hit = None
    while found := begins.search(text, start, stop):
        at = found.start()
        first = text.rfind("\n", start, at) + 1 or start
        end = text.find("\n", at, stop)
        if end < 0:
            end = stop
        if _SHORT < end - first <= _LONG:
            hit = hit or _hit_in(text, first, stop)
            if not hit.search(text, at, end):
                start = end + 1
                continue
        start = end + 1
        yield first, end


def is_suspect(text: str) -> bool:
    """Say whether a text has any character that mangled text is known by."""
    return _any_hit().search(text) is not None


def suspects() -> str:
    """Return the pattern of such characters."""
    return _any_hit().pattern


def clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of a line where hits lie close together and the text costs more than sound text does."""
    short = end - start <= _SHORT
    hit = _any_hit() if short else _hit_in(text, start, end)
    least = 1 if short else _LEAST_HITS
    first = last = 0
    seen: set[str] = set()
    for match in hit.finditer(text, start, end):
        at = match.start()
        if seen and at - last > _REACH:
            if len(seen) >= least and _is_costly(text, first, last + 1, start, end):
                yield first, last + 1
            seen.clear()
        if not seen:
            first = at
        last = at
        seen.add(match[0])
    if len(seen) >= least and _is_costly(text, first, last + 1, start, end):
        yield first, last + 1


def _is_costly(text: str, first: int, last: int, start: int, end: int) -> bool:
    """Say whether the characters round the hits cost clearly more than normal; looks at 400 characters at most."""
    behind = model().behind
    first, last = max(start, first - _AROUND), min(end, last + _AROUND, first + 400)
    least = _LEAST_EXCESS if end - start <= _SHORT else _LEAST_EXCESS_IF_LONG
    before = text[first - 1] if first > start else " "
    excess = 0.0
    for two in map(add, before + text[first : last - 1], text[first:last]):
        excess += behind[two] - _NORMAL
        if excess >= least:
            return True
        excess = max(excess, 0.0)
    return False


def worst_stretch(text: str, length: int, normal: float = _BAD) -> tuple[int, int]:
    """Return the stretch that is the least plausible as shown, from its beginning on at most so many characters.

    Args:
        text: a region.
        length: the most characters.
        normal: nats a character, above which text is implausible.
    """
    excess = list(accumulate([cost - normal for cost in model().costs(text)], initial=0.0))
    first = last = begin = 0
    for at in range(1, len(excess)):
        if excess[at] - excess[begin] > excess[last] - excess[first]:
            first, last = begin, at
        if excess[at] < excess[begin]:
            begin = at
    return first, min(last, first + length)


def is_mangled(text: str) -> bool:
    """Say whether a line has such a stretch."""
    return is_suspect(text) and next(clusters(text, 0, len(text)), None) is not None
