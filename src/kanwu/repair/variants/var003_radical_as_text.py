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
from collections.abc import Iterator, Sequence

from kanwu.finding import Safety, Severity
from kanwu.repair.variants.passage import Passages
from kanwu.repair.variants.radicals import (
    RADICALS,
    Subjects,
    is_list_mark,
    is_text,
    radicals,
    runs_of_radicals,
)
from kanwu.repair.variants.settling import settled
from kanwu.rule import Match, RepairRule, View, gate_of
from kanwu.text.scripts import Script

_COMPATIBILITY = "\uf900-\ufad9\U0002f800-\U0002fa1d"
_RARE = f"{RADICALS}{_COMPATIBILITY}"
_GATE = re.compile(f"[{_RARE}]")
_COMPATIBLE = re.compile(f"[{_COMPATIBILITY}]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LAST_OF_BMP = "\uffff"
_MOST_NAMED = 8  # characters of a long run that the message and the evidence name


def find(view: View) -> Iterator[Match]:
    """Give every radical and compatibility ideograph with the character it stands for."""
    text = view.text
    if _GATE.search(text) is None:
        return
    yield from _joined(text, settled(text, view.config, _find))


def _find(text: str) -> Iterator[Match]:
    """Give every place; the ones beside each other are joined, and described, at the end."""
    yield from _radicals(text)
    yield from _compatibility(text)


def _radicals(text: str) -> Iterator[Match]:
    table, passages, subjects = radicals(), Passages(text), Subjects(text)
    for start, end in runs_of_radicals(text):
        known = all(char in table for char in text[start:end])
        about = not known or subjects.is_about_radicals(start)
        written = not about and is_text(text, start, end)
        numbered = not about and not written and is_list_mark(text, start, end)
        for at in range(start, end):
            if written or numbered:
                wanted, safety = table[text[at]].form_in(passages.script_at(at))
                yield Match(at, at + 1, "", wanted, safety if written else Safety.UNSAFE)
            elif text[at] in table:
                yield Match(at, at + 1, "")


def _compatibility(text: str) -> Iterator[Match]:
    passages, subjects = Passages(text), Subjects(text)
    if _HANGUL.search(text) is not None:
        return
    for found in _COMPATIBLE.finditer(text):
        at, char = found.start(), found.group()
        wanted = unicodedata.normalize("NFC", char)
        if wanted == char:
            continue
        script = passages.script_at(at)
        if script is Script.JAPANESE or subjects.is_about_radicals(at):
            yield Match(at, at + 1, "")
        else:
            sure = char <= _LAST_OF_BMP and script in {Script.SIMPLIFIED, Script.TRADITIONAL}
            yield Match(at, at + 1, "", wanted, Safety.SAFE if sure else Safety.UNSAFE)


def _joined(text: str, matches: Iterator[Match]) -> Iterator[Match]:
    """Join places beside each other that have the same kind, and the same fate."""
    group: list[Match] = []
    for match in matches:
        if group and (match.start != group[-1].end or _fate(text, match) != _fate(text, group[-1])):
            yield _described(text, group)
            group = []
        group.append(match)
    if group:
        yield _described(text, group)


def _fate(text: str, match: Match) -> tuple[bool, bool, Safety]:
    return _COMPATIBLE.match(text, match.start) is None, match.replacement is None, match.safety


def _described(text: str, group: Sequence[Match]) -> Match:
    start, end = group[0].start, group[-1].end
    shown, is_radical = text[start:end], _COMPATIBLE.match(text, start) is None
    ordinary = "".join(match.replacement or _ordinary(text[match.start]) for match in group)
    kind = "radical" if is_radical else "compatibility ideograph"
    codes = " ".join(f"U+{ord(char):04X}" for char in shown[:_MOST_NAMED])
    source = "Unicode, Equivalent_Unified_Ideograph" if is_radical else "Unicode, canonical equivalence"
    evidence = {"code points": codes, "name": unicodedata.name(shown[0], ""), "table": source}
    if group[0].replacement is None:
        message = f"A {kind}, {shown[:_MOST_NAMED]}; as an ordinary character it would be {ordinary[:_MOST_NAMED]}."
        return Match(start, end, message, evidence=evidence, severity=Severity.INFO)
    message = f"A {kind}, {shown[:_MOST_NAMED]}, stands for {ordinary[:_MOST_NAMED]}."
    return Match(start, end, message, ordinary, group[0].safety, evidence)


def _ordinary(char: str) -> str:
    radical = radicals().get(char)
    return radical.ideograph if radical else unicodedata.normalize("NFC", char)


RULE = RepairRule(
    code="VAR003",
    name="radical-as-text",
    severity=Severity.WARNING,
    doc=__doc__,
    find=find,
    gate=gate_of(_GATE.pattern),
    rare=_RARE,
    turn=-1,
)
