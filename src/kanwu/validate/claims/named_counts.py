"""Counts with their items after them, or with a word that every item repeats.

“三个到位”（人员到位、物资到位、责任到位）; 三个城市：北京、上海、天津。; 走进甲，走进乙，走进丙“三走进”;
the three cities: Rome, Oslo and Bonn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kanwu.text.numerals import small_count
from kanwu.text.scripts import has_han
from kanwu.validate.claims.list_words import CONJUNCTION

_DIGIT = "0-9０-９"
_SPOKEN = "两兩二三四五六七八九十"
# The patterns begin with a character class, so that text without numerals is passed over fast; what may not stand
# before the number is looked at behind its first character.
_NUMBER = (
    rf"(?P<number>[{_DIGIT}{_SPOKEN}]"
    rf"(?<![{_DIGIT}.．{_SPOKEN}百千万萬亿億第每各近约約超逾余数數几幾前后後这這那一][\s\S])"
    rf"(?:(?<=[{_DIGIT}])[{_DIGIT}]|(?<=[{_SPOKEN}])[{_SPOKEN}])?)"
)
_BRACKET = re.compile(
    rf"(?P<count>{_NUMBER}(?P<unit>[一-鿿]))(?P<rest>[一-鿿]{{0,7}})[”」』]?"
    r"[（(](?P<items>[^（）()\n]{3,200}+)[）)]"
)
_AFTER = re.compile(
    rf"(?P<count>{_NUMBER}(?P<unit>[个個]方面|大[类類]?|[个個项項类類种種级級位名家所座条條部大国國省市县縣区區州]))"
    r"(?P<rest>(?<=[国國省市县縣区區州])|[一-鿿]{1,8}?)"
    r"(?:[：:]|，?(?:即|分[别別][是为為]|(?P<some>包括|包含)了?))"
    r"(?P<items>[^，,。；;：:！!？?（）()\n]{3,200}+)(?=(?P<comma>[，,])|[。；;\n）)]|\Z)"
)
_ITEM = r"[约約近超]?[0-9.]{1,8}[万亿萬億多余餘]{0,2}(?![年月日])[一-鿿%％]{1,3}?"
_MEASURED = re.compile(
    rf"(?P<count>{_NUMBER}(?P<unit>[名位个個只隻艘架枚条條座辆輛人]))(?P<rest>(?:(?![和与與及])[一-鿿]){{0,8}}?)"
    r"[，,]?(?:他们|她们|其)?的?(?:年[龄齡]|身高|体重|體重|面[积積]|[长長]度|[宽寬]度|高度|得分|直[径徑]|[时時][长長]|容量|票价|票價)?"
    rf"分[别別](?:[为為是有重高长長])?(?P<items>{_ITEM}(?:[、和与與及]{_ITEM}){{1,9}})(?=[，,。；;）)\n]|\Z)"
)
_RESPECTIVELY = re.compile("分[别別][为為是有重高长長]?[约約近超]?[0-9]")
_QUOTED = re.compile(
    r"[的“「『](?:(?<=的)[“「『])?(?<=[“「『])(?P<count>(?P<number>[三四五六七八九]|[3-9])(?P<unit>[一-鿿]{1,2}))[”」』]"
)


def _behind_count(mark: str, unit: str, least: int, most: int) -> re.Pattern[str]:
    """Return a pattern for a mark with a numeral before it, its measure word and so many characters between them."""
    widths = "|".join(f"(?<=[{_DIGIT}{_SPOKEN}]{unit}[^\n]{{{width}}}.)" for width in range(least, most + 1))
    return re.compile(f"{mark}(?:{widths})")


# What must stand somewhere in a text for `_BRACKET` and `_AFTER` to match: a fixed width at a time, because `re` looks
# behind only so; that is far cheaper than to begin at every numeral.
_OPENING = _behind_count("[（(](?<=[一-鿿”」』].)", "[一-鿿]", 0, 8)
_LISTING = _behind_count("[：:即分包]", "[个個大项項类類种種级級位名家所座条條部国國省市县縣区區州]", 0, 11)
_TERM = re.compile("[“「『]([^“”「」『』\\n]{1,12})[”」』]")
_ENGLISH = re.compile(
    r"\b(?:[A-Z]?[a-z]{1,12}) "
    r"(?P<count>(?P<number>two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)) "
    r"(?P<unit>(?:[a-z-]{1,20} ){0,2}[a-z]{2,20}s)(?: (?:for|of|in|at|on|to|from)(?: [a-z]+){1,4})?:"
    r" (?P<items>[^.;:()\n]{5,300}+)(?=[.;\n)]|\Z)"
)
_ENGLISH_COUNT = re.compile(" (?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|10) [a-z]")
"""What stands in every match of `_ENGLISH`, told many times faster, because it begins with a space and no word."""
_ENGLISH_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PARTIAL = re.compile("等|如|例|其中|主要|…|\\.{3}|之一|[详詳][见見]|[见見]|[0-9０-９]")
_ORDINAL = re.compile("[（(]?[一1１甲][、.．）)]")  # 三项：一、…；二、…
_PLAIN_ENGLISH = re.compile(r"[A-Za-z][\w'’-]*(?: [\w'’-]+){0,3}")
_LONGEST_PAIR = 12
_WINDOW = 200
_FEWEST = 2
_GROUP = ("the ", "all ", "both ", "other ")


@dataclass(frozen=True, slots=True)
class NamedCount:
    """A count and the items that a form other than `items + count` ties to it.

    Attributes:
        text: the count as printed.
        start: where it begins.
        end: where it ends.
        number: what it says.
        unit: what is counted.
        items: the items.
        items_start: where the first item begins.
        items_end: where the last item ends.
        others: whether the list says that it is not complete.
    """

    text: str
    start: int
    end: int
    number: int
    unit: str
    items: tuple[str, ...]
    items_start: int
    items_end: int
    others: bool = False


def named_counts(text: str) -> Iterator[NamedCount]:
    """Give the counts of a text that have their items in one of these forms, where a verdict is certain."""
    is_chinese = has_han(text)
    if is_chinese and _OPENING.search(text):
        yield from _given(_bracketed(found) for found in _BRACKET.finditer(text))
    if is_chinese and _LISTING.search(text):
        yield from _given(_listed(found) for found in _AFTER.finditer(text))
    if is_chinese and _RESPECTIVELY.search(text):
        yield from _given(_measured(found) for found in _MEASURED.finditer(text))
    if ": " in text and _ENGLISH_COUNT.search(text):
        yield from _given(_english(found) for found in _ENGLISH.finditer(text))
    if is_chinese and ("”" in text or "」" in text or "』" in text):
        yield from _given(_repeated(text, found) for found in _QUOTED.finditer(text))


def _given(counts: Iterator[NamedCount | None]) -> Iterator[NamedCount]:
    return (count for count in counts if count is not None)


def _bracketed(found: re.Match[str]) -> NamedCount | None:
    """Read a count with its items in the bracket after it; a wrong one only if every item repeats the counted word."""
    number = small_count(found["number"])
    inside = found["items"]
    if number is None or number < _FEWEST or _PARTIAL.search(inside):
        return None
    word = f"{found['unit']}{found['rest']}"
    for separators in ("[；;]", "[，,]", "、"):
        items = _parts(inside, separators)
        if len(items) == number and (number > _FEWEST or all(len(item) <= _LONGEST_PAIR for item in items)):
            return _count(found, number, items)
    items = _parts(inside, "[；;，,、]")
    shared = word[-2:]
    if len(word) > 1 and len(items) > 1 and all(shared in item for item in items):
        return _count(found, number, items)
    return None


def _listed(found: re.Match[str]) -> NamedCount | None:
    """Read a count with its items after a colon; they end with the sentence."""
    number = small_count(found["number"])
    inside = found["items"]
    if number is None or number < _FEWEST or _PARTIAL.search(inside) or "、" not in inside or _ORDINAL.match(inside):
        return None
    items = _parts(inside, "、")
    if found["some"]:
        fits = len(items) == number
        return _count(found, number, items, others=True) if fits or _are_too_many(number, items) else None
    spare = [len(CONJUNCTION.findall(item)) for item in items]
    if len(items) == number:
        return _count(found, number, items)
    if spare[-1] and len(items) + 1 <= number <= len(items) + sum(spare):
        return _count(found, number, _split_last(items)) if number == len(items) + 1 else None
    # Behind a comma the list may go on.
    if any(spare) or found["comma"] or not all(_is_short(item) for item in items):
        return None
    return _count(found, number, items)


def _are_too_many(number: int, items: list[str]) -> bool:
    """Say whether a list that need not be complete has more items than the count, each of them a name."""
    return len(items) > max(number, _FEWEST) and all(_is_short(item) and not CONJUNCTION.search(item) for item in items)


def _measured(found: re.Match[str]) -> NamedCount | None:
    """Read a count of things with a measure of each behind 分别: 3名男孩，年龄分别为12岁、16岁和17岁."""
    number = small_count(found["number"])
    if number is None or number < _FEWEST:
        return None
    items = _parts(found["items"], "[、和与與及]")
    # 一队35人，二队40人，分别有5人和8人请假: more of the same, no measure of each.
    return None if any(found["unit"] in item for item in items) else _count(found, number, items)


def _is_short(item: str) -> bool:
    return len(item) <= _LONGEST_PAIR and not re.search("[的了在是“”]", item)


def _repeated(text: str, found: re.Match[str]) -> NamedCount | None:
    """Read a count whose word each item repeats: 走进甲，走进乙“两走进”; “带头讲”…“专题讲”…“随时讲”的“三讲”."""
    number = small_count(found["number"])
    offset = max(0, found.start() - _WINDOW)
    before = text[offset : found.start()]
    sentence = re.split("[。！？!?\n]", before)[-1]
    word = found["unit"]
    if number is None or sentence.count(word) < number:
        return None
    quoted = [term[1] for term in _TERM.finditer(sentence) if term[1].endswith(word) and term[1] != word]
    clauses = re.split("[，,、；;﹔]", sentence)
    run = 0
    while run < len(clauses) and clauses[-1 - run].startswith(word):
        run += 1
    if run < len(clauses) and run and word in clauses[-1 - run]:
        run += 1
    for items in (quoted, [clause[clause.index(word) :] for clause in clauses[len(clauses) - run :]]):
        if len(items) == number:
            start = found.start() - len(sentence) + sentence.index(items[0])
            return NamedCount(
                found["count"], *found.span("count"), number, word, tuple(items), start, found.start("count") - 1
            )
    return None


def _english(found: re.Match[str]) -> NamedCount | None:
    """Read `the three cities: Rome, Oslo and Bonn`; only plain items, closed by and."""
    printed = found["number"]
    number = int(printed) if printed.isdigit() else _ENGLISH_NUMBERS.index(printed) + _FEWEST
    inside = found["items"].strip()
    head, joined, last = inside.rpartition(" and ")
    if not joined or " and " in head or "such as" in inside or "including" in inside:
        return None
    items = [item.strip() for item in (*head.rstrip(",").split(","), last)]
    if not all(_PLAIN_ENGLISH.fullmatch(item) and not item.isdigit() for item in items):
        return None
    if number > len(items) and any(item.startswith(_GROUP) for item in items):
        return None  # the Nordic countries: one item, several members
    return _count(found, number, items)


def _count(found: re.Match[str], number: int, items: list[str], *, others: bool = False) -> NamedCount:
    return NamedCount(
        found["count"], *found.span("count"), number, found["unit"], tuple(items), *found.span("items"), others
    )


def _parts(inside: str, separators: str) -> list[str]:
    return [part.strip() for part in re.split(separators, inside) if part.strip()]


def _split_last(items: list[str]) -> list[str]:
    found = list(CONJUNCTION.finditer(items[-1]))[-1]
    return [*items[:-1], items[-1][: found.start()], items[-1][found.end() :]]
