"""Sheets: the tables of a text, read once for all rules."""

from __future__ import annotations

from functools import lru_cache

from kanwu.validate.tables import markdown, markup, separated
from kanwu.validate.tables.layout import Sheet, lay_out


@lru_cache(maxsize=1)
def sheets(text: str) -> tuple[Sheet, ...]:
    """Return the tables of a text that hold figures."""
    if "|" not in text and "\t" not in text and "," not in text and "<" not in text:
        return ()
    grids = (grid for reader in (markdown, markup, separated) for grid in reader.grids(text))
    read = (lay_out(text, grid) for grid in grids)
    return tuple(sheet for sheet in read if sheet is not None)
