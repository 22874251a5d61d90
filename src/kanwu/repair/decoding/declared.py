"""What a document says about its own encoding: HTML's meta, XML's declaration, the header of an HTTP response."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kanwu.repair.decoding.labels import codec_of

_PRESCAN = 1024  # bytes in which the Encoding Standard of HTML looks for a declaration
_HEADERS = 8192  # bytes in which the header of an archived response is looked for

_LABEL = rb"[A-Za-z0-9_.:\-]{1,40}"
_COMMENT = re.compile(rb"<!--.{0,1024}?-->", re.DOTALL)
_XML = re.compile(rb"\s{0,64}<\?xml\b[^>]{0,200}?\bencoding\s{0,8}=\s{0,8}[\"'](" + _LABEL + rb")[\"']")
_META = re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s{0,8}=\s{0,8}[\"']?\s{0,8}(" + _LABEL + rb")", re.IGNORECASE)
_CONTENT_TYPE = re.compile(
    rb"^content-type\s{0,8}:[^\r\n]{0,200}?\bcharset\s{0,8}=\s{0,8}[\"']?(" + _LABEL + rb")",
    re.IGNORECASE | re.MULTILINE,
)
_CHARSET = re.compile(r"\bcharset\s{0,8}=\s{0,8}[\"']?([A-Za-z0-9_.:\-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declared encoding.

    Attributes:
        label: the name as it is written.
        codec: Python's codec for it.
        where: `an HTML meta element`, `the XML declaration`, `an HTTP header`, or `the caller`.
        start: offset of the label in the data, in bytes; 0 where it came from outside.
        end: offset after it.
    """

    label: str
    codec: str
    where: str
    start: int = 0
    end: int = 0


def find_declaration(data: bytes, declared: str | None = None) -> Declaration | None:
    r"""Find the declaration that counts: one from outside, an HTTP header, the XML declaration, HTML's meta.

    Only a document that begins as markup, or as an archived response (WARC or HTTP), declares anything: a text about
    `<meta charset>` does not. A label that names no codec counts for nothing; so does UTF-16 in a declaration that
    can be read as ASCII.

    Args:
        data: the document, without its byte order mark.
        declared: what came with it: a label, or the value of a `Content-Type` header.

    >>> find_declaration(b'<html><meta charset="gb2312">')
    Declaration(label='gb2312', codec='gb18030', where='an HTML meta element', start=21, end=27)
    """
    outside = _from_outside(declared) if declared else None
    if outside is not None:
        return outside
    head = data[:_HEADERS]
    if head.startswith((b"WARC/", b"HTTP/")):
        found = _named(_CONTENT_TYPE.search(head), "an HTTP header")
        body = re.search(rb"\r?\n\r?\n\s{0,64}<", head)
        at = body.end() - 1 if body else len(head)
    else:
        found, at = None, 0
    return found or _in_markup(data, at)


def _from_outside(declared: str) -> Declaration | None:
    charset = _CHARSET.search(declared)
    label = charset[1] if charset else declared
    codec = codec_of(label)
    return None if codec is None else Declaration(label.strip(), codec, "the caller")


def _in_markup(data: bytes, at: int) -> Declaration | None:
    head = data[at : at + _PRESCAN]
    if head.lstrip()[:1] != b"<":
        return None
    xml = _XML.match(head)
    if xml:
        return _named(xml, "the XML declaration", at)
    if b"<!--" in head:
        head = _COMMENT.sub(lambda comment: b" " * len(comment[0]), head)
    return _named(_META.search(head), "an HTML meta element", at)


def _named(match: re.Match[bytes] | None, where: str, at: int = 0) -> Declaration | None:
    if match is None:
        return None
    label = match[1].decode("ascii")
    codec = codec_of(label)
    if codec is None or codec.startswith(("utf-16", "utf-32")):
        return None
    return Declaration(label, codec, where, at + match.start(1), at + match.end(1))
