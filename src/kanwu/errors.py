"""What kanwu raises: one base class, a slug each, and a sentence that says what to do."""

from __future__ import annotations


class KanwuError(Exception):
    """Something the user can put right.

    Attributes:
        slug: the error's short name; `docs/errors.md` has a section for each.
    """

    slug = "error"


class InputError(KanwuError):
    """A document, a file or a folder cannot be used as asked."""

    slug = "input"


class ConfigError(KanwuError):
    """A configuration file or a setting is wrong."""

    slug = "config"


class OutputError(KanwuError):
    """A result cannot be written."""

    slug = "output"


class RunError(KanwuError):
    """A run folder is missing, damaged or of another version."""

    slug = "run"


class RestoreError(KanwuError):
    """Cleaned text and its findings do not belong together."""

    slug = "restore"
