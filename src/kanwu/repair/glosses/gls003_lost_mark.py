"""A full stop that lost its first byte in a text full of glosses.

## What it does

Finds places such as `學生??稍趯?shí)行`. In texts that the gloss tool worked on, a full stop (A1 A3) before certain
characters is shown as `?` and one of ！ ； ？: the first byte is gone, A3 and the next byte make a punctuation mark,
and what follows is decoded one byte late until the bytes fall into step again.

Ordinary `?！` is never touched: the text must have glosses, the stretch after the mark must be no Chinese as it is
shown, and read one byte earlier it must be.

## Why it matters

A sentence ends there, and the words after it are lost to search.

## Example

With `--unsafe-fixes`, `學生??稍趯?shí)行` becomes `學生。可在實行`.

## When it is wrong

The lost byte is taken for that of a full stop, the only punctuation mark ending in A3. Some characters end in A3 too,
常 and 停 among them.

## Fix safety

Always unsafe: the lost byte is inferred. What wrote this damage is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from kanwu.finding import Safety, Severity
from kanwu.repair.glosses.torn import broken_runs, survey_page
from kanwu.rule import Match, RepairRule, View


def find(view: View) -> Iterator[Match]:
    """Give the broken full stops with what probably stood there."""
    if not any(finding.code in {"GLS001", "GLS002"} for finding in view.earlier):
        return
    for run in broken_runs(survey_page(view.text, view.earlier)):
        evidence = {"bytes": run.restored.encode("gbk").hex(" ").upper(), "inferred": run.restored[0] + run.doubts}
        message = f"A character lost its first byte here; probably this was {run.restored}."
        yield Match(run.start, run.end, message, run.restored, Safety.UNSAFE, evidence)


RULE = RepairRule("GLS003", "lost-mark", Severity.WARNING, __doc__, find, gate=lambda _: None)
"""It fires only where another rule has, so it needs no gate."""
