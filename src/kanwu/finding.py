"""Finding and Fix: a rule that fired, where in the source text, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is; `check` fails on warning and error by default."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Safety(StrEnum):
    """Whether a fix is applied by default (`safe`) or only when asked (`unsafe`)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


Evidence = Mapping[str, str]
"""What a reader needs to check a finding: short names to short texts."""


@dataclass(frozen=True, slots=True)
class Fix:
    """The replacement for a finding's span.

    Attributes:
        original: the source text that is replaced, `source[start:end]`; with it the source can be restored.
        replacement: the text that takes its place; empty where the span is removed.
        safety: `safe` is applied by default, `unsafe` only when asked for.
    """

    original: str
    replacement: str
    safety: Safety


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired.

    Attributes:
        code: the rule's code, such as `GLS001`.
        start: offset of the first character in the **source text**, in code points.
        end: offset after the last character.
        message: one sentence for a reader.
        severity: how bad it is.
        evidence: what the verdict rests on.
        fix: the replacement, or None where there is nothing certain to put there.
        applied: whether the fix is part of the cleaned text.
    """

    code: str
    start: int
    end: int
    message: str
    severity: Severity
    evidence: Evidence = field(default_factory=dict)
    fix: Fix | None = None
    applied: bool = False
