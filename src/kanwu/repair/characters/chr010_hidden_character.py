r"""Rare invisible characters: deprecated controls, tags, fillers, operators.

## What it does

Finds what CHR001 does not look for:

- tag characters (U+E0001 to U+E007F) outside the flags of emoji; the evidence spells the text they hide;
- the deprecated format characters U+206A to U+206F;
- invisible operators of mathematics (U+2061 to U+2064) between Han characters, and Mongolian vowel separators (U+180E)
  away from Mongolian;
- Hangul fillers (U+3164, U+FFA0) that stand alone as blanks;
- the marks of an annotation between lines (U+FFF9 to U+FFFB).

## Why it matters

Tags can carry a whole message that a reader does not see and a language model reads. The others cut words in two.

## Example

Tags that spell `ignore` behind a sentence are removed, and the finding says what they spelled.

## When it is wrong

Web names made of a Hangul filler are blank on purpose.

## Fix safety

Safe for tags, deprecated controls, operators between Han characters and stray separators: they have no function there.
Fillers are unsafe, because they take up room; annotation marks have no fix, because they part text from its reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kanwu.finding import Safety, Severity
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of

_RARE = "\u180e\u2061-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
_RUN = re.compile(
    "(?P<tags>[\U000e0000-\U000e007f]{1,100000})|(?P<deprecated>[\u206a-\u206f]{1,100000})"
    "|(?P<operators>[\u2061-\u2064]{1,100000})|(?P<separator>\u180e{1,100000})"
    "|(?P<filler>[\u3164\uffa0]{1,100000})|(?P<annotation>[\ufff9-\ufffb])"
)
_FLAG = "\U0001f3f4"
_CANCEL = "\U000e007f"
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")
_MONGOLIAN = re.compile("[\u1800-\u18af]")
_SHAPED = re.compile("[\u0590-\u08ff\u1800-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa1-\uffdc]")
_SHOWN = 60


def find(view: View) -> Iterator[Match]:
    """Give each run of hidden characters that has no function where it stands."""
    shaped = _SHAPED.search(view.text) is not None
    matches = (_match(view.text, run, shaped=shaped) for run in _RUN.finditer(view.text))
    yield from summed_up((match for match in matches if match), view.config)


def _match(text: str, run: re.Match[str], *, shaped: bool) -> Match | None:
    kind = run.lastgroup
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    if kind == "tags":
        return None if before == _FLAG and run[0].endswith(_CANCEL) else _tags(run)
    if kind == "deprecated":
        return None if shaped else _removal(run)
    if kind == "operators":
        return _removal(run) if _HAN.match(before) and _HAN.match(after) else None
    if kind == "separator":
        return None if _MONGOLIAN.match(before) or _MONGOLIAN.match(after) else _removal(run)
    if kind == "filler":
        return None if _HANGUL.match(before) or _HANGUL.match(after) else _filler(run)
    return _annotation(run)


def _tags(run: re.Match[str]) -> Match:
    hidden = "".join(chr(ord(char) - 0xE0000) for char in run[0] if "\U000e0020" <= char < _CANCEL)
    evidence = {"hidden text": hidden[:_SHOWN], "count": str(len(run[0]))}
    return Match(run.start(), run.end(), "Tag characters that nobody sees.", "", Safety.SAFE, evidence)


def _removal(run: re.Match[str]) -> Match:
    message = f"{unicodedata.name(run[0][0])} has no function here."
    return Match(run.start(), run.end(), message, "", Safety.SAFE, _evidence(run))


def _filler(run: re.Match[str]) -> Match:
    message = f"{unicodedata.name(run[0][0])} stands for a blank."
    return Match(run.start(), run.end(), message, "", evidence=_evidence(run), severity=Severity.INFO)


def _annotation(run: re.Match[str]) -> Match:
    message = f"{unicodedata.name(run[0])}: the text between these marks is a reading or a note."
    return Match(run.start(), run.end(), message, evidence=_evidence(run), severity=Severity.INFO)


def _evidence(run: re.Match[str]) -> dict[str, str]:
    codes = " ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in run[0]))
    return {"characters": codes, "count": str(len(run[0]))}


RULE = RepairRule("CHR010", "hidden-character", Severity.WARNING, __doc__, find, gate_of(f"[{_RARE}]"), _RARE)
