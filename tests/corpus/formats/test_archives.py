"""Zip and tar: members are mended in kind; the archive cannot lead anywhere or fill the memory."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.corpus.formats.performed import GARBLED, MENDED, perform

import kanwu
from kanwu.corpus.checking import check_file
from kanwu.corpus.formats import format as words
from kanwu.corpus.scan import Source


def members(text: str, bad: str = "bad\n") -> dict[str, bytes]:
    line = json.dumps({"text": text}, ensure_ascii=False)
    return {
        "a/b.txt": text.encode(),
        "../../evil.txt": b"sound",
        "c.jsonl": f"{bad}{line}\n".encode(),
        "a/page.html": f"<p title='{text}'>{text}".encode(),
        "picture.png": GARBLED.encode(),
        "inner.jsonl.gz": gzip.compress(GARBLED.encode(), mtime=0),
        "empty.txt": b"",
    }


def zipped(content: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.mkdir("folder")
        for number, (name, data) in enumerate(content.items()):
            info = zipfile.ZipInfo(name, (2020, 1, 2 + number, 3, 4, 6))
            info.compress_type = zipfile.ZIP_DEFLATED if number % 2 else zipfile.ZIP_STORED
            info.external_attr = 0o640 << 16
            file.writestr(info, data)
    return out.getvalue()


def unzipped(data: bytes | None) -> list[object]:
    assert data is not None
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        infos = file.infolist()
        return [(i.filename, i.date_time, i.external_attr, i.compress_type, file.read(i)) for i in infos]


def tarred(content: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        file.addfile(link)
        for number, (name, data) in enumerate(content.items()):
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.mode, info.uname = len(data), 10**9 + number, 0o640, "someone"
            file.addfile(info, io.BytesIO(data))
    return out.getvalue()


def untarred(data: bytes | None) -> list[object]:
    assert data is not None
    with tarfile.open(fileobj=io.BytesIO(data)) as file:
        found: list[object] = []
        for info in file:
            stream = file.extractfile(info) if info.isreg() else None
            about = (info.name, info.mtime, info.mode, info.uname, info.linkname)
            found.append((*about, stream.read() if stream else None))
        return found


def tarred_and_packed(content: Mapping[str, bytes]) -> bytes:
    return gzip.compress(tarred(content))


Make = Callable[[Mapping[str, bytes]], bytes]
Read = Callable[[bytes | None], object]


@pytest.mark.parametrize(
    ("name", "make", "read"),
    [("a.zip", zipped, unzipped), ("a.tar", tarred, untarred), ("a.tar.gz", tarred_and_packed, untarred)],
)
def test_members_are_mended(tmp_path: Path, name: str, make: Make, read: Read) -> None:
    """Texts, records and pages are mended; names, times, rights and all other members stay; all comes back."""
    data = make(members(GARBLED))
    done = perform(tmp_path, name, data)
    assert read(done.cleaned) == read(make(members(MENDED, "")))
    assert read(done.restored) == read(data)
    assert done.quarantine == b"bad\n"
    assert done.ids == [
        f"{name}#{member}"
        for member in ("a/b.txt", "../../evil.txt", "c.jsonl#1", "c.jsonl#2", "a/page.html", "empty.txt")
    ]
    assert not list(tmp_path.rglob("evil*"))
    clean = make({"a.txt": b"sound"})
    assert perform(tmp_path / "clean", name, clean).cleaned == clean


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.zip", zipped(members(GARBLED))[:-30], "is broken or cut off: File is not a zip file"),
        (
            "a.zip",
            zipped({"a.txt": b"some text"}).replace(b"some text", b"same text"),
            "is broken or cut off: Bad CRC-32",
        ),
        ("a.tar", tarred(members(GARBLED))[: 2 * 512 + 5], "is broken or cut off: unexpected end of data"),
        ("a.tar", tarred(members(GARBLED))[: 3 * 512 + 5], "is cut off: its last block is missing, at byte 1536"),
        ("a.tar", tarred({"a.txt": b"x"})[: 3 * 512], "is cut off: its last block is missing, at byte 1536"),
        ("a.tar.gz", gzip.compress(tarred(members(GARBLED)))[:-9], "is cut off: its gzip stream ends in the middle"),
    ],
)
def test_broken_archives_are_errors(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """One sentence says so; nothing is written."""
    done = perform(tmp_path, name, data)
    assert done.run.failed[0][1].startswith(reason)
    assert done.cleaned is None


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that unpacks to a thousand times its size is not unpacked."""
    monkeypatch.setattr(words, "FREE", 1000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", b"0" * 1_000_000)
    done = perform(tmp_path, "a.zip", out.getvalue())
    assert done.run.failed[0][1].startswith("unpacks 'a.txt' from ")


def test_check_fixes_an_archive(tmp_path: Path) -> None:
    """`check --fix` writes the members mended."""
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": GARBLED.encode()}))
    assert check_file(Source(path.name, path), kanwu.Config(), fix=True).fixed == 2
    assert unzipped(path.read_bytes()) == unzipped(zipped({"a.txt": MENDED.encode()}))
