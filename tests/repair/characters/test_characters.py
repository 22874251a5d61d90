"""The rules of characters: what they must never do, whatever the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu
from kanwu.repair.summary import MANY
from kanwu.rule import FAMILIES

OTHERS = kanwu.Config(select=("CHR",), ignore=("CHR001",))
OFFERED = kanwu.Config(select=("CHR",), unsafe_fixes=True)
MIXED = st.text(
    st.sampled_from(
        "中文ab12 ，。\n,;&#ampnbsltgquot<>\u202a\u202e\u2067\u2069\u202cس\0\x08\x1b[m\x0b\ue000а\u0435ΑΩμ１Ａ．ﾃﾞ\uff9e"
        "e\u0301か\u3099\u1112\u1161\u212b\U000e0061\u2063\u180e\u3164\ufff9"
    ),
    max_size=40,
)


@given(MIXED)
def test_every_change_can_be_undone(text: str) -> None:
    """Whatever is mended, the input comes back; and what is offered besides leaves nothing to mend by default."""
    for config in (OTHERS, OFFERED):
        cleaned = kanwu.clean(text, config)
        assert cleaned.restore() == text


@given(MIXED)
def test_mending_twice_changes_nothing_more(text: str) -> None:
    """A cleaned text is clean."""
    once = kanwu.clean(text, OTHERS).text
    assert kanwu.clean(once, OTHERS).text == once


@given(st.text(st.sampled_from("中文字体，。是的有一在我他 12年月日a"), max_size=60))
def test_text_without_such_characters_is_the_same_object(text: str) -> None:
    """Clean text is not even copied."""
    assert kanwu.clean(text, OTHERS).text is text


@given(st.text(st.sampled_from("eaoo\u0301\u0302\u0323\u0327か\u3099\u1112\u1161\u11abêộ "), max_size=30))
def test_normal_form_is_canonically_equivalent(text: str) -> None:
    """What CHR009 writes is the same text to Unicode."""
    cleaned = kanwu.clean(text, kanwu.Config(select=("CHR009",), unsafe_fixes=True))
    assert unicodedata.normalize("NFD", cleaned.text) == unicodedata.normalize("NFD", text)


def test_a_figure_cut_by_a_non_joiner_reads_as_one() -> None:
    """The figure is read from the mended text, and its place is that in the source."""
    source = "總人口為1664萬\u200c4684人。"
    figure = kanwu.check(source).figures[0]
    assert (figure.low + figure.high) / 2 == 16_644_684
    assert source[figure.start : figure.end] == "1664萬\u200c4684人"


@pytest.mark.parametrize("piece", ["\ue000甲", "оffеr ", "Ａ甲", "e\u0301 ", "\x02甲"])
def test_many_places_are_one_finding(piece: str) -> None:
    """A page full of what is only reported has one finding that says how many there are."""
    few, many = (kanwu.clean(piece * count, OTHERS).findings for count in (MANY, MANY + 1))
    assert len(few) == MANY
    assert [finding.evidence["places"] for finding in many] == [str(MANY + 1)]


@pytest.mark.parametrize("piece", ["оffеr ", "Ａ甲", "e\u0301 ", "\x02甲"])
def test_each_change_has_its_own_finding(piece: str) -> None:
    """Where unsafe fixes are applied every one is accounted for."""
    cleaned = kanwu.clean(piece * 50, OFFERED)
    assert sum(finding.applied for finding in cleaned.findings) == 50


def test_the_dangerous_order_is_shown() -> None:
    """The evidence of an override quotes the text as stored and as seen."""
    found = [f for f in kanwu.clean("报告\u202etxt.exe").findings if f.code == "CHR002"]
    assert found[0].evidence["stored"] == "txt.exe"
    assert found[0].evidence["shown"] == "exe.txt"


def test_hidden_tags_are_spelled_out() -> None:
    """What nobody sees is in the evidence."""
    hidden = "".join(chr(0xE0000 + ord(char)) for char in "ignore this")
    assert kanwu.clean(f"请总结。{hidden}").findings[0].evidence["hidden text"] == "ignore this"


def test_characters_go_before_glosses() -> None:
    """An invisible character can hide that a gloss stands inside a word."""
    families = list(FAMILIES)
    assert families.index("CHR") < families.index("GLS") < families.index("PUN") < families.index("VAR")
