"""Enumerations in Chinese text: the items that stand directly before a place, and how many there can be.

Where items begin and end is often open: 批而未供和闲置土地 is one item or two, and the first item hides behind a verb.
So an enumeration has a least and a greatest number of items, and says whether its items are plain enough to count on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
_STRUCTURE = re.compile("[、，,。；;：:！!？?\\n" + re.escape("".join([*_PAIRS, *_PAIRS.values()])) + "]")
_STEPS = 80  # marks looked at before a place; an enumeration of more than twenty items is not counted by a reader
_REACH = 400  # characters

CONJUNCTION = re.compile("以及|[和与與及跟暨]")
# Behind one of these the first item may begin; before it stands what governs the list.
_INTRODUCER = re.compile(
    "包括|包含|涉及|涵[盖蓋]|覆[盖蓋]|分[为為]|[来來]自|聚焦|[围圍][绕繞]|制定|成立|[开開]展|打造|建立|推[进進出动動行]|加[强強快大]|[实實]施|[实實][现現]"
    "|提[供升高出]|完善|[优優]化|[构構]建|建[设設成]|[举舉][办辦行]|[发發][现現展布]|[获獲]得|引[进進]|[并並]|[针針][对對]|通[过過]|[经經][过過]|[横橫]跨|[连連]接"
    "|[认認][领領]|切[实實]|做到|形成|[设設][有立置]|[拥擁]有|具有|坚持|堅持|根据|根據|按照|依托|分[别別]|先后|先後|其中|以及|其他|其它|其[余餘]"
    "|[的了在是被把将將对對从從向于於为為由到至让讓给給使即有各所]"
)
_VERB = re.compile(
    "(?:全力|全面|持[续續]|不[断斷]|着力|大力|[进進]一步|切[实實])?"
    "(?:推[进進动動行广廣]|加[强強快大]|[强強]化|[实實]施|落[实實]|深化|完善|健全|[优優]化|[构構]建|建[设設成立]|提[升高供]|增[强強]|[扩擴]大|改善|保障"
    "|促[进進]|[规規][范範]|[坚堅]持|支持|培育|防范|[统統][筹籌]|做好|抓好|[开開]展|打造|[稳穩]定|[巩鞏]固|拓展|[维維][护護])"
)
_NUMBERED = re.compile(
    "[0-9０-９]|[“‘「『]?[两兩二三四五六七八九十][个個大项項类類种種位名家条條省市国國县縣区區地]|第[一二三四五六七八九十]"
)
_LOOSE_END = re.compile(
    "(?:[的了着著过過地得把将將在为為向对對使让讓到成出入起给給被由从從以于於是有无無没沒不也都就还還又并並已曾要能会會可应應需好"
    "“‘「『第每各这這那其近约約超逾另再共前后後上下]"
    "|推[动動进進]|[维維][护護]|[发發]展|加[强強]|[举舉]行|[开開]展|促[进進]|[访訪][问問]|参加|參加|[参參][与與]|完成|[实實][现現]|[获獲]得|[达達]成|[建设設]立|出席"
    "|[夺奪]得|[赢贏]得|[拥擁]有|[连連]接|[连連][续續]|[横橫]跨|[举舉][办辦]|覆[盖蓋]|[发發]布|[发發][现現]|提出|抓好|坚持|堅持|深化|[统統][筹籌]|[联聯]合|[经經][过過]|造成"
    "|其他|其它|其[余餘]|另外|周[边邊]|全[国國省市球]|共同|[组組]成|[属屬])\\Z"
)
_COLLECTIVE_END = re.compile(
    "[亚亞欧歐非洲海洋盟岛島角湾灣部岸]\\Z|地[区區]\\Z|[沿流][线線域]\\Z|[组組][织織]\\Z|下[属屬]\\Z"
)
_OTHERS = re.compile("(?<![平高中初同均对對优優何上下])等(?![级級级于於待])")
_LONGEST_PLAIN = 8
_LONGEST_LAST = 24


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Items in front of a place.

    Attributes:
        parts: what stands between the separators, in order, as spans of the text.
        texts: the same as texts.
        least: the fewest items there can be.
        most: the most there can be, every conjunction taken as a separator.
        plain: whether every part is a short noun without verbs, numbers or conjunctions inside, so that only one
            number of items is possible, the last conjunction apart.
        begins: whether the first item certainly is the first: an opening mark, a sentence or an introducing word
            stands before it.
        collective: whether the last item may itself be a group that a count belongs to (中亚, 东盟).
    """

    parts: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]
    least: int
    most: int
    plain: bool
    begins: bool
    collective: bool

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
    """The marks of a text that bound and separate items, found once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = [found.start() for found in _STRUCTURE.finditer(text)]

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
        separator = next(
            (mark for mark in ("、", "；", "，", ",", "-", "—", "－", "–", "+", "＋", "·") if mark in inside), None
        )
        if separator is None:
            return None
        cuts = [start + 1 + at for at, char in enumerate(inside) if char == separator]
        spans = [span for span in _spans([(cut, cut + 1) for cut in cuts], start + 1, end - 1) if span[0] < span[1]]
        return _enumeration(self.text, spans, "“") if len(spans) > 1 else None

    def _opening(self, close: int) -> int | None:
        """Return where the pair opens that closes at `close`."""
        depth = 0
        closing = self.text[close]
        for place in self._backward(close + 1):
            char = self.text[place]
            depth += (char == closing) - (char == _OPENING[closing])
            if depth == 0:
                return place
        return None

    def _backward(self, end: int) -> Iterator[int]:
        first = bisect_left(self.places, end)
        for index in range(first - 1, max(-1, first - 1 - _STEPS), -1):
            if self.places[index] < end - _REACH:
                return
            yield self.places[index]

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
            elif waiting:
                continue
            elif char == "、":
                cuts.append((place, place + 1))
            else:
                return cuts[::-1], place + 1, char
        near = end <= _REACH and len(cuts) < _STEPS
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
    if not all(part.strip() for part in texts) or len(texts[-1]) > _LONGEST_LAST or any(map(_OTHERS.search, texts)):
        return None
    quoted = boundary == "“"
    start, first = (spans[0][0], texts[0]) if quoted else _trimmed(spans[0][0], texts[0])
    begins = quoted or start > spans[0][0] or boundary in "。；;：:！!？?\n"
    verbal = bool(_VERB.search(texts[0])) and all(map(_VERB.match, texts[1:]))
    texts[0] = first
    loose = [at for at, part in enumerate(texts) if at and not _is_plain(part, verbal=verbal)]
    spare = sum(len(CONJUNCTION.findall(part)) for part in texts)
    inner = any(CONJUNCTION.search(part) for part in texts[:-1])
    plain = not loose and not inner and spare < 2 and _is_plain(first, verbal=verbal) and not _LOOSE_END.search(texts[-1])  # noqa: PLR2004
    return Enumeration(
        ((start, spans[0][1]), *spans[1:]),
        tuple(texts),
        len(texts) - (loose[-1] if loose and not quoted else 0),
        len(texts) + spare,
        plain,
        begins,
        bool(_COLLECTIVE_END.search(texts[-1])),
    )


def _is_plain(part: str, *, verbal: bool) -> bool:
    """Say whether a part is a short noun: no verb, no number, nothing that could begin a list of its own.

    Args:
        part: what stands between two separators.
        verbal: whether every part begins with a verb (加强甲、推进乙), so that the verb begins no list of its own.
    """
    bare = part.strip("“”‘’「」『』《》 ")
    longest = _LONGEST_PLAIN
    if verbal and (verb := _VERB.search(bare)):
        bare, longest = bare[verb.end() :], 2 * _LONGEST_PLAIN
    # A verb at the end is a noun: 商圈打造.
    return len(bare) <= longest and not _NUMBERED.search(bare) and not _INTRODUCER.search(bare, 0, len(bare) - 1)


def _trimmed(start: int, part: str) -> tuple[int, str]:
    """Cut off what governs the list from its first part: 涉及民政 begins at 民政."""
    cut = 0
    opened = min((part.find(mark) for mark in "“‘「『《" if mark in part), default=len(part))
    for found in _INTRODUCER.finditer(part, 0, opened):
        if found.end() < len(part):
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


def ends_loosely(text: str) -> bool:
    """Say whether a text ends in a word that cannot end an item: a verb, a preposition, 其他."""
    return bool(_LOOSE_END.search(text))
