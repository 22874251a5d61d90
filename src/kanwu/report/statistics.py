"""Counts of findings by rule, for `kanwu check --statistics`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from kanwu.finding import Safety
from kanwu.located import Located
from kanwu.rule import catalogue


def print_statistics(located: Iterable[Located], out: TextIO) -> None:
    """Write one line a rule, the most frequent first: how many, code, name, and how many have a fix of each kind."""
    counts: Counter[str] = Counter()
    fixable: Counter[tuple[str, Safety]] = Counter()
    for place in located:
        finding = place.finding
        counts[finding.code] += 1
        if finding.fix is not None:
            fixable[finding.code, finding.fix.safety] += 1
    names = {rule.code: rule.name for rule in catalogue().rules}
    width = len(str(max(counts.values(), default=0)))
    for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        kinds = [f"{fixable[code, safety]} {safety}" for safety in Safety if fixable[code, safety]]
        fixes = f" ({', '.join(kinds)})" if kinds else ""
        out.write(f"{count:>{width}}  {code}  {names.get(code, '')}{fixes}\n")
