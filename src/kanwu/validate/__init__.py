"""Stage 2: read figures as exact intervals, relate them, and say whether the relations hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kanwu.validate.figures import read_figures

if TYPE_CHECKING:
    from kanwu.validate.records.extracted import CheckedFigures, check_figures

__all__ = ["CheckedFigures", "check_figures", "read_figures"]


def __getattr__(name: str) -> Any:
    """Load what needs pandera when it is first used: its import takes half a second."""
    if name in {"CheckedFigures", "check_figures"}:
        from kanwu.validate.records import extracted

        return getattr(extracted, name)
    raise AttributeError(f"module 'kanwu.validate' has no attribute {name!r}")
