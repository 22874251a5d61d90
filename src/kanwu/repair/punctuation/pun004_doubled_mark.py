"""The same mark twice, or two marks where one was meant.

## What it does

Finds `，，` `、、` `；；` `：：` and exactly two `。。` in Chinese text and offers one; finds a comma beside a full
stop (`，。` `。，`) and a mark of enumeration beside a comma (`、，`), and offers the stronger one.

`……`, `——`, `！！`, `？？`, three and more of a kind, and anything in quotes or brackets of its own stay.

## Why it matters

Splitters see an empty sentence between the two.

## Example

With `--unsafe-fixes`, or with a profile, `会议指出，，要抓好落实。。` becomes `会议指出，要抓好落实。`.

## When it is wrong

Dialogue may use `。。` for a long silence.

## Fix safety

Unsafe: two unlike marks may show that a word between them was lost. Safe for like commas where a `profile` is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.finding import Safety, Severity
from kanwu.repair.punctuation.chinese import HAN_CLASS, house_style, is_chinese
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of
from kanwu.text.scripts import has_han

_MARKS = "，、；：。！？…"
_GATE = re.compile("[，、；：。][，、；：。]")
_PAIR = re.compile(
    f"(?<=[{HAN_CLASS}0-9A-Za-z％%”’」』》）])(?:，，|、、|；；|：：|。。|，。|。，|、，|，、|、。|；。|。；)(?![{_MARKS}])"
)
_RANK = "、，；：。"


def find(view: View) -> Iterator[Match]:
    """Give the doubled marks."""
    text = view.text
    if not has_han(text) or not _GATE.search(text) or not is_chinese(text):
        return
    style = house_style(view.config)
    yield from summed_up((_match(pair, style) for pair in _PAIR.finditer(text)), view.config)


def _match(pair: re.Match[str], style: Safety) -> Match:
    one, other = pair[0][0], pair[0][1]
    kept = max(one, other, key=_RANK.index)
    if one == other:
        safety = style if one in "，、；：" else Safety.UNSAFE
        return Match(pair.start(), pair.end(), f"{one} stands twice.", kept, safety)
    return Match(pair.start(), pair.end(), f"{one} and {other} stand together; one was meant.", kept)


RULE = RepairRule(
    "PUN004",
    "doubled-mark",
    Severity.INFO,
    __doc__,
    find,
    gate_of("，，|、、|；；|：：|。。|，。|。，|、，|，、|、。|。；|；。"),
)
