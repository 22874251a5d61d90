"""Shares of one whole that must add up to 100%.

## What it does
Finds percentages that between them leave nothing out, because a word closes the list (其余, 剩下, 其他, 无意见, "the
remaining") or because the classes do (男 and 女, the three industries, ages from 0 to 60岁及以上, 三次产业比为a∶b∶c),
adds them up and compares with 100%.

## Why it matters
A share that was mistyped, or copied from another year's column, breaks the sum even where no amount is printed.

## Example
`读者中男性占46.5%，女性占53.5%。` gives `46.5%+53.5% = 100%`.

## When it is wrong
Where several answers could be given to one question, shares add up to more; a list that says so (可多选) is left alone.
Where 其他 closes a list that adds up to more than 100%, it is reported only if one slip in one number explains it.
Shares that merely add up to 100% are not a claim.

## Fix safety
None: which share is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading, once
from kanwu.text.intervals import Interval, total
from kanwu.text.numerals import read_numeral
from kanwu.validate.claims.drawing import decided, printed
from kanwu.validate.claims.slips import is_one_edit
from kanwu.validate.claims.structure import Scene, bracketed, is_change, scenes
from kanwu.validate.grammar.divisions import CLASSIFICATIONS, COMPLEMENTS
from kanwu.validate.grammar.relations import OF_WHICH, REST
from kanwu.validate.grammar.wholes import (
    AGES,
    HAVE_ALL,
    MANY_ANSWERS,
    MORE_CLASSES,
    NO_ONE_WHOLE,
    NOT_OF_THE_KIND,
    RATIO,
    RESIDUAL,
    SHARED,
)

_HUNDRED = Interval.exactly(100)
_FEWEST = 2
_MOST = 20
_LIST = 3  # shares, from which on 其他 closes a list
_LABEL = 60  # characters before a share that may name it
_ALIKE = Fraction(1, 2)
_SHORT = 6  # characters of a label without its class
_HAVE_ALL = re.compile(HAVE_ALL)
_REST = re.compile("|".join((*REST, "另外的")))
# 其他亚洲国家 is not all the rest: nothing but a word of sharing may follow.
_RESIDUAL = re.compile(rf"(?:{RESIDUAL})\w{{0,2}}?(?:{SHARED}|[：:（(])?[比了约約]?\s?\Z", re.IGNORECASE)
_RESIDUAL_AFTER = re.compile(rf"[^\W\d]{{0,6}}?(?:{RESIDUAL})", re.IGNORECASE)
_SHARED = re.compile(SHARED)
_MANY = re.compile(MANY_ANSWERS)
_RATIO = re.compile(RATIO)
_AGES = re.compile(AGES)
_MORE = re.compile(MORE_CLASSES)
_NOT = re.compile(rf"{NOT_OF_THE_KIND}([^\W\d]{{2,4}})")
_NEXT = (0, 1)  # 46至60岁, 60岁以上
_BASE = re.compile("[占佔]([^，,；;。占佔\\d]{1,12})的(?:比重|比例)?[为為]?\\s?\\Z")
_SIGNED = ("贡献率", "貢獻率")  # what a part of growth may be less than nothing of
_IS = "为為是达達约約 "
_MOST_UNSAID = 8  # shares
_SHARP = Fraction(1, 2)  # of a point, the width of a share whose slip can be told
_RATES = re.compile(NO_ONE_WHOLE)
_MORE_OF_THEM = re.compile(r"(?:[还還另][有外]?|有|约|約|的){1,3}\s?\Z")
_MARKS = "，,；;、。：:"  # behind one of them a share stands before what it is of: 13.8%未表態
_LAST_CLAUSE = re.compile(r"[^，,；;。：:]{0,24}[：:]?\s?\Z")


@dataclass(frozen=True, slots=True)
class _Share:
    """A percentage with the words since the one before it, and whether it is of what no other class covers."""

    figure: Figure
    label: str
    is_residual: bool = False


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the sums of shares, in order."""
    text = reading.text
    if ("产" in text or "產" in text) and ("∶" in text or ":" in text or "：" in text):
        yield from _ratios(text)
    if [figure.unit for figure in reading.figures].count("%") < _FEWEST:
        return
    for scene in scenes(reading):
        if [figure.unit for figure in scene.figures].count("%") >= _FEWEST:
            yield from _of_sentence(scene)


