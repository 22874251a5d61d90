"""Straight quotes around Chinese.

## What it does

Finds pairs of `"` around Chinese in one line of a Chinese text, and offers the quotes of the house style: “ ” for
`mainland`, 「 」 for `taiwan` and `hong-kong`. Without a profile it offers what the text uses elsewhere, and else 「
」 for Traditional and “ ” for other text.

Code, attributes, inches and lines with an odd number of quotes are left alone.

## Why it matters

Which quote opens and which closes is lost, and splitters that keep quotations together cannot see them.

## Example

With `--unsafe-fixes`, or with a profile, `开展"四下基层"活动` becomes `开展“四下基层”活动`.

## When it is wrong

Some houses set straight quotes in Chinese.

## Fix safety

Unsafe, because it is a matter of house style; safe where a `profile` names the house style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.finding import Severity
from kanwu.repair.punctuation.chinese import HAN_CLASS, house_style, is_chinese, is_code, line_around
from kanwu.repair.punctuation.quotes import CORNERED, CURLED, Quotes, quotes_of
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of
from kanwu.text.scripts import Script, script_of

_PAIR = re.compile(f'(?<![!-~])"([^"\n]{{0,80}}[{HAN_CLASS}][^"\n]{{0,80}})"(?![!-+\\--:<-~])')
_QUOTED = re.compile(f'"(?<![!-~]")[^"\n]{{0,80}}[{HAN_CLASS}]')


def find(view: View) -> Iterator[Match]:
    """Give each straight quote of a pair around Chinese."""
    text = view.text
    if '"' not in text or not _QUOTED.search(text) or not is_chinese(text):
        return
    quotes = quotes_of(view.config.profile) or _own_quotes(text)
    yield from summed_up(_pairs(view, quotes), view.config)


def _own_quotes(text: str) -> Quotes:
    """Return the quotes that a text uses more, or else those usual in its script."""
    corners, curls = text.count("「"), text.count("“")
    if corners == curls:
        corners += script_of(text) is Script.TRADITIONAL
    return CORNERED if corners > curls else CURLED


def _pairs(view: View, quotes: Quotes) -> Iterator[Match]:
    """Go from quote to quote; in a line with an odd number of them nobody knows which opens."""
    text, style = view.text, house_style(view.config)
    at = 0
    while (at := text.find('"', at)) >= 0:
        start, end = line_around(text, at)
        line = text[start:end]
        if line.count('"') % 2 == 0 and not is_code(line):
            for pair in _PAIR.finditer(text, at, end):
                yield Match(
                    pair.start(), pair.start() + 1, f'" opens a quotation: {quotes.opening}.', quotes.opening, style
                )
                yield Match(pair.end() - 1, pair.end(), f'" ends a quotation: {quotes.closing}.', quotes.closing, style)
        at = max(end, at + 1)


RULE = RepairRule("PUN005", "straight-quote", Severity.INFO, __doc__, find, gate_of(f'"[^"\n]*[{HAN_CLASS}][^"\n]*"'))
