"""The same paragraph twice in a row.

## What it does

Finds a paragraph that is repeated right behind itself, or twice in one line, whatever white space stands between. On
news pages that is a caption (once as the picture's text, once below it) or the headline.

Only paragraphs of at least 14 Han characters, or as much in other letters, that have prose around them: refrains,
poems, dialogues, lists, tables and code repeat themselves on purpose. What stands four times or more in a row is data.

## Why it matters

Counts, rankings and language models see the sentence twice.

## Example

With `--unsafe-fixes`, the second of two lines `新城區內改造完畢的老舊小區。新城區融媒體中心供圖` goes.

## When it is wrong

A writer may repeat a long sentence as a paragraph of its own for effect.

## Fix safety

Always unsafe: text is removed. The first paragraph stays; the second goes with the white space before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise
from operator import eq, itemgetter

from kanwu.finding import Safety, Severity
from kanwu.repair.structure.paragraphs import Paragraph, is_verse, paragraphs, same, weight
from kanwu.rule import Match, RepairRule, View, gate_of

_LEAST = 14.0  # Han characters of a caption; what is shorter may be a refrain, a label or a cell
_TWICE = 2 * _LEAST - 1  # characters of a line that two captions fit in are more
_HEAD = 8  # characters that a second copy is looked for by, behind the middle of the line and half the gap
_REACH = _HEAD + 2  # characters from the middle of a line on in which that head must stand
_MOST_IN_A_ROW = 3
_AROUND = 3  # paragraphs on each side that tell prose from verse
_LONGEST_GAP = 3  # white space between two copies in one line
_DENSE = 0.25  # Han characters a character: English has 0.32; figures and marks have less and are data
_LONGEST = 400  # characters of a caption; what is longer and repeats itself in one line is data
_LONGEST_TWICE = 2 * _LONGEST
_QUOTED = 60  # characters
_FIRST = itemgetter(0)
_NO_PROSE = re.compile(
    # What a cell, code, a list item, or direct speech begins with; then what only cells and code hold.
    r"(?:[-*•·●○■□◆▪※>#+–—“\"「『‘']|[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、)）．])|[^\n]{0,400}?[\t|{}<>=\\]"
)


def find(view: View) -> Iterator[Match]:
    """Give the second of two equal paragraphs."""
    if not _may_repeat(view.text):
        return
    found = paragraphs(view.text)
    at = 0
    while at < len(found):
        one = found[at]
        half = _half(one.text)
        if half and _counts(one.text[:half], found, at, at + 1):
            yield _match(one.start, one.start + half, one.end, view.text)
        copies = _copies(found, at)
        if 1 < copies <= _MOST_IN_A_ROW and _counts(one.text, found, at, at + copies):
            for copy in range(at + 1, at + copies):
                yield _match(one.start, found[copy - 1].end, found[copy].end, view.text)
        at += copies


def _may_repeat(text: str) -> bool:
    """Say whether two lines in a row, or the halves of one, are long enough and alike."""
    if "\n" not in text and "\r" not in text:
        return False
    # No pattern can tell this, so every line is looked at; what the loops of C can do, they do.
    lines = list(filter(None, map(str.strip, text.splitlines())))
    firsts = list(map(_FIRST, lines))
    for one, other in compress(pairwise(lines), map(eq, firsts, firsts[1:])):
        if one[-1] == other[-1] and len(one) >= _LEAST and same(one, other):
            return True
    long = [line for line in lines if _TWICE < len(line) <= _LONGEST_TWICE]
    return any(line.find(line[:_HEAD], at := len(line) // 2, at + _REACH) >= 0 and _half(line) for line in long)


def _copies(found: Sequence[Paragraph], at: int) -> int:
    """Count the equal paragraphs in a row from one on."""
    end = at + 1
    while end < len(found) and same(found[at].text, found[end].text):
        end += 1
    return end - at


def _half(text: str) -> int:
    """Return the length of the first of two copies that a line consists of, or 0."""
    if len(text) > _LONGEST_TWICE:
        return 0
    for gap in range(_LONGEST_GAP + 1):
        half, odd = divmod(len(text) - gap, 2)
        if odd or half < _LEAST or text[0] != text[half + gap] or text[-1] != text[half - 1]:
            continue
        if not text[half : half + gap].strip() and text[:half] == text[half + gap :]:
            return half
    return 0


def _counts(text: str, found: Sequence[Paragraph], first: int, end: int) -> bool:
    """Say whether a paragraph, repeated from one place of a text to another, is no refrain, cell or code."""
    if weight(text) < _LEAST or weight(text) < _DENSE * len(text) or _NO_PROSE.match(text):
        return False
    nearby = (*found[max(0, first - _AROUND) : first], *found[end : end + _AROUND])
    return not is_verse([text, *(each.text for each in nearby)])


def _match(start: int, first_end: int, end: int, text: str) -> Match:
    evidence = {"paragraph": text[start : min(first_end, start + _QUOTED)], "first at": str(start)}
    message = "The same paragraph stands here twice in a row."
    return Match(first_end, end, message, "", Safety.UNSAFE, evidence)


RULE = RepairRule("STR001", "repeated-paragraph", Severity.INFO, __doc__, find, gate_of(r"[\r\n]"), asked=True)
