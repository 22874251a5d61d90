"""Does a strict decoding read as Chinese? A cheap test for GB18030 against Big5 before the detector is asked."""

from __future__ import annotations

from functools import cache

_COMMON_SHARE = 0.9
"""Least share of Han characters in the everyday set: GB2312 level 1 and Big5 level 1, the 3,755 and 5,401 characters
that GB 2312-1980 and Big5 list first because they are the frequent ones."""

_FUNCTION_SHARE = 0.06
"""Least share of Han characters that are function words. On running text they make up 0.10 to 0.25; Korean text in
EUC-KR read as GB18030 gives everyday characters only, but these almost never."""

_LEAST = 24  # Han characters; below that chance is too large, and the detector decides

_FUNCTION_CHARACTERS = frozenset(
    "的一是不了在人有我他这這中大来來上个個国國到说說们們为為子和你地出也时時年得就那要下以生会會自着著之"
    "过過家学學对對可里后後小么麼心多天而能好都然日于於起发發成事只作当當想看文无無开開手用主行方又如前所本"
)
_HAN_FIRST, _HAN_LAST = "\u4e00", "\u9fff"


@cache
def _everyday() -> frozenset[str]:
    """Return the characters of GB2312 level 1 (rows 16 to 55) and of Big5 level 1 (A440 to C67E)."""
    level_one = (bytes([lead, trail]) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    big5 = (bytes([lead, trail]) for lead in range(0xA4, 0xC7) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return frozenset("".join(pair.decode("gb2312", "ignore") for pair in level_one)) | frozenset(
        "".join(pair.decode("big5", "ignore") for pair in big5)
    )


def guess_chinese(data: bytes) -> str | None:
    """Return `gb18030` or `big5` when exactly one of them decodes strictly and reads as Chinese, else None."""
    if _reads_as_japanese(data):
        return None
    readable = [name for name in ("gb18030", "big5hkscs") if _reads_as_chinese(data, name)]
    return readable[0] if len(readable) == 1 else None


def _reads_as_japanese(data: bytes) -> bool:
    """Say whether a Japanese codec reads it strictly and a fifth of what it reads is kana.

    Kana of EUC-JP are, byte for byte, Big5's most frequent characters. Chinese text in these codecs gives Han or half
    width kana, hardly ever full width ones.
    """
    for name in ("euc_jp", "cp932"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        kana = sum("\u3041" <= char <= "\u30fe" for char in text)
        if kana * 5 > sum(char > "\x7f" for char in text):
            return True
    return False


def _reads_as_chinese(data: bytes, name: str) -> bool:
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return False
    han = [char for char in text if _HAN_FIRST <= char <= _HAN_LAST]
    strange = sum(1 for char in text if char > "\x7f") - len(han)
    if len(han) < _LEAST or strange > len(han):
        return False
    everyday = _everyday()
    common = sum(char in everyday for char in han)
    function = sum(char in _FUNCTION_CHARACTERS for char in han)
    return common >= _COMMON_SHARE * len(han) and function >= _FUNCTION_SHARE * len(han)
