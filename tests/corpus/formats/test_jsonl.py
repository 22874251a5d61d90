"""JSON Lines: only the mended literals change, and the original bytes come back."""

from __future__ import annotations

import bz2
import gzip
import json
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.corpus.formats.performed import GARBLED, MENDED, perform

import kanwu
from kanwu.corpus import shards
from kanwu.corpus.checking import check_file
from kanwu.corpus.formats import jsonl
from kanwu.corpus.scan import Source


def line(text: str, **more: object) -> bytes:
    return json.dumps({"id": 1, "text": text, **more}, ensure_ascii=False).encode("utf-8") + b"\n"


def test_only_the_literal_is_rewritten(tmp_path: Path) -> None:
    """Order of keys, spaces, numbers as they were written, escapes and line ends stay."""
    data = (
        f'{{ "n":1.50e3,\t"text" : "{GARBLED}" , "z":[{{"text":"{GARBLED}"}}]}}\r\n'
        f'\n{{"text":"sound \\u00e9 \\/"}}\n{{"a":"\\"text\\":","text":"\\/{GARBLED}\\/"}}'
    ).encode()
    done = perform(tmp_path, "a.jsonl", data)
    expected = data.decode().replace(f'"text" : "{GARBLED}"', f'"text" : "{MENDED}"')
    assert done.cleaned == expected.replace(f"\\/{GARBLED}\\/", f"\\/{MENDED}\\/").encode()
    assert done.restored == data
    assert done.ids == ["a.jsonl#1", "a.jsonl#3", "a.jsonl#4"]
    assert [row["document"] for row in done.rows("findings")] == ["a.jsonl#1"] * 2 + ["a.jsonl#4"] * 2


def test_an_ascii_file_stays_ascii(tmp_path: Path) -> None:
    r"""A literal written with \u escapes is mended with \u escapes; the last of two equal keys counts."""
    data = b'{"text": 3, "text": ' + json.dumps(GARBLED).encode() + b"}\n"
    done = perform(tmp_path, "a.ndjson", data)
    assert done.cleaned == b'{"text": 3, "text": ' + json.dumps(MENDED).encode() + b"}\n"
    assert done.restored == data


def test_bad_lines_go_to_quarantine(tmp_path: Path) -> None:
    """Each line that cannot be read is put aside with its bytes and a reason; the rest is done; all come back."""
    bad = [b'{"text": "cut', b'["a list"]', b'{"text": 7}', b'{"text": "\xff"}', b'{"text": "\\ud800"}', b"[" * 100_000]
    good = [line(GARBLED), b'{"other": 1, "text": null}\n', b'{"other": 1}\n']
    data = good[0] + b"".join(each + b"\n" for each in bad[:3]) + good[1] + b"\n".join(bad[3:]) + b"\n" + good[2]
    done = perform(tmp_path, "a.jsonl", data)
    assert done.cleaned == line(MENDED) + good[1] + good[2]
    assert done.quarantine == b"".join(each + b"\n" for each in bad)
    assert done.restored == data
    assert done.run.counts["records"] == {"read": 9, "kept": 3, "quarantined": 6}
    reasons = [row["reason"] for row in done.rows("documents") if row["status"] == "quarantined"]
    assert reasons == [
        "is not JSON: Unterminated string starting at at column 10",
        "is not a JSON object but a list",
        "has no text in 'text' but a number",
        "is not UTF-8",
        "has half a surrogate pair in 'text'",
        "is nested too deeply",
    ]
    assert [reason for _, reason in done.run.failed] == [
        "holds 6 records that cannot be read: record 2 is not JSON: Unterminated string starting at at column 10"
    ]


def test_several_fields(tmp_path: Path) -> None:
    """Each field is a document of its own and is named in its id."""
    data = json.dumps({"body": GARBLED, "title": "好", "text": GARBLED}, ensure_ascii=False).encode()
    done = perform(tmp_path, "a.jsonl", data, text_field=("title", "body"))
    assert done.ids == ["a.jsonl#1:title", "a.jsonl#1:body"]
    assert done.cleaned == data.replace(f'"body": "{GARBLED}"'.encode(), f'"body": "{MENDED}"'.encode())
    assert done.restored == data


def test_a_file_without_the_field_says_which_there_are(tmp_path: Path) -> None:
    """One sentence names the fields; nothing is written, and no row of its records is left."""
    done = perform(tmp_path, "a.jsonl", b'{"content": "a", "id": 1}\n{"content": "b"}\n')
    assert [reason for _, reason in done.run.failed] == [
        "has no field 'text'; its fields are 'content', 'id'; name one with --text-field"
    ]
    assert done.cleaned is None
    assert done.ids == ["a.jsonl"]


def pack(codec: str, data: bytes) -> bytes:
    if codec == "zst":
        return bytes(pa.compress(data, "zstd", asbytes=True))
    return gzip.compress(data) if codec == "gz" else bz2.compress(data)


