"""Shares of one whole that are added up, against what they make together.

## What it does
Finds a percentage that a word makes the sum of the shares just before it (两者合计占, "together", "between them"), or
that a bracket behind it divides by degree (62.4%满意（18.9%很满意、43.5%还算满意）), adds them up and compares.

## Why it matters
The sum is what a reader keeps; a point moved in it, or in a share, shows nowhere else.

## Example
`橡木占36.2%，白蜡木占14.8%，两者合计占51.0%。` gives `36.2%+14.8% = 51.0%`.

## When it is wrong
Rates and growth do not add up, and shares of different wholes do not either: a sentence with words for them is left
alone. Where more than two shares stand before the sum, it is of the last ones that hold, or of all.

## Fix safety
None: which share is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import total
from kanwu.validate.claims.drawing import decided, is_bound, printed
from kanwu.validate.claims.skeleton import SHARE, compiled, skeleton
from kanwu.validate.claims.structure import Scene, scenes
from kanwu.validate.grammar.together import BY_DEGREE, DIVIDED, NO_SUM, ONE_SHARE, TOGETHER, TOGETHER_WORDS

_FEWEST = 3
_PAIR = 2
_MOST = 8
_ANY_WORD = re.compile("|".join(TOGETHER_WORDS))
_SHARED = re.compile(ONE_SHARE)
_NO_SUM = re.compile(NO_SUM)
_BY_DEGREE = re.compile("|".join(BY_DEGREE))
_DIVIDED = compiled(DIVIDED)


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the sums of shares, in order."""
    if [figure.unit for figure in reading.figures].count("%") < _FEWEST:
        return
    together, by_degree = _ANY_WORD.search(reading.text), _BY_DEGREE.search(reading.text)
    for scene in scenes(reading) if together or by_degree else ():
        if [figure.unit for figure in scene.figures].count("%") >= _FEWEST:
            if together:
                yield from _of_sentence(scene)
            if by_degree:
                yield from _divided(scene)


def _divided(scene: Scene) -> Iterator[Claim]:
    """Yield the shares that a bracket divides by degree: a part each of the very and the fairly satisfied."""
    bones = skeleton(scene)
    for found in _DIVIDED.finditer(bones.text):
        stated = bones.at(found, "sum")
        places = [place for place in range(*found.span("parts")) if place in bones.figures]
        parts = [bones.figures[place] for place in places]
        degrees = len(_BY_DEGREE.findall(found["parts"]))
        if stated and _PAIR <= len(parts) == degrees and all(part.unit == "%" for part in parts):
            yield _added(parts, stated)


def _of_sentence(scene: Scene) -> Iterator[Claim]:
    """Yield the sums of one sentence."""
    if not _ANY_WORD.search(scene.text, scene.sentence.start, scene.sentence.end):
        return
    bones = skeleton(scene)
    at = 0
    for template in TOGETHER:
        for found in compiled(template).finditer(bones.text, at):
            words = bones.text[at : found.end()]
            parts = [
                bones.figures[place]
                for place in range(at, found.start())
                if bones.text[place : place + 1] == SHARE and place in bones.figures
            ]
            stated = bones.at(found, "sum")
            if stated and _PAIR <= len(parts) <= _MOST and _SHARED.search(words) and not _NO_SUM.search(words):
                claim = _sum(parts, stated)
                if claim is not None:
                    yield claim


def _sum(parts: Sequence[Figure], stated: Figure) -> Claim | None:
    """Return the sum of the last shares that holds, or of all where there is no other reading."""
    claims = [_added(parts[-count:], stated) for count in range(_PAIR, len(parts) + 1)]
    holding = [claim for claim in claims if claim.verdict is Verdict.CONSISTENT]
    if holding:
        return holding[0]
    return claims[0] if len(claims) == 1 and not any(map(is_bound, (*parts, stated))) else None


def _added(parts: Sequence[Figure], stated: Figure) -> Claim:
    """Return the claim that the parts make the share that is stated."""
    test = Comparison(total(part.interval for part in parts), Operator.MEETS, stated.interval)
    relation = f"{'+'.join(printed(part, unit=True) for part in parts)} = {printed(stated, unit=True)}"
    return decided(RULE, (*parts, stated), relation, test)


RULE = ClaimRule(
    "FIG118",
    "shares-together",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="parts",
    find=find,
    words=(*TOGETHER_WORDS, *BY_DEGREE),
    fewest=_FEWEST,
    units=frozenset({"%"}),
)
