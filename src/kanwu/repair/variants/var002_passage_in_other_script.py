"""A passage in the other script of Chinese than the rest of the document.

## What it does

The rule looks for whole sentences of Simplified Chinese in a Traditional document, and of Traditional Chinese in a
Simplified one. One finding covers the sentences that follow each other. It rests on the characters that only one of
the two scripts uses, and gives their counts. Sentences that mix the scripts are no passages, and Japanese is left
alone.

## Why it matters

Two pages, or a page and its advertisement, were joined, or a conversion stopped halfway. A corpus that is meant to
have one script has two.

## Example

    圖書館在車站對面，門前種著兩排銀杏樹，秋天滿地金黃。图书馆开放时间请见门口的说明，读书会报名从周三开始。
      ->   the second sentence is reported

## When it is wrong

A quotation, a poem, a title or the words of a newspaper in Hong Kong or Taiwan are rightly in their own script. Short
ones stay below the least number of telling characters; a long one is reported.

## Fix safety

There is no fix. To bring the whole document into one script, ask for it with `--to`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kanwu.finding import Severity
from kanwu.rule import Match, RepairRule, View
from kanwu.text.scripts import (
    Passage,
    Script,
    ScriptCount,
    count_scripts,
    has_both,
    has_traditional,
    passages_of,
    simplified_characters,
    traditional_characters,
)

_FEWEST = 10  # telling characters of the other script; a title or a name has fewer
_MOST = 20  # findings in a document; the evidence says how many passages there are


def find(view: View) -> Iterator[Match]:
    """Give the passages that are in the other script."""
    text = view.text
    if not (has_traditional(text) and has_both(text, _FEWEST)):
        return
    whole = count_scripts(text)
    own = _majority(whole)
    if own is None:
        return
    others = [passage for passage in passages_of(text) if _is_other(passage, own)]
    for passage in others[:_MOST]:
        start, end = _without_space(text, passage)
        message = f"This passage is {passage.count.script}; most of the document is {own}."
        evidence = {"passage": str(passage.count), "document": str(whole), "passages": str(len(others))}
        yield Match(start, end, message, evidence=evidence)


def _majority(whole: ScriptCount) -> Script | None:
    """Return the script that most telling characters of a document are in, or None."""
    if whole.script is Script.JAPANESE:
        return None
    if whole.traditional == whole.simplified:
        return None
    return Script.TRADITIONAL if whole.traditional > whole.simplified else Script.SIMPLIFIED


def _is_other(passage: Passage, own: Script) -> bool:
    other = Script.SIMPLIFIED if own is Script.TRADITIONAL else Script.TRADITIONAL
    telling = passage.count.simplified + passage.count.traditional
    return passage.count.script is other and telling >= _FEWEST


def _without_space(text: str, passage: Passage) -> tuple[int, int]:
    part = text[passage.start : passage.end]
    return passage.start + len(part) - len(part.lstrip()), passage.end - len(part) + len(part.rstrip())


RULE = RepairRule(
    code="VAR002",
    name="passage-in-other-script",
    severity=Severity.WARNING,
    doc=__doc__,
    find=find,
    gate=lambda _: (traditional_characters(), simplified_characters()),
)
