"""The structure figures stand in: sentences, clauses, and the words that lead to a figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from kanwu.figure import Figure
from kanwu.rule import Reading
from kanwu.validate.grammar.relations import CHANGE_LINKS, CHANGES, LEVEL_LINKS

# A line break inside an English sentence, and the point of a U.S. or an initial, end nothing.
_SENTENCE_END = re.compile(
    r"[。！？!?\n.](?:(?<=[。！？!?])|(?<=\n)(?![a-z($])|(?<=[^A-Za-z,]\n)|(?<=[^A-Z]\.)(?=\s|\Z))"
)
_CLAUSE_MARK = re.compile(r"[，,；;：:。！？!?\n（）()]|、")
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
    """

    start: int
    end: int
    figures: tuple[Figure, ...]
    paragraph: int
    previous: int


class Same:
    """A reading as a key: what is found in it is shared by the rules that look at it one after another."""

    __slots__ = ("reading",)

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.reading is self.reading

    def __hash__(self) -> int:
        return id(self.reading)


_CROWDED = 100
_LONGEST = 4000  # characters


def sentences(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences that hold figures, in order.

    Those with more than a hundred, or of thousands of characters, are no sentences but lists or worse.
    """
    return tuple(sentence for sentence, _ in _led(Same(reading)))


@lru_cache(maxsize=2)
def _led(same: Same) -> tuple[tuple[Sentence, list[str]], ...]:
    """Return the sentences with the words that lead to their figures, once for all rules that ask."""
    return tuple((one, lead_ins(same.reading.text, one.figures)) for one in _sentences(same.reading))


def _sentences(reading: Reading) -> Iterator[Sentence]:
    figures = reading.figures
    starts = [figure.start for figure in figures]
    at = previous = paragraph = 0
    for stop in (*(match.end() for match in _SENTENCE_END.finditer(reading.text)), len(reading.text)):
        inside = figures[bisect_left(starts, at) : bisect_left(starts, stop)]
        if 0 < len(inside) <= _CROWDED and stop - at <= _LONGEST:
            yield Sentence(at, stop, tuple(inside), paragraph, previous)
        paragraph += reading.text[stop - 1 : stop] == "\n"
        previous, at = at, stop


Led = tuple[Figure, str]
"""A figure and the words that lead to it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence, the words that lead to its figures, and what stands just before it.

    Attributes:
        text: the whole text.
        sentence: the sentence.
        leads: the words that lead to each of its figures.
        earlier: the figures of the sentences before it in its paragraph.
    """

    text: str
    sentence: Sentence
    leads: Sequence[str]
    earlier: Sequence[Led]

    @property
    def here(self) -> Iterator[Led]:
        """The figures of the sentence."""
        return zip(self.sentence.figures, self.leads, strict=True)

    def lead_of(self, figure: Figure) -> str:
        """Return the words that lead to a figure of the sentence."""
        return self.leads[self.sentence.figures.index(figure)]


def scenes(reading: Reading, reach: int) -> Iterator[Scene]:
    """Yield each sentence with the figures of up to `reach` sentences with figures before it in its paragraph."""
    before: deque[tuple[int, Sequence[Led]]] = deque(maxlen=reach)
    for sentence, leads in _led(Same(reading)):
        near = [pair for paragraph, pairs in before if paragraph == sentence.paragraph for pair in pairs]
        scene = Scene(reading.text, sentence, leads, near)
        yield scene
        before.append((sentence.paragraph, list(scene.here)))


def kin(unit: str) -> str:
    """Return the unit under which figures of the same things compare: 人 for 名, 个 for 個."""
    return _KIN.get(unit, unit)


def countable(figure: Figure) -> bool:
    """Say whether a figure counts or measures things, instead of a share or a change of them."""
    return figure.unit not in RELATIVE_UNITS


def lead_in(text: str, figure: Figure, previous: Figure | None) -> str:
    """Return the words that lead to a figure: since the clause began, or since the figure before it."""
    floor = max(0, figure.start - _LONGEST_LEAD, previous.end if previous else 0)
    words = text[floor : figure.start]
    return _CLAUSE_MARK.split(words)[-1]


_LONGEST_LEAD = 60


def lead_ins(text: str, figures: Sequence[Figure]) -> list[str]:
    """Return the words that lead to each figure."""
    return [lead_in(text, figure, figures[at - 1] if at else None) for at, figure in enumerate(figures)]


_CHANGE = re.compile(rf"(?:{'|'.join(CHANGES)})(?:{'|'.join(CHANGE_LINKS)})?\s?\Z")
_LEVEL = re.compile(rf"(?:{'|'.join(LEVEL_LINKS)})\s?\Z")


def is_change(words: str) -> bool:
    """Say whether the words before a figure make it an amount of change: 比上年增加, 减少了; not 增加到."""
    return bool(_CHANGE.search(words)) and not _LEVEL.search(words)


def bracketed(text: str, start: int, figure: Figure) -> bool:
    """Say whether a figure stands in brackets that were opened after `start`."""
    before = text[start : figure.start]
    return max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")"))
