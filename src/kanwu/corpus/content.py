"""The main content of a page as text: what a reader came for, without menus, banners and footers.

It is taken from the mended page and written beside the results, and never read again: findings have their places in the
page, and the page is what is restored.
"""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path
from typing import Any

from kanwu.config import Config
from kanwu.corpus.atomic import write_atomic
from kanwu.errors import ConfigError


def require_extractor(config: Config) -> None:
    """Complain where the main content is asked for and the package that finds it is missing.

    Raises:
        ConfigError: it is missing.
    """
    if config.main_content and importlib.util.find_spec("trafilatura") is None:
        raise ConfigError("--main-content needs a package that is not installed: pip install 'kanwu[html]'.")


def write_content(page: str, target: Path) -> None:
    """Write the main content of a page; nothing where it has none.

    Raises:
        OutputError: it cannot be written.
    """
    trafilatura: Any = importlib.import_module("trafilatura")
    text = trafilatura.extract(page, include_comments=False, include_tables=True, deduplicate=False)
    if text:
        write_atomic(target, f"{text}\n".encode("utf-8", "replace"))
