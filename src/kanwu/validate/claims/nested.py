"""Lists within lists: of several parts one is divided in its turn (其中，甲类8项，含A类5项、B类3项，乙类4项)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kanwu.figure import Figure
from kanwu.text.intervals import total

_CONTAINING = re.compile("[，,、（(](?:其中)?(?:内|內)?(?:含|包括|包含)(?!税|稅)")
_FEWEST = 2

Split = tuple[list[Figure], Figure]
"""Parts, and the figure that they are parts of."""


def nested(text: str, whole: Figure, parts: Sequence[Figure]) -> Iterator[Split]:
    """Yield what a list with a list inside it adds up: the inner and the outer one, where one of them closes."""
    for at in range(len(parts) - _FEWEST):
        if not _CONTAINING.search(text, parts[at].end, parts[at + 1].start):
            continue
        for end in range(at + 1 + _FEWEST, len(parts) + 1):
            inner, outer = list(parts[at + 1 : end]), [*parts[: at + 1], *parts[end:]]
            splits = [(inner, parts[at])]
            if len(outer) >= _FEWEST:
                splits.append((outer, whole))
            if any(_closes(members, one) for members, one in splits):
                yield from splits
                return
        yield list(parts[at + 1 :]), parts[at]
        if end_of_inner := _clause_end(text, parts, at):
            yield list(parts[at + 1 : end_of_inner]), parts[at]


def _closes(parts: Sequence[Figure], whole: Figure) -> bool:
    return total(part.interval for part in parts).meets(whole.interval)


def _clause_end(text: str, parts: Sequence[Figure], at: int) -> int:
    """Return where the inner list ends if its items are joined by 、 and a comma follows them, else 0."""
    for end in range(at + 1, len(parts) - 1):
        if "，" in text[parts[end].end : parts[end + 1].start]:
            return end + 1 if end > at + 1 else 0
    return 0
