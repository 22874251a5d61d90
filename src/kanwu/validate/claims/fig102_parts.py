"""A total that is stated beside its parts.

## What it does
Adds up the parts a sentence lists after 其中, 包括 or 中 (or the parts before 合计, 共; or in clauses right after the
total that each begin with a part; or what was done and not done after 应; or two parts of opposite names, or down to
the rest, where no word announces parts; or counts strung together, 3金2银1铜，共6枚), and compares with the total.
Only figures of the same unit are parts; amounts of change are not.

## Why it matters
A sum shows a wrong digit in any of its members, even where no percentage is printed.

## Example
`修补古籍186册，124册送回书库，62册留在工坊。` gives `124+62 = 186`.

## When it is wrong
其中 promises parts, not all of them. A list that does not add up is called inconsistent only if it must be complete:
it names a whole set (出口 and 进口; the three industries; 已交 and 未交 of 应交), ends in 其余 or 剩下, is closed by 和
after 包括, or closes once a single slip in one number is mended, where that is hardly chance.

## Fix safety
None: which member is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import total
from kanwu.validate.claims.divided import Divided, divided, divides, rests
from kanwu.validate.claims.drawing import decided, is_bound, printed
from kanwu.validate.claims.dues import dues
from kanwu.validate.claims.means import is_mean
from kanwu.validate.claims.nested import nested
from kanwu.validate.claims.part_lists import listed_parts
from kanwu.validate.claims.slips import one_slip
from kanwu.validate.claims.structure import (
    LONGEST_LEAD,
    Scene,
    bracket_end,
    bracketed,
    countable,
    is_change,
    is_rank,
    kin,
    scenes,
)
from kanwu.validate.claims.tallies import tallies
from kanwu.validate.claims.wordless import is_telling, opposed, wordless
from kanwu.validate.grammar.divisions import CLASSIFICATIONS, COMPLEMENTS, DIRECTIONS
from kanwu.validate.grammar.relations import (
    ALTOGETHER,
    BESIDES,
    CLOSING,
    MADE_OF,
    OF_WHICH,
    REST,
    THESE,
)

_FEWEST = 2
_MOST = 12
_MOST_LISTS = 30  # in one sentence
_AMONG = re.compile(r"中[，,、]|中(?=[仅僅只已共就均]?有|的[0-9])")
_BY_SECTOR = ("分产业看", "分產業看", "分别为", "分別為", "分别是", "分別是", "分别有", "分別有")
# Each alternative begins with a plain character, because only then does `re` skip fast what cannot match.
_TRIGGER = re.compile(
    "|".join(
        (
            *(f"{word[0]}(?<![与與入于於在到圍围]{word[0]}){word[1:]}" for word in OF_WHICH),
            *(f"{word[0]}(?<![不未没沒也还還]{word[0]}){word[1:]}" for word in MADE_OF),
            *_BY_SECTOR,
        )
    )
)
_PER = re.compile("每|平均|密度|人均|[户戶]均")
_FURTHER = re.compile("|".join((*BESIDES, *ALTOGETHER, *THESE)))
_BESIDES = re.compile("|".join(BESIDES))
_REST = re.compile("|".join(REST))
_CLOSING = re.compile(rf"(?:{'|'.join(CLOSING)})")
_SEGMENT = re.compile("[；;]")
_OF_ANOTHER = re.compile(r"\b(?:against|compared|versus)\b")  # behind it stands another whole


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the sums, in order."""
    yield from _tallied(reading.text)
    if len(reading.figures) <= _FEWEST:
        return
    for scene in scenes(reading):
        if len(scene.figures) > _FEWEST or len(scene.figures) + len(scene.earlier()) > _FEWEST:
            yield from _of_sentence(scene)


def _of_sentence(scene: Scene) -> Iterator[Claim]:
    """Yield the sums of one sentence, each total with each set of parts once."""
    seen: set[tuple[int, ...]] = set()
    for claim in _found(scene):
        places = tuple(sorted(figure.start for figure in claim.figures))
        if places not in seen and not (claim.verdict is Verdict.INCONSISTENT and is_mean(scene.text, claim.figures)):
            seen.add(places)
            yield claim


