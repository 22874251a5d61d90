"""A share that is stated beside the two figures it divides.

## What it does
Finds a percentage that a word makes the share of one stated figure in another (占, 占比, 比重, 完成率, 及格率, 增长面),
divides the two and compares. The interval of the quotient must meet the interval of the percentage. Where classes
have an amount and a share each and the shares come to 100%, the whole is the sum of the amounts.

## Why it matters
A wrong digit in any of the three figures shows, and reports state more shares than any other relation.

## Example
`馆里有窗户840扇，完成检修798扇、检修率95.0%。` gives `798/840 = 95.0%`.

## When it is wrong
The base may be another figure than the one in the text (占持证读者 beside a count of all visits). A share of a named
base is decided only against a figure of that name; where several figures could be meant, all of them must fail, and
either the wording must leave no other reading, or one of them must have the digits of the quotient, to four places,
with the decimal point or the multiplier elsewhere, before anything is called inconsistent.

## Fix safety
None: which of the three figures is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval, total
from kanwu.validate.claims.alone import lone_shares
from kanwu.validate.claims.classes import classes_of
from kanwu.validate.claims.drawing import against, decided, printed, uncheckable
from kanwu.validate.claims.share_bases import LOOSELY, REACH, bases_of, coordinated, likeness, of_which_before
from kanwu.validate.claims.share_wording import FILLER, LONGEST_BASE, WINDOW, Wording, wording_of
from kanwu.validate.claims.skeleton import Skeleton, compiled, skeleton, skeleton_of
from kanwu.validate.claims.slips import is_misplaced, share_slip
from kanwu.validate.claims.structure import LONGEST_LEAD, Scene, alike, countable, is_change, kin, scenes
from kanwu.validate.grammar import GRAMMARS, Grammar
from kanwu.validate.grammar.english_shares import OTHER_KIND
from kanwu.validate.grammar.relations import (
    ALTOGETHER,
    OTHER_RATES,
    OWN_RATES,
    SHARES,
    TAKING_UP,
)

_PERCENT = Fraction(1, 100)
_ALL = Interval.exactly(1)
_PART_AND_WHOLE = 2

_HINT = re.compile(rf"[{''.join(sorted({word[0] for word in SHARES} | set('率面的其中當当')))}]|\b[Oo]f\b|\d/\d")


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the shares, in order."""
    if not any(figure.unit == "%" for figure in reading.figures) or not _HINT.search(reading.text):
        return
    for scene in scenes(reading):
        if any(figure.unit == "%" for figure in scene.figures) and _has_three(scene):
            found = list(_of_sentence(scene))
            stated = {claim.figures[-1].start for claim in found}
            found += (claim for claim in _templated(scene) if claim.figures[-1].start not in stated)
            stated |= {claim.figures[-1].start for claim in found}
            found += (claim for claim in _alone(scene) if claim.figures[-1].start not in stated)
            stated |= {claim.figures[-1].start for claim in found}
            found += _of_classes(scene, stated)
            yield from sorted(found, key=lambda claim: claim.figures[-1].start)


def _alone(scene: Scene) -> Iterator[Claim]:
    """Yield the share of a sentence that has figures for one only, if it holds or one slip explains why not."""
    for part, base, stated in lone_shares(scene):
        claim = _claim([part], base, stated)
        if claim.verdict is Verdict.CONSISTENT or share_slip(part, base, stated):
            yield claim


def _of_classes(scene: Scene, stated: set[int]) -> Iterator[Claim]:
    """Yield the shares of classes that make up a whole, or the one that is farthest from what the amounts give."""
    for amounts, shares in classes_of(scene):
        if any(share.start in stated for share in shares):
            continue
        claims = [_of_sum(amount, amounts, share) for amount, share in zip(amounts, shares, strict=True)]
        wrong = [claim for claim in claims if claim.verdict is Verdict.INCONSISTENT]
        yield from [max(wrong, key=_distance)] if wrong else claims


