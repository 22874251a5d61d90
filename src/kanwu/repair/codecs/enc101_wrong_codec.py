"""Chinese, Japanese or Korean text that was read with the wrong codec, and nothing of it lost.

## What it does

Undoes up to three wrong readings: UTF-8, GB18030 (GBK), Big5, Shift-JIS, EUC-JP, EUC-KR or UTF-16 that was read as
Latin-1, cp1252, cp1250, cp1251, cp1254, KOI8-R, Mac Roman, GBK, Big5, Shift-JIS or cp949. A search for characters that
mangled text has and sound text seldom has comes first. Then the bytes are read in the other codecs, and a small
character model tells where that reading is the more plausible one, so that one mangled quotation inside a sound
document is found with its borders, and the rest is left alone.

## Why it matters

Not one word of such text can be found or counted, and the next tool in the line often destroys it for good.

## Example

    涓枃鏂囨湰   ->   中文文本

## When it is wrong

A list of rare characters, or a text about this very damage, may be "mended" where the examples are long. Very short
strings in which two readings are about equally good are reported, not mended.

## Fix safety

Safe where the mended text, damaged again in the same way, gives exactly the shown text, and the reading is clearly
better than the shown text and than any other reading. Unsafe otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from kanwu.finding import Safety, Severity
from kanwu.repair.codecs.evidence import suspects
from kanwu.repair.codecs.verdict import chain_evidence, mangled_places, safety_of
from kanwu.rule import Match, RepairRule, View


def find(view: View) -> Iterator[Match]:
    """Give the places whose bytes are all there."""
    text = view.text
    for place in mangled_places(text):
        if not place.whole:
            continue
        shown = text[place.start : place.end]
        safety = safety_of(text, place, place.pieces)
        evidence = chain_evidence(place, shown)
        safe = safety is Safety.SAFE
        message = f"This text {'was' if safe else 'may have been'} read with the wrong codec: {evidence['chain']}."
        severity = None if safe else Severity.WARNING
        yield Match(place.start, place.end, message, place.text, safety, evidence, severity)


RULE = RepairRule("ENC101", "wrong-codec", Severity.ERROR, __doc__, find, lambda _: (suspects(),))
