"""What holds for every text and every byte string, damaged or not."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu
from kanwu.finding import Finding
from kanwu.text.spans import Edit, apply_edits
from tests.damage import damaged_bytes, damaged_texts

configs = st.builds(kanwu.Config, unsafe_fixes=st.booleans())


@given(damaged_texts, configs)
def test_text_is_restored(text: str, config: kanwu.Config) -> None:
    """Cleaned text and its findings give the original text back."""
    assert kanwu.clean(text, config).restore() == text


@given(damaged_bytes, configs)
def test_bytes_are_restored(data: bytes, config: kanwu.Config) -> None:
    """Cleaned text and its findings give the original bytes back, whatever they are."""
    assert kanwu.clean(data, config).restore() == data


@given(damaged_texts, configs)
def test_replaying_the_findings_gives_the_text(text: str, config: kanwu.Config) -> None:
    """The applied fixes, made to the source, give the cleaned text: nothing else was done."""
    cleaned = kanwu.clean(text, config)
    applied = [finding for finding in cleaned.findings if finding.applied and finding.fix]
    edits = [Edit(f.start, f.end, f.fix.replacement) for f in applied if f.fix]
    assert apply_edits(cleaned.source, edits) == cleaned.text


@given(damaged_texts)
def test_offsets_lie_in_the_source(text: str) -> None:
    """Every place that is reported exists in the source, and a fix quotes what stands there."""
    checked = kanwu.check(text)
    length = len(checked.cleaned.source)
    places: list[Finding | kanwu.Figure | kanwu.Claim] = [*checked.findings, *checked.figures, *checked.claims]
    assert all(0 <= place.start <= place.end <= length for place in places)
    for finding in checked.findings:
        if finding.fix:
            assert checked.cleaned.source[finding.start : finding.end] == finding.fix.original


def test_clean_text_is_the_same_object() -> None:
    """A clean text passes through untouched."""
    text = "这是一段没有问题的文字，共三句。" * 20
    assert kanwu.clean(text).text is text


def test_the_contract_example() -> None:
    """The README's first example comes out as it says."""
    cleaned = kanwu.clean("市中區(qū)以更實更細(xì)舉措")
    assert cleaned.text == "市中區以更實更細舉措"
    assert cleaned.changed
    checked = kanwu.check("第一批单位检视出1686个问题，完成整改1676个、整改率99.4%。")
    assert [(c.kind, c.verdict, c.relation) for c in checked.claims] == [("share", "consistent", "1676/1686 = 99.4%")]
    assert checked.findings == ()


def test_figures_are_read_from_the_mended_text() -> None:
    """A figure that an invisible character splits is one figure, with offsets in the source."""
    source = "产值达1664萬\u200c4684元。"
    (figure,) = kanwu.check(source).figures
    assert source[figure.start : figure.end] == "1664萬\u200c4684元"
    assert figure.low <= 16644684 <= figure.high


@pytest.mark.parametrize("module", ["pandera", "pyarrow", "opencc", "chardet", "jinja2", "rich", "typer"])
def test_import_is_light(module: str) -> None:
    """`import kanwu` loads no heavy module."""
    code = f"import sys, kanwu; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_checking_a_text_loads_no_table_library() -> None:
    """A single text is checked without pandera and pyarrow."""
    code = "import sys, kanwu; kanwu.check('占99.4%'); sys.exit('pandera' in sys.modules or 'pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_configuration_keeps_its_hash_to_itself() -> None:
    """A configuration hashes as an equal one does; its hash goes into no pickle, for another process has its own."""
    config, same = (kanwu.Config(select=("CHR",), severity={"CHR001": "error"}) for _ in range(2))
    before = pickle.dumps(config)
    kept = hash(config)
    assert (same, hash(same)) == (config, kept)
    assert pickle.dumps(config) == before
    other = replace(config, unsafe_fixes=True)
    assert other != config
    assert hash(other) != kept
