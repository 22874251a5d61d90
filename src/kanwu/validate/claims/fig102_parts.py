"""A total that is stated beside its parts.

## What it does
Adds up the parts a sentence lists after 其中, 包括 or 中 (or the parts before 合计, 共), and compares with the total.
Only figures of the same unit are parts; amounts of change are not.

## Why it matters
A sum shows a wrong digit in any of its members, even where no percentage is printed.

## Example
`共收到群众反映问题84条，58条已经立行立改，26条正在整改中。` gives `58+26 = 84`.

## When it is wrong
其中 promises parts, not all of them. A list that does not add up is called inconsistent only if it must be complete:
it names a whole set (出口 and 进口; the three industries), ends in 其余 or 剩下, is closed by 和 after 包括, or closes
to the last of four digits once a single slip in one number is mended.

## Fix safety
None: which member is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import total
from kanwu.validate.claims.drawing import decided, is_bound, printed
from kanwu.validate.claims.slips import one_slip
from kanwu.validate.claims.structure import Sentence, bracketed, countable, is_change, kin, lead_ins, sentences
from kanwu.validate.grammar.relations import (
    ALTOGETHER,
    BESIDES,
    CLOSING,
    DIRECTIONS,
    MADE_OF,
    OF_WHICH,
    PARTITIONS,
    REST,
    STANDING_PARTITIONS,
)

CODE = "FIG102"
KIND = "parts"
_FEWEST = 2
_MOST = 12
_MOST_LISTS = 30  # in one sentence
_AMONG = re.compile(r"中[，,、]|中(?=有|新)")
_BY_SECTOR = ("分产业看", "分產業看", "分别为", "分別為")
_TRIGGER = re.compile(rf"(?<![与與入于於在到圍围])(?:{'|'.join(OF_WHICH)})|{'|'.join((*MADE_OF, *_BY_SECTOR))}")
_BESIDES = re.compile("|".join(BESIDES))
_REST = re.compile("|".join(REST))
_CLOSING = re.compile(rf"(?:{'|'.join(CLOSING)})")
_STATE = re.compile(r"已|正在|尚|未|仍|处于|處於")
_SEGMENT = re.compile("[；;]")


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence, the words that lead to its figures, and the sentence before it in the paragraph."""

    text: str
    sentence: Sentence
    leads: Sequence[str]
    before: Sequence[tuple[Figure, str]]


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the sums, in order."""
    if len(reading.figures) <= _FEWEST:
        return
    previous: tuple[int, list[tuple[Figure, str]]] = (-1, [])
    for sentence in sentences(reading):
        leads = lead_ins(reading.text, sentence.figures)
        before = previous[1] if previous[0] == sentence.paragraph else []
        yield from _of_sentence(_Scene(reading.text, sentence, leads, before))
        previous = (sentence.paragraph, list(zip(sentence.figures, leads, strict=True)))


def _of_sentence(scene: _Scene) -> Iterator[Claim]:
    """Yield the sums of one sentence, each total with each set of parts once."""
    seen: set[tuple[int, ...]] = set()
    for claim in (
        *_listed(scene),
        *_standing(scene),
        *_by_state(scene),
        *_besides(scene),
        *_afterwards(scene),
        *_referred_to(scene),
    ):
        places = tuple(sorted(figure.start for figure in claim.figures))
        if places not in seen:
            seen.add(places)
            yield claim


def _members(scene: _Scene, start: int, end: int, unit: str) -> list[Figure]:
    """Return the figures between two places that may be parts in that unit."""
    return [
        figure
        for figure, lead in _here(scene)
        if start <= figure.start < end
        and countable(figure)
        and kin(figure.unit) == kin(unit)
        and not is_change(lead)
        and not bracketed(scene.text, start, figure)
    ]


def _totals(scene: _Scene, end: int) -> list[Figure]:
    """Return the figures before a place that may be the total, nearest first."""
    pairs = [*scene.before, *((figure, lead) for figure, lead in _here(scene) if figure.end <= end)]
    return [figure for figure, lead in reversed(pairs) if countable(figure) and not is_change(lead)]


def _listed(scene: _Scene) -> Iterator[Claim]:
    """Yield the sums of lists after 其中, 包括 and 中."""
    text, sentence = scene.text, scene.sentence
    marks = [
        *_TRIGGER.finditer(text, sentence.start, sentence.end),
        *_AMONG.finditer(text, sentence.start, sentence.end),
    ]
    marks.sort(key=lambda match: match.start())
    del marks[_MOST_LISTS:]
    for number, match in enumerate(marks):
        later = [other.start() for other in marks[number + 1 :] if other[0] in OF_WHICH]
        stops = _stops(scene, match.end(), later[0] if later else sentence.end)
        for whole in _totals(scene, match.start())[:4]:
            if match[0].startswith("中"):
                spans = list(pairwise((match.end(), *stops)))
            else:
                spans = [(match.end(), stop) for stop in stops]
            lists = [_members(scene, start, stop, whole.unit) for start, stop in spans]
            lists = [parts for parts in lists if _FEWEST <= len(parts) <= _MOST]
            for alternatives in [[parts] for parts in lists] if match[0].startswith("中") else [lists]:
                yield from _judged(scene, match, whole, alternatives)
            if lists:
                break


def _stops(scene: _Scene, start: int, end: int) -> list[int]:
    """Return where a list that begins at `start` may end: at each semicolon, and at the sentence's end."""
    return [*(match.start() for match in islice(_SEGMENT.finditer(scene.text, start, end), _MOST)), end]


