"""An age at death against the years of birth and death.

## What it does
Finds an age (享年, 终年, "died at the age of", "aged") in a text that names one year of birth and one of death for
the person, subtracts and compares. The Chinese count of ages adds a year; a birthday that was not yet reached takes
one away.

## Why it matters
The three numbers are copied from one entry to the next; a wrong digit in one of them moves a life by ten years.

## Example
`1923年生于绍兴，2008年在杭州逝世，享年85岁。` gives `2008-1923 = 85岁`.

## When it is wrong
Two people in one sentence: only a birth and a death that are alone in the sentence and the one before it are taken.
With 虚岁 up to two years more are let pass.

## Fix safety
None: which of the numbers is wrong cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Figure, FigureKind, Operator
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.validate.claims.drawing import decided
from kanwu.validate.grammar.periods import AGE_WORDS, AGED, AT_DEATH, BORN, BORN_THEN, DEATH, DIED, LIFE, THEN_AGED

_AGED = re.compile(AGED, re.IGNORECASE)
_BORN = re.compile(BORN, re.IGNORECASE)
_DIED = re.compile(DIED, re.IGNORECASE)
_LIFE = re.compile(LIFE)
_BORN_THEN = re.compile(BORN_THEN)
_THEN_AGED = re.compile(THEN_AGED)
_SENTENCE_END = re.compile(r"[。\n]|\.(?!\d)")
_YEAR = re.compile(r"[12]\d{3}")
_BEFORE = 160  # characters
_LONGEST = 130  # years


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the ages, in order."""
    if not any(word in reading.text for word in AGE_WORDS):
        return
    figures = {figure.start: figure for figure in reading.figures}
    for found in _AGED.finditer(reading.text):
        claim = _age(reading.text, figures.get(found.start("age")), found)
        if claim is not None:
            yield claim
    for found in _THEN_AGED.finditer(reading.text) if "时" in reading.text or "時" in reading.text else ():
        figure = figures.get(found.start("age"))
        floor = max(reading.text.rfind(mark, 0, found.start()) for mark in "。\n") + 1
        alone = not _OTHERS.search(found[0]) and not _BORN.search(reading.text, floor, found.start())
        if alone and figure is not None and figure.approximator is None:
            years = [(int(found[name]), found.start(name)) for name in ("born", "then")]
            claim = _lived(years[0], years[1], figure)
            if claim is not None:
                yield claim


_OTHERS = re.compile("[父母妻女儿兒孙孫]")


def _age(text: str, age: Figure | None, found: re.Match[str]) -> Claim | None:
    """Return the claim of an age, if one birth and one death stand before it."""
    start, end = found.span("age")
    stated = age or Figure(found["age"], start, end, Fraction(found["age"]), Fraction(found["age"]), unit="岁")
    floor = max(text.rfind("\n", 0, start) + 1, start - _BEFORE)
    closing = _SENTENCE_END.search(text, end, end + _BEFORE)
    window = text[floor : closing.start() if closing else end]
    then = _BORN_THEN.match(text, closing.end(), closing.end() + _BEFORE) if closing and closing[0] == "。" else None
    if then is not None and not _BORN.search(window):
        window = text[floor : then.end()]
    years = _life(window) if len(_YEAR.findall(window)) > 1 else None
    if years is None or stated.approximator:
        return None
    (born, at), (died, till) = years
    if not _AT_DEATH.match(found[0]) and _is_of_another_year(text, floor + till, found.start()):
        return None
    return _lived((born, floor + at), (died, floor + till), stated)


_AT_DEATH = re.compile(AT_DEATH, re.IGNORECASE)
_DEATH = re.compile(DEATH, re.IGNORECASE)
_FAR = 24  # characters


def _is_of_another_year(text: str, year: int, age: int) -> bool:
    """Say whether an age is not that at death: another year stands before it, or much else and no word of death."""
    if age < year:
        return True
    between = text[year + 4 : age]
    return bool(_YEAR.search(between)) or (len(between) > _FAR and not _DEATH.search(between))


def _lived(birth: _Year, death: _Year, stated: Figure) -> Claim | None:
    """Return the claim of the years between two."""
    (born, at), (died, till) = birth, death
    figures = [
        Figure(str(year), place, place + 4, Fraction(year), Fraction(year), kind=FigureKind.DATE)
        for year, place in ((born, at), (died, till))
    ]
    if not 0 < died - born < _LONGEST:
        return None
    span = Interval(Fraction(died - born - 1), Fraction(died - born + 1))
    test = Comparison(span, Operator.MEETS, stated.interval)
    return decided(RULE, (*reversed(figures), stated), f"{died}-{born} = {stated.text}", test)


_Year = tuple[int, int]
"""A year and where it stands."""


def _life(window: str) -> tuple[_Year, _Year] | None:
    """Return the one year of birth and the one of death."""
    lives = list(_LIFE.finditer(window))
    if len(lives) == 1:
        life = lives[0]
        return (int(life["born"]), life.start("born")), (int(life["died"]), life.start("died"))
    births, deaths = list(_BORN.finditer(window)), list(_DIED.finditer(window))
    if lives or len(births) != 1 or len(deaths) != 1:
        return None
    born, died = (_year(found) for found in (births[0], deaths[0]))
    return (born, died) if born and died else None


def _year(found: re.Match[str]) -> _Year | None:
    for name in ("year", "then"):
        if found[name]:
            return int(found[name]), found.start(name)
    return None


RULE = ClaimRule(
    "DAT103",
    "age",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="age",
    find=find,
    words=AGE_WORDS,
)
