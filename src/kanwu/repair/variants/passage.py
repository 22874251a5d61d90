"""Which script the places of a document are in; a Simplified or Japanese quotation is left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kanwu.text.scripts import Script, count_scripts

_CLAUSE_END = re.compile("[，。；：！？、,;:!?\n\r“”‘’「」『』《》()（）]")
_REACH = 40  # characters on either side that speak for the script where the clause does not
_MARGIN = 3  # Traditional characters to each Simplified one: that many a sloppy conversion leaves at most


@dataclass(slots=True)
class _Clause:
    """A stretch of text that is asked about as one, and what is known of it."""

    start: int
    end: int
    is_traditional: bool | None = None
    script: Script | None = None


class Passages:
    """The script of the places of one text, asked in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._latest = _Clause(0, 0)
        self._whole: Script | None = None

    def is_traditional(self, at: int) -> bool:
        """Say whether the clause of a place is Traditional; where it does not say, its surroundings, then the text."""
        clause = self._clause(at)
        if clause.is_traditional is None:
            clause.is_traditional = self._decide(clause.start, clause.end)
        return clause.is_traditional

    def script_at(self, at: int) -> Script:
        """Return the script of the clause of a place; where it does not say, of its surroundings, then of the text.

        Japanese is looked for in the surroundings first: a clause without kana can look Chinese.
        """
        clause = self._clause(at)
        if clause.script is None:
            around = count_scripts(self._text, max(0, clause.start - _REACH), clause.end + _REACH)
            own = count_scripts(self._text, clause.start, clause.end).script
            clause.script = next(
                (script for script in (own, around.script) if script is not Script.UNDECIDED), self._script_of_all()
            )
            if around.script is Script.JAPANESE and around.kana:
                clause.script = Script.JAPANESE
        return clause.script

    def _clause(self, at: int) -> _Clause:
        if not self._latest.start <= at < self._latest.end:
            before = self._text[max(0, at - _REACH) : at]
            start = at - len(_CLAUSE_END.split(before)[-1])
            after = _CLAUSE_END.search(self._text, at, at + _REACH)
            end = after.start() if after else at + _REACH
            self._latest = _Clause(start, max(end, at + 1))
        return self._latest

    def _decide(self, start: int, end: int) -> bool:
        for first, last in ((start, end), (max(0, start - _REACH), end + _REACH)):
            count = count_scripts(self._text, first, last)
            if count.script is Script.JAPANESE:
                return False
            if count.simplified or count.traditional:
                return count.traditional > _MARGIN * count.simplified
        return self._script_of_all() is Script.TRADITIONAL

    def _script_of_all(self) -> Script:
        if self._whole is None:
            self._whole = count_scripts(self._text).script
        return self._whole