def _judged(scene: _Scene, trigger: re.Match[str], whole: Figure, lists: Sequence[Sequence[Figure]]) -> Iterator[Claim]:
    """Yield the list that adds up, or the one that must and does not."""
    for parts in lists:
        claim = _sum(parts, whole)
        if claim.verdict is Verdict.CONSISTENT:
            yield claim
            return
    for parts in lists:
        if _complete(scene, trigger, parts, whole) or one_slip(parts, whole) or _exceeds(scene, trigger, parts, whole):
            yield _sum(parts, whole)
            return


def _complete(scene: _Scene, trigger: re.Match[str], parts: Sequence[Figure], whole: Figure) -> bool:
    """Say whether a list must be complete: it names a whole set, ends in 其余, or is closed by 和 after 包括."""
    leads = _leads_of(scene, parts)
    if whole.start < scene.sentence.start and trigger.start() > scene.sentence.start + 2:
        return False
    if trigger[0].startswith("中"):
        return any(_divides(names, leads) for names in DIRECTIONS)
    if any(_divides(names, leads) and _is_named(scene, whole, wholes) for names, wholes in PARTITIONS):
        return True
    if _REST.search(leads[-1]):
        return True
    words = scene.text[parts[-2].end : parts[-1].start]
    return (
        trigger[0] in MADE_OF
        and bool(_CLOSING.match(words))
        and "等" not in scene.text[trigger.start() : parts[-1].end + 12]
    )


def _lead_of(scene: _Scene, figure: Figure) -> str:
    return scene.leads[scene.sentence.figures.index(figure)]


def _exceeds(scene: _Scene, trigger: re.Match[str], parts: Sequence[Figure], whole: Figure) -> bool:
    """Say whether one part is larger than the whole, where 其中 follows the one figure that can be the whole."""
    if trigger[0] not in OF_WHICH or whole.start < scene.sentence.start or is_bound(whole) or whole.low <= _TRIFLE:
        return False
    before = [figure for figure in scene.sentence.figures if figure.end <= trigger.start() and countable(figure)]
    if before[-1] is not whole or any(kin(figure.unit) == kin(whole.unit) for figure in before[:-1]):
        return False
    if _SEGMENT.search(scene.text, whole.end, parts[-1].start) or any(map(_BESIDES.search, _leads_of(scene, parts))):
        return False
    return any(part.low > whole.high for part in parts)


def _leads_of(scene: _Scene, parts: Sequence[Figure]) -> list[str]:
    return [_lead_of(scene, part) for part in parts]


def _is_named(scene: _Scene, whole: Figure, names: Sequence[str]) -> bool:
    """Say whether the words that lead to the whole have one of `names`; with none given, they need not."""
    leads = {figure.start: lead for figure, lead in (*scene.before, *_here(scene))}
    return not names or any(name in leads.get(whole.start, "") for name in names)


def _here(scene: _Scene) -> Iterable[tuple[Figure, str]]:
    return zip(scene.sentence.figures, scene.leads, strict=True)


def _divides(names: Sequence[str], leads: Sequence[str]) -> bool:
    """Say whether the parts are exactly those of a set that divides a whole, one each."""
    return len(names) == len(leads) and all(sum(name in lead for lead in leads) == 1 for name in names)


