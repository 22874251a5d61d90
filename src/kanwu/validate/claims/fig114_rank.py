"""Figures that are not in the order in which the text ranks them.

## What it does
Finds words that rank (最多, 居首, 第一; 其次, 次之, 第二; 再次, 第三; "followed by") with a figure each in one sentence, and compares each
figure with the next.

## Why it matters
A ranking is wrong if two of its figures change places or one has lost a digit; it reads well all the same.

## Example
`读者中学生最多，有420人，其次是教师，有135人。` gives `420 >= 135`.

## When it is wrong
The ranking may be by another quantity than the figures beside it (得分第一的…身高190厘米). Only figures of one unit that
alternate with the ranking words are compared.

## Fix safety
None: which figure is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kanwu.figure import Claim, Comparison, Figure, Operator
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.validate.claims.drawing import decided, printed
from kanwu.validate.claims.structure import Scene, kin, scenes
from kanwu.validate.grammar.wholes import RANKS

_RANKS = re.compile(RANKS, re.IGNORECASE)
_FEWEST = 2


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the rankings, in order."""
    if len(reading.figures) < _FEWEST or not _RANKS.search(reading.text):
        return
    for scene in scenes(reading, reach=0):
        if len(scene.sentence.figures) >= _FEWEST:
            yield from _of_sentence(scene)


def _of_sentence(scene: Scene) -> Iterator[Claim]:
    """Yield the ranking of a sentence, a claim for each two that follow each other."""
    words = list(_RANKS.finditer(scene.text, scene.sentence.start, scene.sentence.end))
    first = next((word for word in words if word["most"] or word["least"]), None)
    if first is None or not any(word["second"] for word in words):
        return
    chain = _chain(words[words.index(first) :])
    figures = _beside(scene, chain)
    for higher, lower in pairwise(figures):
        operator, sign = (Operator.AT_LEAST, ">=") if first["most"] else (Operator.AT_MOST, "<=")
        test = Comparison(higher.interval, operator, lower.interval)
        yield decided(RULE, [higher, lower], f"{printed(higher, unit=True)} {sign} {printed(lower, unit=True)}", test)


def _chain(words: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the first word and those that go on from it, in the order of the ranks, up to another first."""
    chain = [words[0]]
    for word in words[1:]:
        if word["most"] or word["least"]:
            break
        if word["third"] and len(chain) == 1:
            break
        chain.append(word)
    return chain


def _beside(scene: Scene, chain: Sequence[re.Match[str]]) -> list[Figure]:
    """Return the figure of each ranking word, if there is one each, all before their words or all after them."""
    places = [word.start() for word in chain]
    ends = [*places[1:], scene.sentence.end]
    after = [[f for f in scene.sentence.figures if at <= f.start < end] for at, end in zip(places, ends, strict=True)]
    starts = [scene.sentence.start, *places[:-1]]
    before = [[f for f in scene.sentence.figures if at <= f.start < end] for at, end in zip(starts, places, strict=True)]
    for groups, inner in ((after, after[:-1]), (before, before[1:])):
        if all(len(group) == 1 for group in inner) and all(groups):
            figures = [group[0] if groups is after else group[-1] for group in groups]
            if len({kin(figure.unit) for figure in figures}) == 1:
                return figures
    return []


RULE = ClaimRule("FIG114", "rank", severity=Severity.ERROR, doc=__doc__, kind="rank", find=find)
