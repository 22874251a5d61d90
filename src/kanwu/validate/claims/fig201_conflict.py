"""The same figure with another number in another document of the run.

## What it does
After all documents of a run are read, compares the sentences that are the same but for their figures. Where one figure
differs, and enough else agrees that both sentences say the same of the same thing, both documents get a finding.

## Why it matters
Copies of a text drift apart: a digit changes when one of them is typed, shortened or converted, and neither looks wrong
by itself.

## Example
`全县共走访困难住户3812户，发放补助1,264,500元。` in one document and the same with `3821户` in another.

## When it is wrong
Statistics that are published again and again differ by nature. Dates, names and all other words of the sentence must
agree; exactly one figure may differ; the figures that agree must have six digits or more together, or the sentence
must name a date and what stands just before or after it must be the same. A sentence that occurs with more than two
different numbers is a form that is filled in, and counters of a page (浏览次数) count nothing. Revised figures of a
later edition are found too: both are shown, and which is right cannot be known. In figures from another tool (`--as
figures`), a label with a period means the same in every document. A sentence that stands in more than 100,000 places of
a run is not compared.

## Fix safety
None: which of the two is wrong cannot be known.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kanwu.figure import Claim, Comparison, Figure, Operator
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.validate.claims.drawing import decided, printed
from kanwu.validate.claims.structure import kin, sentences
from kanwu.validate.grammar.relations import COUNTERS

_FEWEST_WORDS = 12  # letters of a sentence without its figures
_FEWEST_DIGITS = 6  # of the figures that agree
_SIGN = "\ufffc"
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_NEIGHBOUR = 24  # characters beside a sentence; fewer are the same by chance
_AROUND = 40  # characters in which they stand, blanks included
_DATED = re.compile(r"(?:19|20)\d\d|[0-9〇一二三四五六七八九十]月[0-9一二三四五六七八九十]{1,3}日")
_COUNTERS = re.compile("|".join(COUNTERS), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with figures, as far as it can be compared with those of other documents.

    Attributes:
        document: the document's id.
        key: the same for sentences that are the same but for their figures.
        figures: its figures.
        around: marks of what stands just before and after it; empty where that is too little to tell, or where the
            sentence has no date.
    """

    document: str
    key: str
    figures: tuple[Figure, ...]
    around: tuple[str, str]


def statements(document: str, text: str, figures: Sequence[Figure]) -> Iterator[Statement]:
    """Yield the sentences of a text that other documents may have with other numbers."""
    for sentence in sentences(Reading(text, figures)) if figures else ():
        skeleton = _skeleton(text, sentence.start, sentence.end, sentence.figures)
        if "|" in skeleton or "\t" in skeleton or _COUNTERS.search(skeleton):
            continue
        if sum(1 for _ in _LETTER.finditer(skeleton)) < _FEWEST_WORDS:
            continue
        beside = (
            _mark(text[max(0, sentence.start - _AROUND) : sentence.start][::-1]),
            _mark(text[sentence.end : sentence.end + _AROUND]),
        )
        around = beside if _DATED.search(skeleton) else ("", "")
        yield Statement(document, _digest(skeleton), sentence.figures, around)


def _skeleton(text: str, start: int, end: int, figures: Sequence[Figure]) -> str:
    """Return a sentence with its figures replaced by their units."""
    pieces = []
    for figure in figures:
        pieces += [text[start : figure.start], _SIGN, kin(figure.unit), _SIGN]
        start = figure.end
    return "".join("".join([*pieces, text[start:end]]).split())


def _mark(neighbour: str) -> str:
    """Return a mark of the first characters of what stands beside a sentence, the nearest first."""
    content = "".join(neighbour.split())[:_NEIGHBOUR]
    return _digest(content) if len(content) == _NEIGHBOUR else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def conflicts(group: Sequence[Statement]) -> Iterator[tuple[str, Claim]]:
    """Yield, with its document, each claim of statements of one key that do not agree; two for each conflict."""
    firsts: dict[str, Statement] = {}
    for statement in group:
        firsts.setdefault(statement.document, statement)
    versions: dict[tuple[tuple[object, ...], ...], list[Statement]] = {}
    for statement in firsts.values():
        versions.setdefault(tuple(_value(figure) for figure in statement.figures), []).append(statement)
    if len(versions) != 2:  # noqa: PLR2004 - a third version makes it a form that is filled in
        return
    ours, theirs = versions.values()
    differing = _differing(ours[0], theirs[0])
    if differing is None or not _same_thing(ours, theirs, differing):
        return
    for statement, other in ((each, theirs[0]) for each in ours):
        yield statement.document, _claim(statement, other, differing)
    for statement, other in ((each, ours[0]) for each in theirs):
        yield statement.document, _claim(statement, other, differing)


def _value(figure: Figure) -> tuple[object, ...]:
    return figure.low, figure.high, figure.low_open, figure.high_open


def _differing(one: Statement, other: Statement) -> int | None:
    """Return the place of the only figure that differs beyond its printed precision, or None."""
    pairs = list(zip(one.figures, other.figures, strict=True))
    places = [at for at, (first, second) in enumerate(pairs) if not first.interval.meets(second.interval)]
    if len(places) != 1 or any(figure.approximator for figure in pairs[places[0]]):
        return None
    return places[0]


def _same_thing(ours: Sequence[Statement], theirs: Sequence[Statement], differing: int) -> bool:
    """Say whether the rest of any of ours and any of theirs shows that both speak of the same thing."""
    for one in ours:
        agreeing = [figure for at, figure in enumerate(one.figures) if at != differing]
        if sum(len(_DIGIT.findall(figure.text)) for figure in agreeing) >= _FEWEST_DIGITS:
            return True
    sides = [({each.around[side] for each in ours}, {each.around[side] for each in theirs}) for side in (0, 1)]
    return any((marks & there) - {""} for marks, there in sides)


def _claim(statement: Statement, other: Statement, at: int) -> Claim:
    figure, there = statement.figures[at], other.figures[at]
    relation = f"{printed(figure, unit=True)} = {printed(there, unit=True)} ({other.document})"
    return decided(RULE, [figure], relation, Comparison(figure.interval, Operator.MEETS, there.interval))


def find(reading: Reading) -> Iterator[Claim]:
    """Yield nothing: one document alone has no conflict."""
    del reading
    yield from ()


RULE = ClaimRule("FIG201", "conflict", severity=Severity.ERROR, doc=__doc__, kind="conflict", find=find)
