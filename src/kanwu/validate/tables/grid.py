"""Grid: the cells of a table with their places in the text."""

from __future__ import annotations

from dataclasses import dataclass

FILLER = "\u2060"
"""What stands in a cell for marks of the format that part nothing, so that offsets stay: the word joiner."""

_BLANKS = " \t\r\n\u00a0\u3000" + FILLER


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        start: offset of its content's first character in the text.
        end: offset after the last.
        text: what a reader sees, of the same length: marks of the format are blank.
        is_header: whether the format says that it is a header.
        is_copy: whether it repeats a cell that spans several rows or columns.
    """

    start: int
    end: int
    text: str
    is_header: bool = False
    is_copy: bool = False

    @property
    def label(self) -> str:
        """Its text as a label, on one line."""
        return " ".join(self.text.replace(FILLER, "").split())


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table, row by row.

    Attributes:
        rows: the cells; a row may be shorter than others.
        headers: how many rows the format says are headers, or None where it does not say.
    """

    rows: tuple[tuple[Cell, ...], ...]
    headers: int | None = None


def cell(text: str, start: int, end: int, *, is_header: bool = False) -> Cell:
    """Make a cell of `text[start:end]`, without the blanks around it."""
    content = text[start:end]
    start += len(content) - len(content.lstrip(_BLANKS))
    content = content.strip(_BLANKS)
    return Cell(start, start + len(content), content, is_header)
