"""The unit after a number and the currency before it, looked up in every grammar."""

from __future__ import annotations

from types import MappingProxyType

from kanwu.text.numerals import MULTIPLIERS
from kanwu.validate.grammar import GRAMMARS, Unit


def _by_first(spellings: dict[str, Unit]) -> MappingProxyType[str, tuple[tuple[str, Unit], ...]]:
    """Group spellings by first character, longest first."""
    groups: dict[str, list[tuple[str, Unit]]] = {}
    for spelling in sorted(spellings, key=len, reverse=True):
        groups.setdefault(spelling[0], []).append((spelling, spellings[spelling]))
    return MappingProxyType({first: tuple(found) for first, found in groups.items()})


UNITS = _by_first({spelling: unit for grammar in GRAMMARS for spelling, unit in grammar.units.items()})
"""Every unit, by the first character of its spelling."""
CURRENCIES = tuple(
    sorted(
        ((s, unit) for grammar in GRAMMARS for s, unit in grammar.currencies.items()), key=lambda pair: -len(pair[0])
    )
)
CURRENCY_ENDS = frozenset(sign[-1] for sign, _ in CURRENCIES)
_MULTIPLIERS = tuple((word, factor) for grammar in GRAMMARS for word, factor in grammar.multipliers.items())


def unit_at(text: str, at: int) -> tuple[int, Unit] | None:
    """Return where the unit that begins at `at` (after at most one space or hyphen) ends, and the unit."""
    first = text[at : at + 1]
    if first in {" ", "-", "\n"}:
        at += 1
        first = text[at : at + 1]
    if first == "成" and at and text[at - 1] in MULTIPLIERS:
        return None  # 91.2万成长8.2%
    for spelling, unit in UNITS.get(first, ()):
        if text.startswith(spelling, at) and not (
            spelling[-1].isascii() and _letter(text, at + len(spelling), spelling)
        ):
            return at + len(spelling), unit
    return None


def currency_before(text: str, at: int) -> tuple[int, Unit] | None:
    """Return where the currency sign that ends at `at` (before at most one space) begins, and the unit."""
    if at and text[at - 1] == " ":
        at -= 1
    if not at or text[at - 1] not in CURRENCY_ENDS:
        return None
    for sign, unit in CURRENCIES:
        if text.endswith(sign, 0, at):
            return at - len(sign), unit
    return None


def multiplier_at(text: str, at: int) -> tuple[int, int] | None:
    """Return where the multiplier word (million) that begins after a space at `at` ends, and its factor."""
    start = at + 1 if text[at : at + 1] in {" ", "-", "\n"} else at
    if not text[start : start + 1].isalpha():
        return None
    for word, factor in _MULTIPLIERS:
        if text[start : start + len(word)].lower() == word and not _letter(text, start + len(word), word):
            return start + len(word), factor
    return None


def _letter(text: str, at: int, spelling: str) -> bool:
    """Say whether a letter follows, so that the spelling is only the beginning of another word."""
    return spelling[-1].isalpha() and text[at : at + 1].isascii() and text[at : at + 1].isalpha()
