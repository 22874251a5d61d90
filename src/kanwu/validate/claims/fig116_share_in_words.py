"""A share in words that is stated beside the two counts it divides.

## What it does
Finds a share said in words (half, two-thirds, two in five, 一半, 近三成) with a count and the count of the whole,
divides and compares. Such a share is rough: a tenth of it more or less is let pass, after 近 a little more.

## Why it matters
A headline gives the rough share, the text the counts; a lost or exchanged digit in a count shows at once.

## Example
`展出的260件陶器中，约一半（128件）来自民间。` gives `128/260 = 约一半`.

## When it is wrong
The share may be of the part (half of them), or the count of something else; only a count that stands for the share
itself is taken, and both counts must have one measure word.

## Fix safety
None: which of the figures is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Figure, Operator
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.numerals import read_numeral
from kanwu.validate.claims.drawing import decided
from kanwu.validate.claims.structure import kin, scenes
from kanwu.validate.grammar.fractions import BELOW, CHINESE, ENGLISH, LESS, MORE, NUMBERS, WORDS

_ENGLISH = tuple(map(re.compile, ENGLISH))
_CHINESE = tuple(map(re.compile, CHINESE))
_LATIN = re.compile(r"half|Half|third|quarter|fourth|f?ifth|sixth|seventh|eighth|ninth|tenth|\b(?:in|out of) [a-z]")
_HAN = re.compile("一半|半[数數]|[一-鿿]成|分之")
_PIECES = re.compile(r"([a-z]+)(?:[- ](?:in |out of )?(?:every )?)([a-z]+)")
_ROUGHLY = Fraction(1, 10)
_NEARLY = Fraction(17, 20)
_JUST_OVER = Fraction(5, 4)
_LEAST = 10  # things; a share of fewer is no rough one


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the shares in words, in order."""
    text = reading.text
    patterns = (*(_ENGLISH if _LATIN.search(text) else ()), *(_CHINESE if _HAN.search(text) else ()))
    if not patterns:
        return
    for scene in scenes(reading):
        start, end = scene.sentence.start, scene.sentence.end
        taken: set[int] = set()
        for pattern in patterns:
            for found in pattern.finditer(text, start, end):
                at = found.start("fraction")
                claim = None if at in taken else _claim(text, found)
                if claim is not None:
                    taken.add(at)
                    yield claim


def _claim(text: str, found: re.Match[str]) -> Claim | None:
    """Return the claim of a match, if it has one measure word for both counts."""
    groups = found.groupdict()
    if groups.get("unit") and kin(groups["unit"]) != kin(groups["of"]):
        return None
    whole, part = (_count(found, name) for name in ("whole", "part"))
    share = fraction_of(found["fraction"])
    if whole is None or part is None or share is None or whole.low < _LEAST:
        return None
    stated = _stated(text, found, share)
    left = part.interval / whole.interval
    test = Comparison(left, Operator.MEETS, stated.interval)
    return decided(RULE, (part, whole, stated), f"{found['part']}/{found['whole']} = {stated.text}", test)


def _count(found: re.Match[str], name: str) -> Figure | None:
    """Return a count as printed, with its measure word."""
    numeral = read_numeral(found[name])
    if numeral is None:
        return None
    unit = found.groupdict().get("unit" if name == "part" else "of") or ""
    start, end = found.span(name)
    return Figure(found[name] + unit, start, end + len(unit), numeral.value, numeral.value, unit=unit)


def _stated(text: str, found: re.Match[str], share: Fraction) -> Figure:
    """Return the share with the values it can stand for."""
    word = (found["about"] or "").strip().lower()
    start, end = found.span("about") if found["about"] else found.span("fraction")
    if word.endswith(LESS):
        low, high = Fraction(0), share
    elif word.endswith(MORE) and not word.startswith("just"):
        low, high = share, Fraction(1)
    elif word.endswith(MORE):
        low, high = share, share * _JUST_OVER
    elif word.endswith(BELOW):
        low, high = share * _NEARLY, share
    else:
        low, high = share * (1 - _ROUGHLY), share * (1 + _ROUGHLY)
    end = max(end, found.end("fraction"))
    return Figure(text[start:end], start, end, low, min(high, Fraction(1)), approximator=found["about"])


def fraction_of(words: str) -> Fraction | None:
    """Return the value of a fraction in words, or None where it is no part of one.

    >>> [str(fraction_of(words)) for words in ("half", "two-thirds", "Two in five", "三分之一", "三成", "一半")]
    ['1/2', '2/3', '2/5', '1/3', '3/10', '1/2']
    """
    if words.lower() == "half" or words in {"一半", "半数", "半數"}:
        return Fraction(1, 2)
    pieces = _PIECES.fullmatch(words.lower())
    if pieces:
        above, below = (NUMBERS.get(piece) or NUMBERS.get(piece.removesuffix("s")) for piece in pieces.groups())
    else:
        upper, _, lower = words.partition("分之")
        printed = (lower, upper) if lower else (words.removesuffix("成"), "十")
        values = [read_numeral(numeral) for numeral in printed]
        above, below = (int(value.value) if value else None for value in values)
    return Fraction(above, below) if above and below and above < below else None


RULE = ClaimRule(
    "FIG116",
    "share-in-words",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="share",
    find=find,
    words=WORDS,
    fewest=1,
)
