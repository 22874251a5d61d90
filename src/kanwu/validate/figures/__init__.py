"""Figures: numbers as printed, with the values they can stand for.

The way of a number: `lead` finds where one may stand, `context` tells dates, ordinals and names apart,
`units` and `precision` say what its unit and the words around it mean, and `reading` puts it together as a `Figure`.
"""

from __future__ import annotations

from kanwu.validate.figures.reading import read_figures

__all__ = ["read_figures"]