def _tallied(text: str) -> Iterator[Claim]:
    """Yield the sums of counts strung together: 201金111银71铜，共383枚."""
    for tally in tallies(text):
        claim = _sum(tally.parts, tally.whole)
        exceeds = total(part.interval for part in tally.parts).low > tally.whole.high
        if claim.verdict is Verdict.CONSISTENT or (tally.is_firm and not tally.is_open) or (tally.is_open and exceeds):
            yield claim


def _found(scene: Scene) -> Iterator[Claim]:
    """Yield the sums of one sentence, whatever says that they are sums."""
    yield from _listed(scene)
    yield from _closing(listed_parts(scene))
    yield from _closing(divided(scene))
    # The words that lead to a figure reach back beyond the beginning of its sentence, at most so far.
    floor = max(0, scene.figures[0].start - LONGEST_LEAD)
    ceiling = scene.figures[-1].start
    earlier = scene.earlier()
    words = scene.text[max(0, earlier[0][0].start - LONGEST_LEAD) if earlier else floor : ceiling]
    if "应" in words or "應" in words:
        yield from (_sum(parts, whole) for parts, whole in dues(scene))
    yield from _closing(wordless(scene))
    if _FURTHER.search(scene.text, floor, ceiling):
        yield from _besides(scene)
        yield from _closing(rests(scene))
        yield from _closing(opposed(scene))
        yield from _afterwards(scene)


def _members(scene: Scene, start: int, end: int, unit: str) -> list[Figure]:
    """Return the figures between two places that may be parts in that unit."""
    return [
        figure
        for figure, lead in scene.here
        if start <= figure.start < end
        and countable(figure)
        and kin(figure.unit) == kin(unit)
        and not is_change(lead)
        and not _PER.search(lead)
        and not bracketed(scene.text, start, figure)
    ]


def _totals(scene: Scene, end: int) -> list[Figure]:
    """Return the figures before a place that may be the total, nearest first."""
    pairs = [*scene.earlier(), *((figure, lead) for figure, lead in scene.here if figure.end <= end)]
    return [
        figure
        for figure, lead in reversed(pairs)
        if countable(figure) and not is_change(lead) and not is_rank(scene.text, figure)
    ]


def _listed(scene: Scene) -> Iterator[Claim]:
    """Yield the sums of lists after 其中, 包括 and 中."""
    text, sentence = scene.text, scene.sentence
    marks = [
        *_TRIGGER.finditer(text, sentence.start, sentence.end),
        *_AMONG.finditer(text, sentence.start, sentence.end),
    ]
    marks = [mark for mark in marks if mark[0] != "由" or _MADE_UP.search(text, mark.end(), sentence.end)]
    if not marks:
        return
    marks.sort(key=lambda match: match.start())
    del marks[_MOST_LISTS:]
    for number, match in enumerate(marks):
        later = [other.start() for other in marks[number + 1 :] if other[0] in OF_WHICH]
        end = min(later[0] if later else sentence.end, bracket_end(text, sentence.start, match.start(), sentence.end))
        other = _OF_ANOTHER.search(text, match.end(), end)
        stops = _stops(scene, match.end(), other.start() if other else end, is_followed=bool(later))
        for whole in _totals(scene, match.start())[:4]:
            if match[0].startswith("中"):
                spans = list(pairwise((match.end(), *stops)))
            else:
                spans = [(match.end(), stop) for stop in stops]
            unit = whole.unit or _unit_before(scene, whole, match.end())
            lists = [_members(scene, start, stop, unit) for start, stop in spans]
            lists = [parts for parts in lists if _FEWEST <= len(parts) <= _MOST]
            for alternatives in [[parts] for parts in lists] if match[0].startswith("中") else [lists]:
                yield from _judged(scene, match, whole, alternatives)
            if lists:
                break


def _unit_before(scene: Scene, whole: Figure, end: int) -> str:
    """Return the unit that stands before a total instead of behind it: 出入境人次达1436.6万."""
    lead = next((words for figure, words in (*scene.earlier(), *scene.here) if figure is whole), "")
    units = (figure.unit for figure, _ in scene.here if figure.start >= end and len(figure.unit) > 1)
    return next((unit for unit in units if unit in lead), "")


