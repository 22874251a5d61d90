"""Inference: which character stood where a byte was lost, if the bytes that are left and the context say so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kanwu.repair.codecs.align import Loss, Piece
from kanwu.repair.codecs.charsets import BARRIER, UNKNOWN
from kanwu.repair.codecs.units import fillings
from kanwu.text.plausibility import model

_LEAD = 3.0  # nats: 20 times as likely as the next one; 98 to 99 of 100 inferred characters are right then
_WORST = 12.0  # nats: and no rare one
_NEVER_LAST = "、，：（《「『“‘【〈\u3000"  # at the end of a line
_PAIR = 2  # bytes; the characters of three bytes in EUC-JP are rare ones, and more often another pair was lost
_OPENING = 4.0  # nats
_QUESTION = 0x3F
_MOST_REMEMBERED = 10_000
_LEAST_KNOWN = {"utf-8": 2, "utf-16-le": 2, "utf-16-be": 2}
"""Bytes that must be left of a character. Of UTF-16 nothing is inferred: one byte of two leaves every script open."""


Guess = tuple[str, str, float]
"""A character, the bytes that were left of it, and its lead over the next likely one, in nats."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """A piece with the characters that could be inferred put in.

    Attributes:
        text: what it means; U+FFFD where nothing could be inferred.
        inferred: each inferred character.
        marks: how many U+FFFD are left.
    """

    text: str
    inferred: tuple[Guess, ...]
    marks: int


def infer(piece: Piece, shown: str | None, codec: str, before: str, after: str) -> Inferred:
    """Put in what can be inferred between the characters before and after a piece.

    Args:
        piece: what lost bytes.
        shown: the name of the codec it was shown with; None where any byte may have been lost.
        codec: the name of the codec it was written in.
        before: the character before it.
        after: the character after it.
    """
    chars = list(piece.text)
    marks = [at for at, char in enumerate(chars) if char == "\ufffd"]
    found = []
    if len(marks) == len(piece.lost):
        for at, loss in zip(marks, piece.lost, strict=True):
            last = chars[at - 1] if at else before
            following = chars[at + 1] if at + 1 < len(chars) else after
            best = _likeliest(loss, shown, codec, last, following)
            if best is not None:
                chars[at] = best[0]
                found.append((best[0], _written(loss.left), best[1]))
    return Inferred("".join(chars), tuple(found), chars.count("\ufffd"))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _likeliest(loss: Loss, shown: str | None, codec: str, before: str, after: str) -> tuple[str, float] | None:
    """Return the character that is well ahead of all others, and by how many nats."""
    scale = model()
    following = BARRIER if _QUESTION in loss.left[1:] else loss.next
    chars = "".join([fillings(pattern, following, codec, shown) for pattern in _patterns(loss.left, codec)])
    if not chars:
        return None
    costs = [scale.cost(before, char) for char in chars] if after == "\ufffd" else scale.between(before, chars, after)
    if after in " \n":
        costs = [cost + _OPENING if char in _NEVER_LAST else cost for char, cost in zip(chars, costs, strict=True)]
    least = min(costs)
    best = min(char for char, cost in zip(chars, costs, strict=True) if cost == least)
    others = [cost for char, cost in zip(chars, costs, strict=True) if char != best]
    lead = min(others) - least if others else _WORST
    return (best, lead) if lead >= _LEAD and scale.own[best] <= _WORST else None


def _patterns(left: tuple[int, ...], codec: str) -> list[tuple[int, ...]]:
    """Return the ways in which one missing byte completes what is left."""
    left = tuple(UNKNOWN if byte == _QUESTION and place else byte for place, byte in enumerate(left))
    known = sum(byte < UNKNOWN for byte in left)
    if known < _LEAST_KNOWN.get(codec, 1) or (codec == "euc_jp" and len(left) > _PAIR):
        return []
    if left.count(UNKNOWN) == 1:
        return [left]
    if UNKNOWN in left:
        return []
    return [(*left[:at], UNKNOWN, *left[at:]) for at in range(1, len(left) + 1)]


def _written(left: tuple[int, ...]) -> str:
    return " ".join("??" if byte in {UNKNOWN, _QUESTION} else f"{byte:02X}" for byte in left)
