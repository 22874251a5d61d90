"""Bytes to text: which codec, and what it could not read."""

from __future__ import annotations

from kanwu.repair.decoding.decode import Decoded, decode

__all__ = ["Decoded", "decode"]