_MADE_UP = re.compile("[组組构構合]成")


def _stops(scene: Scene, start: int, end: int, *, is_followed: bool) -> list[int]:
    """Return where a list that begins at `start` may end: at each semicolon, and at the sentence's end.

    Where another 其中 ends it, the figure before that is rather what it divides than a part.
    """
    stops = [match.start() for match in islice(_SEGMENT.finditer(scene.text, start, end), _MOST)]
    if is_followed:
        last = next((figure for figure in reversed(scene.figures) if figure.end <= end), None)
        stops += [last.start] if last is not None and last.start > start else []
    return [*stops, end]


def _judged(scene: Scene, trigger: re.Match[str], whole: Figure, lists: Sequence[Sequence[Figure]]) -> Iterator[Claim]:
    """Yield the list that adds up, or the one that must and does not."""
    for parts in lists:
        claim = _sum(parts, whole)
        if claim.verdict is Verdict.CONSISTENT:
            yield claim
            return
    inside = [_sum(*split) for parts in lists for split in nested(scene.text, whole, parts)]
    if inside:
        holding = any(claim.verdict is Verdict.CONSISTENT for claim in inside)
        yield from (
            claim
            for claim in inside
            if claim.verdict is Verdict.CONSISTENT or one_slip(claim.figures[:-1], claim.figures[-1])
        )
        if holding:
            return
    for parts in lists:
        if (
            _complete(scene, trigger, parts, whole)
            or one_slip(parts, whole, are_parts=trigger[0] in OF_WHICH)
            or _exceeds(scene, trigger, parts, whole)
            or _are_parallel(scene, trigger, parts, whole)
        ):
            yield _sum(parts, whole)
            return


def _complete(scene: Scene, trigger: re.Match[str], parts: Sequence[Figure], whole: Figure) -> bool:
    """Say whether a list must be complete: it names a whole set, ends in 其余, or is closed by 和 after 包括."""
    leads = _leads_of(scene, parts)
    if whole.start < scene.sentence.start and trigger.start() > scene.sentence.start + 2:
        return False
    if trigger[0].startswith("中"):
        return any(divides(names, leads) for names in DIRECTIONS)
    classes = (*COMPLEMENTS, *CLASSIFICATIONS)
    if any(divides(names, leads) and _is_named(scene, whole, wholes) for names, wholes in classes):
        return True
    return bool(_REST.search(leads[-1]) or _OTHERS.match(leads[-1])) or _is_closed(scene, trigger, parts, whole)


def _is_closed(scene: Scene, trigger: re.Match[str], parts: Sequence[Figure], whole: Figure) -> bool:
    """Say whether the wording closes a list: 分别为 right after the total, or 和 before the last part after 包括."""
    if "等" in scene.text[trigger.start() : parts[-1].end + 12]:
        return False
    if trigger[0].startswith("分"):
        each = any(_EACH.search(lead) for lead in _leads_of(scene, parts))
        return (
            not each
            and _have_names(scene, trigger, parts, whole)
            and _is_next(scene, trigger, whole)
            and _LIST_ENDS.match(scene.text, parts[-1].end) is not None
        )
    closing = _CLOSING.search(scene.text, parts[-2].end, parts[-1].start)
    before = scene.text[parts[-2].end : closing.start()] if closing else ""
    return trigger[0] in MADE_OF and closing is not None and not _PAUSE.search(before)


def _have_names(scene: Scene, trigger: re.Match[str], parts: Sequence[Figure], whole: Figure) -> bool:
    """Say whether the parts behind 分别 are named, each or together right before: 第一、二、三产业分别为.

    Without, they belong to what was counted before: 男生120人、女生110人，分别有30人和25人获奖.
    """
    ends = [trigger.end(), *(part.end for part in parts)]
    if all(scene.text[end : part.start].strip(_JOINTS) for end, part in zip(ends, parts, strict=False)):
        return True
    before = scene.text[whole.end : trigger.start()]
    if before.count("、") + 1 == len(parts) > _FEWEST:
        return True
    classes = (names for names, _ in (*COMPLEMENTS, *CLASSIFICATIONS) if len(names) == len(parts))
    return any(all(name in before for name in names) for names in classes)


