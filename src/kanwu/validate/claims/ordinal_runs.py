"""Runs of ordinal markers: 一是…二是…三是, （一）（二）（三）, 第一，第二，, and numbered lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kanwu.text.numerals import small_count
from kanwu.validate.grammar.english_counts import ENGLISH_ORDINALS

_NUMBER = "[一二三四五六七八九十]{1,3}"
_INDENT = r"(?:^|(?<=\n))[ \u3000\t]{0,8}"
_AFTER_CLAUSE = r"(?:\A|(?<=[。；;，,：:！!？?、…—\s”’」』\"）)]))"
_AFTER_SENTENCE = r"(?:\A|(?<=[。；;：:！!？?\s]))"
_FORMS = (
    # 一是一，二是二 is an idiom; 三要素 is a noun.
    re.compile(rf"{_AFTER_CLAUSE}(?P<marker>(?P<number>{_NUMBER})是)(?!(?P=number))"),
    re.compile(rf"{_AFTER_CLAUSE}(?P<marker>(?P<number>{_NUMBER})要)(?![素点點件害领領塞])"),
    re.compile(rf"{_AFTER_SENTENCE}(?P<marker>第(?P<number>{_NUMBER}))[，,、：:是]"),
    re.compile(rf"(?:{_INDENT}|(?<=[：:；;。]))(?P<marker>[（(](?P<number>{_NUMBER})[）)])"),
    re.compile(rf"(?:{_INDENT}|(?<=[：:；;。]))(?P<marker>[（(](?P<number>[0-9０-９]{{1,2}})[）)])"),
    # 一、二月份 are two months.
    re.compile(rf"(?:{_INDENT}|(?<=[：:；;。]))(?P<marker>(?P<number>{_NUMBER})[、.．])(?![一二三四五六七八九十])"),
    re.compile(rf"{_INDENT}(?P<marker>(?P<number>[0-9０-９]{{1,2}})[、.．])(?![0-9０-９](?![0-9]{{3}}年))"),
    re.compile(
        rf"(?:\A|(?<=[.;:!?] )|(?<=\n)|(?<=; and ))(?P<marker>(?P<number>{'|'.join(ENGLISH_ORDINALS)})(?:ly)?),",
        re.IGNORECASE,
    ),
)
_GATES = tuple(
    re.compile(pattern)
    for pattern in (
        "[二三]是",
        "[二三]要",
        "第二[，,、：:是]",
        "二[）)]",
        "[2２][）)]",
        r"[\n：:；;。][ \u3000\t]{0,8}二[、.．]",
        r"\n[ \u3000\t]{0,8}[0０]?[2２][、.．]",
        "[Ss]econd(?:ly)?,",
    )
)
"""For each form, what a run of it has: its second marker, which no text begins with."""

_INDENT_LENGTH = 10
_DEEPEST = 6  # runs within runs; no text has more levels of one form
_NEAREST = 2000  # characters between neighbours; farther apart, a missing one may be elsewhere
_OMISSION = re.compile("…|\\.{3}|[（(]?略[）)]")
_FIRST = 1
_SECOND = 2
_FEWEST_BROKEN = 2  # markers that a run without its second must have more of


@dataclass(frozen=True, slots=True)
class Marker:
    """An ordinal as printed, its number, its place, and whether it opens its paragraph."""

    text: str
    start: int
    end: int
    number: int
    opens: bool


@dataclass(slots=True)
class Run:
    """Markers of one form in order.

    Attributes:
        markers: the markers, beginning with number one.
        broken: whether one is certainly missing or printed twice.
        doubtful: whether one seems to be missing, but may stand in another form.
    """

    markers: list[Marker] = field(default_factory=list)
    broken: bool = False
    doubtful: bool = False

    @property
    def last(self) -> Marker:
        """The marker that came last."""
        return self.markers[-1]


def read_runs(text: str) -> Iterator[Run]:
    """Give the runs of at least two markers that begin with one and two."""
    for gate, form in zip(_GATES, _FORMS, strict=True):
        if gate.search(text):
            yield from _runs(text, form)


def _runs(text: str, form: re.Pattern[str]) -> Iterator[Run]:
    """Collect runs; a restart opens a run inside the one before, which may go on later."""
    stack: list[Run] = []
    for found in form.finditer(text):
        number = _number(found["number"])
        if not number:
            continue
        marker = Marker(found["marker"], *found.span("marker"), number, _opens(text, found.start("marker")))
        if number == _FIRST:
            stack.append(Run([marker]))
            if len(stack) > _DEEPEST:
                yield from _finished(stack.pop(0))
            continue
        place = next((at for at in range(len(stack) - 1, -1, -1) if stack[at].last.number == number - 1), None)
        if place is not None:
            stack[place].markers.append(marker)
            for run in stack[place + 1 :]:
                yield from _finished(run)
            del stack[place + 1 :]
        elif stack:
            _misfit(text, stack, marker)
    for run in stack:
        yield from _finished(run)


def _number(printed: str) -> int | None:
    """Return the number of a marker: 三, 3 or third."""
    word = printed.lower()
    return ENGLISH_ORDINALS.index(word) + 1 if word in ENGLISH_ORDINALS else small_count(printed)


def _opens(text: str, at: int) -> bool:
    """Say whether only an indent stands between the line's start and a place."""
    before = text[max(0, at - _INDENT_LENGTH) : at].rpartition("\n")
    return not before[2].strip() and (bool(before[1]) or at < _INDENT_LENGTH)


def _finished(run: Run) -> Iterator[Run]:
    if len(run.markers) > (_FEWEST_BROKEN if run.markers[1:] and run.markers[1].number > _SECOND else 1):
        yield run


def _misfit(text: str, stack: list[Run], marker: Marker) -> None:
    """Take a marker that continues no run into the last one, where that is the only place for it."""
    run = stack[-1]
    if marker.number < run.last.number or (len(run.markers) == 1 and not _lacks_second(run, marker)):
        return  # a run needs its one and two; a smaller number is a reference or another run's
    if not run.broken and not run.doubtful:
        run.broken = _is_certain(text, stack, marker)
        run.doubtful = not run.broken
    run.markers.append(marker)


def _lacks_second(run: Run, marker: Marker) -> bool:
    """Say whether a marker of a clause (一是, 三是) may be the third of a run whose second is misprinted."""
    return marker.number == _SECOND + 1 and marker.text.endswith(("是", "要")) and run.last.number == _FIRST


def _is_certain(text: str, stack: list[Run], marker: Marker) -> bool:
    """Say whether a gap is one: one run, one paragraph or all at paragraph starts, nothing left out between."""
    run = stack[-1]
    between = text[run.last.end : marker.start]
    if any(len(other.markers) > 1 for other in stack[:-1]) or len(between) > _NEAREST:
        return False
    one_paragraph = "\n" not in text[run.markers[0].start : marker.start]
    if not one_paragraph and not (marker.opens and all(other.opens for other in run.markers)):
        return False
    if marker.number == run.last.number:
        return one_paragraph
    return not _OMISSION.search(between) and not names_any(between, range(run.last.number + 1, marker.number))


def names_any(text: str, numbers: range) -> bool:
    """Say whether one of some numbers stands in a text as an ordinal, in whatever form."""
    return any(
        re.search(rf"{_chinese(number)}[是要、，,：:则則乃为為）).．者]|(?<![\d.]){number}[.．、）)]", text)
        for number in numbers[:_DEEPEST]
    )


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, units = divmod(number, 10)
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[units] if units else ''}"
