"""Question marks that stand for characters a codec did not have: `?????? ???, 2019`.

A program that writes Russian or Chinese in a codec without those letters puts one `?` for each of them. What is left
is a text of question marks in words of different lengths, between the spaces, digits and ASCII marks that survived.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kanwu.finding import Severity

_WORD = re.compile(r"(?<![\w?/&=#.!*:-])\?{2,200}+(?!(?:[^\W\d]|[?=&/!*:-]))|(?<=[0-9])\?{2,200}+(?=[0-9 ,.;:)]|$)")
"""A run where a word could be. Behind a letter it is emphasis, beside `/`, `=`, `&` part of an address, beside `*` or
`!` again emphasis."""

_LEAST_WORDS = 4
_LEAST_LENGTHS = 3  # different lengths: marks for emphasis, masks and gaps to fill in come in one or two
_LEAST_SHARE = 0.5  # of what is no space on the line
_MOST_LETTERS = 0.25  # for each question mark; where letters survived, it is a text with gaps
_CERTAIN_WORDS, _CERTAIN_SHARE = 8, 0.7
_LONGEST_WORD = 40
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Marks:
    """A stretch of question marks that stand for lost characters.

    Attributes:
        start: offset of the first one.
        end: offset after the last one.
        words: how many runs there are.
        characters: how many question marks, each for one character or one byte.
        severity: warning where hardly anything else can be meant.
    """

    start: int
    end: int
    words: int
    characters: int
    severity: Severity


def lost_words(text: str) -> Iterator[Marks]:
    """Give the lines that are question marks in the lengths of words.

    >>> [marks.characters for marks in lost_words("??????? ???? ? ??????, ?? 2019 ???")]
    [23]
    >>> list(lost_words("what??? really?? no???")), list(lost_words("??:?? ??-??-???? ????"))
    ([], [])
    """
    if "??" not in text:
        return
    for line in _LINE.finditer(text):
        if line[0].count("?") >= _LEAST_WORDS * 2 and (found := _of_line(line[0], line.start())):
            yield found


def _of_line(line: str, offset: int) -> Marks | None:
    words = list(_WORD.finditer(line))
    lengths = {len(word[0]) for word in words}
    if len(words) < _LEAST_WORDS or len(lengths) < _LEAST_LENGTHS or max(lengths) > _LONGEST_WORD:
        return None
    marks = line.count("?")
    in_words = sum(len(word[0]) for word in words)
    solid = len(line) - sum(map(line.count, " \t\r"))
    letters = sum(map(str.isalpha, line))
    if in_words < _LEAST_SHARE * solid or letters > _MOST_LETTERS * marks or not line.isascii():
        return None
    certain = len(words) >= _CERTAIN_WORDS and in_words >= _CERTAIN_SHARE * solid
    severity = Severity.WARNING if certain else Severity.INFO
    return Marks(offset + words[0].start(), offset + words[-1].end(), len(words), marks, severity)
