"""Radicals and compatibility ideographs used as text."""

from __future__ import annotations

import unicodedata

import pytest

import kanwu
from kanwu.repair.variants.radicals import radicals

ONLY = kanwu.Config(select=("VAR003",))


def test_every_radical_stands_for_one_character() -> None:
    """The table has the forms that Unicode's own compatibility mappings name, and more."""
    for code in range(0x2F00, 0x2FD6):
        assert radicals()[chr(code)].ideograph == unicodedata.normalize("NFKC", chr(code))
    assert all(len(form) == 1 for row in radicals().values() for form in (row.simplified, row.traditional))


def test_places_beside_each_other_are_one_finding() -> None:
    """The finding names the characters and their code points, and what decides."""
    (finding,) = kanwu.clean("我们的⽣⽇到了。", ONLY).findings
    assert finding.fix == kanwu.finding.Fix("⽣⽇", "生日", kanwu.finding.Safety.SAFE)
    assert finding.evidence["code points"] == "U+2F63 U+2F47"


@pytest.mark.parametrize("piece", ["⼥", "國⾞，", "\uf9dd", "⼀ ", "\U0002f800國"])
def test_hostile_repetition(piece: str) -> None:
    """A long text of nothing else is mended place by place or left, and comes back."""
    text = "國" + piece * 20_000
    cleaned = kanwu.clean(text, ONLY)
    assert cleaned.restore() == text
    assert len(cleaned.text) == len(text)


def test_the_script_around_the_place_decides() -> None:
    """One document can quote another script, and each passage has its own form."""
    text = "这里的⼾籍统计说明了问题。報紙寫道：「這裡的⼾籍統計說明了問題。」"
    assert kanwu.clean(text, ONLY).text == text.replace("⼾", "户", 1).replace("⼾", "戶", 1)
