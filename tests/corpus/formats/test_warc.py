"""WARC and WET: pages and texts are mended, lengths and digests follow, and the original bytes come back."""

from __future__ import annotations

import base64
import gzip
import hashlib
import zlib
from pathlib import Path

import pytest
from tests.corpus.formats.performed import GARBLED, MENDED, perform

PICTURE = b"\x89PNG\r\n\r\n" + GARBLED.encode()


def sha1(data: bytes) -> bytes:
    return b"sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest())


def record(kind: str, media: str, block: bytes, *more: bytes) -> bytes:
    """Return a record with its lengths and digests."""
    lines = [
        b"WARC/1.0",
        f"WARC-Type: {kind}".encode(),
        b"WARC-Block-Digest: " + sha1(block),
        *more,
        f"content-type:  {media} ".encode(),
        f"Content-Length: {len(block)}".encode(),
    ]
    return b"\r\n".join([*lines, b"", block, b"", b""])


def response(payload: bytes, kind: str = "text/html; charset=gb18030", *more: bytes) -> bytes:
    """Return a record of a server's answer."""
    sent = [b"HTTP/1.1 200 OK", f"Content-Type: {kind}".encode(), *more, f"Content-Length: {len(payload)}".encode()]
    block = b"\r\n".join([*sent, b"", payload])
    return record("response", "application/http; msgtype=response", block, b"WARC-Payload-Digest: " + sha1(payload))


def corpus(text: str) -> list[bytes]:
    page = f"<html><p>重慶{text}推動發展。"
    return [
        record("warcinfo", "application/warc-fields", b"software: x\r\n"),
        response(page.encode("gb18030")),
        response(page.encode("utf-8"), "text/html"),
        record("conversion", "text/plain", text.encode()),
        record("resource", "text/html", f"<p>{text}".encode()),
    ]


UNTOUCHED = [
    response(PICTURE, "image/png"),
    response(gzip.compress(GARBLED.encode(), mtime=0), "text/html", b"Content-Encoding: gzip"),
    record("request", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
    record("metadata", "text/plain", GARBLED.encode()),
    record("resource", "image/png", PICTURE * 100_000),
]
BEFORE = b"".join([*corpus(GARBLED), *UNTOUCHED])
AFTER = b"".join([*corpus(MENDED), *UNTOUCHED])


def members(data: bytes | None) -> list[bytes]:
    """Return what each member of a gzip file holds."""
    found = []
    while data:
        member = zlib.decompressobj(31)
        found.append(member.decompress(data))
        data = member.unused_data
    return found


def test_pages_and_texts_are_mended(tmp_path: Path) -> None:
    """What comes out is what would have been captured had the pages been sound: lengths, digests and all."""
    done = perform(tmp_path, "a.warc", BEFORE)
    assert done.cleaned == AFTER
    assert done.restored == BEFORE
    assert done.ids == [f"a.warc#{number}" for number in (2, 3, 4, 5)]
    assert done.run.counts["records"] == {"read": 10, "kept": 10, "quarantined": 0}


def test_compressed_files_keep_a_member_a_record(tmp_path: Path) -> None:
    """As readers expect; the restored file, too."""
    records = [*corpus(GARBLED), *UNTOUCHED]
    done = perform(tmp_path, "a.warc.gz", b"".join(map(gzip.compress, records)))
    assert members(done.cleaned) == [*corpus(MENDED), *UNTOUCHED]
    assert members(done.restored) == records


def test_a_digest_that_was_wrong_stays(tmp_path: Path) -> None:
    """Only what was right before is made right again."""
    data = record("conversion", "text/plain", GARBLED.encode()).replace(sha1(GARBLED.encode()), b"sha1:WRONG")
    done = perform(tmp_path, "a.warc.wet", data)
    assert done.cleaned == record("conversion", "text/plain", MENDED.encode()).replace(
        sha1(MENDED.encode()), b"sha1:WRONG"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BEFORE[:-1], "is broken: behind record 10 are not two line ends"),
        (BEFORE[:-100], "is cut off: record 10 has "),
        (BEFORE[:30], "is cut off: record 1 ends in its header"),
        (BEFORE + b"x\r\n", "is broken: record 11 does not begin with WARC/"),
        (b"WARC/1.0\r\n\r\n", "is broken: record 1 does not say how long it is"),
    ],
)
def test_broken_files_are_errors(tmp_path: Path, data: bytes, reason: str) -> None:
    """The sentence names the record; nothing is written."""
    done = perform(tmp_path, "a.warc", data)
    assert done.run.failed[0][1].startswith(reason)
    assert done.cleaned is None
