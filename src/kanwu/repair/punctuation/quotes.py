"""The quotes of the house styles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotes of a house style, the outer pair and the pair for quotations inside."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


CURLED = Quotes("“", "”", "‘", "’")
"""Mainland China, by GB/T 15834-2011."""
CORNERED = Quotes("「", "」", "『", "』")
"""Taiwan, by the Ministry of Education's Revised Handbook of Punctuation (2008), and Hong Kong."""


def quotes_of(profile: str | None) -> Quotes | None:
    """Return the quotes of a profile; None without one."""
    if profile is None:
        return None
    return CURLED if profile == "mainland" else CORNERED
