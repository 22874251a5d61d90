"""Enumerations in Chinese text: the items that stand directly before a place, and how many there can be.

Where items begin and end is often open: 批而未供和闲置土地 is one item or two, and the first item hides behind a verb.
So an enumeration has a least and a greatest number of items, and says whether its items are plain enough to count on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kanwu.validate.claims.list_words import (
    BARE_VERB,
    COLLECTIVE_END,
    CONJUNCTION,
    COUNTED_END,
    GOVERNOR,
    INTRODUCER,
    LOOSE_END,
    NUMBERED,
    OFFICE,
    OTHERS,
    PLACES,
    VERB,
)

_PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "[": "]",
}
CLOSING = frozenset(_PAIRS.values())
"""Closing quotation marks and brackets."""
QUOTES = frozenset("”’」』")
"""Closing quotation marks."""
_OPENING = {close: open_ for open_, close in _PAIRS.items()}
_STRUCTURE = frozenset("、，,。；;：:！!？?\n").union(_PAIRS, _PAIRS.values())
_SEPARATORS = ("；", "，", ",", "、", "-", "—", "－", "–", "+", "＋", "·")
"""Inside quotation marks, the strongest first."""
_STEPS = 80  # marks looked at before a place; an enumeration of more than twenty items is not counted by a reader
_DEEPEST = 3  # brackets within brackets
_REACH = 400  # characters

_LONGEST_PLAIN = 12
_LONGEST_LAST = 24
_TWO = 2
_CLAUSE = 5  # characters; behind so long a first part two characters are more often a verb than a noun


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Items in front of a place.

    Attributes:
        parts: what stands between the separators, in order, as spans of the text.
        texts: the same as texts.
        least: the fewest items there can be.
        most: the most there can be, every conjunction taken as a separator.
        plain: whether every part but the first, which hides behind what governs the list, is a short noun without
            verbs, numbers or conjunctions inside, so that only one number of items is possible, the last conjunction
            apart.
        begins: whether the first item certainly is the first: an opening mark, a sentence or an introducing word
            stands before it.
        collective: whether an item may itself be a group, which the count belongs to or takes apart (中亚, 东盟).
        kindred: whether the items show that they are of one kind: the same last character, or all in quotation marks.
        dangling: whether the last part may be a verb that takes the count as its object.
    """

    parts: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]
    least: int
    most: int
    plain: bool
    begins: bool
    collective: bool
    kindred: bool
    dangling: bool

    @property
    def start(self) -> int:
        """Where the first item begins."""
        return self.parts[0][0]

    def last(self, number: int) -> tuple[int, str]:
        """Return where the last `number` items begin, and the items joined for a reader."""
        if number < len(self.parts):
            start, shown = _trimmed(self.parts[-number][0], self.texts[-number])
            return start, "、".join((shown, *self.texts[len(self.texts) - number + 1 :]))
        return self.start, "、".join(_split(self.texts, number - len(self.parts)))


class Marks:
    """The marks of a text that bound and separate items."""

    def __init__(self, text: str) -> None:
        self.text = text

    def before(self, end: int) -> Enumeration | None:
        """Read the enumeration that ends directly at `end`; None where there are not two items."""
        cuts, start, boundary = self._cuts(end)
        spans = list(_spans(cuts, start, end))
        return _enumeration(self.text, spans, boundary) if len(spans) > 1 else None

    def pair_before(self, end: int) -> Enumeration | None:
        """Read two items joined by a conjunction alone, ending at `end`: 河南公司和金华药材."""
        cuts, start, boundary = self._cuts(end)
        found = list(CONJUNCTION.finditer(self.text, start, end))
        if cuts or len(found) != 1:
            return None
        spans = [(start, found[0].start()), (found[0].end(), end)]
        return _enumeration(self.text, spans, boundary) if spans[0][0] + 1 < spans[0][1] else None

    def quoted_before(self, end: int) -> Enumeration | None:
        """Read the enumeration inside the quotation marks that close directly before `end`: “深、实、细”."""
        start = self._opening(end - 1)
        if start is None:
            return None
        inside = self.text[start + 1 : end - 1]
        present = [mark for mark in _SEPARATORS if mark in inside]
        if not present:
            return None
        cuts = [start + 1 + at for at, char in enumerate(inside) if char == present[0]]
        spans = [span for span in _spans([(cut, cut + 1) for cut in cuts], start + 1, end - 1) if span[0] < span[1]]
        found = _enumeration(self.text, spans, "“") if len(spans) > 1 else None
        nested = len([mark for mark in present if mark in _SEPARATORS[:4]]) > 1
        return replace(found, plain=False) if found and nested else found

    def _opening(self, close: int) -> int | None:
        """Return where the quotation marks open that close at `close`; they hold none of their own kind."""
        mark = self.text[close]
        start = self.text.rfind(_OPENING[mark], max(0, close - _REACH), close)
        return None if start < 0 or self.text.find(mark, start, close) >= 0 else start

    def _backward(self, end: int) -> Iterator[int]:
        """Yield where the marks before a place stand, the nearest first; mostly the first few end the walk."""
        text, left = self.text, _STEPS
        for place in range(end - 1, max(0, end - _REACH) - 1, -1):
            if text[place] in _STRUCTURE:
                yield place
                left -= 1
                if not left:
                    return

    def _cuts(self, end: int) -> tuple[list[tuple[int, int]], int, str]:
        """Return the separators before `end`, last first, where the clause begins, and the mark that begins it.

        The mark is empty where none is near enough.
        """
        cuts: list[tuple[int, int]] = []
        waiting: list[str] = []
        for place in self._backward(end):
            char = self.text[place]
            if waiting and char == waiting[-1]:
                waiting.pop()
                if not waiting and self.text[place - 1 : place] in CLOSING and place:
                    cuts.append((place, place))  # “规范”“精减”: no mark but their own
            elif char in CLOSING:
                waiting.append(_OPENING[char])
                if len(waiting) > _DEEPEST:
                    break
            elif waiting:
                continue
            elif char == "、":
                cuts.append((place, place + 1))
            else:
                return cuts[::-1], place + 1, char
        near = end <= _REACH and not waiting and len(cuts) < _STEPS
        return cuts[::-1], 0 if near else (cuts[-1][1] if cuts else end), "\n" if near else ""


