"""Lost text: flagged with how much of it, never deleted, never where somebody writes about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu

LOST = kanwu.Config(select=("ENC120",))


@pytest.mark.parametrize(
    "codec", ["gbk", "cp949", "big5", "euc-jp", "cp932", "latin-1", "cp1250", "cp1251", "koi8-r", "cp437"]
)
@pytest.mark.parametrize("count", [2, 4, 10])
def test_what_becomes_of_the_replacement_character(codec: str, count: int) -> None:
    """However U+FFFD was read, the finding says how many there were."""
    shown = ("\ufffd" * count).encode().decode(codec, "replace")
    (finding,) = kanwu.clean(f"1985 {shown} 12", LOST).findings
    assert finding.evidence["replacement characters"] == str(count)
    assert finding.fix is None


def test_bytes_that_decoding_kept_are_not_called_lost() -> None:
    """ENC001 has the bytes; there is no second finding for the U+FFFD in their place."""
    codes = [finding.code for finding in kanwu.clean("人口普查\n".encode() * 20 + b"\xe4\xb8").findings]
    assert "ENC001" in codes
    assert "ENC120" not in codes


@given(st.text(st.sampled_from("锟斤拷烫屯葺占쏙옙?�ï¿½ 中a1“”\n"), max_size=40))
def test_nothing_is_changed(text: str) -> None:
    """The text comes out as it went in."""
    cleaned = kanwu.clean(text, kanwu.Config(select=("ENC120",), unsafe_fixes=True))
    assert cleaned.text == text


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("锟斤拷" * 60_000, True),
        ("锟" * 200_000, False),
        ("烫" * 200_000, True),
        ("�a" * 100_000, True),
        ("?" * 200_000, False),
        ("?? ??? " * 30_000, False),
    ],
)
def test_hostile_input_comes_back(text: str, *, lost: bool) -> None:
    """Hundreds of thousands of characters of one thing stay as they are; `bench/linear.py` measures the time."""
    cleaned = kanwu.clean(text, LOST)
    assert cleaned.text == text
    assert bool(cleaned.findings) == lost


def test_one_character_again_and_again_is_no_evidence() -> None:
    """A long row of one rare character reads well in some codec; that is offered at most, not done."""
    text = "開展“\ufffd" + "屺" * 300
    assert kanwu.clean(text).text == text
