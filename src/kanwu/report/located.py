"""Located: a finding with the line and column a reader, an editor or a continuous integration service counts by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kanwu.finding import Finding

_NEWLINE = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Located:
    r"""A finding in its file. Lines and columns count from 1, columns in code points; lines end at `\n`, `\r\n` or `\r`.

    Attributes:
        path: the file, relative to where the command was run, with `/`.
        finding: what was found.
        line: the line of the first character.
        column: its column.
        end_line: the line of the last character; `line` where the finding covers none.
        end_column: the column after the last character.
        line_text: the text of `line` without its newline.
    """

    path: str
    finding: Finding
    line: int
    column: int
    end_line: int
    end_column: int
    line_text: str


class LineIndex:
    """The lines of a text, found once; each look-up is a binary search."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(newline.end() for newline in _NEWLINE.finditer(text))]
        self._last = (-1, "")

    def place(self, offset: int) -> tuple[int, int]:
        r"""Return line and column of an offset in code points, both counted from 1.

        >>> LineIndex("first\r\nsecond").place(9)
        (2, 3)
        """
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """Return a line without its newline; the same object when asked for the same line again."""
        if self._last[0] != line:
            end = self._starts[line] if line < len(self._starts) else len(self._text)
            self._last = line, self._text[self._starts[line - 1] : end].rstrip("\r\n")
        return self._last[1]


def locate(path: str, text: str, findings: Iterable[Finding]) -> Iterator[Located]:
    """Give each finding its place.

    Args:
        path: the file, as it shall be printed.
        text: the source text that the findings' offsets refer to.
        findings: in any order; the order is kept.
    """
    lines = LineIndex(text)
    for finding in findings:
        line, column = lines.place(finding.start)
        end_line, end_column = line, column
        if finding.end > finding.start:
            end_line, end_column = lines.place(finding.end - 1)
            end_column += 1
        yield Located(path, finding, line, column, end_line, end_column, lines.line_text(line))
