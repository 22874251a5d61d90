"""Which passages of a document are Traditional; a Simplified or Japanese quotation is left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kanwu.text.scripts import Script, count_scripts

_CLAUSE_END = re.compile("[，。；：！？、,;:!?\n\r“”‘’「」『』《》()（）]")
_REACH = 40  # characters on either side that speak for the script where the clause does not
_MARGIN = 3  # Traditional characters to each Simplified one: that many a sloppy conversion leaves at most


@dataclass(frozen=True, slots=True)
class _Clause:
    """A stretch of text that is asked about as one, and whether it is Traditional."""

    start: int
    end: int
    is_traditional: bool


class Passages:
    """The script of the places of one text, asked in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._latest = _Clause(0, 0, is_traditional=False)
        self._whole: bool | None = None

    def is_traditional(self, at: int) -> bool:
        """Say whether the clause of a place is Traditional; where it does not say, its surroundings, then the text."""
        if not self._latest.start <= at < self._latest.end:
            before = self._text[max(0, at - _REACH) : at]
            start = at - len(_CLAUSE_END.split(before)[-1])
            after = _CLAUSE_END.search(self._text, at, at + _REACH)
            end = after.start() if after else at + _REACH
            self._latest = _Clause(start, end, self._decide(start, end))
        return self._latest.is_traditional

    def _decide(self, start: int, end: int) -> bool:
        for first, last in ((start, end), (max(0, start - _REACH), end + _REACH)):
            count = count_scripts(self._text, first, last)
            if count.script is Script.JAPANESE:
                return False
            if count.simplified or count.traditional:
                return count.traditional > _MARGIN * count.simplified
        if self._whole is None:
            self._whole = count_scripts(self._text).script is Script.TRADITIONAL
        return self._whole
