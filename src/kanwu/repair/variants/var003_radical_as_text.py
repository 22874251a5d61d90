"""A radical or a compatibility ideograph that stands where text has an ordinary character.

## What it does

Unicode has radicals (⼾ U+2F3E, ⻄ U+2EC4) and compatibility ideographs (U+F9DD) that look like ordinary characters.
Text taken from PDF files has them by accident. The rule puts the ordinary character there: by Unicode's table of
equivalent ideographs, and in the form of the script around the place (戶 in Traditional text, 户 in Simplified, 戸 in
Japanese). Compatibility ideographs become their canonical equivalent.

## Why it matters

A reader sees nothing wrong, but no search finds the word, and no dictionary or model knows it. Normalisation (NFKC)
does not mend it: it leaves the supplement's radicals as they are, and gives 戶 in Simplified text, too.

## Example

    陕⻄省⼾籍⼈口   ->   陕西省户籍人口

## When it is wrong

A dictionary or a course speaks about radicals. A radical that stands alone, in a list, in quotes, beside its own
character, before 部 or 旁, or in a line that mentions radicals or code points is only reported. Compatibility
ideographs carry readings in Korean text, which is left alone, and shapes of names in Japanese text, where they are
only reported. Those without an equivalent (﨑) are ordinary characters and no findings.

## Fix safety

Safe where the radical is joined to other writing and the script around it uses one form. Unsafe where the script
cannot be told and the forms differ, where the script has a character of another shape (气 in Traditional text is 氣),
for a number that begins a heading (⼀、), for radicals that are only parts of characters (⺮), and for compatibility
ideographs of the supplementary plane, which were made for names in Taiwan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kanwu.finding import Safety, Severity
from kanwu.repair.variants.passage import Passages
from kanwu.repair.variants.radicals import (
    RADICALS,
    is_about_radicals,
    is_list_mark,
    is_text,
    radicals,
    runs_of_radicals,
)
from kanwu.repair.variants.settling import settled
from kanwu.rule import Match, RepairRule, View
from kanwu.text.scripts import Script

_COMPATIBILITY = "\uf900-\ufad9\U0002f800-\U0002fa1d"
_GATE = re.compile(f"[{RADICALS}{_COMPATIBILITY}]")
_COMPATIBLE = re.compile(f"[{_COMPATIBILITY}]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LAST_OF_BMP = "\uffff"


def find(view: View) -> Iterator[Match]:
    """Give every radical and compatibility ideograph with the character it stands for."""
    text = view.text
    if _GATE.search(text) is None:
        return
    yield from settled(text, view.config, _find)


def _find(text: str) -> Iterator[Match]:
    passages = Passages(text)
    yield from _radicals(text, passages)
    yield from _compatibility(text, passages)


def _radicals(text: str, passages: Passages) -> Iterator[Match]:
    table = radicals()
    for start, end in runs_of_radicals(text):
        known = all(char in table for char in text[start:end])
        about = not known or is_about_radicals(text, start)
        written = not about and is_text(text, start, end)
        numbered = not about and not written and is_list_mark(text, start, end)
        for at in range(start, end):
            if written or numbered:
                wanted, safety = table[text[at]].form_in(passages.script_at(at))
                yield _match(text, at, "radical", wanted, safety if written else Safety.UNSAFE)
            elif text[at] in table:
                yield _flag(text, at, "radical", table[text[at]].ideograph)


def _compatibility(text: str, passages: Passages) -> Iterator[Match]:
    korean: bool | None = None
    for found in _COMPATIBLE.finditer(text):
        at, char = found.start(), found.group()
        wanted = unicodedata.normalize("NFC", char)
        if korean is None:
            korean = _HANGUL.search(text) is not None
        if wanted == char or korean:
            continue
        script = passages.script_at(at)
        if script is Script.JAPANESE or is_about_radicals(text, at):
            yield _flag(text, at, "compatibility ideograph", wanted)
        else:
            sure = char <= _LAST_OF_BMP and script in {Script.SIMPLIFIED, Script.TRADITIONAL}
            yield _match(text, at, "compatibility ideograph", wanted, Safety.SAFE if sure else Safety.UNSAFE)


def _flag(text: str, at: int, kind: str, wanted: str) -> Match:
    message = f"{text[at]} U+{ord(text[at]):04X} is a {kind}; the ordinary character is {wanted}."
    return Match(at, at + 1, message, evidence=_evidence(text, at, kind), severity=Severity.INFO)


def _match(text: str, at: int, kind: str, wanted: str, safety: Safety) -> Match:
    message = f"{text[at]} U+{ord(text[at]):04X} is a {kind} that stands for {wanted}."
    return Match(at, at + 1, message, wanted, safety, _evidence(text, at, kind))


def _evidence(text: str, at: int, kind: str) -> dict[str, str]:
    source = "Unicode, Equivalent_Unified_Ideograph" if kind == "radical" else "Unicode, canonical equivalence"
    return {"name": unicodedata.name(text[at], ""), "table": source}


RULE = RepairRule(
    code="VAR003",
    name="radical-as-text",
    severity=Severity.WARNING,
    doc=__doc__,
    find=find,
    turn=-1,
)
