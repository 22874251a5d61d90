"""Fingerprints: the same finding keeps its identity when lines move."""

from __future__ import annotations

import hashlib
from collections import Counter

from kanwu.located import Located

_AROUND = 40  # code points of the line on each side; enough to tell two places apart, few enough to survive an edit


class Fingerprints:
    """Makes a fingerprint a finding, from its file, rule and words, and never from its line number.

    The same words found again in one file are told apart by counting them.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, located: Located) -> str:
        """Return 64 hexadecimal digits, unique among those this object has made."""
        finding = located.finding
        first = max(located.column - 1 - _AROUND, 0)
        words = located.line_text[first : located.column - 1 + _AROUND]
        fix = finding.fix
        parts = (located.path, finding.code, words, "" if fix is None else f"{fix.original}\0{fix.replacement}")
        content = "\0".join(parts).encode("utf-8", "surrogatepass")
        key = hashlib.sha256(content).hexdigest()
        self._seen[key] += 1
        return hashlib.sha256(f"{key}:{self._seen[key]}".encode()).hexdigest()
