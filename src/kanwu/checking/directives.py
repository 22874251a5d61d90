"""Comments in a document that accept findings: `<!-- kanwu: ignore[GLS001] -->`.

They are read by `kanwu check` alone: a page from the web must not be able to keep `clean` and `run` from mending it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kanwu.text.lines import Lines


class Scope(StrEnum):
    """What a comment speaks of."""

    LINE = "ignore"
    NEXT_LINE = "ignore-next-line"
    START = "ignore-start"
    END = "ignore-end"
    FILE = "ignore-file"


@dataclass(frozen=True, slots=True)
class Directive:
    """A comment that accepts the findings of some rules in a range of lines.

    Attributes:
        start: offset of its first character, `kanwu:`.
        end: offset after its last character.
        scope: what it says it speaks of.
        codes: the rule codes or prefixes it names.
        first: the first line it covers, from 1.
        last: the last line it covers.
    """

    start: int
    end: int
    scope: Scope
    codes: tuple[str, ...]
    first: int
    last: int


GATE = "kanwu:"
"""What a text with directives holds."""

# The comment forms: HTML and Markdown; Markdown's link definitions; scripts and settings; reStructuredText.
_DIRECTIVE = re.compile(
    r"(?:<!--|\[(?://|comment)\]:[ \t]{0,4}\#[ \t]{0,4}[(\"']|\#|//|\.\.)[ \t]{0,8}"
    r"(?P<directive>kanwu:[ \t]{0,8}(?P<scope>ignore(?:-next-line|-start|-end|-file)?)"
    r"(?![\w-])(?:[ \t]{0,4}\[(?P<codes>[^\]\r\n]{0,400})\])?)"
)


def read_directives(lines: Lines) -> Iterator[Directive]:
    """Give the directives of a text in order; `ignore-end` is part of the block that it ends.

    A block ends at the next `ignore-end` that names the same codes or none, or at the end of the text.
    """
    if GATE not in lines.text:
        return
    found = [(match, lines.place(match.start("directive"))[0]) for match in _DIRECTIVE.finditer(lines.text)]
    ends = [(line, _codes(match)) for match, line in found if match["scope"] == Scope.END]
    last_line = len(lines.starts)
    for match, line in found:
        scope, codes = Scope(match["scope"]), _codes(match)
        if scope is Scope.END:
            continue
        first, last = line, line
        if scope is Scope.NEXT_LINE:
            first = last = line + 1
        elif scope is Scope.FILE:
            first, last = 1, last_line
        elif scope is Scope.START:
            last = next((at for at, named in ends if at >= line and named in ((), codes)), last_line)
        yield Directive(match.start("directive"), match.end("directive"), scope, codes, first, last)


def _codes(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in (match["codes"] or "").split(",") if code.strip())
