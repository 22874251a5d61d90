"""Pinyin in parentheses that a tool wrote behind Traditional characters.

## What it does

Removes readings such as `(qū)` in `市中區(qū)以更實`, where a web tool put them behind certain characters of GBK text.

The tool works on characters that GBK has and GB2312 lacks, and whose Simplified form is one of the 3,755 everyday
characters of GB2312 level 1. The reading it writes is the character's default one, whatever the word: one lower case
syllable with a tone mark, in ASCII parentheses, without a space. In one text it glosses a character always or never.
The rule looks at all of this, over the whole text, and so tells the tool from an author. It needs several glosses, or
a single one on a very frequent character, inside a word, in a short text.

Readings that were written twice without tones, `國(guo)(guo)`, go too where there are several.

## Why it matters

Glosses break words apart: search, segmentation, names and the units of figures all fail on `億元(yuán)`. Converted to
Simplified, the text no longer shows which characters had been glossed, so this comes before any conversion.

## Example

`市中區(qū)以更實更細(xì)舉措` becomes `市中區以更實更細舉措`.

## When it is wrong

A schoolbook in Traditional characters that glosses several frequent characters inside words, each time they occur, no
character that GB2312 has, each with its default reading, would lose those glosses. Poems, readers, dictionaries and
glosses on rare characters are left alone, so are abbreviations in parentheses.

## Fix safety

Safe where the tool's habits are seen in the text and no reading is there that it would not write. Unsafe where
glosses have its form but there are too few to tell, or a character occurs with and without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.finding import Safety, Severity
from kanwu.repair.glosses.survey import Gloss, Survey, judge, survey
from kanwu.repair.glosses.table import (
    SYLLABLE,
    TONE_MARK_BEFORE_PARENTHESIS,
    glossable_characters,
    has_reading,
    past_soft_hyphens,
    plain_syllable,
    toneless,
    toneless_syllables,
)
from kanwu.rule import Match, RepairRule, View, gate_of

_CUT = re.compile(rf"([\u3400-\u9fff])\(({SYLLABLE})\s{{0,4}}\Z")
_LONGEST_CUT = 20  # characters of a gloss cut short, with the white space behind it
_TWICE = re.compile(r"(?<=([\u3400-\u9fff]))\(([a-z]{1,6})\)\(\2\)")


def find(view: View) -> Iterator[Match]:
    """Give the glosses that the tool wrote, or may have written."""
    text = view.text
    if ")(" in text:
        yield from _written_twice(text)
    if not has_reading(text):
        return
    found = survey(text)
    safety = judge(text, found)
    if safety is None:
        return
    distinct = found.distinct()
    for gloss in found.glosses:
        yield _match(gloss, past_soft_hyphens(text, gloss.end), safety, distinct)
    if safety is Safety.SAFE and (cut := _CUT.search(text, max(0, len(text) - _LONGEST_CUT))):
        yield from _cut_short(cut, found)


def _cut_short(cut: re.Match[str], found: Survey) -> Iterator[Match]:
    """Give a gloss that the end of the text cut short, behind a character that is glossed elsewhere in it."""
    reading = plain_syllable(cut[2])
    for gloss in found.glosses:
        if gloss.glossed.char == cut[1] and gloss.glossed.reading.startswith(reading):
            evidence = {"character": cut[1], "reading": gloss.glossed.reading}
            message = f"The reading of {cut[1]} was written into the text, which ends in the middle of it."
            yield Match(cut.start(2) - 1, cut.end(2), message, "", Safety.SAFE, evidence)
            return


def _match(gloss: Gloss, end: int, safety: Safety, distinct: int) -> Match:
    glossed = gloss.glossed
    evidence = {
        "character": glossed.char,
        "reading": glossed.reading,
        "GBK": glossed.char.encode("gbk").hex(" ").upper(),
        "GB2312": f"lacks it; it has {glossed.simplified}",
        "characters glossed in this text": str(distinct),
    }
    certain = safety is Safety.SAFE
    message = f"The reading {glossed.reading} was written into the text behind {glossed.char}" + (
        "." if certain else ", by a tool or by the author."
    )
    return Match(gloss.start, end, message, "", safety, evidence, None if certain else Severity.INFO)


def _written_twice(text: str) -> Iterator[Match]:
    """Give readings that stand twice, without tones, where some are behind characters that GB2312 lacks."""
    known, syllables = glossable_characters(), toneless_syllables()
    matches = [match for match in _TWICE.finditer(text) if match[2] in syllables]
    sure = [each for each in matches if each[1] in known and toneless(known[each[1]].reading) == each[2]]
    safety = Safety.SAFE if len(sure) > 1 else Safety.UNSAFE
    for match in matches if sure else ():
        evidence = {"character": match[1], "reading": match[2]}
        message = f"The reading {match[2]} was written into the text twice behind {match[1]}."
        yield Match(match.start(), past_soft_hyphens(text, match.end()), message, "", safety, evidence)


RULE = RepairRule(
    "GLS001",
    "gbk-gloss",
    Severity.ERROR,
    __doc__,
    find,
    gate_of(rf"[㐀-鿿]\([a-z]{{1,6}}\)\(|{TONE_MARK_BEFORE_PARENTHESIS}", "[㐀-鿿]"),
)
