"""Limits: what is too much is named and left out, the rest is done, and the settings allow more."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.corpus.formats.performed import GARBLED, MENDED, perform

import kanwu
from kanwu.config import read_config
from kanwu.corpus.checking import check_file
from kanwu.corpus.formats import format as words
from kanwu.corpus.scan import Source
from kanwu.errors import ConfigError

MEGABYTE = "没有问题的一行文字。\n" * 35_000  # a little more than one


def line(text: str) -> bytes:
    return json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n"


CASES = {
    "a.txt": MEGABYTE.encode(),
    "a.html": b"<p>" + MEGABYTE.encode(),
    "a.txt.gz": gzip.compress(MEGABYTE.encode(), mtime=0),
    "a.jsonl": line(GARBLED) + line(MEGABYTE),
    "a.jsonl.gz": gzip.compress(line(GARBLED) + line(MEGABYTE), mtime=0),
    "a.csv": b"id,text\n1,x\n2," + MEGABYTE.replace("\n", "").encode() * 2,
}


@pytest.mark.parametrize("name", CASES)
def test_a_text_that_is_too_large(tmp_path: Path, name: str) -> None:
    """A document, a line or a row beyond the limit makes its file an error in one sentence; a higher limit reads it."""
    done = perform(tmp_path, name, CASES[name], largest_document=1)
    ((_, reason),) = done.run.failed
    assert "of more than 1 MB; `largest-document` allows more" in reason
    assert done.cleaned is None
    assert perform(tmp_path / "more", name, CASES[name], largest_document=4).run.failed == ()


def test_check_names_it_too(tmp_path: Path) -> None:
    """`check` says so, and does the other files."""
    for name, data in CASES.items():
        (tmp_path / name).write_bytes(data)
        failure = check_file(Source(name, tmp_path / name), kanwu.Config(largest_document=1), fix=False).failure
        assert failure is not None
        assert "more than 1 MB" in failure


def test_other_files_of_the_run_are_done(tmp_path: Path) -> None:
    """One giant does not stop the run."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(CASES["a.txt"])
    (tmp_path / "in" / "b.txt").write_text(GARBLED, "utf-8")
    run = kanwu.run(tmp_path / "in", tmp_path / "out", kanwu.Config(largest_document=1))
    assert run.counts["documents"] == {"mended": 1, "quarantined": 1}
    assert (tmp_path / "out" / "cleaned" / "b.txt").read_text("utf-8") == MENDED


def overlapping() -> bytes:
    """Make an archive of many members that each unpack to no more than text may."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(60):
            file.writestr(f"{number}.txt", b"0" * 9_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.jsonl.gz", gzip.compress(line("字" * 900_000))), ("a.txt.gz", gzip.compress(b"0" * 3_000_000))],
)
def test_a_compressed_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> None:
    """What unpacks to far more than text does is not read on; the setting allows it."""
    monkeypatch.setattr(words, "FREE", 100_000)
    ((_, reason),) = perform(tmp_path, name, data).run.failed
    assert reason.startswith("unpacks from ")
    assert "raise `largest-expansion`" in reason
    assert perform(tmp_path / "more", name, data, largest_expansion=10_000).run.failed == ()


def test_many_small_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The members of an archive count together."""
    monkeypatch.setattr(words, "FREE", 100_000)
    ((_, reason),) = perform(tmp_path, "a.zip", overlapping(), largest_expansion=20).run.failed
    assert reason.startswith("unpacks from ")
    assert perform(tmp_path / "more", "a.zip", overlapping(), largest_expansion=10_000).run.failed == ()


@pytest.mark.parametrize("name", ["largest_document", "largest_expansion"])
def test_a_limit_is_a_number_above_nothing(tmp_path: Path, name: str) -> None:
    """Zero, or a text in the file, is one sentence."""
    settings: dict[str, Any] = {name: 0}
    with pytest.raises(ConfigError, match="is 0; it can be 1 or more"):
        replace(kanwu.Config(), **settings)
    path = tmp_path / "kanwu.toml"
    for value in ("true", '"big"', "1.5"):
        path.write_text(f"{name.replace('_', '-')} = {value}\n")
        with pytest.raises(ConfigError, match="must be a whole number"):
            read_config(path)
    path.write_text(f"{name.replace('_', '-')} = 7\n")
    assert getattr(read_config(path), name) == 7


def test_entities_do_not_expand(tmp_path: Path) -> None:
    """Entities that a page declares itself are no references, however deep they are nested."""
    declared = "".join(f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 30))
    page = f"<!DOCTYPE html [<!ENTITY a0 '{GARBLED}'>{declared}]><html><p>&a29; {GARBLED}</p>".encode()
    done = perform(tmp_path, "a.html", page)
    assert done.restored == page
    assert done.rows("documents")[0]["characters"] == len(page.decode())
    assert done.cleaned is not None
    assert b"&a29; " + MENDED.encode() in done.cleaned


def test_deep_nesting_is_put_aside(tmp_path: Path) -> None:
    """A record nested deeper than the parser takes is put aside, and the others are done."""
    deep = b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n"
    done = perform(tmp_path, "a.jsonl", deep + line(GARBLED))
    assert done.quarantine == deep
    assert done.cleaned == line(MENDED)
    assert done.restored == deep + line(GARBLED)
