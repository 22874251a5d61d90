"""The words that say what a number is and how numbers relate, a module a language: data, no logic.

Another language is another module here, listed in `GRAMMARS`.
"""

from __future__ import annotations

from kanwu.validate.grammar.chinese import CHINESE
from kanwu.validate.grammar.english import ENGLISH
from kanwu.validate.grammar.words import Grammar, Unit

GRAMMARS = (CHINESE, ENGLISH)
"""Every language whose figures are read."""

__all__ = ["CHINESE", "ENGLISH", "GRAMMARS", "Grammar", "Unit"]