def _of_sentence(scene: Scene) -> Iterator[Claim]:
    """Yield the sum of one sentence's list of shares."""
    shares = list(_shares(scene))[:_MOST]
    if len(shares) < _FEWEST or _MANY.search(scene.text, scene.sentence.start, scene.sentence.end):
        return
    outside = [share for share in shares if not bracketed(scene.text, scene.sentence.start, share.figure)]
    claim = _of_classes(scene, shares) or _of_ages(shares) or _closed(scene, outside)
    if claim is None and len(outside) < len(shares):
        claim = _closed(scene, shares)
    claim = claim or _elliptical(shares) or _all_of_them(scene, outside)
    if claim is not None:
        yield claim
    else:
        yield from _of_opposites(shares)


def _shares(scene: Scene) -> Iterator[_Share]:
    """Yield the percentages that are no changes, with the words since the one before."""
    at = scene.sentence.start
    for figure, lead in scene.here:
        if figure.unit != "%":
            continue
        label = scene.text[max(at, figure.start - _LABEL) : figure.start]
        at = figure.end
        if not is_change(lead) and (figure.low >= 0 or label.rstrip(_IS).endswith(_SIGNED)):
            before = _MORE_OF_THEM.sub("", label).rstrip()
            unnamed = not before or before[-1] in _MARKS
            yield _Share(figure, label, unnamed and _RESIDUAL_AFTER.match(scene.text, figure.end) is not None)


def _of_opposites(shares: Sequence[_Share]) -> Iterator[Claim]:
    """Yield the sums of the shares of something and its opposite (生产性, 非生产性), now or before and now."""
    for at, share in enumerate(shares):
        opposite = _NOT.search(share.label)
        if opposite is None or at not in {1, 2}:
            continue
        word = opposite[1]
        head, others, own = shares[0].label, shares[:at], shares[at : 2 * at]
        if word not in head or f"{NOT_OF_THE_KIND}{word}" in head or not _SHARED.search(head) or len(own) < at:
            continue
        for pair in zip(others, own, strict=True):
            yield _sum(pair)
        return


def _is_of_all(scene: Scene, names: Sequence[str], wholes: Sequence[str]) -> bool:
    """Say whether the sentence is about something that these classes make up."""
    words = scene.text[scene.sentence.previous : scene.sentence.end]
    if len(names) == _LIST and names[0].endswith(("产业", "產業", "业", "業")):
        return not _MORE.search(words) and (
            names[0].endswith(("产业", "產業")) or any(word in words for word in wholes)
        )
    return not wholes or any(word in words for word in wholes)


@once
def _classes_of(reading: Reading) -> Sequence[tuple[Sequence[str], Sequence[str]]]:
    """Return the classes that leave nothing out and are all named somewhere in a text."""
    classes = (*CLASSIFICATIONS, *COMPLEMENTS)
    return [(names, wholes) for names, wholes in classes if all(name in reading.text for name in names)]


def _of_classes(scene: Scene, shares: Sequence[_Share]) -> Claim | None:
    """Return the sum of the shares of classes that leave nothing out."""
    for names, wholes in _classes_of(scene.reading):
        if not _is_of_all(scene, names, wholes):
            continue
        for start in range(len(shares) - len(names) + 1):
            run = shares[start : start + len(names)]
            if _are_listed(run, names):
                return _sum(run)
            if all(_has(share, name, names) for share, name in zip(run, names, strict=True)) and _of_one_whole(
                run, names
            ):
                return _sum(run)
    return None


def _are_listed(run: Sequence[_Share], names: Sequence[str]) -> bool:
    """Say whether the classes stand in their order before the first share: A、B、C的贡献率分别是52%、16.8%、31.2%."""
    first = run[0].label
    places = [first.find(name) for name in names]
    if min(places) < 0 or places != sorted(places) or not _IN_TURN.search(first, places[-1]):
        return False
    return all(share.label.strip() in _BETWEEN for share in run[1:])


_IN_TURN = re.compile("(?:贡献率|貢獻率|[占佔]|比重|比例)[^，。；]{0,8}分[别別]|分[别別](?:[占佔]|贡献|貢獻)")
_BETWEEN = frozenset(("、", "，", ",", "和", "及", "与", "與", "以及"))


def _has(share: _Share, name: str, names: Sequence[str]) -> bool:
    """Say whether a share's label names this class and no other."""
    return name in share.label and not any(other in share.label for other in names if other not in name)


