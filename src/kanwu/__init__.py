"""kanwu (勘误): mend the text of a scraped corpus, check the figures in it, and show the proof.

The whole public face is here; each name is loaded when it is first used, so that `import kanwu` stays light.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kanwu.config import Config
    from kanwu.corpus.run import Run, run
    from kanwu.document import Document
    from kanwu.errors import KanwuError
    from kanwu.figure import Claim, Figure
    from kanwu.finding import Finding, Fix
    from kanwu.stages import Checked, Cleaned, check, clean

_HOME = {
    "Checked": "kanwu.stages",
    "Claim": "kanwu.figure",
    "Cleaned": "kanwu.stages",
    "Config": "kanwu.config",
    "Document": "kanwu.document",
    "Figure": "kanwu.figure",
    "Finding": "kanwu.finding",
    "Fix": "kanwu.finding",
    "KanwuError": "kanwu.errors",
    "Run": "kanwu.corpus.run",
    "check": "kanwu.stages",
    "clean": "kanwu.stages",
    "run": "kanwu.corpus.run",
}

__all__ = [
    "Checked",
    "Claim",
    "Cleaned",
    "Config",
    "Document",
    "Figure",
    "Finding",
    "Fix",
    "KanwuError",
    "Run",
    "__version__",
    "check",
    "clean",
    "run",
]


def __getattr__(name: str) -> Any:
    if name in {"pipeline", "repair", "validate"}:
        return importlib.import_module(f"kanwu.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'kanwu' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
