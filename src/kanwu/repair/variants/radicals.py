"""Which characters the radicals of Unicode stand for, and whether a place uses one as text or speaks about it.

The table `radicals.tsv` is built by `tools/build_radical_table.py` and read on first use.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kanwu.finding import Safety
from kanwu.text.scripts import Script
from kanwu.text.tables import read_rows

RADICALS = "\u2e80-\u2fd5"
"""The range of CJK Radicals Supplement and Kangxi Radicals, for a character class."""

_RUN = re.compile(f"[{RADICALS}]+")
_STROKES = "丨丶丿亅乛乚"
_WRITING = "0-9\u3005-\u3007\u3041-\u30fa\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
_BESIDE = re.compile(f"(?![{_STROKES}])[{_WRITING}]")
_LIST_MARK = re.compile("[(（]?[⼀⼆⼋⼗]+[)）]?[、.．]?")
_ABOUT = re.compile("[Rr]adical|Kangxi|KANGXI|U\\+[0-9A-F]{4}|[Uu]nicode|部首|偏旁|部件|字根|字形|康熙字典|부수")
_NAMED = re.compile("(?:字?[部旁头頭底偏]|へん|偏|冠)(?![\u3400-\u9fff])")
_LIST_STEP = 3  # radicals one after another in the order of the dictionary are a list of radicals, not words
_LONGEST_LINE = 400  # characters on either side that are searched for words about radicals


@dataclass(frozen=True, slots=True)
class Radical:
    """What a radical stands for.

    Attributes:
        is_character: whether text uses it as a word; the others are only parts of characters.
        ideograph: the equivalent unified ideograph.
        simplified: its form in Simplified text.
        traditional: its form in Traditional text.
        japanese: its form in Japanese text.
    """

    is_character: bool
    ideograph: str
    simplified: str
    traditional: str
    japanese: str

    def form_in(self, script: Script) -> tuple[str, Safety]:
        """Return the character that a text in this script has here, and whether that is certain.

        The ideograph itself is what a reader sees, so it is certain wherever the script uses it. A Simplified text
        has one form of each. That ⼾ is 戸 in Japanese is a matter of fonts; the other Japanese forms look different.
        """
        forms = {self.simplified, self.traditional, self.japanese}
        known = {
            Script.SIMPLIFIED: self.simplified,
            Script.TRADITIONAL: self.traditional,
            Script.JAPANESE: self.japanese,
        }
        wanted = known.get(script, self.ideograph)
        decided = script in known or forms == {self.ideograph}
        same_shape = wanted == self.ideograph or script is Script.SIMPLIFIED or self.ideograph == "戶"
        return wanted, Safety.SAFE if decided and same_shape and self.is_character else Safety.UNSAFE

    def is_a_form(self, char: str) -> bool:
        """Say whether a character is one of the radical's own forms."""
        return char in {self.ideograph, self.simplified, self.traditional, self.japanese}


@cache
def radicals() -> Mapping[str, Radical]:
    """Read the table, once."""
    rows = read_rows("kanwu.repair.variants", "radicals.tsv")
    return {radical: Radical(kind == "character", *forms) for radical, kind, *forms in rows}


class Subjects:
    """Whether the lines of a text speak about radicals, code points or shapes of characters; asked in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = 0
        self._is_about = False

    def is_about_radicals(self, at: int) -> bool:
        """Say whether the line of a place does, or of a very long line the part around it."""
        if at >= self._end:
            first = max(0, at - _LONGEST_LINE)
            start = self._text.rfind("\n", first, at) + 1 or first
            end = self._text.find("\n", at, at + _LONGEST_LINE)
            self._end = end if end >= 0 else at + _LONGEST_LINE
            self._is_about = _ABOUT.search(self._text, start, self._end) is not None
        return self._is_about


def is_list_mark(text: str, start: int, end: int) -> bool:
    """Say whether the run of radicals is the number of a heading at the beginning of a line, such as ⼀、."""
    opening = start - (text[start - 1 : start] in {"(", "（"} if start else 0)
    line = text[max(0, opening - 1) : opening]
    return line in {"", "\n"} and (mark := _LIST_MARK.match(text, opening)) is not None and mark.end() > end


def is_text(text: str, start: int, end: int) -> bool:
    """Say whether a run of radicals is written as text: joined to other writing, and no list and no entry.

    >>> is_text("⽣活", 0, 1), is_text("生⽇", 1, 2), is_text("「⼥」", 1, 2), is_text("⼥部", 0, 1)
    (True, True, False, False)
    """
    codes = [ord(char) for char in text[start:end]]
    steps = sum(second == first + 1 for first, second in itertools.pairwise(codes))
    if steps >= _LIST_STEP - 1:
        return False
    table = radicals()
    if end - start > 1 and not all(table[char].is_character for char in text[start:end]):
        return False
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if _BESIDE.match(before) is None:
        if _NAMED.match(text, end):
            return False
        if _BESIDE.match(after) is None:
            return end - start > 1
    return not (table[text[start]].is_a_form(before) or table[text[end - 1]].is_a_form(after))


def runs_of_radicals(text: str) -> list[tuple[int, int]]:
    """Return the spans of the radicals that stand together."""
    return [run.span() for run in _RUN.finditer(text)]