def _standing(scene: _Scene) -> Iterator[Claim]:
    """Yield the sums of sets whose whole calls for them by its name: 应出席, 出席, 缺席."""
    if len(scene.sentence.figures) < _FEWEST:
        return
    pairs = [*scene.before, *_here(scene)]
    for names, wholes in STANDING_PARTITIONS:
        whole = next((figure for figure, lead in reversed(pairs) if any(name in lead for name in wholes)), None)
        if whole is None:
            continue
        rest = [(f, lead) for f, lead in _here(scene) if f.start > whole.start and kin(f.unit) == kin(whole.unit)]
        parts = [(figure, lead) for figure, lead in rest if any(name in lead for name in names)]
        if _divides(names, [lead for _, lead in parts]):
            yield _sum([figure for figure, _ in parts], whole)


def _by_state(scene: _Scene) -> Iterator[Claim]:
    """Yield totals followed at once by clauses that begin with their parts: 84条，58条已经…，26条正在…."""
    figures = scene.sentence.figures
    for at, whole in enumerate(figures[:-_FEWEST]):
        if not countable(whole):
            continue
        parts: list[Figure] = []
        for figure, lead in zip(figures[at + 1 :], scene.leads[at + 1 :], strict=True):
            if lead or kin(figure.unit) != kin(whole.unit) or not _STATE.match(scene.text, figure.end):
                break
            parts.append(figure)
        if len(parts) >= _FEWEST:
            claim = _sum(parts, whole)
            if claim.verdict is Verdict.CONSISTENT or one_slip(parts, whole):
                yield claim


def _besides(scene: _Scene) -> Iterator[Claim]:
    """Yield a first part and a further one (另外) that make up the total before them."""
    for figure, lead in _here(scene):
        if not countable(figure) or not _BESIDES.search(lead):
            continue
        earlier = [other for other in _totals(scene, figure.start) if kin(other.unit) == kin(figure.unit)]
        for reach in range(1, min(len(earlier), _MOST)):
            claim = _sum([*reversed(earlier[:reach]), figure], earlier[reach])
            if claim.verdict is Verdict.CONSISTENT and _is_telling(earlier[reach]):
                yield claim
                break


def _afterwards(scene: _Scene) -> Iterator[Claim]:
    """Yield the sums whose total follows its parts: 共, 合计, 这19个."""
    for figure, lead in _here(scene):
        if not countable(figure) or not _ends_in_total(lead):
            continue
        earlier = [other for other in _totals(scene, figure.start) if kin(other.unit) == kin(figure.unit)]
        for reach in range(_FEWEST, min(len(earlier), _MOST) + 1):
            claim = _sum([*reversed(earlier[:reach])], figure)
            if claim.verdict is Verdict.CONSISTENT and _is_telling(figure):
                yield claim
                break


_TRIFLE = 3
_NOUN = 4  # characters of a noun that tell which set is meant
_FAR = 200  # characters between a set's parts and the sentence that counts it


def _is_telling(whole: Figure) -> bool:
    """Say whether a total is more than a bound, and large enough not to be met by any two numbers."""
    return not is_bound(whole) and whole.low > _TRIFLE


def _ends_in_total(lead: str) -> bool:
    """Say whether a total's word is the last before its figure."""
    return lead.endswith(ALTOGETHER)


def _referred_to(scene: _Scene) -> Iterator[Claim]:
    """Yield the parts of a set that a later sentence counts: 场馆中，有17个…，2个…。这19个场馆."""
    for figure, lead in _here(scene):
        if not lead.endswith(("这", "這")) or figure.low != figure.high:
            continue
        noun = scene.text[figure.end : figure.end + _NOUN]
        at = scene.text.rfind(f"{noun}中", max(0, scene.sentence.start - _FAR), scene.sentence.start)
        if at < 0 or not noun.isalpha():
            continue
        parts = [f for f, _ in scene.before if f.start > at and kin(f.unit) == kin(figure.unit)]
        if len(parts) >= _FEWEST and any(part.low > figure.high for part in parts):
            yield _sum(parts, figure)


def _sum(parts: Sequence[Figure], whole: Figure) -> Claim:
    """Return the claim that the parts add up to the whole; where that is only exceeded, that they reach it."""
    # A whole that is only exceeded (超1亿亩) is a bound for exact parts; where a part is a bound too, both are rough.
    added = total(part.interval for part in parts)
    meets = Comparison(added, Operator.MEETS, whole.interval)
    reaches = Comparison(added, Operator.AT_LEAST, whole.interval)
    test = reaches if is_bound(whole) and not any(is_bound(part) for part in parts) else meets
    sides = "+".join(printed(part) for part in parts), printed(whole)
    return decided(KIND, CODE, (*parts, whole), sides, test)


RULE = ClaimRule(CODE, "parts", severity=Severity.ERROR, doc=__doc__, kind=KIND, find=find)
