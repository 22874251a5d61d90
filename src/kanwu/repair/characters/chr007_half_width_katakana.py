r"""Half-width katakana, which old Japanese systems used for want of room.

## What it does

Finds runs of two and more half-width katakana (`ｶﾀｶﾅ`), with their voice marks and half-width `｡｢｣､`, in text that has
other kana or Han characters, and offers the ordinary forms; a voice mark is joined to its letter.

Emoticons (`(ﾟ∀ﾟ)`, `ｷﾀ━━`) and text that may be in a wrong codec are left alone.

## Why it matters

A search for `データ` does not find `ﾃﾞｰﾀ`.

## Example

With `--unsafe-fixes`, `ﾃﾞｰﾀを送る` becomes `データを送る`.

## When it is wrong

Names of bank accounts and bills are printed so; narrow columns and slang on the web use them on purpose.

## Fix safety

Unsafe: a matter of house style. UTF-8 that was read as Shift-JIS is full of half-width katakana, and widening destroys
what could still be mended.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kanwu.finding import Severity
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of

_RUN = re.compile("\uff62?[\uff66-\uff9d][\uff61-\uff9f]{1,200}")
_RARE = "\uff66-\uff9d"
_HALF = re.compile(f"[{_RARE}]")
_ORDINARY = re.compile("[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]")
_EMOTICON = re.compile("[━─∀Д｀´‘’;＾^*~〜ノωσ∩彡ﾟﾞ(（)）]")
_STRAY_MARK = re.compile("(?<![\uff73\uff76-\uff84\uff8a-\uff8e])\uff9e|(?<![\uff8a-\uff8e])\uff9f")


def find(view: View) -> Iterator[Match]:
    """Give each run of half-width katakana that is a word."""
    if not _HALF.search(view.text) or not _ORDINARY.search(view.text):
        return
    if any(finding.code.startswith("ENC1") for finding in view.earlier):
        return
    yield from summed_up(_runs(view.text), view.config)


def _runs(text: str) -> Iterator[Match]:
    for run in _RUN.finditer(text):
        beside = text[run.start() - 1 : run.start()] + text[run.end() : run.end() + 1]
        if _EMOTICON.search(beside) or _STRAY_MARK.search(run[0]) or run[0].count("｢") != run[0].count("｣"):
            continue
        ordinary = unicodedata.normalize("NFKC", run[0])
        evidence = {"ordinary form": ordinary[:40]}
        yield Match(
            run.start(), run.end(), f"Half-width katakana; in full width {ordinary[:40]}.", ordinary, evidence=evidence
        )


RULE = RepairRule(
    "CHR007", "half-width-katakana", Severity.INFO, __doc__, find, gate_of(_HALF.pattern, _ORDINARY.pattern), _RARE
)
