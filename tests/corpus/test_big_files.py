"""Big files are cut into parts, packed ones too, and what comes out is the same however many parts there are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import kanwu
from kanwu.corpus import shards
from kanwu.corpus.formats import jsonl
from kanwu.corpus.restore import restore_run
from kanwu.corpus.tables import TABLES

GARBLED = "市中區(qū)以更實更細(xì)舉措。"


@pytest.mark.parametrize(("suffix", "codec"), [("", None), (".gz", "gzip"), (".zst", "zstd"), (".bz2", "bz2")])
@pytest.mark.parametrize("changed", [True, False])
def test_parts_give_what_the_whole_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, codec: Any, *, changed: bool
) -> None:
    """Bytes, tables and restored file are those of a run that cuts nothing; no unpacked file is left."""
    source = tmp_path / "in" / f"x.jsonl{suffix}"
    source.parent.mkdir()
    texts = [GARBLED if changed and n % 7 == 0 else f"第{n}篇沒有問題。" for n in range(400)]
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
    lines[200] = "bad" if changed else lines[200]
    data = "\n".join(lines).encode()
    source.write_bytes(data)
    if codec is not None:
        with pa.OSFile(str(source), "wb") as file, pa.CompressedOutputStream(file, codec) as out:
            out.write(data)
    whole = kanwu.run(source.parent, tmp_path / "whole")
    monkeypatch.setattr(shards, "_BYTES_PER_SHARD", 100)
    monkeypatch.setattr(jsonl, "_PART", 1000)
    monkeypatch.setattr(jsonl, "_READ", 100)
    seen: list[int] = []
    real = shards.process_shard

    def noted(shard: shards.Shard) -> shards.Manifest:
        seen.append(shard.number)
        return real(shard)

    monkeypatch.setattr("kanwu.corpus.run.process_shard", noted)
    cut = kanwu.run(source.parent, tmp_path / "cut")
    assert len(seen) > 10
    assert cut.counts == whole.counts
    name = f"cleaned/x.jsonl{suffix}"
    assert (tmp_path / "cut" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    for table in TABLES:
        tables = [pq.read_table(tmp_path / run / f"{table}.parquet").to_pylist() for run in ("cut", "whole")]
        assert tables[0] == tables[1]
    assert restore_run(tmp_path / "cut", tmp_path / "back") == (1, [])
    with pa.OSFile(str(tmp_path / "back" / source.name), "rb") as file:
        back = file.read() if codec is None else pa.CompressedInputStream(file, codec).read()
    assert back == data
