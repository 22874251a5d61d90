"""What is written in the place of a document: the bytes of its cleaned text."""

from __future__ import annotations

from kanwu.config import Config
from kanwu.stages import Cleaned
from kanwu.text.encoded import Encoding

_BOM = "\ufeff"


def cleaned_bytes(data: bytes, cleaned: Cleaned, config: Config, *, keeps_encoding: bool = False) -> tuple[bytes, str]:
    """Return the bytes of the cleaned file and the codec they are in.

    Clean files keep their bytes. A mended one keeps its newlines and its byte order mark and becomes UTF-8, unless
    the settings keep the encoding and it can hold the mended text. HTML keeps its encoding, which it may declare.
    """
    codec = cleaned.codec
    assert codec is not None
    if not cleaned.changed:
        return data, codec.name
    if (config.keep_encoding or keeps_encoding) and not codec.patches:
        try:
            return Encoding(codec.name, codec.bom).encode(cleaned.text), codec.name
        except UnicodeEncodeError:
            pass  # the mended text has a character that this encoding lacks
    return ((_BOM if codec.bom else "") + cleaned.text).encode("utf-8"), "utf-8"
