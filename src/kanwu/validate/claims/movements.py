"""Movements: what a sentence says of one quantity's change, its levels, amount and rate, as one thing to test."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kanwu.figure import Figure
from kanwu.rule import Reading, once
from kanwu.text.numerals import read_numeral
from kanwu.validate.claims.drawing import printed
from kanwu.validate.claims.english_levels import levels_in_english
from kanwu.validate.claims.headlines import headlined
from kanwu.validate.claims.skeleton import POINTS, QUANTITY, SHARE, SPAN, TIMES, Skeleton, compiled, skeleton
from kanwu.validate.claims.structure import Scene, countable, kin, scenes
from kanwu.validate.claims.two_levels import two_levels
from kanwu.validate.grammar import GRAMMARS
from kanwu.validate.grammar.wholes import CURRENCIES
from kanwu.validate.grammar.words import Movements

_GATED = tuple((compiled(grammar.movements.gate), grammar.movements) for grammar in GRAMMARS)
_REAL = compiled("|".join(grammar.movements.real for grammar in GRAMMARS))
_MOST_TAILS = 6
_LABEL = 40  # characters before a level that may name it
_NEAR = 16  # characters before a change, in which it may be said to be a real one
_BRACKET = re.compile(rf"[^（(]{{0,20}}[（(] ?{SHARE}[）)]?")
_FEWEST = 3  # figures: two levels and a change, or a level and two changes


@dataclass(frozen=True, slots=True)
class Movement:
    """One quantity's change as a sentence puts it.

    Attributes:
        level: the value after the change.
        previous: the value before it.
        amount: by how much.
        rate: by what percentage.
        points: by how many percentage points.
        times: by how many times.
        annual: by what percentage a year.
        rises: whether the words say that it went up; None where they leave it open.
        real: whether the rate is said to be one at constant prices or of comparable scope.
        firm: whether the words leave no other reading.
        base: what it is compared with, as printed.
        text: the words.
    """

    level: Figure | None = None
    previous: Figure | None = None
    amount: Figure | None = None
    rate: Figure | None = None
    points: Figure | None = None
    times: Figure | None = None
    annual: Figure | None = None
    rises: bool | None = None
    real: bool = False
    firm: bool = True
    base: str = ""
    text: str = ""

    @property
    def compares(self) -> bool:
        """Whether it has enough figures for any test."""
        roles = (self.level, self.previous, self.amount, self.rate, self.points, self.times, self.annual)
        return sum(role is not None for role in roles) >= _FEWEST


@once
def movements(reading: Reading) -> tuple[Movement, ...]:
    """Return the movements that a text's sentences state, sentence by sentence."""
    if len(reading.figures) < _FEWEST:
        return ()
    found: list[Movement] = []
    for scene in scenes(reading):
        for level, previous, rate, rises, words in headlined(scene):
            found.append(Movement(level=level, previous=previous, rate=rate, rises=rises, text=words))
        if len(scene.figures) >= _FEWEST:
            bones = skeleton(scene)
            said = [
                movement
                for gate, grammar in _GATED
                if gate.search(bones.text)
                for movement in _of_sentence(bones, grammar)
                if movement.compares
            ]
            said += _beside(scene, said)
            found += (movement for movement in said if not _is_compound(scene.text, movement))
    return tuple(found)


def _beside(scene: Scene, said: Sequence[Movement]) -> Iterator[Movement]:
    """Yield the changes that no template has, beside exactly two levels."""
    told = {id(figure) for movement in said for figure in (movement.amount, movement.rate, movement.points)}
    for level, previous, change, words in (*two_levels(scene), *levels_in_english(scene)):
        if id(change) in told:
            continue
        movement = Movement(level=level, previous=previous, real=bool(_REAL.search(words)), text=words)
        if change.unit == "%":
            yield replace(movement, rate=change)
        elif countable(change):
            yield replace(movement, amount=change)
        else:
            yield replace(movement, points=change)


