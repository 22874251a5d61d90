"""Declarations are found, believed where they fit, and reported where they do not."""

from __future__ import annotations

import pytest

from kanwu.repair import decode
from kanwu.repair.decoding.declared import find_declaration
from kanwu.repair.decoding.labels import codec_of

from .test_decode import FRENCH, RUSSIAN, SIMPLIFIED, TRADITIONAL


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("gb2312", "gb18030"),
        ("x-gbk", "gb18030"),
        ("GB_2312-80", "gb18030"),
        ("cp936", "gb18030"),
        ("big5-hkscs", "big5hkscs"),
        ("cp950", "big5hkscs"),
        ("Shift_JIS", "cp932"),
        ("ks_c_5601-1987", "cp949"),
        ("ISO-8859-1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("tis-620", "cp874"),
        ("windows-1251", "cp1251"),
        ("UTF8", "utf-8"),
        ("iso-2022-kr", "iso2022_kr"),
        ("x-user-defined", None),
        ("rot13", None),
        ("utf-7", None),
        ("a\0b", None),
    ],
)
def test_labels(label: str, codec: str | None) -> None:
    """A label means what the Encoding Standard says, or else what Python says."""
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    ("head", "label"),
    [
        (b'<!DOCTYPE html><html><head><meta charset="gbk">', "gbk"),
        (b"<html><meta http-equiv='Content-Type' content='text/html; charset=Big5'>", "Big5"),
        (b'<?xml version="1.0" encoding="windows-1251"?><a/>', "windows-1251"),
        (b'\n <html><!-- <meta charset="gbk"> --><meta charset=big5 >', "big5"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=EUC-KR\r\n\r\n<html><meta charset=gbk>", "EUC-KR"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><meta charset=gbk>", "gbk"),
        (
            b"WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: text/html;charset=gbk\r\n\r\n",
            "gbk",
        ),
        (b'Write <meta charset="gbk"> into the head.', None),
        (b'<html><meta charset="klingon">', None),
        (b'<html><meta charset="utf-16">', None),
        (b"<html><meta name=viewport>", None),
        (b"<p>" + b" " * 2000 + b"<meta charset=gbk>", None),
    ],
)
def test_where_declarations_are_found(head: bytes, label: str | None) -> None:
    """In the head of markup and of archived responses, and nowhere else."""
    found = find_declaration(head)
    assert (found and found.label) == label
    if found:
        assert head[found.start : found.end] == found.label.encode()


def page(label: str, text: str, codec: str) -> bytes:
    return f'<html><meta charset="{label}"><p>{text}</p></html>'.encode(codec)


@pytest.mark.parametrize(
    ("label", "text", "codec", "read_as"),
    [
        ("gb2312", SIMPLIFIED, "gbk", "gb18030"),
        ("big5", "勘誤", "big5", "big5hkscs"),
        ("gbk", "勘误", "gbk", "gb18030"),
        ("windows-1251", RUSSIAN, "cp1251", "cp1251"),
        ("iso-8859-1", FRENCH, "cp1252", "cp1252"),
        ("iso-8859-15", "déjà", "iso8859-15", "iso8859-15"),
        ("utf-8", SIMPLIFIED, "utf-8", "utf-8"),
    ],
)
def test_a_right_declaration_is_believed(label: str, text: str, codec: str, read_as: str) -> None:
    """However short the page is."""
    decoded = decode(page(label, text, codec))
    assert (decoded.encoding.name, text in decoded.text) == (read_as, True)
    assert "ENC003" not in {f.code for f in decoded.findings}


@pytest.mark.parametrize(
    ("label", "text", "codec", "read_as"),
    [
        ("iso-8859-1", SIMPLIFIED, "gbk", "gb18030"),
        ("utf-8", SIMPLIFIED, "gbk", "gb18030"),
        ("gb2312", SIMPLIFIED, "utf-8", "utf-8"),
        ("gb2312", TRADITIONAL, "big5", "big5hkscs"),
        ("shift_jis", SIMPLIFIED, "gbk", "gb18030"),
        ("iso-8859-1", RUSSIAN * 3, "cp1251", "cp1251"),
    ],
)
def test_a_wrong_declaration_is_reported_where_it_stands(label: str, text: str, codec: str, read_as: str) -> None:
    """The better codec is used, and the finding covers the label."""
    decoded = decode(page(label, text, codec))
    assert (decoded.encoding.name, text in decoded.text) == (read_as, True)
    (found,) = [f for f in decoded.findings if f.code == "ENC003"]
    assert decoded.text[found.start : found.end] == label


def test_the_caller_knows_best() -> None:
    """What came with the document counts before what stands in it, and a wrong header is reported without a place."""
    short = page("gbk", "勘誤", "big5")
    assert "勘誤" in decode(short, "text/html; charset=big5").text
    (found,) = [f for f in decode(SIMPLIFIED.encode(), "gbk").findings if f.code == "ENC003"]
    assert (found.start, found.end) == (0, 0)
