"""Figures that are not in the order in which the text ranks them.

## What it does
Finds words that rank (最多, 居首, 第一; 其次, 次之, 第二; 再次, 第三; "followed by") with a figure each in one
sentence, and compares each figure with the next.

## Why it matters
A ranking is wrong if two of its figures change places or one has lost a digit; it reads well all the same.

## Example
`读者中学生最多，有420人，其次是教师，有135人。` gives `420 >= 135`.

## When it is wrong
The ranking may be by another quantity than the figures beside it (得分第一的…身高190厘米). Only figures of one unit
that alternate with the ranking words are compared.

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
from kanwu.text.numerals import read_numeral
from kanwu.validate.claims.drawing import decided, printed
from kanwu.validate.claims.skeleton import Skeleton, compiled, skeleton
from kanwu.validate.claims.structure import Scene, kin, scenes
from kanwu.validate.grammar.relations import SHARES
from kanwu.validate.grammar.wholes import AHEAD, IS, RANKS, SECOND

_RANKS = re.compile(RANKS, re.IGNORECASE)
_SECOND = re.compile("[次二2]|second|followed", re.IGNORECASE)  # in every word for the second of a ranking
_GOES_ON = re.compile(rf"[^\d，,；;]{{0,4}}[，,（( ]?(?:{'|'.join(SHARES)})?[^\d，,；;]{{0,2}}")
_IS = re.compile(IS)
_FEWEST = 2


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the rankings, in order."""
    if not any(word in reading.text for word in SECOND):
        return
    for scene in scenes(reading) if len(reading.figures) >= _FEWEST else ():
        sentence = scene.sentence
        if len(scene.figures) >= _FEWEST and _SECOND.search(scene.text, sentence.start, sentence.end):
            yield from _of_sentence(scene)
    if "ahead of" in reading.text:
        for scene in scenes(reading):
            yield from _ahead(scene)


def _ahead(scene: Scene) -> Iterator[Claim]:
    """Yield the ranking of the most of a kind that is ahead of one or two others."""
    if "ahead of" not in scene.text[scene.sentence.start : scene.sentence.end]:
        return
    bones = skeleton(scene)
    for found in compiled(AHEAD).finditer(bones.text):
        ranked = [bones.at(found, "first"), *(_behind(scene, bones, found, name) for name in ("second", "third"))]
        figures = [figure for figure in ranked if figure is not None]
        said = [name for name in ("first", "second", "third") if found[name]]
        if len(figures) == len(said) and len({figure.unit for figure in figures if figure.unit}) <= 1:
            yield from (_claim(higher, lower, descending=True) for higher, lower in pairwise(figures))


def _behind(scene: Scene, bones: Skeleton, found: re.Match[str], name: str) -> Figure | None:
    """Return a ranked figure, which may be a bare number."""
    if not found[name] or found.start(name) in bones.figures:
        return bones.figures.get(found.start(name))
    numeral = read_numeral(found[name])
    # Behind the last figure before it the text and its skeleton run in step.
    last = max(place for place in bones.figures if place < found.start(name))
    start = bones.figures[last].end + found.start(name) - last - 1
    if numeral is None or scene.text[start : start + len(found[name])] != found[name]:
        return None
    return Figure(found[name], start, start + len(found[name]), numeral.value, numeral.value)


def _of_sentence(scene: Scene) -> Iterator[Claim]:
    """Yield the ranking of a sentence, a claim for each two that follow each other."""
    words = list(_RANKS.finditer(scene.text, scene.sentence.start, scene.sentence.end))
    first = next((word for word in words if word["most"] or word["least"]), None)
    if first is None or not any(word["second"] for word in words):
        return
    chain = _chain(words[words.index(first) :])
    groups = [_beside(scene, chain, at) for at in range(len(chain))]
    for higher, lower in pairwise(groups):
        for unit in (unit for unit in higher if unit in lower):
            yield _claim(higher[unit], lower[unit], descending=bool(first["most"]))


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


def _beside(scene: Scene, chain: Sequence[re.Match[str]], at: int) -> dict[str, Figure]:
    """Return the figures of a ranking word by their unit: the last before it, or the first after it."""
    word = chain[at]
    clause = max(scene.text.rfind(mark, scene.sentence.start, word.start()) for mark in "，,；;")
    ahead = word["before"] or word["then"] or _IS.match(scene.text, word.end())
    in_clause = any(clause < figure.start < word.start() for figure in scene.sentence.figures)
    if word["first"] or (in_clause and not (word["before"] or word["then"])):
        floor = chain[at - 1].end() if at else scene.sentence.start
        floor = max(floor, *(scene.text.rfind(mark, scene.sentence.start, word.start()) for mark in "；;"))
        return {kin(f.unit): f for f in scene.sentence.figures if floor <= f.start < word.start()}
    if not ahead and not (word["most"] or word["least"]):
        return {}
    ceiling = chain[at + 1].start() if at + 1 < len(chain) else scene.sentence.end
    following = [figure for figure in scene.sentence.figures if word.end() <= figure.start < ceiling]
    first = following[:1]
    while len(first) < len(following) and _GOES_ON.fullmatch(scene.text, first[-1].end, following[len(first)].start):
        first.append(following[len(first)])
    return {kin(figure.unit): figure for figure in reversed(first)}


def _claim(higher: Figure, lower: Figure, *, descending: bool) -> Claim:
    operator = Operator.AT_LEAST if descending else Operator.AT_MOST
    test = Comparison(higher.interval, operator, lower.interval)
    return decided(RULE, [higher, lower], f"{printed(higher, unit=True)} {operator} {printed(lower, unit=True)}", test)


RULE = ClaimRule(
    "FIG114",
    "rank",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="rank",
    find=find,
    words=SECOND,
    fewest=1,
)
