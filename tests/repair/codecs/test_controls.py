"""C1 controls: each character of Windows-1252 back in its place, everything else left for a reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu

CONTROLS = kanwu.Config(select=("ENC111",))
TYPESET = (
    "It’s “quoted”, isn’t it? ‘Yes’ – or no — perhaps… he said: “don’t”.",
    "Le prix est de 45 € ; l’œuvre du chœur, « déjà ».",
    "Er sagte: „Gut“ – und ging.",
    "• one\n• two",
    "Acme™ 1990–1995, pp. 3–4",
)


def as_latin1(text: str) -> str:
    """Write as Windows-1252, read as Latin-1."""
    return text.encode("cp1252").decode("latin-1")


@pytest.mark.parametrize("text", TYPESET)
def test_typeset_text_comes_back(text: str) -> None:
    """Quotes, dashes, bullets, the euro sign and œ are put back by default."""
    cleaned = kanwu.clean(as_latin1(text), CONTROLS)
    assert cleaned.text == text
    assert as_latin1(cleaned.text) == cleaned.source


@given(
    st.text(st.sampled_from("\x80\x81\x85\x8a\x91\x92\x93\x94\x95\x96\x97\x99\x9b\x9c ab9é中.,\n\x1b["), max_size=20)
)
def test_safe_fixes_give_the_shown_text_again(text: str) -> None:
    """Whatever is applied, written as Windows-1252 and read as Latin-1, is what was shown."""
    cleaned = kanwu.clean(text, CONTROLS)
    assert cleaned.restore() == text
    for finding in cleaned.findings:
        if finding.applied:
            assert finding.fix is not None
            assert as_latin1(finding.fix.replacement) == finding.fix.original


def test_a_run_that_means_nothing_is_one_finding() -> None:
    """Binary data does not fill a report."""
    assert len(kanwu.clean("x" + "\x81\x90" * 1000 + "y", CONTROLS).findings) == 1
