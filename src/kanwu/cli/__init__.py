"""The command line: one file a command; heavy modules are loaded by the command that needs them."""

from __future__ import annotations

import os


def main() -> None:
    """Run the command line and exit."""
    # pyarrow reads it when it is loaded; its own allocators keep tens of megabytes that nothing uses any more.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    from kanwu.cli.app import main as run_app

    run_app()


__all__ = ["main"]