def _is_compound(text: str, movement: Movement) -> bool:
    """Say whether a figure is only the first half of a measure: 4小时10分, 3米5."""
    roles = (movement.level, movement.previous, movement.amount)
    return any(figure is not None and text[figure.end : figure.end + 1].isdecimal() for figure in roles)


def _of_sentence(bones: Skeleton, grammar: Movements) -> Iterator[Movement]:
    """Yield the movements of one sentence: each anchor, and the clauses that go on about its level."""
    taken: set[int] = set()
    void = compiled(grammar.void)
    for need, template in zip(grammar.needs, grammar.anchors[:-1], strict=True):
        if not compiled(need).search(bones.text):
            continue
        for found in compiled(template).finditer(bones.text):
            places = _places(found)
            if taken.isdisjoint(places) and not void.search(found[0]):
                taken |= places
                yield from _followed(bones, grammar, _anchored(bones, grammar, found), found.end(), taken)
    plain = compiled(grammar.anchors[-1])
    for place in bones.figures:
        found_level = plain.match(bones.text, place)
        if found_level and place not in taken:
            yield from _followed(bones, grammar, Movement(level=bones.figures[place]), place + 1, taken)


def _places(found: re.Match[str]) -> set[int]:
    """Return where the figures of a match stand."""
    return {found.start(slot) for slot in _ROLES if slot in found.re.groupindex and found.start(slot) >= 0}


_ROLES = ("level", "previous", "change", "other")


def _anchored(bones: Skeleton, grammar: Movements, found: re.Match[str]) -> Movement:
    """Return what an anchor says."""
    # A profit after a loss is no change of one size.
    signs = len(compiled(grammar.negative).findall(bones.text, max(0, found.start() - _LABEL), found.end()))
    firm = signs % 2 == 0 and found.groupdict().get("loose") is None
    level, previous = bones.at(found, "level"), bones.at(found, "previous")
    if "first_year" in found.re.groupindex:
        years = [_group(found, name) for name in ("first_year", "second_year")]
        years = years if all(years) else [_group(found, name) for name in ("first_year_after", "second_year_after")]
        level, previous = (previous, level) if _number(years[0]) < _number(years[1]) else (level, previous)
        firm = firm and all(years)
    movement = Movement(level=level, previous=previous, firm=firm)
    movement = _with_changes(bones, grammar, movement, found)
    before = compiled(grammar.real).search(bones.text, max(0, found.start() - _NEAR), found.start())
    return replace(movement, real=True) if before else movement


def _number(year: str) -> int:
    """Return a year as printed, in digits of any kind."""
    numeral = read_numeral(year.removesuffix("年"))
    return int(numeral.value) if numeral else 0


def _followed(bones: Skeleton, grammar: Movements, movement: Movement, at: int, taken: set[int]) -> Iterator[Movement]:
    """Yield a movement with all that the clauses after it say; a clause with another base begins a new one."""
    tail, void = compiled(grammar.tail), compiled(grammar.void)
    anchor = movement
    last = max(bones.figures)
    for _ in range(_MOST_TAILS):
        found = tail.match(bones.text, at) if at <= last else None  # every tail has a figure
        if found is None or void.search(found[0]) or not taken.isdisjoint(_places(found)):
            break
        if _BRACKET.fullmatch(found[0]) and movement.amount is None and movement.previous is None:
            break  # 120人（60%） is a share; only after a change a bracket says it again
        taken |= _places(found)
        base = _group(found, "base")
        if base and movement.base and not _same_base(base, movement.base):
            yield movement
            movement = Movement(level=anchor.level)
        movement = _with_changes(bones, grammar, movement, found)
        at = found.end()
    yield movement


