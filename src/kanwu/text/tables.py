"""Tables of facts that ship with a package: a header of lines that begin with `#`, then a row a line."""

from __future__ import annotations

from importlib.resources import files
from itertools import dropwhile


def read_lines(package: str, name: str) -> list[str]:
    """Return the lines of a table after its header.

    Args:
        package: the package that holds the table, as `__package__` names it.
        name: its file name.
    """
    lines = files(package).joinpath(name).read_text("utf-8").splitlines()
    return list(dropwhile(lambda line: line.startswith("#"), lines))


def read_rows(package: str, name: str) -> list[list[str]]:
    """Return the rows of a table, each a list of its cells, which tabs part."""
    return [line.split("\t") for line in read_lines(package, name)]
