"""Does a strict decoding read as Chinese, Japanese or Korean? Cheap tests, made before the detector is asked."""

from __future__ import annotations

import re
from functools import cache

_COMMON_SHARE = 0.9
"""Least share of Han characters in the everyday set: GB2312 level 1 and Big5 level 1, the 3,755 and 5,401 characters
that GB 2312-1980 and Big5 list first because they are the frequent ones."""

_COMMON_THOUGH_DAMAGED = 0.75
_REFUSED = 0.02  # refused runs for each Han character, up to which a text may be damaged Chinese

_FUNCTION_SHARE = 0.06
"""Least share of Han characters that are function words. On running text they make up 0.10 to 0.25; Korean text in
EUC-KR read as GB18030 gives everyday characters only, but these almost never."""

LEAST_HAN = 24
"""Han characters below which chance is too large, and the detector decides."""

_FUNCTION = re.compile(
    "[的一是不了在人有我他这這中大来來上个個国國到说說们們为為子和你地出也时時年得就那要下以生会會自着著之"
    "过過家学學对對可里后後小么麼心多天而能好都然日于於起发發成事只作当當想看文无無开開手用主行方又如前所本]"
)
_NOT_HAN = re.compile("[^\u4e00-\u9fff]{1,4096}")
_KANA_SHARE = 1 / 3
"""Least share of kana among the characters beyond ASCII for a text to be taken for Japanese; in prose it is a half."""

_SOME_KANA = 1 / 5  # the share from which a text is not taken for Chinese either

_LEAST_KANA = 4
_HANGUL_SHARE = 0.9

_KANA_IN_A_WORD = re.compile(r"[\u3041-\u30fe](?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[\u3041-\u30fe]")
_KOREAN_LETTER = re.compile(r"[^\W\x00-\x7f]")
_HANGUL_IN_A_WORD = re.compile(r"[가-힣](?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[가-힣]")

CHINESE = ("gb18030", "big5hkscs")
_JAPANESE = ("euc_jp", "cp932")


@cache
def everyday() -> frozenset[str]:
    """Return the characters of GB2312 level 1 (rows 16 to 55) and of Big5 level 1 (A440 to C67E)."""
    level_one = (bytes([lead, trail]) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    big5 = (bytes([lead, trail]) for lead in range(0xA4, 0xC7) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return frozenset("".join(pair.decode("gb2312", "ignore") for pair in level_one)) | frozenset(
        "".join(pair.decode("big5", "ignore") for pair in big5)
    )


def strictly(data: bytes, name: str) -> str | None:
    """Decode strictly; None where the codec refuses a byte."""
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def guess_chinese(data: bytes, least: int = LEAST_HAN) -> str | None:
    """Return `gb18030` or `big5hkscs` when exactly one of them decodes strictly and reads as Chinese, else None."""
    if guess_japanese(data, _SOME_KANA) or guess_korean(data):
        return None
    readable = [name for name in CHINESE if _reads_as_chinese(data, name, least)]
    return readable[0] if len(readable) == 1 else None


def guess_damaged_chinese(data: bytes) -> str | None:
    """Return `gb18030` or `big5hkscs` where one reads as Chinese but for a few damaged places.

    A byte too many or too few puts the two-byte codecs out of step until the next ASCII byte, so less of the text
    need be everyday characters. Every other kind of detector takes such a text for a single-byte codec.
    """
    best, most = None, 0
    for name in CHINESE:
        text = data.decode(name, "replace")
        refused = text.count("\ufffd")
        han = len(_NOT_HAN.sub("", text))
        if refused <= _REFUSED * han and han > most and reads_as_chinese(text, common=_COMMON_THOUGH_DAMAGED):
            best, most = name, han
    return best


def guess_japanese(data: bytes, least: float = _KANA_SHARE) -> str | None:
    """Return the Japanese codec that reads it strictly, where a third of what it reads is kana.

    Kana of EUC-JP are, byte for byte, Big5's most frequent characters. Chinese text in these codecs gives Han or half
    width kana, hardly ever full width ones.
    """
    for name in _JAPANESE:
        text = strictly(data, name)
        if text is not None and reads_as_japanese(text, least):
            return name
    return None


def reads_as_japanese(text: str, least: float = _SOME_KANA) -> bool:
    """Say whether enough of the characters beyond ASCII are full width kana that touch others of their kind.

    A lone katakana between ASCII letters is a letter of a DOS code page and the letter behind it.
    """
    kana = len(_KANA_IN_A_WORD.findall(text))
    return kana >= _LEAST_KANA and kana > least * beyond_ascii(text)


def guess_korean(data: bytes) -> str | None:
    """Return `cp949` where EUC-KR reads the data strictly as Hangul.

    GB2312 read as EUC-KR gives Hangul too, but only for the characters up to row 72: six or seven in ten.
    """
    text = strictly(data, "euc_kr")
    return "cp949" if text is not None and reads_as_korean(text) else None


def reads_as_korean(text: str) -> bool:
    """Say whether nine in ten of the characters beyond ASCII are Hangul syllables in words, and there are enough."""
    hangul = len(_HANGUL_IN_A_WORD.findall(text))
    return hangul >= LEAST_HAN and hangul >= _HANGUL_SHARE * len(_KOREAN_LETTER.findall(text))


def _reads_as_chinese(data: bytes, name: str, least: int) -> bool:
    text = strictly(data, name)
    return text is not None and reads_as_chinese(text, least)


def reads_as_chinese(text: str, least: int = LEAST_HAN, common: float = _COMMON_SHARE) -> bool:
    """Say whether a text has enough Han characters, nearly all everyday ones, and function words among them."""
    han = _NOT_HAN.sub("", text)
    if len(han) < least or beyond_ascii(text) > 2 * len(han):
        return False
    usually = len(han) - len(_not_everyday().findall(han))
    return usually >= common * len(han) and len(_FUNCTION.findall(han)) >= _FUNCTION_SHARE * len(han)


def everyday_share(text: str) -> float | None:
    """Return the share of everyday Han and CJK punctuation among the characters beyond ASCII; None without any."""
    beyond = beyond_ascii(text)
    return 1 - len(_not_everyday().findall(text)) / beyond if beyond else None


def beyond_ascii(text: str) -> int:
    """Count the characters beyond ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


_PUNCTUATION = "，。、；：？！「」『』（）《》“”‘’…—·　﹁﹂"


@cache
def _not_everyday() -> re.Pattern[str]:
    """Match a character that is neither ASCII nor everyday Han nor CJK punctuation; a class runs at C's speed."""
    return re.compile(f"[^\\x00-\\x7f{_PUNCTUATION}{''.join(sorted(everyday()))}]")