def _of_sum(part: Figure, amounts: Sequence[Figure], stated: Figure) -> Claim:
    """Return the claim that an amount is a share of the sum of all."""
    share = part.interval / total(amount.interval for amount in amounts)
    relation = f"{printed(part)}/({'+'.join(map(printed, amounts))}) = {printed(stated, unit=True)}"
    return decided(RULE, (*amounts, stated), relation, against(share, stated, _PERCENT))


def _distance(claim: Claim) -> Fraction:
    """Return how far the two sides of a claim are apart."""
    left, right = claim.left, claim.right
    return max(left.low - right.high, right.low - left.high) if left and right else Fraction(0)


def _has_three(scene: Scene) -> bool:
    """Say whether there are figures enough for a part, a base and a percentage."""
    return len(scene.figures) > _PART_AND_WHOLE or (
        len(scene.figures) + len(scene.earlier(REACH) or scene.far(1)) > _PART_AND_WHOLE
    )


def _templated(scene: Scene) -> Iterator[Claim]:
    """Yield the shares that a grammar's templates say whole: part, base and percentage, each percentage once."""
    words = scene.text[scene.sentence.previous : scene.sentence.end]
    grammars = [grammar for grammar in GRAMMARS if any(word in words for word in grammar.share_words)]
    if not grammars:
        return
    for bones in _bones(scene):
        for grammar in grammars:
            first = list(_said_whole(bones, grammar))
            yield from (claim for _, claim in first)
            yield from _further(bones, grammar, first)


def _said_whole(bones: Skeleton, grammar: Grammar) -> Iterator[tuple[re.Match[str], Claim]]:
    """Yield the shares of a grammar's templates, each percentage once."""
    moved, void = compiled(grammar.movements.moved), compiled(grammar.movements.void)
    stated: set[int] = set()
    for template in grammar.shares:
        for found in compiled(template).finditer(bones.text):
            at = found.start("share")
            claim = None if at in stated else _of_template(bones, found)
            if claim is None or moved.search(bones.text, max(0, at - WINDOW), at) or void.search(found[0]):
                continue
            beside = _OTHER_KIND.search(bones.text, max(0, at - WINDOW), at + WINDOW)
            if beside is None or claim.verdict is Verdict.CONSISTENT:
                stated.add(at)
                yield found, claim


_OTHER_KIND = re.compile(OTHER_KIND, re.IGNORECASE)


def _further(bones: Skeleton, grammar: Grammar, first: Sequence[tuple[re.Match[str], Claim]]) -> Iterator[Claim]:
    """Yield further shares of the whole of a share that holds: 40 (16%) died and 210 (84%) survived."""
    stated = {found.start("share") for found, _ in first}
    other = compiled(grammar.other_whole)
    for found, claim in first:
        if claim.verdict is not Verdict.CONSISTENT:
            continue
        end, base = found.end(), claim.figures[1]
        for template in grammar.more_shares:
            for more in compiled(template).finditer(bones.text, end):
                part, share = bones.at(more, "part"), bones.at(more, "share")
                if more.start("share") in stated or other.search(bones.text, end, more.end()):
                    break
                stated.add(more.start("share"))
                if part and share and alike(part, base) and 0 < part.low <= base.high:
                    yield _claim([part], base, share)


def _bones(scene: Scene) -> Iterator[Skeleton]:
    """Yield the skeleton of the sentence, with the one before it where it takes up what that one counts."""
    earlier = [figure for figure, _ in scene.earlier() if figure.start >= scene.sentence.previous]
    if earlier and _TAKES_UP.search(scene.text, scene.sentence.start, scene.sentence.end):
        figures = [*earlier, *scene.figures]
        yield skeleton_of(scene.text, scene.sentence.previous, scene.sentence.end, figures)
    elif sum(map(countable, scene.figures)) >= _PART_AND_WHOLE:
        yield skeleton(scene)


