"""Bytes to text."""

from __future__ import annotations

from dataclasses import dataclass

from kanwu.finding import Finding
from kanwu.text.encoded import Encoding, decode_exactly


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, how to get its bytes back, and what was found on the way."""

    text: str
    encoding: Encoding
    findings: tuple[Finding, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode bytes to text; never fails, and loses nothing."""
    text, encoding = decode_exactly(data, "utf-8")
    return Decoded(text, encoding)