def unpack(codec: str, data: bytes | None) -> bytes:
    assert data is not None
    if codec == "zst":
        with pa.CompressedInputStream(pa.BufferReader(data), "zstd") as stream:
            return bytes(stream.read())
    return gzip.decompress(data) if codec == "gz" else bz2.decompress(data)


@pytest.mark.parametrize("codec", ["gz", "zst", "bz2"])
def test_compressed_files(tmp_path: Path, codec: str) -> None:
    """They are read and written compressed; the content comes back, and an unchanged file is copied."""
    data = line("好") + b"not JSON\n" + line(GARBLED)
    done = perform(tmp_path, f"a.jsonl.{codec}", pack(codec, data))
    assert unpack(codec, done.cleaned) == line("好") + line(MENDED)
    assert unpack(codec, done.restored) == data
    clean = pack(codec, line("好")) + pack(codec, line("也好"))
    done = perform(tmp_path / "clean", f"a.jsonl.{codec}", clean)
    assert done.cleaned == done.restored == clean
    assert done.run.counts["documents"] == {"clean": 2}


@pytest.mark.parametrize("codec", ["gz", "zst"])
def test_a_truncated_file_is_an_error(tmp_path: Path, codec: str) -> None:
    """It does not end silently: the sentence names the place, nothing is written, and other files are done."""
    whole = b"".join(line(f"第{number}篇。") for number in range(5000))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.jsonl").write_bytes(line(GARBLED))
    (tmp_path / "in" / f"a.jsonl.{codec}").write_bytes(pack(codec, whole)[:-40])
    run = kanwu.run(tmp_path / "in", tmp_path / "run")
    (failure,) = run.failed
    assert failure[1].startswith("is cut off: its ")
    assert "of its content, byte" in failure[1]
    assert run.counts["documents"] == {"mended": 1, "quarantined": 1}
    assert sorted(path.name for path in (tmp_path / "run" / "cleaned").iterdir()) == ["b.jsonl"]


def test_big_files_are_cut_into_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However a file is cut, the results are the same."""
    texts = [f"{number} {GARBLED if number % 5 == 0 else '好'}" for number in range(99)]
    data = b"".join(b"bad\n" if number % 7 == 3 else line(text) for number, text in enumerate(texts))
    whole = perform(tmp_path / "whole", "a.jsonl", data)
    monkeypatch.setattr(shards, "_BYTES_PER_SHARD", 100)
    monkeypatch.setattr(jsonl, "_PART", 500)
    monkeypatch.setattr(jsonl, "_READ", 64)
    assert jsonl.FORMAT.parts is not None
    assert len(jsonl.FORMAT.parts(tmp_path / "whole" / "in" / "a.jsonl")) > 5
    parts = perform(tmp_path / "parts", "a.jsonl", data)
    assert parts.restored == whole.restored == data
    assert (parts.cleaned, parts.quarantine) == (whole.cleaned, whole.quarantine)
    assert parts.run.counts == whole.run.counts
    for name in ("findings", "figures", "claims", "originals"):
        assert parts.rows(name) == whole.rows(name)
    for name in ("files", "documents"):
        own = [{key: value for key, value in row.items() if key != "path"} for row in parts.rows(name)]
        assert own == [{key: value for key, value in row.items() if key != "path"} for row in whole.rows(name)]


def test_check_names_records_and_fixes_them(tmp_path: Path) -> None:
    """`check` gives the place in the record; with `fix`, the file is mended in kind."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(line("好") + line(f"一\n{GARBLED}"))
    found = check_file(Source(path.name, path), kanwu.Config(), fix=False)
    assert [(each.path.rpartition("/")[2], each.line, each.column) for each in found.located] == [
        ("a.jsonl#2", 2, 4),
        ("a.jsonl#2", 2, 13),
    ]
    assert path.read_bytes() == line("好") + line(f"一\n{GARBLED}")
    fixed = check_file(Source(path.name, path), kanwu.Config(), fix=True)
    assert (fixed.located, fixed.fixed) == ((), 2)
    assert path.read_bytes() == line("好") + line(f"一\n{MENDED}")


records = st.fixed_dictionaries(
    {"text": st.text(st.characters(codec="utf-8")) | st.just(GARBLED) | st.none() | st.integers()},
    optional={"other": st.text(), 'o"dd\\': st.lists(st.text())},
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(records.map(lambda each: json.dumps(each).encode()) | st.binary(max_size=20)),
    st.sampled_from([b"\n", b"\r\n"]),
)
def test_arbitrary_files_come_back(lines: list[bytes], end: bytes) -> None:
    """Whatever a file holds, restoring gives its bytes."""
    data = end.join(lines)
    with tempfile.TemporaryDirectory() as folder:
        done = perform(Path(folder), "a.jsonl", data)
        if done.cleaned is not None:
            assert done.restored == data
        else:
            assert done.run.failed