_JOINTS = "、，,和与與及以 "
_EACH = re.compile("[每各]|平均")
_OTHERS = re.compile("其他|其它")
_PAUSE = re.compile("[、，,；;]")
_LIST_ENDS = re.compile(r"[^、，,；;\d]{0,8}(?:[。；;\n]|\Z)")


def _is_next(scene: Scene, trigger: re.Match[str], whole: Figure) -> bool:
    """Say whether the whole is the figure just before the trigger."""
    before = [figure for figure in scene.sentence.figures if figure.end <= trigger.start()]
    return bool(before) and before[-1] is whole


def _are_parallel(scene: Scene, trigger: re.Match[str], parts: Sequence[Figure], whole: Figure) -> bool:
    """Say whether three parts or more are all counted in the words of the whole, so that they are disjoint parts."""
    announced = trigger[0] in OF_WHICH or trigger[0] in MADE_OF
    if not announced or len(parts) <= _FEWEST or whole.low <= 1 or is_bound(whole):
        return False
    pairs = [*scene.earlier(), *scene.here]
    before = [figure for figure, _ in pairs if figure.end <= trigger.start() and kin(figure.unit) == kin(whole.unit)]
    if not before or before[-1] is not whole or total(part.interval for part in parts).low <= whole.high:
        return False
    ends = {_LABEL_END.sub("", lead)[-_SHARED_END:] for lead in _leads_of(scene, parts)}
    lead = next(words for figure, words in pairs if figure is whole)
    noun = _NOUN.match(scene.text, whole.end)
    return len(ends) == 1 and len(*ends) == _SHARED_END and ends.pop() in lead + (noun[0] if noun else "")


_LABEL_END = re.compile(r"(?:分别|分別|约|約|近|为|為|达|達|有|了|\s){1,3}\Z")
_SHARED_END = 2  # characters
_NOUN = re.compile(r"[^\W\d]{1,8}")


def _exceeds(scene: Scene, trigger: re.Match[str], parts: Sequence[Figure], whole: Figure) -> bool:
    """Say whether one part is larger than the whole, where 其中 follows the one figure that can be the whole."""
    if trigger[0] not in OF_WHICH or whole.low <= 1 or not _is_only_whole(scene, trigger, whole):
        return False
    if any(part.low > _FAR * whole.high for part in parts):
        return True  # 超过770万人，其中超过605亿人: no bound and no further part explains that
    if is_bound(whole) or _SEGMENT.search(scene.text, whole.end, parts[-1].start):
        return False
    if any(map(_BESIDES.search, _leads_of(scene, parts))):
        return False
    return any(part.low > whole.high for part in parts)


def _is_only_whole(scene: Scene, trigger: re.Match[str], whole: Figure) -> bool:
    """Say whether a figure is the last before 其中 and the only one of its unit, in its sentence or just before it."""
    if whole.start < scene.sentence.start and trigger.start() > scene.sentence.start + _TRIFLE:
        return False
    pairs = [*scene.earlier(), *scene.here]
    before = [figure for figure, _ in pairs if figure.end <= trigger.start() and countable(figure)]
    alone = not any(kin(figure.unit) == kin(whole.unit) for figure in before[:-1])
    return alone and whole.start >= scene.sentence.previous and before[-1:] == [whole]


def _leads_of(scene: Scene, parts: Sequence[Figure]) -> list[str]:
    return [scene.lead_of(part) for part in parts]


def _is_named(scene: Scene, whole: Figure, names: Sequence[str]) -> bool:
    """Say whether the words that lead to the whole have one of `names`; with none given, they need not."""
    leads = {figure.start: lead for figure, lead in (*scene.earlier(), *scene.here)}
    return not names or any(name in leads.get(whole.start, "") for name in names)