_TAKES_UP = re.compile(TAKING_UP)


def _of_template(bones: Skeleton, found: re.Match[str]) -> Claim | None:
    """Return the share that a template's match says, or None where its figures are of several things."""
    part, base, stated = (bones.at(found, slot) for slot in ("part", "whole", "share"))
    if part and base and stated and alike(part, base) and base.low > 0 and part.low > 0:
        return _claim([part], base, stated)
    return None


def _of_sentence(scene: Scene) -> Iterator[Claim]:
    """Yield the shares of one sentence; siblings that hold on a base tell what the others are shares of."""
    open_shares: list[tuple[int, list[Claim]]] = []
    settled: list[tuple[int, Claim]] = []
    for at, figure in enumerate(scene.sentence.figures):
        if figure.unit != "%":
            continue
        wording = wording_of(scene, figure)
        if wording is None:
            continue
        claim, others = _share(scene, at, wording)
        if claim is not None:
            settled.append((at, claim))
        elif others and not wording.stem and not wording.base:
            open_shares.append((at, others))
    settled = [(at, claim) for at, claim in settled if not _is_of_unsaid_whole(scene, claim)]
    holding = [claim for _, claim in settled if claim.verdict is Verdict.CONSISTENT]
    bases = {claim.figures[-2].start for claim in holding}
    told = {claim.figures[0].start for claim in holding}  # a part of one share is not that of another
    for at, others in open_shares:
        siblings = [
            claim for claim in others if claim.figures[-2].start in bases and claim.figures[0].start not in told
        ]
        if siblings:
            settled.append((at, siblings[0]))
    yield from (claim for _, claim in sorted(settled, key=lambda pair: pair[0]))


def _is_of_unsaid_whole(scene: Scene, claim: Claim) -> bool:
    """Say whether a share that does not hold is of the whole that its base is itself a share of, which is not printed.

    60岁及以上2218万人，占16.15%，其中65岁及以上1437万人，占10.47%: both of a population of 137 millions.
    """
    if claim.verdict is not Verdict.INCONSISTENT or len(claim.figures) != _PART_AND_WHOLE + 1:
        return False
    part, base, stated = claim.figures
    share = next((share for figure, share in pairwise(scene.figures) if figure is base and share.unit == "%"), None)
    if share is None or share is stated or min(share.low, stated.low) <= 0:
        return False
    return (base.interval / share.interval).meets(part.interval / stated.interval)


def _share(scene: Scene, at: int, wording: Wording) -> tuple[Claim | None, list[Claim]]:
    """Return the share stated by the figure at `at` if it is settled, and else what it might be."""
    figures = scene.sentence.figures
    stated = figures[at]
    inner = [f for f in figures[:at] if f.start >= wording.at and countable(f)]
    parts = _parts(scene, at, wording)
    if not parts:
        return None, []
    later = _counted_after(scene, parts[0], at) if wording.name else []
    if later:
        bases, firm = later, len(later) == 1
    elif inner:
        bases, firm = [inner[-1]], kin(inner[-1].unit) == kin(parts[0].unit)
    else:
        bases, firm = bases_of(scene, parts, wording)
    firm = firm and (not wording.stem or bool(later) or _did_it(scene, parts[0], wording))
    together = _together(scene, wording)
    readings = [
        _claim(sharing, base, stated)
        for part in parts
        for base in bases
        if kin(base.unit) == kin(part.unit) and base.interval.low > 0
        for sharing in ([[part]] if not together else _last_ones(scene, part, base))
    ]
    holding = [claim for claim in readings if claim.verdict is Verdict.CONSISTENT and _is_part(claim)]
    if holding:
        near = holding[0] is readings[0] or bool(wording.base) or _is_sharp(stated)
        return (holding[0], readings) if near else (None, [])
    if together:
        said = [one for one in readings if len(one.figures) - _PART_AND_WHOLE == _how_many(scene, wording)]
        return (said[0] if firm and len(said) == 1 else None), []
    failing = _failing(readings, firm=firm and not _COUNTED_OTHERWISE.match(scene.text, stated.end))
    if failing is not None and wording.stem and _is_of_another(scene, failing, wording, stated):
        return uncheckable(RULE, failing.figures, failing.relation, _OF_ANOTHER), readings
    if failing is None and wording.base and not inner:
        failing = _without_base(scene, parts[0], stated, wording)
    return failing, readings


