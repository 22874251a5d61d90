r"""Control characters that have no business in text.

## What it does

Finds the C0 controls other than tab, line feed, form feed and carriage return, and DEL:

- commands to a terminal (`ESC [ 3 1 m`), and letters printed twice with a backspace between to make them bold;
- a vertical tab, which word processors write for a line break;
- 0B, 0E and 0F between Latin letters, which are the ligatures ff, ffi and ffl in the fonts of TeX, cut out of a PDF;
- 1A, which decoders write where a character was lost: reported only;
- NULs and all others.

C1 controls (80 to 9F) are the matter of ENC111.

## Why it matters

They break XML and JSON readers, end a C string, and cut words in two: `e\x0ecient` is not found as `efficient`.

## Example

NULs at the end of a line, with which a record was filled up, are removed. `e\x0ecient` becomes `efficient` with
`--unsafe-fixes`.

## When it is wrong

Some data files part their columns with 01, 1E or 1F; without them the columns run together. Logs of a terminal are
what they are.

## Fix safety

Safe for NULs at the end of a line or of the text: there they can part nothing. All else is unsafe, for a control may
part two fields or stand for a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.finding import Safety, Severity
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of

_RARE = r"\x00-\x08\x0b\x0e-\x1f\x7f"
_CONTROL = re.compile(f"[{_RARE}]")
_PLACE = re.compile(
    r"(?P<command>\x1b(?:\[[0-9;?]{0,32}[@-~]|[@-Z\\-_]))"
    r"|(?P<twice>([^\x00-\x1f])(?:\x08\3){1,4})|(?P<underlined>_\x08(?P<letter>[^\x00-\x1f]))"
    r"|(?P<padding>\x00{1,100000}(?=\r?\n|\r|\Z))"
    "|(?P<ligature>(?<=[A-Za-z])[\x0b\x0e\x0f](?=[a-z]))|(?P<break>\x0b)"
    "|(?P<substitute>\x1a{1,100000})|(?P<other>[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]{1,100000})"
)
_LIGATURES = {"\x0b": "ff", "\x0e": "ffi", "\x0f": "ffl"}
"""What the TeX font encoding OT1 has at these codes."""
_SHOWN = 8


def find(view: View) -> Iterator[Match]:
    """Give the controls, run by run."""
    yield from summed_up(_places(view.text), view.config)


def _places(text: str) -> Iterator[Match]:
    """Go from control to control; a place may begin one character before its first one."""
    at = 0
    while hit := _CONTROL.search(text, at):
        start = hit.start()
        place = None
        if hit[0] == "\x08" and start > at:
            place = _PLACE.match(text, start - 1)
        place = place or _PLACE.match(text, start)
        assert place is not None
        yield _match(place)
        at = place.end()


def _match(place: re.Match[str]) -> Match:
    kind = str(place.lastgroup if place.lastgroup != "letter" else "underlined")
    controls = _CONTROL.findall(place[0])
    codes = _codes(controls)
    letter = place["letter"] or place[0][0]
    message, replacement = {
        "padding": (f"{codes}: a record was filled up with NULs.", ""),
        "command": ("A command to a terminal.", ""),
        "twice": (f"{letter} is printed over itself, for bold or underline.", letter),
        "underlined": (f"{letter} is printed over itself, for bold or underline.", letter),
        "ligature": (
            f"{codes} between letters: {_LIGATURES.get(place[0])} in the fonts of TeX.",
            _LIGATURES.get(place[0]),
        ),
        "break": ("U+000B, a word processor's line break.", "\n"),
        # It is all that is left of a character, and taking it away would hide that.
        "substitute": ("U+001A stands where a character was lost.", None),
        "other": (f"{codes} has no meaning in text.", ""),
    }[kind]
    safety = Safety.SAFE if kind == "padding" else Safety.UNSAFE
    evidence = {"characters": codes, "count": str(len(controls))}
    return Match(place.start(), place.end(), message, replacement, safety, evidence)


def _codes(controls: list[str]) -> str:
    more = " …" if len(controls) > _SHOWN else ""
    return " ".join(f"U+{ord(char):04X}" for char in controls[:_SHOWN]) + more


RULE = RepairRule("CHR003", "control-character", Severity.WARNING, __doc__, find, gate_of(_CONTROL.pattern), _RARE)
