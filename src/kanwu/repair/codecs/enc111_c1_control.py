r"""C1 controls that stand for the characters of Windows-1252: curly quotes, dashes, the euro sign.

## What it does

Windows-1252 has printed characters at 80 to 9F where Latin-1 has control characters that no text uses. Text saved in
the first and read as the second shows nothing where its quotes, dashes and ellipses were. The rule puts them back,
as browsers do, where they fit their place: an opening quote before a word, a closing one behind it, an apostrophe
between letters, a dash between spaces or words, the euro sign beside a figure.

Five codes have no character in Windows-1252 (81, 8D, 8F, 90, 9D): they are flagged.

## Why it matters

`doesn\u0092t` is not found by a search for `doesn’t`, controls break XML, and some terminals obey them.

## Example

`It\u0092s \u0093fine\u0094` with U+0092, U+0093 and U+0094 becomes `It’s “fine”`.

## When it is wrong

U+0085 is a line break (NEL) in text from mainframes and an ellipsis in Windows-1252. `\u009c` is ś in Windows-1250, œ
in Windows-1252. Text with terminal sequences (`ESC`, or U+009B as CSI) is left alone.

## Fix safety

Safe where the character fits its place; the mended text, written as Windows-1252 and read as Latin-1, is the shown
one. Unsafe everywhere else: in longer runs of controls and accented letters, which are text in another codec; between
Chinese characters; U+0085 where nothing else in the text speaks for Windows-1252; letters other than œ before u.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from kanwu.finding import Evidence, Safety, Severity
from kanwu.rule import Match, RepairRule, View, gate_of

_CONTROL = re.compile("[\x80-\x9f]{1,100000}+")
_TERMINAL = re.compile("\x1b|\x9b[0-9;?]{1,16}[@-~]")
_FOREIGN = re.compile("[\x80-\xff]{4}")  # text in another codec; Windows-1252 has at most a letter between two quotes

_NEEDS = MappingProxyType({"\x85": re.compile("[\x91-\x97]"), "\x9b": re.compile("\x8b")})
"""What a text must have besides: U+0085 is a line break too, unless quotes and dashes speak for Windows-1252; a closing
angle quote wants an opening one."""

_OPEN = r"(?:^|(?<=[\s(\[{/>\-–—\x91\x93\x96\x97‘“\"']))"  # what an opening quote stands behind
_WORD = r"[^\W_]"
_CLOSED = r"[\w.,;:!?)%\x85\x91-\x94’”…]"  # what a closing one stands behind
_END = r"(?=[\s.,;:!?)\]}/<\-–—\x85\x91-\x94\x96\x97‘’“”\"']|\Z)"

_PLACES = MappingProxyType(
    {
        "\x80": rf"(?<=\d)\x80(?!{_WORD})|(?<=\d )\x80(?!{_WORD})|(?<!{_WORD})\x80(?= ?\d)",
        "\x82": rf"{_OPEN}\x82(?={_WORD})",
        "\x84": rf"{_OPEN}\x84(?={_WORD})",
        "\x85": rf"(?<={_WORD})\x85(?=[^\S\n\r]?[^\W\d_A-Z])|(?<={_WORD})\x85(?=[\x92\x94])",
        "\x89": r"(?<=\d)\x89|(?<=\d )\x89",
        "\x8b": rf"{_OPEN}\x8b(?=\s?{_WORD})",
        "\x91": rf"{_OPEN}\x91(?=[\w\x93“¿¡])",
        "\x92": rf"(?<={_WORD})\x92(?={_WORD}|[\x8c\x9c])|(?<={_CLOSED})\x92{_END}"
        rf"|{_OPEN}\x92(?=\d\ds?\b|t(?:is|was)\b|em\b)",
        "\x93": rf"{_OPEN}\x93(?=[\w\x91‘¿¡(\[$\x85…])|(?<=\w)\x93{_END}",
        "\x94": rf"(?<={_CLOSED})\x94(?:{_END})",
        "\x95": r"(?:^|(?<=\n)|(?<=\s))\x95(?=\s)|(?:^|(?<=\n))\x95(?=\w)",
        "\x96": r"(?<=\s)\x96(?=\s)|(?<=[^\W_])\x96(?=[^\W_])|(?<=\s)\x96(?=\w)|(?<=[\w,.])\x96(?=\s)",
        "\x97": r"(?<=\s)\x97(?=\s)|(?<=[\w.,!?\"'\x94)”])\x97(?=[\w\s\"'\x93(“])|(?<=\s)\x97(?=\w)",
        "\x99": rf"(?<={_WORD})\x99(?!{_WORD})",
        "\x9b": rf"(?<={_CLOSED})\x9b{_END}",
        "\x9c": r"(?<![^\W\d_])\x9cu|(?<=[bchmnsvBCHMNSV])\x9cu",
        "\x8c": r"(?<![^\W\d_])\x8cu|(?<=[BCHMNSV])\x8cU",
    }
)
"""Where each control fits as the character of Windows-1252: a pattern of its surroundings."""


def find(view: View) -> Iterator[Match]:
    """Give the C1 controls with what they stand for: each one that fits its place, and runs of those that do not."""
    text = view.text
    if text.isascii() or not _CONTROL.search(text) or _TERMINAL.search(text):
        return
    places = _places()
    for run in _CONTROL.finditer(text):
        for start, end in _grouped(text, run, places):
            yield _match(text[start:end], start) if end > start else _safe(text[start], start)


@cache
def _places() -> Mapping[str, re.Pattern[str]]:
    return {char: re.compile(pattern) for char, pattern in _PLACES.items()}


def _grouped(text: str, run: re.Match[str], places: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Part a run of controls: (at, at) for one that fits its place, (start, end) for those that do not."""
    waiting = run.start()
    if run.end() - run.start() <= _LONGEST_FIT:
        for at in range(run.start(), run.end()):
            place = places.get(text[at])
            if place and place.match(text, at) and _speaks(text, text[at]) and not _is_foreign(text, at):
                if waiting < at:
                    yield waiting, at
                yield at, at
                waiting = at + 1
    if waiting < run.end():
        yield waiting, run.end()