_COUNTED_OTHERWISE = re.compile("[，,（(]?[按以依][^，,。；;（）()]{1,6}[计計]")
"""Words after a share that say that it is of something else than what is counted: （按金额计）."""


def _failing(readings: Sequence[Claim], *, firm: bool) -> Claim | None:
    """Return the reading that is certain to be meant though it does not hold, or None.

    Either the wording leaves no other reading, or the digits of one agree and only the decimal point is misplaced.
    """
    if firm and readings:
        return readings[0]
    tried = len(readings)
    return next(
        (one for one in readings if one.left and one.right and is_misplaced(one.left, one.right, readings=tried)), None
    )


def _is_part(claim: Claim) -> bool:
    """Say whether the share is of a part: a bound alone (超过50%) also holds for the whole and more."""
    return claim.left is not None and claim.left.low <= 1


def _is_sharp(stated: Figure) -> bool:
    """Say whether a percentage is so exact that a wrong base would hardly give it."""
    return stated.high - stated.low <= Fraction(1, 5)


def _together(scene: Scene, wording: Wording) -> bool:
    """Say whether the share is of several figures added up: 两地合计占50%."""
    before = scene.text[max(scene.sentence.start, wording.at - WINDOW) : wording.at]
    return before.rstrip("已也就则則约約所").endswith((*ALTOGETHER, "合"))


def _how_many(scene: Scene, wording: Wording) -> int:
    """Return how many figures the words add up, 0 if they do not say it: 三者合占."""
    found = _SO_MANY.search(scene.text, max(scene.sentence.start, wording.at - WINDOW), wording.at)
    return _NUMBERS.find(found[1].replace("两", "二").replace("兩", "二")) if found else 0


_SO_MANY = re.compile("([二两兩三四五六])(?:[者地国國市省县縣家类類项項]|大类|大類)合?[计計共]?\\Z")
_NUMBERS = "零一二三四五六"


def _last_ones(scene: Scene, part: Figure, base: Figure) -> list[list[Figure]]:
    """Return the runs of figures, two or more, that end with `part` and may be added up."""
    between = [
        figure
        for figure, lead in scene.here
        if base.start < figure.start <= part.start and kin(figure.unit) == kin(part.unit) and not is_change(lead)
    ]
    return [between[at:] for at in range(len(between) - 1)]


def _parts(scene: Scene, at: int, wording: Wording) -> list[Figure]:
    """Return the figures that the share may be of, best first: the nearest, and those that share its 分别."""
    figures = scene.sentence.figures
    floor = max(scene.text.rfind(mark, scene.sentence.start, wording.at) for mark in "；;")
    before = [
        place
        for place in range(at)
        if floor < figures[place].start < wording.at and countable(figures[place]) and not is_change(scene.leads[place])
    ]
    if not before:
        return []
    called = [
        figures[place] for place in before if len(wording.name) > _SHORT_NAME and wording.name in scene.leads[place]
    ]
    if len(called) == 1 and called[0] is not figures[before[-1]]:
        return called  # 不良贷款余额2亿元，各项贷款余额160亿元，不良贷款率1.25%
    if wording.stem and not _is_rate_of(scene, before[-1], wording):
        return []
    return coordinated(scene.text, [figures[place] for place in before])


_SHORT_NAME = 2  # characters


