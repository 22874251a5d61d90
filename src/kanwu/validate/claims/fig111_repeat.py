"""The same figure stated again, in the headline, the lead or the body.

## What it does
Finds figures with the same label, the words that lead to the number, in different paragraphs, and compares them. A
bound in one place (超20万个) is compared with the figure in the other. A share in tenths is compared with the
percentage in the brackets behind it: 五成三（53%）.

## Why it matters
Numbers go wrong when a text is copied, shortened or converted, and a repeated figure is the only one that can be
checked against itself.

## Example
`走访困难住户3812户` in the lead and again in the body gives `3812 = 3812`.

## When it is wrong
The same words may count another place or time (来电415次 in a month, 96次 of them in a week), so two figures with
one label that differ are not a claim. They are called inconsistent only inside a repeated run of at least three figures
in the same order with the same labels, where the others agree and the sentences begin alike (another model of a machine
has another number), or where a headline's long label returns once in the text with a figure that the headline's bound
excludes. Labels with marks of code or markup are left alone.

## Fix safety
None: which of the two is wrong cannot be known.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.validate.claims.drawing import decided, is_bound, printed
from kanwu.validate.claims.structure import countable, is_change, kin, leads_of
from kanwu.validate.grammar.relations import SHARE_LINKS, TALLIES

_SHORTEST = 4  # characters of a label; shorter ones (共有, 完成) count anything
_LONG = 7  # characters of a label that a headline and the text hardly share by chance
_HEADLINE = 60  # characters
_RUN = 3
_REACH = 20  # figures of one label that are compared with each other
_LARGE = 10_000
_ANNIVERSARIES = frozenset({"年", "周年", "週年", "岁", "歲"})
_TALLY = re.compile(rf"(?:{'|'.join(map(re.escape, (*TALLIES, *SHARE_LINKS)))}|\s){{1,4}}+\Z")
_TALLY_ENDS = frozenset(word[-1] for word in (*TALLIES, *SHARE_LINKS)) | frozenset(
    filter(str.isspace, map(chr, range(0x3001)))
)
_BEGINNING = 200  # characters before a figure in which its sentence begins
_SENTENCE_END = re.compile(r"[。！？!?\n]\s*|\. ")
_PASSED = re.compile("(?:首次|已|再次|首度)?(?:突破|跨越|[迈邁]上|首破)了?\\Z")
_MARKUP = re.compile(r"[<>{}=\\]")  # what labels in code and markup have, and none in a sentence
_TIME = re.compile("预计|預計|同期|去年|上年|昨|計劃|计划|目标|目標|力争|日均|月均|年均|人均|平均")


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A figure with its label and the number of its paragraph, and whether it is a mark that was passed."""

    figure: Figure
    label: str
    paragraph: int
    is_passed: bool = False

    @property
    def is_bound(self) -> bool:
        """Whether it is only said to be exceeded."""
        return self.is_passed or is_bound(self.figure)


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the repeated figures, in order."""
    if len(reading.figures) <= 1:
        return
    yield from _restated(reading)
    if "\n" not in reading.text:
        return
    labelled = _labelled(reading)
    if not labelled:
        return
    headline = _headline_end(reading.text)
    by_ending: dict[tuple[str, str], list[_Labelled]] = {}
    for one in labelled:
        by_ending.setdefault((one.label[-_SHORTEST:], kin(one.figure.unit)), []).append(one)
    found = [claim for group in by_ending.values() for claim in _of_group(group, headline)]
    found += _slipped(reading.text, labelled)
    yield from sorted(found, key=lambda claim: (claim.start, claim.end))


def _restated(reading: Reading) -> Iterator[Claim]:
    """Yield the shares in tenths that brackets right behind them state again: 五成三（53%）."""
    if not any(word in reading.text for word in _IN_WORDS):
        return
    text = reading.text
    for words, share in pairwise(reading.figures):
        if (
            words.unit == share.unit == "%"
            and share.text.endswith(_SIGNS)
            and any(word in words.text for word in _IN_WORDS)
            and _OPENED.fullmatch(text, words.end, share.start)
            and _CLOSED.match(text, share.end)
            and text[words.start - 1 : words.start] not in _RANGE
        ):
            test = Comparison(words.interval, Operator.MEETS, share.interval)
            yield decided(RULE, (words, share), f"{printed(words, unit=True)} = {printed(share, unit=True)}", test)


_IN_WORDS = ("成",)
_SIGNS = ("%", "％")
_RANGE = frozenset("至到-–—~～")
_OPENED = re.compile(r"(?:以[上下]|左右|多)?\s?[（(]\s?[约約]?")
_CLOSED = re.compile(r"\s?[）)]")


def _labelled(reading: Reading) -> list[_Labelled]:
    """Return the figures that have a label, in order; none where no two labels end alike."""
    stated = [
        (figure, lead, _PASSED.sub("", label))
        for figure, lead in zip(reading.figures, leads_of(reading), strict=True)
        if len(lead) >= _SHORTEST and len(label := _label(lead)) >= _SHORTEST and _is_stated(figure)
    ]
    if len({label[-_SHORTEST:] for _, _, label in stated}) == len(stated):
        return []
    result = []
    paragraph = at = 0
    for figure, lead, label in stated:
        paragraph += reading.text.count("\n", at, figure.start)
        at = figure.start
        if not is_change(lead) and not _TIME.search(lead) and not _MARKUP.search(label):
            result.append(_Labelled(figure, label, paragraph, is_passed=_PASSED.search(lead) is not None))
    return result


def _label(lead: str) -> str:
    """Return the words that lead to a figure without those that say only that it is counted."""
    return _TALLY.sub("", lead).strip() if lead[-1] in _TALLY_ENDS else lead.lstrip()


def _is_stated(figure: Figure) -> bool:
    """Say whether a figure states something: no anniversary, and no small number in words, as names have (八项规定)."""
    if not countable(figure) or figure.unit in _ANNIVERSARIES:
        return False
    return any(map(str.isdecimal, figure.text)) or not figure.high < _LARGE


def _headline_end(text: str) -> int:
    """Return where the headline ends: the first line, if it is short and no sentence."""
    end = text.find("\n")
    return end if 0 < end <= _HEADLINE and text[end - 1] not in "。；" else 0


def _of_group(group: Sequence[_Labelled], headline: int) -> Iterator[Claim]:
    """Yield the claims among figures whose labels end alike: each is compared with the first of its label."""
    for at, later in enumerate(group[:_REACH]):
        for first in group[:at]:
            if first.paragraph == later.paragraph or not _same_label(first, later):
                continue
            claim = _claim(first, later)
            if _is_close(claim) or (claim.verdict is Verdict.INCONSISTENT and _excluded(group, first, later, headline)):
                yield claim
                break


def _is_close(claim: Claim) -> bool:
    """Say whether a repetition holds; a bound is the same figure only if of its size (超320亿 is not 715亿)."""
    if claim.verdict is not Verdict.CONSISTENT or claim.left is None or claim.right is None:
        return False
    return claim.left.low < 2 * claim.right.high


def _same_label(first: _Labelled, second: _Labelled) -> bool:
    """Say whether one label is the end of the other."""
    return first.label.endswith(second.label) or second.label.endswith(first.label)


def _excluded(group: Sequence[_Labelled], first: _Labelled, later: _Labelled, headline: int) -> bool:
    """Say whether a headline's bound and the text's one figure of the same long label cannot both be right."""
    if first.figure.end > headline or not first.is_bound or later.is_bound:
        return False
    if len(group) > _REACH:
        return False
    shared = min(len(first.label), len(later.label))
    in_text = [one for one in group if one.figure.start > headline and _same_label(one, first)]
    return shared >= _LONG and len(in_text) == 1 and first.figure.unit == later.figure.unit


def _slipped(text: str, labelled: Sequence[_Labelled]) -> Iterator[Claim]:
    """Yield the figures that differ inside a run that is otherwise repeated."""
    places: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(labelled):
        places.setdefault((one.label[-_SHORTEST:], kin(one.figure.unit)), []).append(at)
    for at, one in enumerate(labelled):
        same = places[one.label[-_SHORTEST:], kin(one.figure.unit)][:_REACH]
        for other in same[bisect_right(same, at) :]:
            steps = _agreeing(labelled, at, other)
            if len(steps) < _RUN - 1 or not _same_label(one, labelled[other]):
                continue
            first = min(0, *steps)
            if not _same_subject(text, labelled[at + first].figure, labelled[other + first].figure):
                continue
            claim = _claim(one, labelled[other])
            if claim.verdict is Verdict.INCONSISTENT:
                yield claim


def _agreeing(labelled: Sequence[_Labelled], first: int, second: int) -> list[int]:
    """Return the steps to the nearest neighbours that stand in both places with the same label and number."""
    if labelled[first].paragraph == labelled[second].paragraph:
        return []
    agreeing = []
    for step in (-2, -1, 1, 2):
        here, there = first + step, second + step
        if here < 0 or there >= len(labelled):
            continue
        one, other = labelled[here], labelled[there]
        same_place = one.paragraph == labelled[first].paragraph and other.paragraph == labelled[second].paragraph
        if same_place and _same_label(one, other) and one.figure.interval == other.figure.interval:
            agreeing.append(step)
    return agreeing


def _same_subject(text: str, first: Figure, second: Figure) -> bool:
    """Say whether the sentences of two figures begin alike: what is told of another thing may have another number."""
    one, other = (
        _SENTENCE_END.split(text[max(0, each.start - _BEGINNING) : each.start])[-1] for each in (first, second)
    )
    return one.endswith(other) or other.endswith(one)


def _claim(first: _Labelled, later: _Labelled) -> Claim:
    """Return the claim that two figures are one; a bound in one place holds for the other."""
    bound, other = (first, later) if first.is_bound else (later, first)
    if bound.is_bound and not other.is_bound:
        test = Comparison(other.figure.interval, Operator.AT_LEAST, bound.figure.interval)
        figures = (other.figure, bound.figure)
    else:
        test = Comparison(first.figure.interval, Operator.MEETS, later.figure.interval)
        figures = (first.figure, later.figure)
    return decided(RULE, figures, f"{printed(figures[0])} {test.operator} {printed(figures[1])}", test)


RULE = ClaimRule(
    "FIG111",
    "repeat",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="repeat",
    find=find,
    words=("\n", *_IN_WORDS),
    fewest=2,
)