def _speaks(text: str, char: str) -> bool:
    return char not in _NEEDS or _NEEDS[char].search(text) is not None


_LONGEST_FIT = 3  # controls in a row: two closing quotes and a dash


def _is_foreign(text: str, at: int) -> bool:
    """Say whether a control stands in text of another codec, or beside characters that Windows-1252 does not have."""
    around = text[max(0, at - 3) : at + 4]
    return _FOREIGN.search(around) is not None or _BEYOND.search(text[max(0, at - 2) : at + 3]) is not None


_BEYOND = re.compile("[\u0370-\u1fff\u2e80-\uffff\U00010000-\U0010ffff]")


def _safe(char: str, at: int) -> Match:
    meant = _as_windows(char)
    message = f"{_codes(char)} stands for {meant}, byte {ord(char):02X} of Windows-1252."
    return Match(at, at + 1, message, meant, Safety.SAFE, _evidence(char))


def _match(controls: str, start: int) -> Match:
    end, meant, codes = start + len(controls), _as_windows(controls), _codes(controls)
    if meant == controls:
        message = f"{codes}: control characters without a meaning in text."
        return Match(start, end, message, evidence=_evidence(controls), severity=Severity.WARNING)
    message = f"{codes} may stand for {meant[:_SHOWN]} in Windows-1252."
    return Match(start, end, message, meant, Safety.UNSAFE, _evidence(controls), Severity.WARNING)


_SHOWN = 8  # characters named in a finding


def _as_windows(controls: str) -> str:
    """Read controls as Windows-1252; the five codes it does not have stay."""
    return "".join(char if char in _UNUSED else char.encode("latin-1").decode("cp1252") for char in controls)


_UNUSED = frozenset("\x81\x8d\x8f\x90\x9d")


def _codes(controls: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in controls[:_SHOWN]) + (" …" if len(controls) > _SHOWN else "")


def _evidence(controls: str) -> Evidence:
    codes = _codes(controls)
    return {"characters": codes, "count": str(len(controls)), "plan": "encode latin-1, decode windows-1252"}


RULE = RepairRule("ENC111", "c1-control", Severity.ERROR, __doc__, find, gate_of("[\x80-\x9f]"), "\x80-\x9f")
