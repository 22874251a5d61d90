"""Where a text is garbled still: nothing that stands there is evidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kanwu.rule import View

_REACH = 20  # characters around an open finding; what is garbled seldom ends where the finding does
_LOST = re.compile("\ufffd+")
_WRONG_CODECS = "ENC1"  # how their codes begin


class Garbled:
    """The places of a text in or beside wrong-codec or lost text that could not be mended."""

    def __init__(self, view: View) -> None:
        spans: list[tuple[int, int]] = []
        for first, last in sorted((*_open(view), *(lost.span() for lost in _LOST.finditer(view.text)))):
            start, end = first - _REACH, last + _REACH
            if spans and start <= spans[-1][1]:
                spans[-1] = spans[-1][0], max(end, spans[-1][1])
            else:
                spans.append((start, end))
        self._spans = spans

    def covers(self, at: int) -> bool:
        """Say whether a place is in such text."""
        last = bisect_right(self._spans, at, key=lambda span: span[0]) - 1
        return last >= 0 and at < self._spans[last][1]


def _open(view: View) -> Iterator[tuple[int, int]]:
    """Yield the spans of the findings of wrong codecs that stay open: neither applied nor part of a fix that is."""
    for finding in view.earlier:
        if finding.code.startswith(_WRONG_CODECS) and not finding.applied and "part of" not in finding.evidence:
            yield view.source_map.to_text(finding.start, finding.end)
