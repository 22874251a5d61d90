"""Sheets: the tables of a text, read once for all rules."""

from __future__ import annotations

from kanwu.rule import Reading, once
from kanwu.validate.tables import markdown, markup, separated
from kanwu.validate.tables.layout import Sheet, lay_out

MARKS = ("|", "\t", ",", "<")
"""What tables are made of: one of these stands in every text that has one."""


@once
def sheets(reading: Reading) -> tuple[Sheet, ...]:
    """Return the tables of a text that hold figures."""
    text = reading.text
    if not any(mark in text for mark in MARKS):
        return ()
    grids = (grid for reader in (markdown, markup, separated) for grid in reader.grids(text))
    read = (lay_out(text, grid) for grid in grids)
    return tuple(sheet for sheet in read if sheet is not None)
