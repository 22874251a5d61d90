"""Stage 1: decode, and mend the text rule by rule, keeping for every change where it was and what stood there."""

from __future__ import annotations

from kanwu.repair.decoding import Decoded, decode
from kanwu.repair.mending import Mended, Rota, mend, unmend

__all__ = ["Decoded", "Mended", "Rota", "decode", "mend", "unmend"]
