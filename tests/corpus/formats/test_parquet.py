"""Parquet: the same table with only the mended texts replaced, and the original table back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.corpus.formats.performed import GARBLED, MENDED, perform

import kanwu
from kanwu.corpus import shards
from kanwu.corpus.checking import check_file
from kanwu.corpus.formats import parquet
from kanwu.corpus.scan import Source


def table(rows: int, kind: Any = None) -> pa.Table:
    texts = [None if row % 7 == 3 else f"{row} {GARBLED if row % 5 == 0 else '好'}" for row in range(rows)]
    columns = {
        "id": pa.array(range(rows), pa.int16()),
        "text": pa.array(texts).cast(kind or pa.string()),
        "more": pa.array([[{"text": GARBLED}]] * rows),
    }
    return pa.table(columns).replace_schema_metadata({"who": "me"})


def packed(content: pa.Table, **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(content, out, **options)
    return out.getvalue()


def unpacked(data: bytes | None) -> pa.Table:
    assert data is not None
    return pq.read_table(io.BytesIO(data))


def mended(content: pa.Table) -> pa.Table:
    place = content.schema.get_field_index("text")
    field = content.schema.field("text")
    texts = [text and text.replace(GARBLED, MENDED) for text in content["text"].to_pylist()]
    return content.set_column(place, field, pa.array(texts).cast(field.type))


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())], ids=str)
@pytest.mark.parametrize("compliant", [True, False])
def test_only_the_texts_change(tmp_path: Path, kind: pa.DataType, *, compliant: bool) -> None:
    """Schema, metadata, row groups, compression and all other values stay; restoring gives the table."""
    content = table(100, kind)
    data = packed(content, row_group_size=30, compression="gzip", use_compliant_nested_type=compliant)
    done = perform(tmp_path, "a.parquet", data)
    for made, expected in ((done.cleaned, mended(content)), (done.restored, content)):
        assert unpacked(made).to_pylist() == expected.to_pylist()
        assert unpacked(made).schema.equals(unpacked(data).schema, check_metadata=True)
        assert made is not None
        about = pq.ParquetFile(io.BytesIO(made)).metadata
        assert [about.row_group(group).num_rows for group in range(about.num_row_groups)] == [30, 30, 30, 10]
        assert about.row_group(0).column(1).compression == "GZIP"
    assert done.ids == [f"a.parquet#{row + 1}" for row in range(100) if row % 7 != 3]
    assert done.run.counts["records"] == {"read": 100, "kept": 100, "quarantined": 0}


def test_an_unchanged_file_is_copied(tmp_path: Path) -> None:
    """It keeps its bytes."""
    data = packed(table(3).slice(1, 2))
    done = perform(tmp_path, "a.parquet", data)
    assert done.cleaned == done.restored == data


def test_big_files_are_cut_into_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However a file is cut, the results are the same; parts without a change are taken from the source."""
    content = pa.concat_tables([table(20), table(5).slice(1, 1), table(20)])
    data = packed(content, row_group_size=7)
    whole = perform(tmp_path / "whole", "a.parquet", data)
    monkeypatch.setattr(shards, "_BYTES_PER_SHARD", 100)
    monkeypatch.setattr(parquet, "_PART", 10)
    parts = perform(tmp_path / "parts", "a.parquet", data)
    assert unpacked(parts.cleaned).equals(mended(content))
    assert unpacked(parts.restored).equals(content)
    for name in ("findings", "figures", "claims", "originals"):
        assert parts.rows(name) == whole.rows(name)
    (row,) = parts.rows("files")
    (other,) = whole.rows("files")
    for name in ("content_in", "content_out", "sha256_in", "records", "status"):
        assert row[name] == other[name]


def test_big_row_groups_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row group that does not fit into memory becomes several; the rows stay the same."""
    monkeypatch.setattr(parquet, "_SLAB", 2000)
    monkeypatch.setattr(parquet, "_BATCH", 500)
    content = table(200)
    done = perform(tmp_path, "a.parquet", packed(content))
    assert unpacked(done.cleaned).equals(mended(content))
    assert unpacked(done.restored).equals(content)
    assert done.cleaned is not None
    assert pq.ParquetFile(io.BytesIO(done.cleaned)).metadata.num_row_groups > 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed(pa.table({"a": [1], "b": ["x"]})), "has no column 'text'; its columns are 'a', 'b'"),
        (packed(pa.table({"text": [1]})), "has no texts in 'text' but int64"),
        (packed(table(50))[:-20], "is not Parquet that can be read"),
        (b"PAR1", "is not Parquet that can be read"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, data: bytes, reason: str) -> None:
    """One sentence says why; nothing is written."""
    done = perform(tmp_path, "a.parquet", data)
    assert done.run.failed[0][1].startswith(reason)
    assert done.cleaned is None


def test_damage_in_a_row_group_names_the_place(tmp_path: Path) -> None:
    """A damaged page is an error that says behind which row."""
    data = bytearray(packed(table(1000), row_group_size=500, compression="zstd"))
    place = pq.ParquetFile(io.BytesIO(bytes(data))).metadata.row_group(1).column(1).data_page_offset
    data[place + 20 : place + 200] = bytes(180)
    done = perform(tmp_path, "a.parquet", bytes(data))
    assert done.run.failed[0][1].startswith("is damaged in row group 2, behind row ")
    assert done.ids == ["a.parquet"]


def test_check_fixes_the_table(tmp_path: Path) -> None:
    """`check --fix` writes the table mended."""
    path = tmp_path / "a.parquet"
    path.write_bytes(packed(table(10)))
    assert len(check_file(Source(path.name, path), kanwu.Config(), fix=False).located) == 4
    assert check_file(Source(path.name, path), kanwu.Config(), fix=True).fixed == 4
    assert pq.read_table(path).equals(mended(table(10)))
