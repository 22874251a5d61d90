"""Text that is not in the script that was asked for with `to`.

## What it does

When the setting `to` names a script (zh-Hans, zh-Hant, zh-TW, zh-HK), the whole text is converted with OpenCC after all
other rules have mended it. With `phrases`, words that differ between regions are exchanged as well (軟件, 軟體).
Without `to` the rule does nothing.

## Why it matters

A corpus in one script can be searched, counted and compared. A gloss or a merged character must be mended before, or
the conversion carries it over.

## Example

With `to = "zh-Hant"`:

    开展主题教育   ->   開展主題教育

## When it is wrong

OpenCC decides by words, longest match first. A name or a word that its dictionaries lack can come out wrong, and text
that already is Traditional can be over-corrected (周期 becomes 週期).

## Fix safety

Safe, because it was asked for: it is applied whenever `to` is set. Each change is recorded with its place and the
text that stood there, so that the input can be restored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import Protocol, cast

from kanwu.finding import Safety, Severity
from kanwu.repair.variants.alignment import changed_spans
from kanwu.rule import Match, RepairRule, View
from kanwu.text.scripts import HAN, Script, script_of

_CONVERSIONS = MappingProxyType({"zh-Hans": "t2s", "zh-Hant": "s2t", "zh-TW": "s2tw", "zh-HK": "s2hk"})
_TO_MAINLAND_WORDS = "tw2sp"
_TO_MAINLAND_FORMS = "tw2s"  # the same without words: what a line of both scripts takes
_PHRASES = MappingProxyType({"zh-Hans": _TO_MAINLAND_WORDS, "zh-TW": "s2twp", "zh-HK": "s2hkp"})
"""OpenCC's conversions that exchange regional words; zh-Hant is no region, so it has none."""

_REFUSED = re.compile("([\ud800-\udfff\0]+)")  # what cannot go through OpenCC's UTF-8 strings


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def find(view: View) -> Iterator[Match]:
    """Give every change of the conversion that `view.config.to` asks for."""
    target = view.config.to
    if target is None or HAN.search(view.text) is None:
        return
    plain = _CONVERSIONS[target]
    name = _PHRASES.get(target, plain) if view.config.phrases else plain
    converted = _convert_words(view.text, name, plain) if name == _TO_MAINLAND_WORDS else _convert(view.text, name)
    for edit in changed_spans(view.text, converted):
        shown = view.text[edit.start : edit.end]
        message = (
            f"{shown} is {edit.replacement} in {target}." if shown else f"{edit.replacement} is added in {target}."
        )
        evidence = {"asked for": target, "conversion": f"OpenCC {name}"}
        yield Match(edit.start, edit.end, message, edit.replacement, Safety.SAFE, evidence)


def _convert(text: str, name: str) -> str:
    """Convert a text, around the characters that OpenCC cannot take."""
    parts = _REFUSED.split(text)
    parts[::2] = [_converter(name).convert(part) for part in parts[::2]]
    return "".join(parts)


def _convert_words(text: str, name: str, plain: str) -> str:
    """Convert line by line, and exchange words only where a line is not Simplified already.

    A word can be right in both regions and mean different things: 程序 in Taiwan is a 进程 on the mainland.
    """
    whole = script_of(text)
    lines = text.split("\n")
    for at, line in enumerate(lines):
        script = script_of(line)
        own = whole if script is Script.UNDECIDED else script
        lines[at] = _convert(line, {Script.SIMPLIFIED: plain, Script.MIXED: _TO_MAINLAND_FORMS}.get(own, name))
    return "\n".join(lines)


@cache
def _converter(name: str) -> _Converter:
    import opencc

    return cast("_Converter", opencc.OpenCC(name))


RULE = RepairRule(
    code="VAR900",
    name="requested-script",
    severity=Severity.INFO,
    doc=__doc__,
    find=find,
    gate=lambda config: None if config.to is None else (HAN.pattern,),
)