def _of_one_whole(run: Sequence[_Share], names: Sequence[str]) -> bool:
    """Say whether the labels say the same of each class: a word of sharing in the first, and the rest alike."""
    if not _SHARED.search(run[0].label) or any(word in share.label for share in run[1:] for word in OF_WHICH):
        return False
    first = run[0].label
    bases = {found[1] for share in run if (found := _BASE.search(share.label))}
    if len(bases) > 1:
        return False
    for share, name in zip(run[1:], names[1:], strict=True):
        rest = re.sub(r"[\W\d]|[万亿萬億元人个個]", "", share.label.replace(name, ""))
        if len(rest) > _SHORT and Fraction(sum(char in first for char in rest), len(rest)) < _ALIKE:
            return False
    return True


def _of_ages(shares: Sequence[_Share]) -> Claim | None:
    """Return the sum of the shares of age groups that begin at 0 and end in 及以上."""
    groups = [_AGES.search(share.label) for share in shares]
    for start, first in enumerate(groups):
        if first is None or (first["low"] != "0" and not first["upto"]):
            continue
        run = [shares[start]]
        high = first["upto"] or first["high"]
        for share, group in zip(shares[start + 1 :], groups[start + 1 :], strict=True):
            if group is None or not high or not group["low"] or int(group["low"]) - int(high) not in _NEXT:
                break
            run.append(share)
            high = group["high"]
        if len(run) >= _FEWEST and not high and _SHARED.search(run[0].label):
            return _sum(run)
    return None


def _closed(scene: Scene, shares: Sequence[_Share]) -> Claim | None:
    """Return the sum of a list whose last share is the rest."""
    for last in range(1, len(shares)):
        words = _LAST_CLAUSE.search(shares[last].label)
        if words is None:
            continue
        rest = _REST.search(words[0])
        if not rest and not _RESIDUAL.search(words[0]) and not shares[last].is_residual:
            continue
        for start in range(last - 1, -1, -1):
            claim = _sum(shares[start : last + 1])
            if claim.verdict is Verdict.CONSISTENT:
                return claim
        run = shares[: last + 1] if shares[last].is_residual else _parallel(shares[: last + 1])
        if rest and (last == 1 or _are_alike(scene, shares[: last + 1])) and _is_rest(words[0], shares[last].figure):
            run = shares[: last + 1]
        if len(run) >= (_FEWEST if rest else _LIST) and _must_close(run, certain=bool(rest)):
            return _sum(run)
    return None


def _elliptical(shares: Sequence[_Share]) -> Claim | None:
    """Return the sum of a list of four shares or more with one verb for all (煤占28%，油41%，气17%，其他14%).

    A list that falls short may be one of the largest; one that comes to more than all is wrong.
    """
    for start, share in enumerate(shares):
        run = [share]
        for after in shares[start + 1 :]:
            if not _BARE_LABEL.fullmatch(after.label) or _OF_ITS_OWN.search(f"{share.label}{after.label}"):
                break
            run.append(after)
        if len(run) > _LIST and _SHARED.search(share.label) and not any(one.figure.approximator for one in run):
            claim = _sum(run)
            exceeds = total(one.figure.interval for one in run).low > _HUNDRED.high
            if claim.verdict is Verdict.CONSISTENT or (exceeds and _TAKES.search(share.label)):
                return claim
    return None


def _all_of_them(scene: Scene, shares: Sequence[_Share]) -> Claim | None:
    """Return the sum of all shares of a sentence, three or more, if they come to 100%, or would but for one slip.

    Nothing but the numbers says that they are shares of one whole, so only digits exchanged or a point elsewhere count.
    """
    if not _LIST <= len(shares) <= _MOST_UNSAID or any(one.figure.approximator for one in shares):
        return None
    if _RATES.search(scene.text, scene.sentence.start, scene.sentence.end):
        return None
    claim = _sum(shares)
    if claim.verdict is Verdict.CONSISTENT:
        return claim
    added = total(share.figure.interval for share in shares)
    return claim if any(_out_of_place(share.figure, added) for share in shares) else None


def _out_of_place(figure: Figure, added: Interval) -> bool:
    """Say whether a list would come to 100% if two digits of a share were exchanged or its point moved."""
    if figure.high - figure.low > _SHARP:
        return False
    if figure.low > _HUNDRED.high:
        rest = (added.low + added.high - figure.low - figure.high) / 2
        slack = (added.high - added.low) / 2
        needed = Interval(100 - rest - slack, 100 - rest + slack)
        return any((figure.interval * Interval.exactly(Fraction(1, 10**power))).meets(needed) for power in (1, 2))
    return _slipped(figure, added, exchanged=True)


