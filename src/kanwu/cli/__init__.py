"""The command line: one file a command; heavy modules are loaded by the command that needs them."""

from __future__ import annotations


def main() -> None:
    """Run the command line and exit."""
    from kanwu.cli.app import main as run_app

    run_app()


__all__ = ["main"]
