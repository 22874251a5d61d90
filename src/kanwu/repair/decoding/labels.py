"""From the name of an encoding, as documents and detectors write it, to Python's codec."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "ascii": "utf-8",
}
"""The codec that holds another whole, but for C1 controls, where the Encoding Standard reads the smaller as the larger.

Python's `gb2312` maps two punctuation marks elsewhere than the others, so it is never used.
"""

_NOT_FOR_DOCUMENTS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7", "undefined"})


def codec_of(label: str | None) -> str | None:
    """Return Python's codec for the name of an encoding, or None where there is none.

    A label of the Encoding Standard means what the standard says, any other name what Python says; GB2312 and GBK are
    read as GB18030, which holds both.

    >>> codec_of("GB2312"), codec_of("x-gbk"), codec_of(" Latin1 "), codec_of("MacRoman"), codec_of("klingon")
    ('gb18030', 'gb18030', 'cp1252', 'mac-roman', None)
    """
    if label is None:
        return None
    label = label.strip().lower()
    known = _labels().get(label)
    if known is not None:
        return known
    try:
        name = codecs.lookup(label).name
        b" ".decode(name, "replace")  # a codec that is not for text refuses that
    except (LookupError, ValueError):  # a NUL in the label is a ValueError
        return None
    if name in _NOT_FOR_DOCUMENTS:
        return None
    return _SUPERSETS.get(name, name)


@cache
def _labels() -> Mapping[str, str]:
    lines = (files(__package__) / "labels.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))
