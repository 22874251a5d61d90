"""Look again after mending, until a second cleaning would find nothing more to mend.

A mended character can decide the script of its sentence, and so the reading of another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kanwu.config import Config
from kanwu.finding import Safety
from kanwu.rule import Match

_MOST_ROUNDS = 8  # a chain of sentences that each wait for the one before it; the rest is left to a second cleaning


def settled(text: str, config: Config, find: Callable[[str], Iterable[Match]]) -> Iterator[Match]:
    """Give what a rule finds in a text and, once its fixes are made, in the text that results.

    Args:
        text: the text.
        config: says which fixes are made.
        find: gives the matches in a text; each replaces one character by one.
    """
    matches: dict[int, Match] = {}
    made: set[int] = set()
    for _ in range(_MOST_ROUNDS):
        found = {match.start: match for match in find(text) if match.start not in made}
        fixes = {at: match.replacement for at, match in found.items() if _is_made(match, config)}
        for at, match in found.items():
            if at in fixes or at not in matches:
                matches[at] = match
        if not fixes:
            break
        made |= fixes.keys()
        text = "".join(fixes.get(at) or char for at, char in enumerate(text))
    yield from (matches[at] for at in sorted(matches))


def _is_made(match: Match, config: Config) -> bool:
    return match.replacement is not None and (match.safety is Safety.SAFE or config.unsafe_fixes)
