"""Totals whose parts only form tells: the one figure of a unit that the others of a sentence make up.

全书624页，彩图16页，正文548页，附录60页. Where no word says so, the numbers must: a list that does not add up is no
list unless one slip explains why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kanwu.figure import Figure
from kanwu.text.intervals import total
from kanwu.validate.claims.divided import LEFT, Divided, divides
from kanwu.validate.claims.drawing import is_bound, printed
from kanwu.validate.claims.structure import Led, Scene, alike, bracketed, countable, is_change, is_rank, kin
from kanwu.validate.grammar.divisions import COMPLEMENTS
from kanwu.validate.grammar.relations import ALTOGETHER, CALLED_TOTAL, OF_ANOTHER_WHOLE, STILL, SUMMED_UP, THAN_ANOTHER

_FEWEST = 2
_MOST = 12
_TRIFLE = 3
_TWENTIETH = 20
_LONGEST_LEAD = 40  # characters before a total, in which a word may say of how many it is
_THAN = re.compile(THAN_ANOTHER)
_CALLED_TOTAL = re.compile(CALLED_TOTAL)
_OF_ANOTHER = re.compile(OF_ANOTHER_WHOLE)
_STILL = re.compile(STILL)
_SUMMED_UP = re.compile(SUMMED_UP)
_ALL = re.compile(f"(?:{'|'.join(ALTOGETHER)})[^，,；;]{{0,8}}\\Z")
_APART = re.compile("[；;]")
_NUMBERS = "零一二三四五六七八九"


def is_telling(whole: Figure) -> bool:
    """Say whether a total is more than a bound, and large enough not to be met by any two numbers."""
    return not is_bound(whole) and whole.low > _TRIFLE


def wordless(scene: Scene) -> Iterator[Divided]:
    """Yield the totals of a sentence whose parts no word announces."""
    yield from _beside(scene)
    if "" in scene.leads:
        yield from _taken_up(scene)


def _beside(scene: Scene) -> Iterator[Divided]:
    """Yield a figure and all others of its unit, which follow it or stand before it."""
    pairs = [*_total_before(scene), *scene.here]
    if len(pairs) <= _FEWEST:
        return
    for at, (whole, lead) in enumerate(pairs):
        if not countable(whole) or not is_telling(whole) or is_change(lead):
            continue
        if sum(alike(figure, whole) for figure, _ in pairs) <= _FEWEST:
            continue
        called = _CALLED_TOTAL.search(lead) is not None
        before, after = (_of_unit(scene, some, whole) for some in (pairs[:at], pairs[at + 1 :]))
        for parts in (after if called or not before else [], before if called or not after else []):
            if not _FEWEST <= len(parts) <= _MOST:
                continue
            outside = _outside_brackets(scene, parts)
            counted = _counts_them(scene, whole, outside)
            if _may_be_parts(scene, outside, whole, called=called or counted):
                yield _that_add_up([figure for figure, _ in outside], whole), whole, counted


def _outside_brackets(scene: Scene, parts: list[Led]) -> list[Led]:
    """Leave out what brackets say of one part (938例（其中重症1例）), if enough parts are left."""
    outside = [pair for pair in parts if not bracketed(scene.text, scene.sentence.start, pair[0])]
    return outside if len(outside) >= _FEWEST else parts


def _total_before(scene: Scene) -> list[Led]:
    """Return the last figure of the sentence before, if it is called a total: 共回购128万股。首次授予部分…."""
    last = list(scene.earlier()[-1:])
    near = bool(last) and last[0][0].start >= scene.sentence.previous
    return last if near and _CALLED_TOTAL.search(last[0][1]) else []


def _that_add_up(parts: list[Figure], whole: Figure) -> list[Figure]:
    """Return the first of the parts that add up to a total before them; all where none do: …座位568席，含…，另设4席."""
    if whole.start < parts[0].start:
        for count in range(len(parts), _FEWEST - 1, -1):
            if total(part.interval for part in parts[:count]).meets(whole.interval):
                return parts[:count]
    return parts


def _of_unit(scene: Scene, pairs: Sequence[Led], whole: Figure) -> list[Led]:
    return [pair for pair in pairs if alike(pair[0], whole) and not is_rank(scene.text, pair[0])]


def _may_be_parts(scene: Scene, parts: Sequence[Led], whole: Figure, *, called: bool) -> bool:
    """Say whether figures may be parts of a total by the words before them."""
    if any(is_change(words) or _THAN.search(words) or LEFT.search(words) for _, words in parts):
        return False
    if not called and _OF_ANOTHER.search(scene.text, parts[0][0].start - _LONGEST_LEAD // 2, parts[-1][0].start):
        return False
    first, last = min(parts[0][0].end, whole.start), max(whole.start, parts[-1][0].start)
    if called:
        first, last = (parts[0][0].end, last) if whole.start < parts[0][0].start else (first, parts[-1][0].end)
    else:
        first = min(first, whole.end)
    if _APART.search(scene.text, first, last) or whole.high - whole.low > whole.high / _TWENTIETH:
        return False
    figures = [whole, *(figure for figure, _ in parts)]
    return called or (
        (bool(whole.unit) or _LETTERS.search(scene.text, first, last) is not None)
        and max(map(_digits, figures)) > _FEWEST
    )


def _digits(figure: Figure) -> int:
    """Return how many digits of a figure tell something: 1 for 500, 3 for 82.4."""
    return len(_ZEROS.sub("", "".join(_DIGIT.findall(printed(figure)))))


_LETTERS = re.compile("[a-z] [a-z]")  # in English a count need not have a unit
_DIGIT = re.compile(r"\d")
_ZEROS = re.compile("^0+|0+$")


def _counts_them(scene: Scene, whole: Figure, parts: Sequence[Led]) -> bool:
    """Say whether the words before a total say of how many parts it is, of as many as there are: 两天下来99台."""
    if whole.start < parts[-1][0].start:
        return False
    start = max(parts[-1][0].end, whole.start - _LONGEST_LEAD)
    found = _SUMMED_UP.search(scene.text, start, whole.start)
    return found is not None and _NUMBERS.find(found["count"].replace("两", "二").replace("兩", "二")) == len(parts)


def _taken_up(scene: Scene) -> Iterator[Divided]:
    """Yield totals followed at once by clauses that each begin with a part and nothing before it: 9人，4人留，5人走.

    A figure that opens its clause, with the measure word of the one before, takes up what that one counted.
    """
    pairs = list(scene.here)
    starts = range(len(pairs) - _FEWEST)
    last = scene.earlier()[-1:]
    if last and _ALL.search(last[0][1]):
        pairs, starts = [*last, *pairs], range(len(pairs) - _FEWEST + 1)  # 车上共有9人。4人留，5人走
    for at in starts:
        whole, lead = pairs[at]
        if not countable(whole) or not is_telling(whole):
            continue
        parts, closed = _opening(pairs[at + 1 :], whole)
        if len(parts) >= _FEWEST:
            yield parts, whole, closed and len(parts) > _FEWEST and _ALL.search(lead) is not None


def _opening(pairs: Sequence[Led], whole: Figure) -> tuple[list[Figure], bool]:
    """Return the figures that open clauses one after another, and whether 仍有 or 其余 closes them."""
    parts: list[Figure] = []
    for figure, lead in pairs:
        closed = _STILL.fullmatch(lead) is not None
        if (lead and not closed) or kin(figure.unit) != kin(whole.unit):
            break
        parts.append(figure)
        if closed:
            return parts, True
    return parts, False


def opposed(scene: Scene) -> Iterator[Divided]:
    """Yield a total said to be one (共), and two parts right after it that leave no third: 共120人，男70人，女50人."""
    pairs = list(scene.here)
    for (whole, lead), *parts in zip(pairs, pairs[1:], pairs[2:], strict=False):
        if not _ALL.search(lead) or not countable(whole) or not is_telling(whole):
            continue
        alike = all(kin(part.unit) == kin(whole.unit) and not is_change(words) for part, words in parts)
        leads = [words for _, words in parts]
        # The first part's clause begins with its name: before it something else could be counted.
        named = any(divides(names, leads) and leads[0].startswith(names) for names, wholes in COMPLEMENTS if not wholes)
        if alike and named and not _APART.search(scene.text, whole.end, parts[-1][0].start):
            yield [part for part, _ in parts], whole, True
