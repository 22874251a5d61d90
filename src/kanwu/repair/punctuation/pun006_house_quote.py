"""Quotes of another house style than the profile's.

## What it does

With a `profile`, finds pairs of quotes around Chinese that the house style does not use, and offers its own: 「 」
and 『 』 become “ ” and ‘ ’ for `mainland`, and the other way round for `taiwan` and `hong-kong`. Without a profile
it finds nothing.

Quotes around text without a Chinese character, and those that are not a pair within a line, stay.

## Why it matters

A corpus gathered from several places quotes in several ways; a reader of one of them misses the others.

## Example

With `--profile mainland`, `他说：「走吧。」` becomes `他说：“走吧。”`.

## When it is wrong

A quotation of text in the other style loses its own marks.

## Fix safety

Safe, for it happens only where a `profile` names the house style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.config import Config
from kanwu.finding import Safety, Severity
from kanwu.repair.punctuation.chinese import HAN_CLASS, is_chinese
from kanwu.repair.punctuation.quotes import CORNERED, CURLED, Quotes, quotes_of
from kanwu.rule import Match, RepairRule, View

_HAN = re.compile(f"[{HAN_CLASS}]")
_CURLED = re.compile("[“‘]")
_CORNERED = re.compile("[「『]")
_LONGEST = 500  # characters of a quotation


def find(view: View) -> Iterator[Match]:
    """Give each quote of a pair that the profile writes otherwise."""
    wanted = quotes_of(view.config.profile)
    if wanted is None:
        return
    gate, given = (_CORNERED, CORNERED) if wanted == CURLED else (_CURLED, CURLED)
    if gate.search(view.text) and is_chinese(view.text):
        found = [*_pairs(view.text, given, wanted), *_inner_pairs(view.text, given, wanted)]
        yield from sorted(found, key=lambda match: match.start)


def _pairs(text: str, given: Quotes, wanted: Quotes) -> Iterator[Match]:
    return _between(text, (given.opening, given.closing), (wanted.opening, wanted.closing))


def _inner_pairs(text: str, given: Quotes, wanted: Quotes) -> Iterator[Match]:
    return _between(text, (given.inner_opening, given.inner_closing), (wanted.inner_opening, wanted.inner_closing))


def _between(text: str, given: tuple[str, str], wanted: tuple[str, str]) -> Iterator[Match]:
    opening, closing = given
    for pair in re.finditer(f"{opening}([^{opening}{closing}\n]{{1,{_LONGEST}}}){closing}", text):
        if _HAN.search(pair[1]):
            yield _match(pair.start(), opening, wanted[0])
            yield _match(pair.end() - 1, closing, wanted[1])


def _match(at: int, given: str, wanted: str) -> Match:
    return Match(at, at + 1, f"The house style writes {wanted} for {given}.", wanted, Safety.SAFE)


def _gate(config: Config) -> tuple[str, ...] | None:
    wanted = quotes_of(config.profile)
    return None if wanted is None else ((_CORNERED if wanted == CURLED else _CURLED).pattern,)


RULE = RepairRule("PUN006", "house-quote", Severity.INFO, __doc__, find, _gate)
