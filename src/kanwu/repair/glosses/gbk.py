"""GBK as the pages used it: what bytes a shown character had, and whether bytes read as ordinary Chinese."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from kanwu.repair.glosses.table import learned_forms, simplified_forms, simplified_only
from kanwu.text.plausibility import model

_OTHER_MAPPINGS = {"―": b"\xa1\xaa", "・": b"\xa1\xa4", "～": b"\xa1\xab", "〜": b"\xa1\xab"}
"""Code points that some decoders give for GBK's dash, middle dot and wave, where others give — · ～."""

_FUNCTION_WORDS = frozenset(
    "的一是在不了有和人這中大為上個到以與對及等於從並其將向被把由就也都而我他們你她它來去說要會可能還又再更很最已才只"
    "每各該此那所之者得着著過多少好用做給讓使但或如因則且"
)
"""Characters that stand alone as words so often that a neighbour need not vouch for them."""

_PUNCTUATION = frozenset("、。！，：；？（）“”‘’「」『』〈〉《》【】—…·")
PAIR = 2
"""Bytes of a Chinese character in GBK."""

_SYMBOLS = 0xA1  # the lead byte of GBK's first row of symbols


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
    return data if len(data) == PAIR else b""


def read(data: bytes) -> str | None:
    """Decode GBK bytes, or return None where they are not valid."""
    try:
        return data.decode("gbk")
    except UnicodeDecodeError:
        return None


@cache
def ordinary_characters() -> frozenset[str]:
    """Return what running Traditional text is made of: GB2312 level 1, its Traditional forms, and punctuation.

    Characters that only Simplified text has are not among them: the pages were converted character by character.
    """
    level_one = (bytes([lead, trail]) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    characters = "".join(pair.decode("gb2312", "ignore") for pair in level_one)
    return frozenset(characters) - simplified_only() | frozenset(simplified_forms()) | _PUNCTUATION


@cache
def learned_characters() -> frozenset[str]:
    """Return GB2312 level 2 and its Traditional forms: characters of names and rare words.

    They need a word that vouches for them.
    """
    level_two = (bytes([lead, trail]) for lead in range(0xD8, 0xF8) for trail in range(0xA1, 0xFF))
    characters = frozenset("".join(pair.decode("gb2312", "ignore") for pair in level_two))
    return characters - frozenset(learned_forms().values()) | frozenset(learned_forms())


@cache
def known_characters() -> frozenset[str]:
    """Return the ordinary and the learned characters: what Traditional text is made of."""
    return ordinary_characters() | learned_characters()


def is_function_word(char: str) -> bool:
    """Say whether the character is often a word by itself."""
    return char in _FUNCTION_WORDS


@cache
def _hidden_losses() -> Mapping[int, int]:
    """Map each first byte to a bit set of the second bytes between which a dropped pair can hide.

    A pair is dropped where GBK has no character for it: its user-defined areas, mostly. It hides where its first byte
    completes an ordinary Han character on the left and its second byte begins one on the right.
    """
    completed: dict[int, list[int]] = defaultdict(list)
    begun: dict[int, int] = defaultdict(int)
    for char in ordinary_characters():
        lead, trail = char.encode("gbk")
        if char in _PUNCTUATION and lead == _SYMBOLS:
            continue  # two dashes or quotes in a row are rare
        completed[trail].append(lead)
        begun[lead] |= 1 << trail
    hidden: dict[int, int] = defaultdict(int)
    for first in range(0xA1, 0xFF):
        for second in range(0x81, 0xFF):
            if first in completed and second in begun and read(bytes([first, second])) is None:
                for lead in completed[first]:
                    hidden[lead] |= begun[second]
    return hidden


def may_hide_loss(pair: bytes) -> bool:
    """Say whether a dropped character between the two bytes would leave two ordinary characters.

    Out of step, the trail byte of one character and the lead byte of the next can be a code of the user-defined
    areas: a private-use character, which many scrapers drop. Its neighbours then close up to a character that the
    page never had.
    """
    return bool(_hidden_losses().get(pair[0], 0) >> pair[1] & 1)


@lru_cache(maxsize=4096)
def _hidden_pairs(pair: bytes) -> tuple[tuple[str, str, float], ...]:
    """Return the pairs of ordinary characters that become these two bytes where the two between are dropped.

    With each goes the cost of its second character behind the first.
    """
    rights, of = _ordinary_by(1).get(pair[1], ""), model()
    return tuple(
        # A character twice is no word like another: the model is lenient with names and children's words.
        (left, right, of.cost(left, right) if left != right else of.own[right])
        for left in _ordinary_by(0).get(pair[0], "")
        for right in rights
        if read(left.encode("gbk")[1:] + right.encode("gbk")[:1]) is None
    )


@lru_cache(maxsize=4096)
def cost_of_loss(pair: bytes, left: str, right: str) -> tuple[float, str]:
    """Return what it costs that a dropped character made two into this pair of bytes, in nats, and the likeliest two.

    The cost is that of all such twos together, between their neighbours, in the character model.
    """
    pairs, of = _hidden_pairs(pair), model()
    before = {char: of.cost(left or "\n", char) for char in {first for first, _, _ in pairs}}
    after = {char: of.cost(char, right or "\n") for char in {second for _, second, _ in pairs}}
    costs = [before[first] + cost + after[second] for first, second, cost in pairs]
    if not costs:
        return math.inf, ""
    least = min(costs)
    likeliest = pairs[costs.index(least)]
    return least - math.log(sum(math.exp(least - cost) for cost in costs)), likeliest[0] + likeliest[1]


@cache
def _ordinary_by(byte: int) -> Mapping[int, str]:
    """Group the ordinary characters by their first or second byte."""
    groups: dict[int, str] = defaultdict(str)
    for char in sorted(ordinary_characters()):
        groups[char.encode("gbk")[byte]] += char
    return groups
