"""Characters that ordinary text can do without: one look at a text, for all the rules that seek some."""

from __future__ import annotations

import re
from functools import lru_cache

_RARE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\u0300-\u036f\u0374\u037e\u0387\u1100-\u1112\u180e\u1f71-\u1ffd\u2000\u2001"
    "\u202a-\u202e\u2061-\u206f\u2126\u212a\u212b\u2329\u232a\u3099\u309a\u3164\ue000-\uf8ff\ufe10-\ufe19\ufe30-\ufe6b"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9d\uffa0\ufff9-\ufffb\U000e0000-\U0010ffff]"
)


@lru_cache(maxsize=2)  # a dozen rules ask it of the same text, one after another
def rare_characters(text: str) -> str:
    """Return the rare characters of a text, each once, in the order of their code points.

    They are controls, combining marks, direction and other format characters, private use characters, and full-width,
    half-width, small and vertical forms. Whether one class of them occurs is then asked of a short string.

    >>> rare_characters("ＣＰＩ上涨２．５％")
    '２５ＣＩＰ'
    """
    return "" if text.isascii() and text.isprintable() else "".join(sorted(set(_RARE.findall(text))))
