"""Columns of texts: a batch gives what each text alone gives."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kanwu
from kanwu.errors import InputError
from kanwu.pipeline import process_batch, process_shard
from tests.test_gates import texts

CASES = sorted({text for text, _ in texts()})
CONFIGS = [kanwu.Config(), kanwu.Config(unsafe_fixes=True), kanwu.Config(to="zh-Hant"), kanwu.Config(ignore=("ENC",))]


def row_of(text: str | bytes | None, config: kanwu.Config) -> dict[str, Any]:
    """Return the row that a text alone gives."""
    if text is None:
        return dict.fromkeys(("text", "encoding", "changed", "findings", "figures", "claims"))
    checked = kanwu.check(text, config)
    cleaned = checked.cleaned
    return {
        "text": cleaned.text,
        "encoding": cleaned.encoding,
        "changed": cleaned.changed,
        "findings": [(f.code, f.start, f.end, f.message, dict(f.evidence), f.applied) for f in checked.findings],
        "figures": [(f.text, f.start, f.end, str(f.low), str(f.high)) for f in checked.figures],
        "claims": [(c.code, c.start, c.end, c.relation, str(c.verdict)) for c in checked.claims],
    }


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of a batch in the same words."""
    names = {
        "findings": ("code", "start", "end", "message", "evidence", "applied"),
        "figures": ("text", "start", "end", "low", "high"),
        "claims": ("code", "start", "end", "relation", "verdict"),
    }
    for column, keys in names.items():
        if row[column] is not None:
            items = [{**item, "evidence": dict(item.get("evidence") or ())} for item in row[column]]
            row[column] = [tuple(item[key] for key in keys) for item in items]
    return {name: row[name] for name in ("text", "encoding", "changed", *names)}


def assert_same(given_texts: list[Any], config: kanwu.Config, kind: pa.DataType) -> None:
    batch = pa.RecordBatch.from_pydict({"id": list(range(len(given_texts))), "text": pa.array(given_texts, kind)})
    result = process_batch(batch, config)
    assert result.column("id").equals(batch.column("id"))
    assert [flat(row) for row in result.to_pylist()] == [row_of(text, config) for text in given_texts]


@pytest.mark.parametrize("config", CONFIGS, ids=str)
def test_cases_of_all_rules(config: kanwu.Config) -> None:
    """Every case of every rule comes out of a batch as it does alone."""
    assert_same(CASES[:: 1 if config == kanwu.Config() else 9], config, pa.string())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | st.text(st.characters(codec="utf-8")) | st.sampled_from(CASES)), st.sampled_from(CONFIGS))
def test_a_batch_equals_each_text_alone(sample: list[str | None], config: kanwu.Config) -> None:
    """So does any text, and null stays null."""
    assert_same(sample, config, pa.large_string())


def test_bytes_are_decoded() -> None:
    """A binary column is decoded text by text."""
    assert_same(["中文的文章。".encode("gb18030"), None, "好".encode()], kanwu.Config(), pa.binary())


def test_a_batch_without_its_columns_is_refused() -> None:
    """One sentence names what is missing or of the wrong type."""
    with pytest.raises(InputError, match="has no column 'text'; it has 'id'"):
        process_batch(pa.RecordBatch.from_pydict({"id": [1]}))
    with pytest.raises(InputError, match="must be string or binary, not int64"):
        process_batch(pa.RecordBatch.from_pydict({"id": [1], "text": [1]}))


def test_a_shard_is_done_once(tmp_path: Path) -> None:
    """A second call returns the same manifest and writes nothing; a changed source or setting does the work again."""
    src, dst = tmp_path / "a.jsonl", tmp_path / "out"
    src.write_text(json.dumps({"text": "市中區(qū)以更實更細(xì)舉措。"}) + "\nbad\n", "utf-8")
    manifest = process_shard(src, dst)
    assert manifest.counts["documents"] == {"mended": 1, "quarantined": 1}
    assert json.loads((dst / "a.jsonl").read_text("utf-8"))["text"] == "市中區以更實更細舉措。"
    assert (dst / ".kanwu" / "quarantine" / "a.jsonl").read_text("utf-8") == "bad\n"
    assert pq.read_table(dst / ".kanwu" / "a.jsonl" / "findings.parquet").num_rows == 2
    (dst / "a.jsonl").unlink()
    assert process_shard(str(src), str(dst)) == manifest
    assert not (dst / "a.jsonl").exists()
    assert process_shard(src, dst, kanwu.Config(ignore=("GLS",))).counts["documents"] == {"clean": 1, "quarantined": 1}
    with pytest.raises(InputError, match="does not exist"):
        process_shard(tmp_path / "none", dst)


def test_needs_no_numpy() -> None:
    """A batch is worked on where numpy is not installed: it is no dependency, and pyarrow does without it."""
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "import pyarrow as pa\n"
        "from kanwu.pipeline import process_batch\n"
        "batch = pa.RecordBatch.from_pydict({'id': ['1'], 'text': ['市中區(qū)以更實更細(xì)舉措']})\n"
        "assert process_batch(batch)['text'].to_pylist() == ['市中區以更實更細舉措']"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
