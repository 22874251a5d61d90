"""Dues: what should be, what is, and what is not, which add up: 应出席…，实际出席…，缺席…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kanwu.figure import Figure
from kanwu.validate.claims.structure import Scene, countable, kin
from kanwu.validate.grammar.relations import ATTENDING, DUE, NOT_DONE

_PARTS = 2
_DUE = re.compile(rf"{DUE}(\w{{1,2}})")


def dues(scene: Scene) -> Iterator[tuple[list[Figure], Figure]]:
    """Yield the parts and the whole of what was due in a sentence, or in the one before it."""
    pairs = [*scene.earlier(), *scene.here]
    for at in range(len(pairs) - _PARTS):
        (whole, lead), *parts = pairs[at : at + 1 + _PARTS]
        due = _DUE.search(lead)
        if due is None or parts[0][0].start < scene.sentence.start:
            continue
        alike = all(countable(part) and kin(part.unit) == kin(whole.unit) for part, _ in parts)
        if alike and _are_done_and_not(due[1], [words for _, words in parts]):
            yield [part for part, _ in parts], whole


def _are_done_and_not(due: str, leads: Sequence[str]) -> bool:
    """Say whether of two parts one did what was due, in one or two characters, and the other did not."""
    verbs = ATTENDING if due.startswith(ATTENDING) else (due, due[0])
    missed = [any(f"{no}{verb[-1]}" in lead for no in NOT_DONE for verb in verbs) for lead in leads]
    done = [any(verb in lead for verb in verbs) and not no for lead, no in zip(leads, missed, strict=True)]
    return sum(missed) == 1 == sum(done)
