"""Tables in Markdown: lines with pipes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.validate.tables.grid import Cell, Grid, cell

_RULE = re.compile(r"[ \t]{0,8}\|?[ \t:]{0,4}-[-:| \t]{0,2000}\Z")
_FEWEST = 3  # lines


def grids(text: str) -> Iterator[Grid]:
    """Yield the tables of a text that are drawn with pipes."""
    if text.count("|") < _FEWEST:
        return
    block: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if "|" in line:
            block.append((at, at + len(line.rstrip())))
        elif block:
            yield from _of_block(text, block)
            block = []
        at += len(line)
    yield from _of_block(text, block)


def _of_block(text: str, lines: list[tuple[int, int]]) -> Iterator[Grid]:
    """Yield the tables in neighbouring lines that hold pipes; a line of dashes tells the header above it."""
    if len(lines) < _FEWEST:
        return
    rules = [at for at, (start, end) in enumerate(lines) if _is_rule(text[start:end])]
    if not rules:
        if all(text[start:end].lstrip().startswith("|") for start, end in lines):
            yield Grid(tuple(_cells(text, start, end) for start, end in lines))
        return
    starts = [0, *(rule - 1 for rule in rules[1:])]
    for rule, first, stop in zip(rules, starts, [*starts[1:], len(lines)], strict=True):
        if stop - first >= _FEWEST:
            rows = (lines[at] for at in range(first, stop) if at != rule)
            yield Grid(tuple(_cells(text, start, end) for start, end in rows), max(0, rule - first))


def _is_rule(line: str) -> bool:
    return bool(_RULE.match(line)) and "|" in line


def _cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    r"""Cut a line at its pipes; `\|` is a pipe that belongs to its cell."""
    cuts = [at for at in range(start, end) if text[at] == "|" and text[at - 1 : at] != "\\"]
    edges = [start, *(cut + 1 for cut in cuts)]
    stops = [*cuts, end]
    pieces = list(zip(edges, stops, strict=True))
    if pieces and not text[pieces[0][0] : pieces[0][1]].strip() and len(pieces) > 1:
        pieces = pieces[1:]
    if pieces and not text[pieces[-1][0] : pieces[-1][1]].strip() and len(pieces) > 1 and text[end - 1 : end] == "|":
        pieces = pieces[:-1]
    return tuple(cell(text, first, last) for first, last in pieces)