# A change, or a rate of each (毛利率为24.3%，其中图书12.6%), is no share of one whole.
_OF_ITS_OWN = re.compile("[到至升降由从從增减減率]|其中")
_TAKES = re.compile("[占佔]")  # 为 alone may be said of a rate: 进度，东区为62%，西区58%
_BARE_LABEL = re.compile("[，,、；;]?(?:和|及|以及|與|与)?[^\\W\\d]{1,8}(?:[占佔为為]|[占佔]比)?")


def _is_rest(words: str, figure: Figure) -> bool:
    """Say whether a share is the rest itself: 其余15.7%, the remaining 23%."""
    return words.rstrip().endswith(REST) and figure.approximator is None


def _are_alike(scene: Scene, shares: Sequence[_Share]) -> bool:
    """Say whether a list's first share has a word of sharing and the others stand in the same clause or the next."""
    of_all = _HAVE_ALL.match(scene.text, shares[0].figure.end) and not any(
        scene.text.startswith(" of ", share.figure.end) for share in shares[1:]
    )
    return (bool(of_all) or bool(_SHARED.search(shares[0].label))) and not any(
        _APART.search(share.label) for share in shares[1:]
    )


_APART = re.compile("[。；;]|其中|of which|of whom")


def _parallel(shares: Sequence[_Share]) -> Sequence[_Share]:
    """Return the shares at the end of a list that are introduced by the same sign or word."""
    ends = [share.label.rstrip()[-1:] for share in shares]
    at = len(shares) - 1
    while at and ends[at - 1] == ends[-1]:
        at -= 1
    return shares[at:]


def _must_close(run: Sequence[_Share], *, certain: bool) -> bool:
    """Say whether a list that does not add up must: it is too small, or one slip explains that it is too large.

    A poll may leave out an answer, so there it must be a slip, too, that explains what is missing.
    """
    if not certain and any(share.figure.approximator for share in run):
        return False
    added = total(share.figure.interval for share in run)
    is_small = added.high < _HUNDRED.low and not run[-1].is_residual
    if certain or is_small or any(share.figure.low > _HUNDRED.high for share in run):
        return True
    return any(_slipped(share.figure, added) for share in run)


def _slipped(figure: Figure, added: Interval, *, exchanged: bool = False) -> bool:
    """Say whether digits exchanged, lost or doubled in a share of three or more explain that a list adds up to more.

    Another digit in one place explains too much: several answers to one question add up to more in that way.
    """
    middle = (figure.low + figure.high) / 2
    needed = middle + 100 - (added.low + added.high) / 2
    numeral = read_numeral(printed(figure))
    if numeral is None or needed <= 0 or (needed / numeral.quantum).denominator != 1:
        return False
    wanted, shown = str(needed / numeral.quantum), str(numeral.value / numeral.quantum)
    if len(shown) < _LIST or not is_one_edit(shown, wanted):
        return False
    return (len(shown) != len(wanted) and not exchanged) or sorted(shown) == sorted(wanted)


def _ratios(text: str) -> Iterator[Claim]:
    """Yield the ratios of classes that leave nothing out: 三次产业比为5.1∶37.6∶57.3."""
    for found in _RATIO.finditer(text):
        figures = []
        for slot in ("first", "second", "third"):
            numeral = read_numeral(found[slot])
            if numeral is None:
                return
            half = numeral.quantum / 2
            figures.append(Figure(found[slot], *found.span(slot), numeral.value - half, numeral.value + half, unit=""))
        yield _sum([_Share(figure, "") for figure in figures])


def _sum(run: Sequence[_Share]) -> Claim:
    """Return the claim that shares add up to 100%."""
    figures = [share.figure for share in run]
    test = Comparison(total(figure.interval for figure in figures), Operator.MEETS, _HUNDRED)
    relation = f"{'+'.join(printed(figure, unit=True) for figure in figures)} = {'100%' if figures[0].unit else '100'}"
    return decided(RULE, figures, relation, test)


RULE = ClaimRule("FIG112", "whole", severity=Severity.ERROR, doc=__doc__, kind="whole", find=find)
