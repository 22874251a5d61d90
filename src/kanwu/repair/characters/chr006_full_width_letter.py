r"""Full-width letters and digits.

## What it does

Finds runs of full-width Latin letters and digits (`ＣＰＩ`, `２０２３`), with the full-width `．－／：＠％` inside
such a run, outside Japanese text, and offers the ordinary forms.

## Why it matters

A search for `CPI` or a sum over `2023` misses them; old Chinese systems wrote them because their fonts had no others.

## Example

With `--unsafe-fixes`, `ＣＰＩ上涨２．５％` becomes `CPI上涨2.5%`.

## When it is wrong

`Ａ股` and other names of classes are printed so by some houses, and so are figures in text that runs from top to
bottom.

## Fix safety

Unsafe, because it is a matter of house style; safe where a `profile` names the house style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.finding import Safety, Severity
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of
from kanwu.text.scripts import Script, script_of

_RARE = "０-９Ａ-Ｚａ-ｚ"
_WIDE = re.compile(f"[{_RARE}]")
_RUN = re.compile("[０-９Ａ-Ｚａ-ｚ]{1,200}(?:[．－／：＠＿＋＆，][０-９Ａ-Ｚａ-ｚ]{1,200}){0,20}％?")
_COMMA = re.compile("，(?![０-９]{3}(?![０-９]))|(?<![０-９])，")
_SHIFT = ord("！") - ord("!")


def find(view: View) -> Iterator[Match]:
    """Give each run of full-width letters and digits."""
    if not _WIDE.search(view.text) or script_of(view.text) is Script.JAPANESE:
        return
    safety = Safety.SAFE if view.config.profile else Safety.UNSAFE
    yield from summed_up(_runs(view.text, safety), view.config)


def _runs(text: str, safety: Safety) -> Iterator[Match]:
    at = 0
    while run := _RUN.search(text, at):
        comma = _COMMA.search(run[0])  # between words it is a comma, in a figure it groups digits
        at = run.start() + comma.start() if comma else run.end()
        wide = text[run.start() : at]
        ordinary = "".join(chr(ord(char) - _SHIFT) for char in wide)
        yield Match(run.start(), at, f"Full-width {wide[:40]}.", ordinary, safety, {"ordinary form": ordinary[:40]})
        at = max(at, run.start() + 1)


RULE = RepairRule("CHR006", "full-width-letter", Severity.INFO, __doc__, find, gate_of(_WIDE.pattern), _RARE)
