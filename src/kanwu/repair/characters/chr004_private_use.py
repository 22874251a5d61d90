r"""Private use characters, whose meaning only one font knew.

## What it does

Flags the characters of the private use areas: U+E000 to U+F8FF and planes 15 and 16; a run is one finding, and more
than twenty runs are one finding for the whole document.

## Why it matters

No reader, search or model knows what stands there: a bullet of a symbol font, an icon, a digit that a site hid from
scrapers, or a rare Han character from a time before Unicode had it.

## Example

In `王\ue863先生` the U+E863 is flagged.

## When it is wrong

Inside an organisation that has agreed on a meaning the characters are text.

## Fix safety

There is no fix: the meaning depends on the font.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.finding import Severity
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of

_RARE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_PRIVATE = re.compile(f"[{_RARE}]{{1,100000}}")
_SHOWN = 8


def find(view: View) -> Iterator[Match]:
    """Give each run of private use characters."""
    yield from summed_up(map(_match, _PRIVATE.finditer(view.text)), view.config)


def _match(run: re.Match[str]) -> Match:
    more = " …" if len(run[0]) > _SHOWN else ""
    codes = " ".join(f"U+{ord(char):04X}" for char in run[0][:_SHOWN]) + more
    evidence = {"characters": codes, "count": str(len(run[0]))}
    if all("\uf000" <= char <= "\uf0ff" for char in run[0]):
        evidence["likely"] = "a code of a symbol font such as Symbol or Wingdings"
    return Match(
        run.start(),
        run.end(),
        f"{codes}: what a private use character means, only its font says.",
        None,
        evidence=evidence,
    )


RULE = RepairRule("CHR004", "private-use", Severity.WARNING, __doc__, find, gate_of(f"[{_RARE}]"), _RARE)
