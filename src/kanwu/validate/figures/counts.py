"""Counts of things without a unit of their own: 40 of the 250 samples, 212 men and 188 women.

The grammar says how such a number stands; the noun right after it is its unit. Years, dates and numbers that name
something (page 3 of 12) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from kanwu.figure import Figure
from kanwu.text.numerals import Numeral, read_numeral
from kanwu.validate.figures.precision import values_of
from kanwu.validate.figures.widening import word_before
from kanwu.validate.grammar.english_counts import (
    COUNTED_AFTER,
    COUNTED_BEFORE,
    FUNCTION_WORDS,
    MOVED_TO,
    NAMING,
    NOUN,
    OPENING,
)
from kanwu.validate.grammar.english_movements import MOVED

GATE = re.compile(r"[0-9](?:,? [a-z(]|/[0-9])")
"""What stands in every text that has such a count: a digit before a small letter, a bracket or a fraction's bar."""
_INTEGER = re.compile(
    r"[0-9](?<![\w.,:$€£¥#+\-–—@][0-9])(?:[0-9]{0,2}(?:,[0-9]{3}){1,4}|[0-9]{0,8})(?![\w%:°'’\-–—]|[.,][0-9])"
)
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}")
_NOUN = re.compile(rf" (?={NOUN})([a-z]{{2,18}})\b")
_DESCRIBED = re.compile(rf"(?: (?!{FUNCTION_WORDS})[a-z]+(?:-[a-z]+)?){{1,2}} {NOUN}")
_AFTER = re.compile(COUNTED_AFTER)
_BEFORE = re.compile(rf"(?:{COUNTED_BEFORE})\Z")
_MOVED_TO = re.compile(rf"(?:{MOVED_TO})\Z")
_MOVED = re.compile(MOVED)
_NAMING = re.compile(rf"(?:{NAMING})\Z", re.IGNORECASE)
_OPENING = re.compile(rf"(?:{OPENING})\Z")
_OVER = re.compile(r"/([0-9]{1,7})(?![\w/.]|,[0-9])")
_SHARE_BEFORE = re.compile(r"(?:%|per ?cent)(?:,| \()? ?\Z")
_SHARE_AFTER = re.compile(r",? ?\(?(?:or )?[0-9.]{1,6} ?(?:%|per ?cent)")
_WORD = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\Z", re.IGNORECASE)
_MONTHS = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \Z|\b(?:a\.?m|p\.?m)\.? \Z")
_BACK = 48
_SENTENCE = 160  # characters either way in which a sentence says that something moved
_ENDS = re.compile(r"[.!?] |\n")


def read_counts(text: str, taken: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the counts among the numbers that are no figures yet.

    >>> [(count.text, count.unit) for count in read_counts("40 of the 250 samples were positive", ())]
    [('40', ''), ('250 samples', 'sample')]
    """
    occupied = {place for figure in taken for place in range(figure.start, figure.end)}
    for match in _INTEGER.finditer(text):
        start, end = match.span()
        if start in occupied:
            continue
        over = _OVER.match(text, end)
        if over:
            if _SHARE_BEFORE.search(text, max(0, start - _BACK), start) or _SHARE_AFTER.match(text, over.end()):
                yield from (_count(text, start, end), _count(text, *over.span(1)))
            continue
        if text[start - 1 : start] == "/" or _is_name(text, start, match[0]):
            continue
        noun = _NOUN.match(text, end)
        if noun and _OPENING.search(text, max(0, start - _BACK), start):
            yield _count(text, start, noun.end(), noun[1])
        elif _is_counted(text, start, end):
            yield _count(text, start, end)


def _is_name(text: str, start: int, printed: str) -> bool:
    """Say whether a number is a year or names something: page 3, May 3."""
    if len(printed) == len("2000") and _YEAR.fullmatch(printed):
        return True
    floor = max(0, start - _BACK)
    return bool(_NAMING.search(text, floor, start) or _MONTHS.search(text, floor, start))


def _is_counted(text: str, start: int, end: int) -> bool:
    """Say whether the words around a bare number say that it counts something."""
    floor = max(0, start - _BACK)
    if _BEFORE.search(text, floor, start):
        return True
    opened = _OPENING.search(text, floor, start) is not None
    if opened and (_AFTER.match(text, end) or _DESCRIBED.match(text, end)):
        return True
    return _MOVED_TO.search(text, floor, start) is not None and _in_movement(text, start, end)


def _in_movement(text: str, start: int, end: int) -> bool:
    """Say whether the sentence around a number says by how many percent something moved."""
    before = _ENDS.split(text[max(0, start - _SENTENCE) : start])[-1]
    after = _ENDS.split(text[end : end + _SENTENCE])[0]
    return ("%" in before + after or "per" in before + after) and bool(_MOVED.search(before) or _MOVED.search(after))


def _count(text: str, start: int, end: int, noun: str = "") -> Figure:
    printed = text[start:end]
    numeral = read_numeral(printed.partition(" ")[0]) or Numeral(Fraction(0), Fraction(1), plain=True)
    word, approximation = word_before(text, start)
    values = values_of(numeral, approximation, exact=True)
    return Figure(
        text=printed,
        start=start,
        end=end,
        low=values.low,
        high=values.high,
        low_open=values.low_open,
        high_open=values.high_open,
        unit=_singular(noun),
        approximator=word,
    )


_ENDINGS = (("people", "people"), ("women", "woman"), ("men", "man"), ("children", "child"), ("wives", "wife"))


def _singular(noun: str) -> str:
    """Return a noun as the units are named: in the singular.

    >>> [_singular(noun) for noun in ("samples", "cities", "churches", "women")]
    ['sample', 'city', 'church', 'woman']
    """
    for plural, singular in _ENDINGS:
        if noun.endswith(plural):
            return noun.removesuffix(plural) + singular
    if noun.endswith("ies"):
        return noun.removesuffix("ies") + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun.removesuffix("es")
    return noun.removesuffix("s")
