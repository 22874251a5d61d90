"""A list of named items disagrees with the count that belongs to it.

## What it does

Counts the items of an enumeration and compares them with the count that grammar binds to it:
`北京、上海和天津三个城市`, `“快、准、稳”三字诀`, `三个城市：北京、上海、天津。`, `“三个到位”（人员到位、…）`,
`the three cities: Rome, Oslo and Bonn`. After 等 (`北京、上海等9个城市`) the items named are at most the count.

## Why it matters

A list that lost an item, or a count that was not changed when the list was, is the commonest slip of an edited text.

## Example

`剪纸、泥塑、年画、皮影、刺绣等四大展区` is reported: five are named.

## When it is wrong

Items can be compounds (雨污), and the last one can be a group that owns the count (中亚五国). Every reading of the item
boundaries is tried; the rule reports only when none fits and the items are plain nouns without verbs, numbers or
conjunctions of their own.

## Fix safety

There is no fix: the rule cannot know whether the list or the count is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kanwu.figure import Claim, Comparison, Operator
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.text.numerals import small_count
from kanwu.text.scripts import has_han
from kanwu.validate.claims.drawing import decided
from kanwu.validate.claims.enumerations import CLOSING, QUOTES, Enumeration, Marks
from kanwu.validate.claims.list_words import BARE_VERB, LOOSE_END
from kanwu.validate.claims.named_counts import NamedCount, named_counts
from kanwu.validate.claims.stated_counts import count_figure

_PLACE = "省|市|[县縣]|[区區]|州|郡|府|城|[镇鎮]|[乡鄉]|村|[岛島]|地|[国國]"
_UNIT = (
    "字[诀訣]|[个個]方面|大[类類项項个個]?|部[门門委]|民族"
    "|[个個项項类類种種级級重位名家所座条條件套艘枚支队隊组組处處人方党黨院校系科面层層环環]|本|部|篇|卷|册|代|朝|族|字|[语語]"
)
_FIRST_OF_UNITS = "".join(sorted(set(_UNIT + _PLACE) - set("()[]|?:")))
_NUMERAL = "0-9０-９两兩二三四五六七八九十"
_NOT_BEFORE = f"{_NUMERAL}.．百千万萬亿億第每各近约約超逾余数數几幾前后後本半那A-Za-z_"
_BEFORE = f"\\w“「『{re.escape(''.join(sorted(CLOSING)))}"  # an item or the words of `_LEAD`
# It begins with a character class, so that text without numerals is passed over fast; what stands before the number
# is looked at behind its first character.
_COUNT = re.compile(
    rf"(?P<number>[{_NUMERAL}](?<=[{_BEFORE}].)(?<![{_NOT_BEFORE}].)[{_NUMERAL}]{{0,2}})"
    rf"(?=[{_FIRST_OF_UNITS}])(?P<unit>{_UNIT}|{_PLACE})"
)
_COUNT_IN_WORDS = re.compile(rf"(?![0-9０-９]){_COUNT.pattern}")
_LEAD = re.compile(
    "(?P<others>等等?)?(?:这|這|以上|上述|共[计計]?|[总總]共|合[计計]|在[内內]的)?(?P<quote>[“「『])?\\Z"
)
_LEAD_ENDS = frozenset("等这這上述共计計的“「『")
_LONGEST_LEAD = 8
_LONGEST_ITEM = 32
_LIST = re.compile("[、和”」》]")
_NEAR_END = re.compile("[、和与與及跟》”」’』]")  # a separator, or the mark that closes a quotation
_QUOTED_COUNT = re.compile("[“「『][两兩二三四五六七八九十]")  # “三个随手”、“四个不碰”: counts, not items
_ANOTHER = re.compile(rf"[一二三四五六七八九十两兩0-9]{{1,3}}(?:{_PLACE}|[个個家项項人])")  # 三省一市
_COUNTS_ITSELF = re.compile(rf"[^\W\d][0-9]{{1,4}}(?:{_UNIT})\Z")
_PLACES = frozenset(char for char in _PLACE if char not in "[]|")
_NAME_AFTER = re.compile("[国國](?:集[团團]|[联聯][军軍盟]|演[义義]|志)")
_EXACT_UNIT = re.compile("[个個项項类類种種级級大家所座条條层層环環部]|字[诀訣]")
_KIND_UNIT = re.compile("大|[类類种種级級层層环環重]|[个個]方面|字[诀訣]|部[门門委]|[省国國]")
# Behind 个 these nouns name what the items are, so that the count can be of nothing else.
_KIND_NOUN = re.compile(
    "[个個项項]?(?:地[区區]|[国國]家|方面|部[门門]|[领領]域|[环環][节節]|行[业業]|[阶階]段|[类類][别別型]|要素|[层層]面"
    "|[单單]位|[专專][项項题題业業]|重[点點]|特[点點征徵]|方向|[产產][业業]|[项項]目|系列|[板版模][块塊]|部分|[单單]元|分支"
    "|[层層]次|[时時][期代]|步[骤驟]|原[则則]|主[题題]|季[节節]|[学學]科|品[种種]|篇章|民族|[语語][种種言])"
)
_SHOWN = re.compile("[个個场場](?:[一-鿿]{0,4})(?:[专專][场場区區题題]|分[会會][场場]|[赛賽]道|展[区區])")
_DIVIDED = re.compile("分[为為成作]")
_LARGEST = 20
_PERSONS = frozenset("人名位")
_FEWEST_TO_DOUBT = 3  # items; two are too easily a phrase
_TWO = 2
_PHRASES = frozenset("国國党黨院")  # 两国, 两党 and 两院 stand alone more often than behind a list
_SHORT, _LONG = 6, 16


@dataclass(frozen=True, slots=True)
class _Count:
    """A count as printed, and what stands between it and a list before it.

    Attributes:
        text: number and unit.
        start: where the number begins.
        end: where the unit ends.
        number: what it says.
        unit: its measure word.
        list_end: where a list before it would end, before 等, 共 and an opening quotation mark.
        others: whether 等 stands before it.
        quoted: whether a quotation mark opens before it.
    """

    text: str
    start: int
    end: int
    number: int
    unit: str
    list_end: int
    others: bool
    quoted: bool


def find(reading: Reading) -> Iterable[Claim]:
    """Give a claim for each count that a list belongs to."""
    text = reading.text
    marks: Marks | None = None
    done: set[int] = set()
    if has_han(text) and _LIST.search(text):
        for count in _counts(text):
            marks = marks or Marks(text)
            claim = _before(reading, marks, count)
            if claim:
                done.add(claim.figures[0].start)
                yield claim
    for named in named_counts(text):
        if named.start not in done:
            yield _named(reading, named)


def _counts(text: str) -> Iterator[_Count]:
    """Give the counts that a list could stand before."""
    for found in _COUNT.finditer(text):
        start = found.start()
        if not _NEAR_END.search(text, max(0, start - _LONGEST_LEAD - _LONGEST_ITEM), start):
            continue
        lead = _LEAD.search(text, max(0, start - _LONGEST_LEAD), start) if text[start - 1] in _LEAD_ENDS else None
        list_end = lead.start() if lead else start
        if not _could_end(text, list_end):
            continue
        number = small_count(found["number"])
        if found["unit"] in _PERSONS and not (lead and lead["others"]) and _COUNT_IN_WORDS.match(text, found.end()):
            continue  # 丙班2名三个班: the count that follows owns the list; 4大类7项 counts again
        lone = number == 1 and lead is not None and lead["others"] is not None and found["number"] == "1"
        if number is not None and (number >= _TWO or lone):  # 甲、乙、丙等1个; 等一个 may be a verb
            others, quoted = bool(lead and lead["others"]), bool(lead and lead["quote"])
            yield _Count(found[0], start, found.end(), number, found["unit"], list_end, others, quoted)


def _could_end(text: str, at: int) -> bool:
    """Say cheaply whether a list could end here: an item, not a mark, and a separator not far before it."""
    if at == 0:
        return False
    char = text[at - 1]
    if char in QUOTES:
        return True
    return (char.isalnum() or char in CLOSING) and bool(_NEAR_END.search(text, max(0, at - _LONGEST_ITEM), at))


def _before(reading: Reading, marks: Marks, count: _Count) -> Claim | None:
    """Test the list that ends where a count begins."""
    text, at = reading.text, count.list_end
    if _is_name(text, count):
        return None
    quoted = marks.quoted_before(at) if text[at - 1] in QUOTES else None
    if quoted and (claim := _quoted(reading, count, quoted)):
        return claim
    if count.unit == "字":
        return None  # “封建”二字 counts characters
    items = marks.before(at)
    if items is not None and any(_COUNTS_ITSELF.search(part) for part in items.texts):
        return None  # 东馆4层、西馆3层、北馆2层: each is counted on its own
    if items is not None:
        return _open(reading, count, items)
    pair = marks.pair_before(at) if count.number == _TWO and not count.others and not count.quoted else None
    return _claim(reading, count, pair, count.number) if pair and _is_pair(pair, count.unit) else None


def _is_name(text: str, count: _Count) -> bool:
    """Say whether a count is part of a name (东三省, 七国集团) or of a sum (三省一市)."""
    if _NAME_AFTER.match(text, count.end - 1):
        return True
    if count.unit == "省" and text[count.start - 1] in "东東北":
        return True
    return count.unit in _PLACES and _ANOTHER.match(text, count.end) is not None


def _open(reading: Reading, count: _Count, items: Enumeration) -> Claim | None:
    """Test a list without marks around it."""
    number = count.number
    if count.quoted and (number < _FEWEST_TO_DOUBT or any(_QUOTED_COUNT.search(part) for part in items.texts)):
        return None
    if count.others:
        return _among_others(reading, count, items)
    if items.least <= number <= items.most:
        phrase = count.unit in _PHRASES and BARE_VERB.search(items.texts[-1])
        loose = number == _TWO and (items.dangling or phrase or len(items.texts) > number)
        return None if loose else _claim(reading, count, items, number)
    return _claim(reading, count, items, number) if _is_wrong(reading.text, count, items) else None


def _quoted(reading: Reading, count: _Count, items: Enumeration) -> Claim | None:
    """Test a list in quotation marks: its ends are certain."""
    number = count.number
    if count.others:
        return None
    if len(items.texts) <= number <= items.most:
        return _claim(reading, count, items, number)
    characters = sum(len(part) for part in items.texts)
    certain = items.plain and items.most == len(items.texts) >= _FEWEST_TO_DOUBT and number <= _LARGEST
    if certain and characters != number and _EXACT_UNIT.match(count.unit):
        return _claim(reading, count, items, number)
    return None


def _is_pair(items: Enumeration, unit: str) -> bool:
    """Say whether two nouns joined by 和 are a list: the second one a noun of its own, and for 两国 a short one."""
    last = items.texts[-1]
    phrase = unit in _PHRASES
    noun = 1 < len(last) <= (_SHORT if phrase else _LONG) and not items.dangling and "的" not in last
    return noun and not LOOSE_END.search(items.texts[0]) and not (phrase and BARE_VERB.search(last))


def _among_others(reading: Reading, count: _Count, items: Enumeration) -> Claim | None:
    """Test a list that 等 leaves open: the items named are at most the count."""
    if items.least <= count.number:
        governed = any("了" in part for part in items.texts[1:])  # 新建、扩建了甲校、乙校等5所: 甲 is the first item
        named = items.least if governed or len(items.texts) > count.number else len(items.texts)
        return _claim(reading, count, items, named)
    return _claim(reading, count, items, items.least) if items.plain else None


def _is_wrong(text: str, count: _Count, items: Enumeration) -> bool:
    """Say whether no reading of the list fits the count; an open beginning or end leaves one that might."""
    if count.quoted or items.dangling or len(items.texts) < _FEWEST_TO_DOUBT or count.number > _LARGEST:
        return False
    if not items.plain:
        return _is_division(text, items)
    if count.number < items.least:
        return True
    of_kind = _KIND_UNIT.match(count.unit) or _KIND_NOUN.match(text, count.end - len(count.unit))
    of_kind = of_kind or _SHOWN.match(text, count.end - len(count.unit))
    return items.begins and not items.collective and bool(of_kind or items.kindred)


def _is_division(text: str, items: Enumeration) -> bool:
    """Say whether a list behind 分为 ends in its count, so that both ends are certain: 分为甲、乙、丙三个阶段."""
    before = text[max(0, items.start - _LONGEST_LEAD) : items.start]
    short = all(1 < len(part) <= _LONG // 2 and part.isalpha() for part in items.texts)
    return short and _DIVIDED.search(before + items.texts[0]) is not None


def _claim(reading: Reading, count: _Count, items: Enumeration, number: int) -> Claim:
    """Make the claim, read with the number of items that is nearest to `number`."""
    counted = min(max(number, items.least), items.most)
    start, shown = items.last(counted)
    operator = Operator.AT_MOST if count.others else Operator.MEETS
    figure = count_figure(reading.figures, count.text, count.start, count.number, count.unit)
    comparison = Comparison(Interval.exactly(counted), operator, Interval.exactly(count.number))
    relation = f"{shown} ({counted}) {operator} {figure.text}"
    return decided(RULE, (figure,), relation, comparison, (start, figure.end))


def _named(reading: Reading, named: NamedCount) -> Claim:
    """Make the claim of a count whose items stand after it, or beside it in a form of their own."""
    figure = count_figure(reading.figures, named.text, named.start, named.number, named.unit)
    operator = Operator.AT_MOST if named.others else Operator.MEETS
    comparison = Comparison(Interval.exactly(len(named.items)), operator, Interval.exactly(named.number))
    separator = ", " if named.items[0].isascii() else "、"
    relation = f"{separator.join(named.items)} ({len(named.items)}) {operator} {figure.text}"
    span = min(named.start, named.items_start), max(named.end, named.items_end)
    return decided(RULE, (figure,), relation, comparison, span)


RULE = ClaimRule(code="FIG109", name="list-count", severity=Severity.ERROR, doc=__doc__, kind="list_count", find=find)
