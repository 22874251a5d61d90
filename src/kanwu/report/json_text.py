"""JSON that is readable in Chinese, valid in UTF-8 and harmless on a terminal."""

from __future__ import annotations

import json
import re
from typing import Any

# DEL and C1 controls steer terminals, bidirectional controls reorder what is read, and lone surrogates have no UTF-8.
_ESCAPED = re.compile(r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # made once: a call takes microseconds


def to_json(value: Any, *, indent: int | None = None) -> str:
    r"""Write a value as JSON; it reads back as the same value, lone surrogates included.

    >>> to_json({"text": "勘误\u200b"})
    '{"text":"勘误\\u200b"}'
    """
    text = _COMPACT(value) if indent is None else json.dumps(value, ensure_ascii=False, indent=indent)
    if text.isascii() and "\x7f" not in text:
        return text
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
