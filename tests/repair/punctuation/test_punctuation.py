"""Punctuation: never changed unasked; with a profile, only in the way the profile says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu
from kanwu.config import PROFILES
from kanwu.errors import ConfigError
from kanwu.finding import Severity

PUNCTUATION = ("PUN",)
SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
TEXTS = st.text(st.sampled_from('中文字一二我们组织12ab ,:;!?.()（）"“”「」『』‘’，。、﹐︵︶﹁\n'), max_size=60)


@given(TEXTS)
def test_nothing_changes_unasked(text: str) -> None:
    """By default punctuation is only reported, and never as more than information."""
    cleaned = kanwu.clean(text, kanwu.Config(select=PUNCTUATION))
    assert cleaned.text is text
    assert all(finding.severity is Severity.INFO for finding in cleaned.findings)


@given(TEXTS, st.sampled_from(PROFILES), st.booleans())
def test_words_stay(text: str, profile: str, unsafe: bool) -> None:  # noqa: FBT001 - drawn, not given
    """Only marks and spaces change, and every change can be undone."""
    cleaned = kanwu.clean(text, kanwu.Config(select=PUNCTUATION, profile=profile, unsafe_fixes=unsafe))
    assert cleaned.restore() == text
    assert [char for char in cleaned.text if char.isalnum()] == [char for char in text if char.isalnum()]


@given(TEXTS)
def test_a_profile_is_left_alone_by_itself(text: str) -> None:
    """What a profile wrote it does not write again."""
    config = kanwu.Config(select=("PUN002", "PUN005", "PUN006"), profile="taiwan")
    once = kanwu.clean(text, config).text
    assert kanwu.clean(once, config).text == once or '"' in once


def test_profiles_are_opposites() -> None:
    """What one writes the other writes back."""
    there = kanwu.clean("他说：“走吧，‘好’。”", kanwu.Config(profile="taiwan")).text
    assert there == "他说：「走吧，『好』。」"
    assert kanwu.clean(there, kanwu.Config(profile="mainland")).text == "他说：“走吧，‘好’。”"


def test_unknown_profile() -> None:
    """A profile that does not exist is an error that names those that do."""
    with pytest.raises(ConfigError, match="mainland, taiwan, hong-kong"):
        kanwu.Config(profile="beijing")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seeds_get_their_marks_back(path: Path) -> None:
    """All five seeds lost their full-width commas; a profile gives them back, and digits keep theirs."""
    source = path.read_text("utf-8")
    cleaned = kanwu.clean(source, kanwu.Config(select=PUNCTUATION, profile="mainland"))
    commas = [cleaned.text[at - 1 : at + 2] for at, char in enumerate(cleaned.text) if char == ","]
    assert all(around.isascii() for around in commas), commas
    assert cleaned.text.count("，") > source.count("，")
    assert cleaned.restore() == source


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_page_in_another_style_is_no_flood(path: Path) -> None:
    """By default a page without full-width marks has one finding for each rule, not hundreds."""
    findings = kanwu.clean(path.read_text("utf-8"), kanwu.Config(select=PUNCTUATION)).findings
    assert len(findings) <= 25
