"""Lines and columns of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a text begin; they end at LF, CR LF or CR.

    Attributes:
        text: the text.
        starts: the offset of each line's first character.
    """

    text: str
    starts: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Lines:
        """Find the lines of a text."""
        if "\r" in text:
            return cls(text, [0, *(end.end() for end in _LINE_END.finditer(text))])
        lengths = map(len, text.split("\n"))  # a pattern takes several times as long
        return cls(text, list(accumulate(map((1).__add__, lengths), initial=0))[:-1])

    def place(self, offset: int) -> tuple[int, int]:
        r"""Return line and column of an offset, both from 1, in code points.

        >>> Lines.of("一\r\n二三").place(4)
        (2, 2)
        """
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return a line, counted from 1, without its end."""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")
