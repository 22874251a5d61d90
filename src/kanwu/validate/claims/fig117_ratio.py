"""A ratio or a product that is stated beside its figures.

## What it does
Finds a ratio with the two counts it compares (师生比为1∶14, 男女比例为3:2, "a ratio of 1 to 14") and a number of things
of so much each with what they come to (每桌8人，35桌共280人), works them out and compares.

## Why it matters
Ratios are copied from the year before, and products keep their old value when a number changes; multipliers slip too.

## Example
`全校教师45人、学生630人，师生比为1∶14。` gives `45/630 = 1∶14`.

## When it is wrong
A ratio may be the reverse of its name: one that holds when turned round is uncheckable. A ratio that was demanded, or
is of another place, is left alone, and so is a sum that includes more than the things counted.

## Fix safety
None: which of the figures is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.text.numerals import read_numeral
from kanwu.validate.claims.drawing import against, decided, is_bound, printed, uncheckable
from kanwu.validate.claims.skeleton import compiled, skeleton
from kanwu.validate.claims.structure import Scene, countable, kin, scenes
from kanwu.validate.grammar.ratios import (
    NOT_PRODUCTS,
    NOT_RATIOS,
    PRODUCTS,
    RATIO_WORDS,
    RATIOS,
    TIMES,
    TWO_NAMES,
)

_PAIR = 2
_CHINESE, _ENGLISH = map(re.compile, RATIOS)
_NAMES = tuple(re.compile(rf"{name}\Z") for name in TWO_NAMES)
_NOT_RATIOS = re.compile(NOT_RATIOS)
_NOT_PRODUCTS = re.compile(NOT_PRODUCTS)
_TIMES = re.compile(TIMES)
_GATE = re.compile(r"比[^。\n]{0,4}\d{1,5}(?:\.\d{1,3})?\s?[:：∶比]\s?\d|a ratio of")
_EACH = re.compile(
    r"每[^\W\d](?=[^，。；：、\d]{0,10}\d)[^。\n]{0,80}[共计計部]"
    r"|(?:涉[资資]|作[价價]|[总總][价價]|代[价價])[^。\n]{1,40}每[^\W\d]"
)
_NOUN_AFTER = re.compile(r"[^，,；;：:。、\d]{0,6}")
_TURNED = "The ratio holds when it is turned round: its name may be meant that way."


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the ratios and products, in order."""
    ratios, products = _GATE.search(reading.text), _EACH.search(reading.text)
    if not ratios and not products:
        return
    for scene in scenes(reading):
        start, end = scene.sentence.start, scene.sentence.end
        if ratios and len(scene.figures) >= _PAIR and _GATE.search(scene.text, start, end):
            yield from _ratios(scene)
        if products and len(scene.figures) > _PAIR:
            yield from _products(scene)


def _ratios(scene: Scene) -> Iterator[Claim]:
    """Yield the ratios of a sentence."""
    start, end = scene.sentence.start, scene.sentence.end
    for pattern in (_CHINESE, _ENGLISH):
        for found in pattern.finditer(scene.text, start, end):
            clause = max(scene.text.rfind(mark, start, found.start("ratio")) for mark in "，,；;")
            if _NOT_RATIOS.search(scene.text, max(start, clause), found.start("ratio")):
                continue
            pair = _named(scene, found) if pattern is _CHINESE else _two_before(scene, found)
            claim = _ratio(found, *pair) if pair else None
            if claim is not None:
                yield claim


def _named(scene: Scene, found: re.Match[str]) -> tuple[Figure, Figure] | None:
    """Return the counts that a ratio's name names, each once in the sentence before it."""
    names = next((match for name in _NAMES if (match := name.search(found["name"]))), None)
    if names is None:
        return None
    chosen = [_one_called(scene, names[this], names[other], found.start()) for this, other in ("ab", "ba")]
    first, second = chosen
    return (first, second) if first and second and first is not second else None


def _one_called(scene: Scene, name: str, other: str, end: int) -> Figure | None:
    """Return the one count whose words have a name and not the other."""
    called = []
    for figure, lead in scene.here:
        after = _NOUN_AFTER.match(scene.text, figure.end)
        words = lead or (after[0] if after else "")
        if figure.end <= end and countable(figure) and name in words and other not in words:
            called.append(figure)
    return called[0] if len(called) == 1 else None


_AND = re.compile(r"(?: [a-z]+){0,2} and ")


def _two_before(scene: Scene, found: re.Match[str]) -> tuple[Figure, Figure] | None:
    """Return the two counts that `and` joins just before an English ratio, alone in the sentence."""
    before = [figure for figure in scene.figures if figure.end <= found.start() and countable(figure)]
    if len(before) != _PAIR or "." in scene.text[before[-1].end : found.start()]:
        return None
    first, second = before
    return (first, second) if _AND.fullmatch(scene.text, first.end, second.start) else None


def _ratio(found: re.Match[str], first: Figure, second: Figure) -> Claim | None:
    """Return the claim of a ratio of two figures."""
    numbers = [read_numeral(found[name]) for name in ("first", "second")]
    if not all(numbers) or min(first.low, second.low) <= 0:
        return None
    values = []
    for number in numbers:
        assert number is not None
        half = Fraction(0) if number.value == 1 else number.quantum / 2
        values.append(Interval(number.value - half, number.value + half))
    if min(value.low for value in values) <= 0:
        return None
    right = values[0] / values[1]
    start, end = found.span("ratio")
    stated = Figure(found["ratio"], start, end, right.low, right.high)
    relation = f"{printed(first)}/{printed(second)} = {found['ratio']}"
    test = Comparison(first.interval / second.interval, Operator.MEETS, right)
    if test.verdict() is Verdict.INCONSISTENT and (second.interval / first.interval).meets(right):
        return uncheckable(RULE, (first, second, stated), relation, _TURNED)
    return decided(RULE, (first, second, stated), relation, test)


def _products(scene: Scene) -> Iterator[Claim]:
    """Yield the products of a sentence."""
    if not _EACH.search(scene.text, scene.sentence.start, scene.sentence.end):
        return
    bones = skeleton(scene)
    for template in PRODUCTS:
        for found in compiled(template).finditer(bones.text):
            count, each, product = (bones.at(found, slot) for slot in ("count", "each", "product"))
            if count and each and product and _are_one_product(found, count, each, product):
                test = against(count.interval * each.interval, product)
                relation = f"{printed(count)}×{printed(each)} {test.operator} {printed(product)}"
                yield decided(RULE, (count, each, product), relation, test)


def _are_one_product(found: re.Match[str], count: Figure, each: Figure, product: Figure) -> bool:
    """Say whether the words leave nothing but so many things of so much each."""
    said, then = found["said"], found["then"]
    return (
        kin(count.unit) == kin(found["per"])
        and kin(each.unit) == kin(product.unit) != kin(count.unit)
        and not any(map(is_bound, (count, each, product)))
        and not _NOT_PRODUCTS.search(said + then)
        and sorted(_TIMES.findall(said)) == sorted(_TIMES.findall(then))
    )


RULE = ClaimRule(
    "FIG117",
    "ratio",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="multiple",
    find=find,
    words=RATIO_WORDS,
    fewest=2,
)
