"""Which passages of a document are Traditional; a Simplified or Japanese quotation is left alone."""

from __future__ import annotations

import re

from kanwu.text.scripts import Script, ScriptCount, count_scripts

_CLAUSE_END = re.compile("[，。；：！？、,;:!?\n\r“”‘’「」『』《》()（）]")
_REACH = 40  # characters on either side that speak for the script where the clause does not
_MARGIN = 3  # Traditional characters to each Simplified one: that many a sloppy conversion leaves at most


class Passages:
    """The script of the places of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._whole: ScriptCount | None = None

    def is_traditional(self, at: int) -> bool:
        """Say whether the clause of a place is Traditional; where it does not say, its surroundings, then the text."""
        for count in (self._clause(at), count_scripts(self._text, max(0, at - _REACH), at + _REACH)):
            if count.script is Script.JAPANESE:
                return False
            if count.simplified or count.traditional:
                return count.traditional > _MARGIN * count.simplified
        return self.whole.script is Script.TRADITIONAL

    @property
    def whole(self) -> ScriptCount:
        """The count of the whole text, made on first use."""
        if self._whole is None:
            self._whole = count_scripts(self._text)
        return self._whole

    def _clause(self, at: int) -> ScriptCount:
        before = self._text[max(0, at - _REACH) : at]
        start = at - len(_CLAUSE_END.split(before)[-1])
        after = _CLAUSE_END.search(self._text, at, at + _REACH)
        return count_scripts(self._text, start, after.start() if after else at + _REACH)
