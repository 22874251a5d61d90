"""The pages of rules in the language of the report, each shown only while it says what the English one says."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "strings" / "rules"
"""Holds a folder of pages for each language that has them, a file for each rule."""

_DIGITS = 16


def stamp(doc: str) -> str:
    """Return the first line of every translation of a rule's documentation.

    >>> stamp("What is found.")
    '<!-- of 6d91bb1a6ad615d0 -->'
    """
    digest = hashlib.sha256(inspect.cleandoc(doc).encode("utf-8", "surrogatepass")).hexdigest()
    return f"<!-- of {digest[:_DIGITS]} -->"


def is_stale(page: str, doc: str) -> bool:
    """Tell whether a page translates another state of the documentation than `doc`."""
    return page.partition("\n")[0] != stamp(doc)


@cache
def rule_page(code: str, doc: str, lang: str, folder: Path = FOLDER) -> str:
    """Return a rule's page in a language as Markdown behind its stamp, or nothing where there is none or it is stale.

    Args:
        code: the rule's.
        doc: the rule's documentation in English, which the page must translate.
        lang: the language of the report.
        folder: where the languages are.
    """
    path = _pages(folder / lang).get(code)
    page = path.read_text("utf-8") if path else ""
    return page if page and not is_stale(page, doc) else ""


@cache
def _pages(folder: Path) -> Mapping[str, Path]:
    """Return the pages of a language by code, so that no code is ever taken for a path."""
    return {path.stem: path for path in folder.glob("*.md")}