def _spans(cuts: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for cut_start, cut_end in cuts:
        yield at, cut_start
        at = cut_end
    yield at, end


def _enumeration(text: str, spans: Sequence[tuple[int, int]], boundary: str) -> Enumeration | None:
    """Weigh the parts; None where one of them cannot be an item."""
    texts = [text[start:end] for start, end in spans]
    if not all(part.strip() for part in texts) or len(texts[-1]) > _LONGEST_LAST:
        return None
    if "等" in text[spans[0][0] : spans[-1][1]] and any(map(OTHERS.search, texts)):
        return None
    quoted = boundary == "“"
    start, first = (spans[0][0], texts[0]) if quoted else _trimmed(spans[0][0], texts[0])
    begins = quoted or start > spans[0][0] or boundary not in "，,、" or _is_clause(text, spans[0][0] - 1)
    verbal = bool(VERB.search(texts[0])) and all(map(VERB.match, texts[1:]))
    governed = texts[0]
    texts[0] = first
    loose = [at for at, part in enumerate(texts) if at and not _is_plain(part, verbal=verbal)]
    spare = sum(len(CONJUNCTION.findall(part)) for part in texts)
    inner = any(CONJUNCTION.search(part) for part in texts[:-1])
    plain = not loose and not inner and spare <= 1 and not NUMBERED.search(first)
    if not quoted and COUNTED_END.search(texts[-1]):
        return None
    return Enumeration(
        ((start, spans[0][1]), *spans[1:]),
        tuple(texts),
        len(texts) - (loose[-1] if loose and not quoted else 0),
        len(texts) + spare,
        plain,
        begins,
        any(map(COLLECTIVE_END.search, texts)),
        _is_kindred(texts),
        _is_dangling(governed, texts),
    )


def _is_dangling(governed: str, texts: Sequence[str]) -> bool:
    """Say whether the last part is no item but a verb that takes the count as its object: 改善村貌、修建两座凉亭."""
    last = texts[-1]
    after_verb = len(last) == len(texts) == _TWO and (VERB.match(governed) or len(texts[0]) >= _CLAUSE)
    return bool(LOOSE_END.search(last) or BARE_VERB.fullmatch(last) or after_verb)


def _is_kindred(texts: Sequence[str]) -> bool:
    """Say whether items are of one kind by their form; a place may hold what is counted (广东五市)."""
    ends = {part[-1] for part in texts}
    alike = len(ends) == 1 and ends.isdisjoint(PLACES) and all(len(part) > 1 for part in texts)
    return alike or all(part[-1] in "”」』》" and part[0] in "“「『《" for part in texts)


def _is_clause(text: str, end: int) -> bool:
    """Say whether what ends at a comma is a clause and not a first item."""
    before = re.split("[，,。；;：:！!？?\n]", text[max(0, end - _LONGEST_LAST) : end])[-1]
    return len(before) > _LONGEST_PLAIN or bool(re.search("[了在是有将將的年月日今近来來前后後]", before))


def _is_plain(part: str, *, verbal: bool) -> bool:
    """Say whether a part is a short noun: no verb, no number, nothing that could begin a list of its own.

    Args:
        part: what stands between two separators.
        verbal: whether every part begins with a verb (加强甲、推进乙), so that the verb begins no list of its own.
    """
    bare = part.strip("“”‘’「」『』《》 ")
    longest = _LONGEST_PLAIN
    if verbal and (verb := VERB.search(bare)):
        bare, longest = bare[verb.end() :], 2 * _LONGEST_PLAIN
    # A verb at the end is a noun: 商圈打造.
    return len(bare) <= longest and not NUMBERED.search(bare) and not INTRODUCER.search(bare, 0, len(bare) - 1)


def _trimmed(start: int, part: str) -> tuple[int, str]:
    """Cut off what governs the list from its first part: 涉及民政 begins at 民政."""
    cut = 0
    opened = min((part.find(mark) for mark in "“‘「『《" if mark in part), default=len(part))
    for found in GOVERNOR.finditer(part, 0, opened):
        if found.end() < len(part) and not OFFICE.match(part, found.end()):
            cut = found.end()
    return start + cut, part[cut:]


def _split(texts: Sequence[str], times: int) -> list[str]:
    """Split parts at their conjunctions, from the last one on."""
    parts = list(texts)
    at = len(parts) - 1
    while times > 0 and at >= 0:
        found = list(CONJUNCTION.finditer(parts[at]))
        if found:
            last = found[-1]
            parts[at : at + 1] = [parts[at][: last.start()], parts[at][last.end() :]]
            times -= 1
        else:
            at -= 1
    return parts
