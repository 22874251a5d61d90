"""CSV and TSV: only the mended cells change, quoting is kept, and the original bytes come back."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.corpus.formats.performed import GARBLED, MENDED, perform

from kanwu.corpus.formats.delimited import FORMAT
from kanwu.corpus.formats.format import Request


def test_only_the_cell_is_rewritten(tmp_path: Path) -> None:
    """Quoting, spaces, line ends, empty lines and other columns stay."""
    data = (
        f'\ufeffid,"text", note\r\n1,{GARBLED},"{GARBLED}"\r\n\r\n2,"a ""b""\r\n{GARBLED}", x \r\n3,sound,"y""z"'
    ).encode()
    done = perform(tmp_path, "a.csv", data)
    expected = data.decode().replace(f"1,{GARBLED}", f"1,{MENDED}").replace(f'\r\n{GARBLED}", x', f'\r\n{MENDED}", x')
    assert done.cleaned == expected.encode()
    assert done.restored == data
    assert done.ids == ["a.csv#1", "a.csv#2", "a.csv#3"]


@pytest.mark.parametrize(("name", "mark"), [("a.tsv", "\t"), ("a.csv", ";"), ("a.csv", "|")])
def test_other_delimiters(tmp_path: Path, name: str, mark: str) -> None:
    """The first row tells the delimiter."""
    data = f"id{mark}text\n1{mark}{GARBLED}, 1\n".encode()
    assert perform(tmp_path, name, data).cleaned == data.replace(GARBLED.encode(), MENDED.encode())


def test_broken_rows_go_to_quarantine(tmp_path: Path) -> None:
    """A row with too many or too few cells, or a quote that does not close, is put aside alone."""
    bad = [b"1,2,3\n", b"1\n", b'1,"x"y\n', b'1,"never closed\n']
    data = b"id,text\n" + b"2,good\n".join(bad) + f"3,{GARBLED}\n".encode()
    done = perform(tmp_path, "a.csv", data)
    assert done.cleaned == b"id,text\n" + b"2,good\n" * 3 + f"3,{MENDED}\n".encode()
    assert done.quarantine == b"".join(bad)
    assert done.restored == data
    assert done.run.counts["records"] == {"read": 8, "kept": 4, "quarantined": 4}


def test_a_file_without_the_column_names_its_columns(tmp_path: Path) -> None:
    """One clear sentence, and nothing is written."""
    done = perform(tmp_path, "a.csv", b"id,body\n1,x\n")
    assert [reason for _, reason in done.run.failed] == [
        "has no column 'text'; its columns are 'id', 'body'; name one with --text-field"
    ]
    assert done.cleaned is None


def test_an_encoding_other_than_utf8_is_kept(tmp_path: Path) -> None:
    """A table saved as GB18030 stays GB18030."""
    text = f"重慶{GARBLED}推動發展，羣衆滿意度不斷提高。"
    data = f"編號,text\n1,{text}\n2,也好\n".encode("gb18030")
    done = perform(tmp_path, "a.csv", data)
    assert done.cleaned == data.replace(GARBLED.encode("gb18030"), MENDED.encode("gb18030"))
    assert done.restored == data


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8) | st.just(GARBLED)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(cells, cells)), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_reads_as_the_csv_module_does(rows: list[tuple[str, str]], quoting: int) -> None:
    """What the standard library writes is read with the same cells."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=quoting)  # type: ignore[arg-type] # one of its constants
    writer.writerows([("text", "other"), *rows])
    assert FORMAT.open is not None
    data = written.getvalue().encode()
    reader = FORMAT.open(io.BytesIO(data), Request(("text", "other")))
    pieces = list(reader.pieces())
    assert b"".join(piece.raw for piece in pieces) == data
    assert [tuple(text.content for text in piece.texts) for piece in pieces if piece.name] == rows


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=60) | st.text('",\r\na', max_size=60).map(str.encode))
def test_arbitrary_files_come_back(data: bytes) -> None:
    """Whatever a file holds, restoring gives its bytes, or it failed as a whole."""
    with tempfile.TemporaryDirectory() as folder:
        done = perform(Path(folder), "a.csv", b"text,a\n" + data)
        assert done.restored == b"text,a\n" + data if done.cleaned is not None else done.run.failed
