"""GBK as the pages used it: what bytes a shown character had, and whether bytes read as ordinary Chinese."""

from __future__ import annotations

from functools import cache

from kanwu.repair.glosses.table import simplified_forms

_OTHER_MAPPINGS = {"―": b"\xa1\xaa", "・": b"\xa1\xa4", "～": b"\xa1\xab", "〜": b"\xa1\xab"}
"""Code points that some decoders give for GBK's dash, middle dot and wave, where others give — · ～."""

_USER_AREAS = frozenset((*range(0xAA, 0xB0), *range(0xF8, 0xFF)))
"""Lead bytes of GBK's user-defined areas 1 and 2, with trail bytes from A1: a decoder gives private-use characters,
which many scrapers drop."""

_FUNCTION_WORDS = frozenset("的一是在不了有和人這这中大為为上個个到以與与對对及等於于從从並并其將将向被把由就也都而我他們们")
"""Characters that stand alone as words so often that a neighbour need not vouch for them."""

_PUNCTUATION = frozenset("、。！，：；？（）“”‘’《》【】")


def bytes_of(char: str) -> bytes:
    """Return the one or two GBK bytes that a decoder shows as `char`; none where GBK lacks it.

    Private-use characters stand for the user-defined areas.
    """
    if char.isascii():
        return char.encode("ascii")
    try:
        data = _OTHER_MAPPINGS.get(char) or char.encode("gb18030")
    except UnicodeEncodeError:
        return b""
    return data if len(data) == 2 else b""


def read(data: bytes) -> str | None:
    """Decode GBK bytes, or return None where they are not valid."""
    try:
        return data.decode("gbk")
    except UnicodeDecodeError:
        return None


@cache
def ordinary_characters() -> frozenset[str]:
    """Return what running Traditional text is made of: GB2312 level 1, its Traditional forms, and punctuation."""
    level_one = (bytes([lead, trail]) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    characters = "".join(pair.decode("gb2312", "ignore") for pair in level_one)
    return frozenset(characters) | frozenset(simplified_forms()) | _PUNCTUATION


@cache
def learned_characters() -> frozenset[str]:
    """Return GB2312 level 2: characters of names and rare words, which need a word that vouches for them."""
    level_two = (bytes([lead, trail]) for lead in range(0xD8, 0xF8) for trail in range(0xA1, 0xFF))
    return frozenset("".join(pair.decode("gb2312", "ignore") for pair in level_two))


def is_function_word(char: str) -> bool:
    """Say whether the character is often a word by itself."""
    return char in _FUNCTION_WORDS


@cache
def _open_leads() -> frozenset[int]:
    """Lead bytes of ordinary Han characters whose trail byte could begin a dropped private-use character."""
    pairs = (char.encode("gbk") for char in ordinary_characters() - _PUNCTUATION | {"，", "：", "；", "？", "！"})
    return frozenset(pair[0] for pair in pairs if pair[1] in _USER_AREAS)


@cache
def _open_trails() -> frozenset[int]:
    """Trail bytes of ordinary Han characters whose lead byte could end a dropped private-use character."""
    pairs = (char.encode("gbk") for char in ordinary_characters() - _PUNCTUATION)
    return frozenset(pair[1] for pair in pairs if pair[0] >= 0xA1)


def may_hide_loss(pair: bytes) -> bool:
    """Say whether a dropped private-use character between the two bytes would leave two ordinary characters.

    Out of step, the trail byte of one character and the lead byte of the next can be a code of the user-defined
    areas. Where it was dropped, its neighbours close up to a character that the page never had.
    """
    return pair[0] in _open_leads() and pair[1] in _open_trails()
