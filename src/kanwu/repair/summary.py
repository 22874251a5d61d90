"""Keep what a rule reports readable: many places that are only pointed at become one finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kanwu.config import Config
from kanwu.finding import Safety
from kanwu.rule import Match

MANY = 20
"""How many places of one kind a document shows one by one; a reader learns nothing from the next thousand."""


def summed_up(matches: Iterable[Match], config: Config) -> list[Match]:
    """Return the matches; those that would change nothing are one match where they are more than `MANY`.

    A match whose fix the configuration applies always stays, for each change needs its own account.
    """
    found = list(matches)
    pointed_at = [match for match in found if not _is_applied(match, config)]
    if len(pointed_at) <= MANY:
        return found
    first = pointed_at[0]
    count = len(pointed_at)
    message = f"{first.message} This is the first of {count} such places in the document."
    stands_for_all = replace(first, message=message, evidence={**first.evidence, "places": str(count)})
    return [*(match for match in found if _is_applied(match, config)), stands_for_all]


def _is_applied(match: Match, config: Config) -> bool:
    return match.replacement is not None and (match.safety is Safety.SAFE or config.unsafe_fixes)
