"""Toned pinyin scattered behind everyday characters.

## What it does

Finds readings such as `她(tā)` that stand in running text behind characters which nobody needs a reading for, not the
same ones each time. What writes them is not known; unlike the tool of GLS001 it cares neither for GB2312 nor for the
script.

The text must have three or more, on three or more very frequent characters that have only one reading, with Han
characters on both sides; hardly any other reading may stand in it, and it must not speak of pinyin.

## Why it matters

Words are broken apart for search and segmentation, as by any gloss.

## Example

With `--unsafe-fixes`, `後來她(tā)到了山(shān)上，看見水(shuǐ)邊有人` becomes `後來她到了山上，看見水邊有人`.

## When it is wrong

A primer that glosses a few first characters inside sentences looks the same.

## Fix safety

Always unsafe: an author may have meant them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kanwu.finding import Safety, Severity
from kanwu.repair.glosses.table import (
    SYLLABLE,
    TONE_MARK_BEFORE_PARENTHESIS,
    easy_readings,
    has_reading,
    past_soft_hyphens,
    plain_syllable,
)
from kanwu.rule import Match, RepairRule, View, gate_of

_INSIDE = re.compile(rf"(?<=[\u3400-\u9fff])([\u3400-\u9fff])\(({SYLLABLE})\)(?=[\u3400-\u9fff])")
_ANY = re.compile(rf"[(（]\s?{SYLLABLE}(?:[ ']?{SYLLABLE}){{0,3}}\s?[)）]")
_HAN = re.compile("[\u3400-\u9fff]")
_ABOUT_PINYIN = re.compile("拼音|读音|讀音|声调|聲調|多音字|生字|注音")
_FEWEST = 3
_LEAST_HAN = 6  # Han characters a gloss; readers for children gloss one in two


def find(view: View) -> Iterator[Match]:
    """Give the scattered readings of a text, or nothing where an author can have written them."""
    text = view.text
    if not has_reading(text) or any(finding.code == "GLS001" for finding in view.earlier):
        return
    easy = easy_readings()
    glosses = [match for match in _INSIDE.finditer(text) if easy.get(match[1]) == plain_syllable(match[2])]
    if not _make_a_case(text, glosses):
        return
    for gloss in glosses:
        evidence = {"character": gloss[1], "reading": gloss[2], "readings like it": str(len(glosses))}
        message = f"The reading {gloss[2]} stands behind {gloss[1]}, which nobody needs a reading for."
        end = past_soft_hyphens(text, gloss.end())
        yield Match(gloss.start(2) - 1, end, message, "", Safety.UNSAFE, evidence)


def _make_a_case(text: str, glosses: Sequence[re.Match[str]]) -> bool:
    """Say whether the readings can hardly be an author's."""
    if len({gloss[1] for gloss in glosses}) < _FEWEST or _ABOUT_PINYIN.search(text):
        return False
    others = sum(1 for _ in _ANY.finditer(text)) - len(glosses)
    return others * 5 <= len(glosses) and len(_HAN.findall(text)) >= _LEAST_HAN * len(glosses)


RULE = RepairRule(
    "GLS004",
    "scattered-reading",
    Severity.WARNING,
    __doc__,
    find,
    gate_of(TONE_MARK_BEFORE_PARENTHESIS, "[㐀-鿿]"),
)
