"""Located: a finding with the line and column a reader, an editor or a continuous integration service counts by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kanwu.finding import Finding
from kanwu.text.lines import Lines


@dataclass(frozen=True, slots=True)
class Located:
    r"""A finding in its file.

    Lines and columns count from 1, columns in code points; lines end at `\n`, `\r\n` or `\r`.

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


def locate(path: str, text: str, findings: Iterable[Finding]) -> Iterator[Located]:
    """Give each finding its place.

    Args:
        path: the file, as it shall be printed.
        text: the source text that the findings' offsets refer to.
        findings: in any order; the order is kept.
    """
    lines = Lines.of(text)
    last, line_text = 0, ""
    for finding in findings:
        line, column = lines.place(finding.start)
        end_line, end_column = line, column
        if finding.end > finding.start:
            end_line, end_column = lines.place(finding.end - 1)
            end_column += 1
        if line != last:  # a line can be megabytes long: its findings share one copy
            last, line_text = line, lines.line(line)
        yield Located(path, finding, line, column, end_line, end_column, line_text)