def _closing(lists: Iterable[Divided]) -> Iterator[Claim]:
    """Yield the lists that add up, that must, and that would but for one slip."""
    for parts, whole, complete in lists:
        claim = _sum(parts, whole)
        if claim.verdict is Verdict.CONSISTENT or complete or one_slip(parts, whole):
            yield claim


def _besides(scene: Scene) -> Iterator[Claim]:
    """Yield a first part and a further one (另外) that make up the total before them."""
    for figure, lead in scene.here:
        if not countable(figure) or not _BESIDES.search(lead):
            continue
        earlier = [other for other in _totals(scene, figure.start) if kin(other.unit) == kin(figure.unit)]
        for reach in range(1, min(len(earlier), _MOST)):
            claim = _sum([*reversed(earlier[:reach]), figure], earlier[reach])
            if claim.verdict is Verdict.CONSISTENT and is_telling(earlier[reach]):
                yield claim
                break


def _afterwards(scene: Scene) -> Iterator[Claim]:
    """Yield the sums whose total follows its parts: 共, 合计, 这19个."""
    for figure, lead in scene.here:
        if not countable(figure) or not _ends_in_total(lead):
            continue
        earlier = [other for other in _totals(scene, figure.start) if kin(other.unit) == kin(figure.unit)]
        for reach in range(_FEWEST, min(len(earlier), _MOST) + 1):
            claim = _sum([*reversed(earlier[:reach])], figure)
            if claim.verdict is Verdict.CONSISTENT and is_telling(figure):
                yield claim
                break
        else:
            parts = _listed_before(scene, figure, lead)
            if parts and is_telling(figure):
                yield _sum(parts, figure)


def _listed_before(scene: Scene, whole: Figure, lead: str) -> list[Figure]:
    """Return the figures of a list that opens the sentence and that 合计 closes: 市级4座、县级8座，合计12座."""
    before = [figure for figure in scene.sentence.figures if figure.end <= whole.start]
    summed = lead.endswith(_SUMMED if len(before) == _FEWEST else ALTOGETHER)
    if not summed or not _FEWEST <= len(before) <= _MOST or whole.start <= scene.sentence.start:
        return []
    if any(
        kin(figure.unit) != kin(whole.unit) or is_change(words)
        for figure, words in zip(before, scene.leads, strict=False)
    ):
        return []
    if _DIGIT.search(scene.text, scene.sentence.start, before[0].start):
        return []  # 10死、失踪2人、受伤904人，合计916人: the first of them is no figure
    gaps = [scene.text[first.end : second.start] for first, second in pairwise([*before, whole])]
    marks = [_MARKS.findall(gap) or _JOINED.findall(gap) for gap in gaps]
    listed = all(found in (["、"], [gap]) for found, gap in zip(marks[:-1], gaps, strict=False))
    return before if listed and marks[-1] in (["，"], [","], []) else []


_MARKS = re.compile("[、，,；;：:（(）)]")
_DIGIT = re.compile(r"\d(?![^，。]{0,3}[日月年时時])")
_JOINED = re.compile(r"\A[及和与與]\Z")  # 分别计43家及83家，共计126家
_SUMMED = tuple(word for word in ALTOGETHER if len(word) > 1)


_TRIFLE = 3
_FAR = 10


def _ends_in_total(lead: str) -> bool:
    """Say whether a total's word is the last before its figure."""
    return lead.endswith((*ALTOGETHER, *THESE))


def _sum(parts: Sequence[Figure], whole: Figure) -> Claim:
    """Return the claim that the parts add up to the whole; where that is only exceeded, that they reach it."""
    # A whole that is only exceeded (超1亿亩) is a bound for exact parts; where a part is a bound too, both are rough.
    added = total(part.interval for part in parts)
    meets = Comparison(added, Operator.MEETS, whole.interval)
    reaches = Comparison(added, Operator.AT_LEAST, whole.interval)
    test = reaches if is_bound(whole) and not any(is_bound(part) for part in parts) else meets
    added_up = "+".join(printed(part) for part in parts)
    return decided(RULE, (*parts, whole), f"{added_up} {test.operator} {printed(whole)}", test)


RULE = ClaimRule(
    "FIG102",
    "parts",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="parts",
    find=find,
    fewest=1,
)
