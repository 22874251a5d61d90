"""Where two versions of a text differ, when one was converted from the other almost character by character."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from kanwu.text.spans import Edit

_LONGEST_DIFF = 2000  # characters; comparing longer stretches character by character takes quadratic time


def changed_spans(before: str, after: str) -> Iterator[Edit]:
    """Yield the edits that turn `before` into `after`, in order.

    Where both are equally long they are compared place by place; else line by line, and inside a line whose length
    changed by a difference of its characters.

    >>> list(changed_spans("里面的软件", "裏面的軟件"))
    [Edit(start=0, end=1, replacement='裏'), Edit(start=3, end=4, replacement='軟')]
    >>> list(changed_spans("用程序打印", "用程式列印"))
    [Edit(start=2, end=4, replacement='式列')]
    """
    if before == after:
        return
    if len(before) == len(after):
        yield from _runs(before, after, 0)
        return
    lines, converted = before.split("\n"), after.split("\n")
    if len(lines) != len(converted):
        yield from _trimmed(before, after, 0)
        return
    at = 0
    for line, other in zip(lines, converted, strict=True):
        if line != other:
            yield from _runs(line, other, at) if len(line) == len(other) else _trimmed(line, other, at)
        at += len(line) + 1


def _runs(before: str, after: str, offset: int) -> Iterator[Edit]:
    """Yield runs of places that differ in two equally long texts."""
    start = -1
    for at, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new and start < 0:
            start = at
        elif old == new and start >= 0:
            yield Edit(offset + start, offset + at, after[start:at])
            start = -1
    if start >= 0:
        yield Edit(offset + start, offset + len(before), after[start:])


def _trimmed(before: str, after: str, offset: int) -> Iterator[Edit]:
    """Yield the differences of two texts of different lengths, without their common ends."""
    start = _common(before, after)
    rest, other = before[start:], after[start:]
    end = _common(rest[::-1], other[::-1])
    rest, other = rest[: len(rest) - end], other[: len(other) - end]
    if max(len(rest), len(other)) > _LONGEST_DIFF:
        yield Edit(offset + start, offset + start + len(rest), other)
        return
    for tag, first, last, first_new, last_new in difflib.SequenceMatcher(
        None, rest, other, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield Edit(offset + start + first, offset + start + last, other[first_new:last_new])


def _common(one: str, other: str) -> int:
    """Return how many characters two texts share at the front."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
