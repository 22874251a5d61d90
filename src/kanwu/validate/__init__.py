"""Stage 2: read figures as exact intervals, relate them, and say whether the relations hold."""

from __future__ import annotations

from kanwu.validate.figures import read_figures

__all__ = ["read_figures"]