def _with_changes(bones: Skeleton, grammar: Movements, movement: Movement, found: re.Match[str]) -> Movement:
    """Add the changes of a match to a movement."""
    base = _group(found, "base")
    previous = bones.at(found, "previous")
    movement = replace(
        movement,
        previous=movement.previous or previous,
        rises=_direction(found, before=movement.rises),
        real=movement.real or bool(compiled(grammar.real).search(found[0])),
        # 同比 after 从一月的A增加到六月的B is not about A.
        firm=movement.firm
        and not (movement.previous and base and not previous and not _of_its_base(grammar, movement, base)),
        base=movement.base or base,
        text=movement.text + found[0],
    )
    annual = bool(_group(found, "annual"))
    for slot in ("change", "other"):
        figure = bones.at(found, slot)
        if figure is not None:
            movement = _with_change(movement, figure, bones.text[found.start(slot)], annual=annual)
    return movement


def _of_its_base(grammar: Movements, movement: Movement, base: str) -> bool:
    """Say whether a level is said to be of the year before, or of a peak, and the change to be compared with that."""
    yearly = compiled(grammar.yearly)
    if yearly.search(movement.text) and yearly.search(base):
        return True
    name = base.lstrip(_PREPOSITIONS)
    return len(name) > 1 and name[: _YEAR if name[0].isdecimal() else 2] in movement.text


_PREPOSITIONS = "相比较較与與同跟和于於"
_YEAR = len("2020年")


def _with_change(movement: Movement, figure: Figure, sign: str, *, annual: bool) -> Movement:
    """Give a change its role by the kind of its figure; of two in one role the first counts."""
    role = {QUANTITY: "amount", SPAN: "amount", SHARE: "rate", POINTS: "points", TIMES: "times"}[sign]
    if annual:
        if role != "rate":
            return movement
        role = "annual"
    if getattr(movement, role) is not None:
        return movement
    # `replace` is spelled out for each role so that the type checker sees the names.
    match role:
        case "amount":
            movement = replace(movement, amount=figure)
        case "rate":
            movement = replace(movement, rate=figure)
        case "points":
            movement = replace(movement, points=figure)
        case "times":
            movement = replace(movement, times=figure)
        case _:
            movement = replace(movement, annual=figure)
    return movement


def _direction(found: re.Match[str], *, before: bool | None) -> bool | None:
    """Return whether the words say up or down."""
    if _group(found, "up"):
        return True
    if _group(found, "down"):
        return False
    return before


_SHORT_BASES = "年月季週周"
_LAST_YEAR = re.compile("[去上前]年")


def _same_base(base: str, other: str) -> bool:
    """Say whether two changes are compared with the same time: 較上月增加…，月增…; not 較去年同月增加…，月增…."""
    if base == other:
        return True
    if base not in _SHORT_BASES:
        return False
    if _LAST_YEAR.search(other):
        return base == "年"  # 較去年同月減少…，年減…
    return base in other and not any(period in other for period in _SHORT_BASES if period != base)


def _group(found: re.Match[str], name: str) -> str:
    """Return a group's text, empty where the template has none or it did not match."""
    return (found[name] or "").strip() if name in found.re.groupindex else ""


def same_unit(first: Figure, second: Figure) -> bool:
    """Say whether two figures count the same things; one may leave the unit to the other: 由5.2万增至6万人."""
    if kin(first.unit) == kin(second.unit):
        return not _are_far_apart(first, second)
    if first.unit and second.unit:
        return False
    # 45 to 52% leaves out a sign; 68,300, up 4% and still 22% below 2019, does not.
    if not (countable(first) and countable(second)) and max(abs(first.low), abs(second.low)) >= _NO_PERCENTAGE:
        return False
    scales = _multiplier(first), _multiplier(second)
    return scales[0] == scales[1] or all(scales)


_NO_PERCENTAGE = 1000
_FARTHEST = 100_000


def _are_far_apart(first: Figure, second: Figure) -> bool:
    """Say whether two sums of money differ so much that they cannot be of one thing: earnings, and those per share."""
    if kin(first.unit) not in CURRENCIES:
        return False
    less, more = sorted((abs(first.high), abs(second.high)))
    return 0 < less * _FARTHEST < more


def _multiplier(figure: Figure) -> str:
    return _DIGITS.sub("", printed(figure))


_DIGITS = re.compile(r"[\d.,．， ]")
