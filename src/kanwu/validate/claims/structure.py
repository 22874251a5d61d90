"""The structure figures stand in: sentences, clauses, and the words that lead to a figure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from kanwu.figure import Figure
from kanwu.rule import Reading, once
from kanwu.validate.grammar import GRAMMARS
from kanwu.validate.grammar.relations import CHANGE_LINKS, CHANGES, LEVEL_LINKS, RATES_OF_CHANGE
from kanwu.validate.grammar.words import Measure

# A line break inside a sentence (before a small letter, behind a comma or an article), and the point of a U.S. or an
# initial, end nothing.
_SENTENCE_END = re.compile(
    r"[。！？!?\n.](?:(?<=[。！？!?])|(?<=\n)(?<![,，、；]\n)(?<! the\n)(?<! of\n)(?<! and\n)(?<! in\n)(?<! to\n)"
    r"(?![a-z($])|(?<=[^A-Za-z,，、；]\n)|(?<=[^A-Z]\.)(?=\s|\Z))"
)
_UNMARKED = re.compile(r"[^，,；;：:。！？!?\n（）()、]*")
_KIN = MappingProxyType(
    dict.fromkeys("人名位", "人")
    | {
        "個": "个",
        "項": "项",
        "條": "条",
        "輛": "辆",
        "戶": "户",
        "處": "处",
        "場": "场",
        "張": "张",
        "種": "种",
        "類": "类",
    }
    | {"億": "亿", "噸": "吨", "畝": "亩", "間": "间", "歐元": "欧元", "日圓": "日元", "人民币": "元", "人民幣": "元"}
)
"""Units that count the same things."""
RELATIVE_UNITS = frozenset({"%", "‰", "百分点", "百分點", "倍", "pp", "bp", "times", "基点"})
"""Units of shares and changes, not of things."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its figures; offsets in the text.

    Attributes:
        start: where it begins.
        end: where it ends.
        figures: its figures.
        paragraph: the number of its paragraph.
        previous: where the sentence before it begins, with or without figures.
        first: the number of its first figure among those of the text.
    """

    start: int
    end: int
    figures: tuple[Figure, ...]
    paragraph: int
    previous: int
    first: int


_CROWDED = 100
_LONGEST = 4000  # characters


@once
def sentences(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences that hold figures, in order.

    Those with more than a hundred, or of thousands of characters, are no sentences but lists or worse.
    """
    return tuple(_sentences(reading.text, reading.figures)) if reading.figures else ()


def _sentences(text: str, figures: Sequence[Figure]) -> Iterator[Sentence]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    ends.append(len(text))
    starts = [figure.start for figure in figures]
    first = counted = paragraph = 0
    while first < len(figures):
        # From figure to figure: most sentences have none.
        place = bisect_right(ends, starts[first])
        if place == len(ends):
            return
        start, stop = ends[place - 1] if place else 0, ends[place]
        last = bisect_left(starts, stop, first)
        paragraph += [text[end - 1] for end in ends[counted:place]].count("\n")
        counted = place
        if last - first <= _CROWDED and stop - start <= _LONGEST:
            previous = ends[place - 2] if place > 1 else 0
            yield Sentence(start, stop, tuple(figures[first:last]), paragraph, previous, first)
        first = last


Led = tuple[Figure, str]
"""A figure and the words that lead to it."""


class Scene:
    """A sentence, the words that lead to its figures, and what stands just before it.

    Attributes:
        reading: the whole text with all its figures.
        text: the whole text.
        sentence: the sentence.
        figures: the figures of the sentence.
        before: the scene of the sentence with figures before it, or None.
        made: what has been made of it, by what made it.
    """

    __slots__ = ("_here", "_leads", "before", "figures", "made", "reading", "sentence", "text")

    def __init__(self, reading: Reading, sentence: Sentence, before: Scene | None) -> None:
        self.reading = reading
        self.text = reading.text
        self.sentence = sentence
        self.figures = sentence.figures
        self.before = before
        self.made: dict[object, Any] = {}
        self._leads: Sequence[str] | None = None
        self._here: Sequence[Led] | None = None

    @property
    def leads(self) -> Sequence[str]:
        """The words that lead to each of the figures."""
        if self._leads is None:
            first = self.sentence.first
            leads = leads_of(self.reading)[first : first + len(self.figures)]
            # The figure before it is in another sentence: it does not cut short the words that lead to the first one.
            self._leads = [lead_in(self.text, self.figures[0], None), *leads[1:]]
        return self._leads

    @property
    def here(self) -> Sequence[Led]:
        """The figures of the sentence, with the words that lead to them."""
        if self._here is None:
            self._here = list(zip(self.figures, self.leads, strict=True))
        return self._here

    def earlier(self, reach: int = 1) -> Sequence[Led]:
        """Return the figures of up to `reach` sentences with figures before it in its paragraph."""
        scene = self.before
        pairs: list[Led] = []
        while reach and scene is not None and scene.sentence.paragraph == self.sentence.paragraph:
            pairs[:0] = scene.here
            scene, reach = scene.before, reach - 1
        return pairs

    def far(self, reach: int) -> Sequence[Led]:
        """Return the figures of up to `reach` sentences with figures before it, of other paragraphs too."""
        scene = self.before
        pairs: list[Led] = []
        for _ in range(reach):
            if scene is None:
                break
            pairs[:0] = scene.here
            scene = scene.before
        return pairs

    def lead_of(self, figure: Figure) -> str:
        """Return the words that lead to a figure of the sentence."""
        return self.leads[self.figures.index(figure)]