def _counted_after(scene: Scene, part: Figure, at: int) -> list[Figure]:
    """Return the figures of the part's unit that stand between it and the share."""
    return [
        figure
        for figure, lead in scene.here[:at]
        if figure.start > part.end and countable(figure) and kin(figure.unit) == kin(part.unit) and not is_change(lead)
    ]


_PAUSE = re.compile("[，,、；]")
_OF_ANOTHER = "The rate may be one that was set, of another time, or of another part than the figures before it."
_ELSEWHERE = re.compile(OTHER_RATES)
_OWN = re.compile(OWN_RATES)
_CLAUSE = re.compile(r"[^，,、；;：:（()）\d%％]*\Z")


def _is_of_another(scene: Scene, claim: Claim, wording: Wording, stated: Figure) -> bool:
    """Say whether a rate is a target's or another's: what its clause says of it is not what was counted."""
    floor = max(scene.sentence.start, wording.at - LONGEST_BASE)
    clause = _CLAUSE.search(scene.text, floor, wording.at)
    start = clause.start() if clause else wording.at
    if _ELSEWHERE.search(scene.text, start, stated.start) or scene.text[start : wording.at].endswith("的"):
        return True
    subject = _OWN.sub("", scene.text[start : wording.at])
    first = min(figure.start for figure in claim.figures)
    counted = scene.text[max(0, first - LONGEST_LEAD) : start]
    return likeness(subject, counted) < LOOSELY if subject else False


def _is_rate_of(scene: Scene, place: int, wording: Wording) -> bool:
    """Say whether a rate is of the figure at `place`: what was counted did what the rate is named after.

    A clause must end between them: in 9个街道竣工率超过88% the rate is that of each province.
    """
    figure = scene.sentence.figures[place]
    between = scene.text[figure.end : wording.at]
    if not _PAUSE.search(between):
        return False
    return _did_it(scene, figure, wording) or of_which_before(scene, figure) is not None


def _did_it(scene: Scene, figure: Figure, wording: Wording) -> bool:
    """Say whether a figure counts what did what the rate is named after: 完成798扇、检修率95% of nothing else."""
    return wording.stem in scene.lead_of(figure) + scene.text[figure.end : wording.at]


def _claim(parts: Sequence[Figure], base: Figure, stated: Figure) -> Claim:
    ratio = total(part.interval for part in parts) / base.interval
    test = against(ratio, stated, _PERCENT)
    if test.operator is Operator.AT_LEAST and ratio.low > _ALL.high >= stated.high * _PERCENT:
        test = Comparison(ratio, Operator.AT_MOST, _ALL)  # 超过九成 is exceeded, but no part is more than the whole
    above = "+".join(printed(part) for part in parts)
    quotient = f"{above if len(parts) == 1 else f'({above})'}/{printed(base)}"
    limit = "100%" if test.right is _ALL else printed(stated, unit=True)
    return decided(RULE, (*parts, base, stated), f"{quotient} {test.operator} {limit}", test)


def _without_base(scene: Scene, part: Figure, stated: Figure, wording: Wording) -> Claim | None:
    """Return the claim that cannot be checked where 其中 offers a base, but the share names another."""
    of_which = of_which_before(scene, part)
    name = FILLER.sub("", wording.base)
    whole = [f for f, _ in (*scene.earlier(REACH), *scene.here) if of_which is not None and f.end <= of_which]
    offered = [figure for figure in whole if countable(figure) and kin(figure.unit) == kin(part.unit)]
    if not offered or not name:
        return None
    relation = f"{printed(part)}/{printed(offered[-1])} = {printed(stated, unit=True)}"
    reason = f"The percentage is a share of {name}, which the text does not state."
    return uncheckable(RULE, (part, offered[-1], stated), relation, reason)


RULE = ClaimRule(
    "FIG101",
    "share",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="share",
    find=find,
    fewest=3,
    units=frozenset({"%"}),
)
