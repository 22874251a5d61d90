"""Standard input of any format whose name is given: mended to standard output, or checked."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.conftest import Kanwu

from kanwu.config import Config
from kanwu.corpus.filtering import filter_stream
from kanwu.corpus.formats import named_layout
from kanwu.errors import InputError

GARBLED, MENDED = "市中區(qū)以更實更細(xì)舉措。", "市中區以更實更細舉措。"
LINES = "".join(json.dumps({"n": n, "text": GARBLED}, ensure_ascii=False) + "\n" for n in range(3)).encode()


def filtered(name: str, data: bytes) -> tuple[bytes, str | None]:
    out = io.BytesIO()
    layout = named_layout(name)
    assert layout is not None
    failure = filter_stream(io.BytesIO(data), out, name, layout, Config())
    return out.getvalue(), failure


def parquet(text: str) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [text]}), out)
    return out.getvalue()


def zipped(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", text)
    return out.getvalue()


def test_records_are_mended_on_the_way() -> None:
    """Lines, rows, tables and archives come out in kind."""
    want = LINES.replace(GARBLED.encode(), MENDED.encode())
    assert filtered("x.jsonl", LINES) == (want, None)
    assert gzip.decompress(filtered("x.jsonl.gz", gzip.compress(LINES))[0]) == want
    assert filtered("x.csv", f"text,n\n{GARBLED},1\n".encode())[0] == f"text,n\n{MENDED},1\n".encode()
    assert pq.read_table(io.BytesIO(filtered("x.parquet", parquet(GARBLED))[0]))["text"].to_pylist() == [MENDED]
    with zipfile.ZipFile(io.BytesIO(filtered("x.zip", zipped(GARBLED))[0])) as archive:
        assert archive.read("a.txt").decode() == MENDED


def test_a_record_that_cannot_be_read_goes_through() -> None:
    """A filter has nowhere to put it aside; it says so."""
    out, failure = filtered("x.jsonl", b"bad\n" + LINES)
    assert out == b"bad\n" + LINES.replace(GARBLED.encode(), MENDED.encode())
    assert failure is not None
    assert failure.startswith("x.jsonl holds a record that cannot be read and went through unchanged: record 1 ")


def test_a_stream_that_is_cut_off_is_an_error() -> None:
    """The sentence names the stream."""
    with pytest.raises(InputError, match=r"^x.jsonl.gz is cut off"):
        filtered("x.jsonl.gz", gzip.compress(LINES * 1000)[:-20])


def test_what_is_written_does_not_wait_for_the_end() -> None:
    """The first records are out before the last are read, so memory does not grow with the stream."""

    class Source(io.RawIOBase):
        """Gives lines without end, as long as nothing was written."""

        given = 0

        def readable(self) -> bool:
            """Say yes."""
            return True

        def readinto(self, buffer: Any) -> int:
            """Give a block."""
            if target.tell():
                return 0
            self.given += 1
            assert self.given < 100
            block = (LINES * (len(buffer) // len(LINES) + 1))[: len(buffer) // len(LINES) * len(LINES)]
            buffer[: len(block)] = block
            return len(block)

    target = io.BytesIO()
    layout = named_layout("x.jsonl")
    assert layout is not None
    filter_stream(Source(), target, "x.jsonl", layout, Config(select=("GLS",)))  # type: ignore[arg-type] # reads alike
    assert MENDED.encode() in target.getvalue()


def test_the_commands_take_a_name(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """`clean -` writes the format that the name says, `check -` finds the records in it."""
    del tmp_path
    done = kanwu_command("clean", "-", "--stdin-filename", "x.jsonl", given=LINES)
    assert (done.returncode, done.stdout) == (0, LINES.replace(GARBLED.encode(), MENDED.encode()))
    page = f"<html><script>{GARBLED}</script><p>{GARBLED}</p></html>".encode()
    done = kanwu_command("clean", "-", "--stdin-filename", "x.html", given=page)
    assert done.stdout.decode() == f"<html><script>{GARBLED}</script><p>{MENDED}</p></html>"
    found = kanwu_command("check", "-", "--stdin-filename", "x.jsonl", "--output-format", "concise", given=LINES)
    assert found.returncode == 1
    assert b"x.jsonl#1:1:" in found.stdout


@pytest.mark.parametrize("command", [("clean",), ("check",), ("clean", "--diff"), ("check", "--diff")])
def test_standard_input_that_is_too_large(kanwu_command: Kanwu, tmp_path: Path, command: tuple[str, ...]) -> None:
    """It is refused in one sentence, and nothing of it is written."""
    (tmp_path / "kanwu.toml").write_text("largest-document = 1\n")
    done = kanwu_command(*command, "-", given=GARBLED.encode() * 40_000)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.splitlines() == [b"kanwu: <stdin> is a text of more than 1 MB; `largest-document` allows more."]
    assert kanwu_command(*command, "-", given=b"a" * (1 << 20)).returncode == 0