@once
def scenes(reading: Reading) -> tuple[Scene, ...]:
    """Return the scene of each sentence that holds figures."""
    found: list[Scene] = []
    for sentence in sentences(reading):
        found.append(Scene(reading, sentence, found[-1] if found else None))
    return tuple(found)


def kin(unit: str) -> str:
    """Return the unit under which figures of the same things compare: 人 for 名, 个 for 個."""
    return _KIN.get(unit, unit)


def alike(first: Figure, second: Figure) -> bool:
    """Say whether two figures may count the same things, where the grammar says so: 40 of 250 samples.

    English names the same people in many ways, so any count may be of any other.
    """
    return kin(first.unit) == kin(second.unit) or (_is_count(first) and _is_count(second))


def _is_count(figure: Figure) -> bool:
    """Say whether a figure counts things by a noun of a language that spells with letters, or by none."""
    return (not figure.unit or (figure.unit.isascii() and figure.unit.isalpha())) and figure.unit not in _NOT_COUNTED


_NOT_COUNTED = RELATIVE_UNITS | frozenset(
    unit.name
    for grammar in GRAMMARS
    for unit in (*grammar.units.values(), *grammar.currencies.values())
    if unit.measure is Measure.AMOUNT or unit.name in grammar.spans
)


def spellings(units: frozenset[str]) -> frozenset[str]:
    """Return some units of `kin`, and every unit that it returns one of them for."""
    return units | {unit for unit, name in _KIN.items() if name in units}


def countable(figure: Figure) -> bool:
    """Say whether a figure counts or measures things, instead of a share or a change of them."""
    return figure.unit not in RELATIVE_UNITS


def is_rank(text: str, figure: Figure) -> bool:
    """Say whether a figure ranks instead of counting: 前五位, 第三名."""
    return text[figure.start - 1 : figure.start] in _BEFORE_RANKS


_BEFORE_RANKS = frozenset("前后後第")


def lead_in(text: str, figure: Figure, previous: Figure | None) -> str:
    """Return the words that lead to a figure: since the clause began, or since the figure before it."""
    floor = max(0, figure.start - LONGEST_LEAD, previous.end if previous else 0)
    words = text[floor : figure.start]
    clause = _UNMARKED.match(words[::-1])  # backwards, because the clause ends here
    return words[len(words) - clause.end() :] if clause else words


LONGEST_LEAD = 60
"""How far, in characters, the words that lead to a figure reach back."""


def lead_ins(text: str, figures: Sequence[Figure]) -> list[str]:
    """Return the words that lead to each figure."""
    return [lead_in(text, figure, figures[at - 1] if at else None) for at, figure in enumerate(figures)]


@once
def leads_of(reading: Reading) -> Sequence[str]:
    """Return the words that lead to each figure of a text."""
    return lead_ins(reading.text, reading.figures)


_CHANGE = re.compile(rf"(?:{'|'.join(CHANGES)})(?:{'|'.join(CHANGE_LINKS)})?\s?\Z")
_RATE_OF_CHANGE = re.compile(rf"(?:{RATES_OF_CHANGE})\s?\Z")
_LEVEL = re.compile(rf"(?:{'|'.join(LEVEL_LINKS)})\s?\Z")


@lru_cache(maxsize=1 << 10)
def is_change(words: str) -> bool:
    """Say whether the words before a figure make it an amount of change: 比上年增加, 减少了; not 增加到."""
    return bool(_CHANGE.search(words) and not _LEVEL.search(words)) or bool(_RATE_OF_CHANGE.search(words))


def bracketed(text: str, start: int, figure: Figure) -> bool:
    """Say whether a figure stands in brackets that were opened after `start`."""
    return _is_open(text, start, figure.start)


def bracket_end(text: str, start: int, place: int, end: int) -> int:
    """Return where the brackets close that were opened between `start` and a place, or `end` if none were."""
    closing = _CLOSING.search(text, place, end) if _is_open(text, start, place) else None
    return closing.start() if closing else end


def _is_open(text: str, start: int, place: int) -> bool:
    """Say whether brackets that were opened after `start` are open at a place."""
    before = text[start:place]
    return max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")"))


_CLOSING = re.compile("[）)]")
