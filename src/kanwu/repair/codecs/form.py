"""Form: text whose bytes have the form of UTF-8 from end to end, which no other codec has by chance.

Where the bytes that a codec showed as a text are UTF-8 throughout, but for the marks of those that were lost, no other
pair of codecs has to be compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kanwu.repair.codecs.charsets import UNKNOWN, shown, to_data
from kanwu.repair.codecs.reading import Step
from kanwu.text.plausibility import model

_LEAST = 3
"""Characters of two bytes or more: nine bytes of other codecs have the form of UTF-8 once in a million times."""
_LOST = chr(UNKNOWN)
_CJK = re.compile("[\u3001-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff5e]")
_NEXT = "[\x80-\xbf]"
_WHOLE = re.compile(f"[\xc2-\xdf]{_NEXT}|[\xe0-\xef]{_NEXT}{_NEXT}|[\xf0-\xf4]{_NEXT}{_NEXT}{_NEXT}")
_FORM = re.compile(
    # a character that is not whole has the mark of a loss behind what is left of it
    f"(?:[\x00-\x7f]++|(?:{_WHOLE.pattern})++|[\xc2-\xf4]{_NEXT}{{0,2}}+{_LOST}{_NEXT}{{0,2}}+|{_LOST}{_NEXT}{{0,3}}+)*+"
    f"(?:[\xe0-\xf4]{_NEXT}{{0,2}}+)?"
)


def has_form(text: str, name: str) -> bool:
    """Say whether the bytes that a codec shows as a text have the form of UTF-8, but for losses.

    >>> mangled = "中文文本。".encode().decode("gb18030", "replace")
    >>> has_form(mangled, "gb18030"), has_form("中文文本。", "gb18030")
    (True, False)
    """
    return _FORM.fullmatch(to_data(text, shown(name))) is not None


def foreign_gain(text: str, before: str, name: str) -> float:
    """Return by how many nats a text is more plausible as the UTF-8 that a codec shows so.

    0 where it is not UTF-8 from end to end, or CJK text.

    >>> foreign_gain("für".encode().decode("shift_jis"), " ", "shift_jis") > 5
    True
    """
    data = to_data(text, shown(name))
    if not _WHOLE.search(data) or not _FORM.fullmatch(data):
        return 0.0
    meaning = data.replace(_LOST, "\n").encode("latin-1").decode("utf-8", "replace")
    if _CJK.search(meaning):
        return 0.0
    return model().total(text, before) - model().total(meaning, before)


def proven(text: str, names: Sequence[str]) -> Step | None:
    """Return the pair of codecs of a text that is UTF-8 by its form, beyond chance.

    Args:
        text: the text as shown.
        names: the codecs it may have been shown with.
    """
    for name in names:
        data = to_data(text, shown(name))
        if _FORM.fullmatch(data) and len(_WHOLE.findall(data)) >= max(_LEAST, data.count(_LOST)):
            return name, "utf-8"
    return None
