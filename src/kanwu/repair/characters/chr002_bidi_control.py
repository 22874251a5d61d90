r"""Direction controls that reorder what is seen, or that close nothing.

## What it does

Finds, line by line,

- overrides (U+202D, U+202E), which show letters in another order than the one programs read;
- right-to-left embeddings and isolates around text that has no right-to-left letter: the order of its words and
  brackets turns, as in the attack known as "Trojan Source";
- controls without a partner in a text with right-to-left letters: an end that ends nothing, and a beginning that
  nothing ends before the line does.

Marks, and pairs around text that needs them, stay. In a text without right-to-left letters CHR001 has removed the
others already.

## Why it matters

`file\u202etxt.exe` is shown as `fileexe.txt`. A reviewer approves what is seen; a compiler, a search and a sum take
what is stored.

## Example

`file\u202etxt.exe` is flagged; the evidence shows both orders. With `--unsafe-fixes` it becomes `filetxt.exe`.

## When it is wrong

Some writers of Arabic and Hebrew begin each line with an embedding and never end it; that is why those are only noted.
Overrides are also used to show numbers in old systems that know no better.

## Fix safety

Unsafe: without the control the text is shown in another order. A beginning without an end has no fix.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kanwu.finding import Severity
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of

_RARE = "\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[{_RARE}]")
_OVERRIDES = "\u202d\u202e"
_RIGHTWARDS = "\u202b\u202e\u2067"
_ISOLATES = "\u2066\u2067\u2068"
_END_OF_EMBEDDING = "\u202c"
_END_OF_ISOLATE = "\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_MENTION = frozenset(["()", "[]", "“”", "‘’", "「」", "『』", "（）", '""', "''", "``"])
_SEEN = re.compile("[^\\s\u202a-\u202e\u2066-\u2069]")
_DEEPEST = 125  # levels; by UAX 9 what is opened deeper has no effect
_LOOKED_AT = 600  # characters after a control in which a letter that needs it must be
_SHOWN = 60  # characters of a reordered stretch that the evidence quotes


def find(view: View) -> Iterator[Match]:
    """Give the reorderings and the controls without a partner, line by line."""
    yield from summed_up(_in_lines(view.text), view.config)


def _in_lines(text: str) -> Iterator[Match]:
    at = 0
    while hit := _CONTROL.search(text, at):
        start = text.rfind("\n", 0, hit.start()) + 1
        end = text.find("\n", hit.start())
        at = len(text) if end < 0 else end
        yield from sorted(_in_line(text, start, at), key=lambda match: match.start)


def _in_line(text: str, start: int, end: int) -> Iterator[Match]:
    """Pair the controls of a line as UAX 9 does: what closes an isolate closes the embeddings in it."""
    opened: list[int] = []
    isolates = 0
    for hit in _CONTROL.finditer(text, start, end):
        char, at = hit[0], hit.start()
        if char == _END_OF_EMBEDDING:
            if opened and text[opened[-1]] not in _ISOLATES:
                yield from _pair(text, opened.pop(), at + 1)
            else:
                yield _unpaired(text, at)
        elif char == _END_OF_ISOLATE:
            if not isolates:
                yield _unpaired(text, at)
                continue
            while text[opened[-1]] not in _ISOLATES:
                yield from _pair(text, opened.pop(), at)
            isolates -= 1
            yield from _pair(text, opened.pop(), at + 1)
        elif len(opened) < _DEEPEST:
            opened.append(at)
            isolates += char in _ISOLATES
    for at in opened:
        if not _is_mentioned(text, at):
            yield from _pair(text, at, end) or [_unpaired(text, at)]


def _pair(text: str, start: int, end: int) -> list[Match]:
    """Return the reordering that a beginning and its end make, if any."""
    char = text[start]
    limit = min(end, start + 1 + _LOOKED_AT)
    if char not in _OVERRIDES and (char not in _RIGHTWARDS or _RIGHT_TO_LEFT.search(text, start + 1, limit)):
        return []
    if not _SEEN.search(text, start + 1, limit):
        return []
    stored = _CONTROL.sub("", text[start + 1 : min(limit, start + 1 + _SHOWN)])
    evidence = {"character": f"U+{ord(char):04X} {unicodedata.name(char)}", "stored": stored}
    if char == "\u202e":
        evidence["shown"] = stored[::-1]
    message = f"{unicodedata.name(char)} shows what follows in another order than it is stored."
    return [Match(start, start + 1, message, "", evidence=evidence)]


def _is_mentioned(text: str, at: int) -> bool:
    """Say whether a control stands alone between quotes or brackets, because the text is about it."""
    return at > 0 and text[at - 1] + text[at + 1 : at + 2] in _MENTION


def _unpaired(text: str, at: int) -> Match:
    char = text[at]
    evidence = {"character": f"U+{ord(char):04X} {unicodedata.name(char)}"}
    if char in _END_OF_EMBEDDING + _END_OF_ISOLATE:
        message = f"{unicodedata.name(char)} ends nothing that began in this line."
        return Match(at, at + 1, message, "", evidence=evidence, severity=Severity.INFO)
    message = f"{unicodedata.name(char)} is not ended in this line."
    return Match(at, at + 1, message, evidence=evidence, severity=Severity.INFO)


RULE = RepairRule("CHR002", "bidi-control", Severity.WARNING, __doc__, find, gate_of(_CONTROL.pattern), _RARE)
