"""Encodings that hide two-byte characters in ASCII: ISO 2022 (Japanese, Korean, Chinese) and HZ."""

from __future__ import annotations

import re

from kanwu.repair.decoding.plausible import everyday
from kanwu.text.encoded import BytePatch, Encoding

_DESIGNATES = re.compile(rb"\x1b(?:\$[()]?[@ABCDOPQ]|\([JI])")
_HZ_RUN = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e]){1,400}(?:~\}|\n)")
_JAPANESE = ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp_2004")
_LEAST_EVERYDAY = 0.8  # share of the characters of HZ runs; two random letters reach about 0.4

ISO_2022_CN = "iso-2022-cn"
"""Not a codec of Python; `decode_iso_2022_cn` reads it."""


def guess_escaped(data: bytes) -> str | None:
    r"""Return the codec of a text whose bytes are ASCII and whose escape sequences are those of ISO 2022 or HZ.

    >>> guess_escaped(b"\x1b$B8mF~\x1b(B"), guess_escaped(b"\x1b[31mred\x1b[0m"), guess_escaped(b"~{?1Ns~}"[:4])
    ('iso2022_jp', None, None)
    """
    if b"\x1b" in data and _DESIGNATES.search(data):
        if b"\x1b$)A" in data and b"\x0e" in data:
            return ISO_2022_CN
        names = ("iso2022_kr",) if b"\x1b$)C" in data else _JAPANESE
        return next((name for name in names if _reads(data, name)), None)
    if b"~{" in data and _HZ_RUN.search(data) and _reads(data, "hz"):
        han = [char for char in data.decode("hz") if char > "\x7f"]
        if sum(char in everyday() or char < "\u3400" or char > "\u9fff" for char in han) >= _LEAST_EVERYDAY * len(han):
            return "hz"
    return None


def _reads(data: bytes, name: str) -> bool:
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return False
    return "\x1b" not in text and not text.isascii()


_CN_TOKEN = re.compile(rb"\x1b\$\)A|\x0e(?:[\x21-\x77][\x21-\x7e]){0,20000}\x0f?")


def decode_iso_2022_cn(data: bytes) -> tuple[str, Encoding]:
    r"""Decode ISO-2022-CN (RFC 1922), GB2312 part; what is shifted stands in patches over ASCII.

    >>> decode_iso_2022_cn(b"\x1b$)A\x0e?1Ns\x0f.")[0]
    '勘误.'
    """
    parts: list[str] = []
    patches: list[BytePatch] = []
    length = at = 0
    for token in _CN_TOKEN.finditer(data):
        plain = data[at : token.start()].decode("ascii", "replace")
        pairs = token[0].strip(b"\x0e\x0f") if token[0][:1] == b"\x0e" else b""
        shifted = bytes(byte | 0x80 for byte in pairs).decode("gb18030", "replace")
        parts += [plain, shifted]
        start = length + len(plain)
        length = start + len(shifted)
        patches.append(BytePatch(start, length, token[0]))
        at = token.end()
    parts.append(data[at:].decode("ascii", "replace"))
    return "".join(parts), Encoding("ascii", b"", tuple(patches))
