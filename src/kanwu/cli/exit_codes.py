"""The exit codes of the commands; docs/cli.md says what each means where."""

from __future__ import annotations

FOUND = 1
"""Something was found, would change, or does not match."""

FAILED = 2
"""Some input, or the command itself, failed."""

INTERRUPTED = 130
"""Ended by an interrupt from the keyboard: 128 and the number of SIGINT, as shells count; typer returns it too."""
