"""Paragraphs of plain text: its lines that are not blank, with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HAN = re.compile("[\u3400-\u9fff\uac00-\ud7a3ぁ-ヿ]")
_LETTER = re.compile("[^\\W\\d_]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line that is not blank.

    Attributes:
        start: offset of its first character that is no white space.
        end: offset after its last one.
        text: what stands between.
    """

    start: int
    end: int
    text: str


def paragraphs(text: str) -> list[Paragraph]:
    """Return the lines of a text that are not blank, stripped; linear in its length."""
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped[0])
            found.append(Paragraph(start, start + len(stripped), stripped))
        at += len(line)
    return found


def weight(text: str) -> float:
    """Return how much a text says, in Han characters: a letter of an alphabet says less.

    >>> weight("新城區"), weight("2024"), weight("district")
    (3.0, 0.0, 3.2)
    """
    han = len(_HAN.findall(text))
    return round(han + 0.4 * (len(_LETTER.findall(text)) - han), 1)


def same(one: str, other: str) -> bool:
    """Say whether two paragraphs are the same but for white space.

    >>> same("圖為 老街", "圖為老街"), same("圖為老街", "圖為新街")
    (True, False)
    """
    if one == other:
        return True
    if one[0] != other[0] or one[-1] != other[-1]:
        return False
    # Neighbours that begin alike mostly differ before their first white space is over.
    head, other_head = one.split(maxsplit=1)[0], other.split(maxsplit=1)[0]
    if not (head.startswith(other_head) or other_head.startswith(head)):
        return False
    return "".join(one.split()) == "".join(other.split())


def is_verse(nearby: Sequence[str]) -> bool:
    """Say whether the paragraphs around a place are the short lines of a poem, a song, a list or a dialogue.

    Prose has paragraphs of several sentences.
    """
    return not any(weight(each) >= _PROSE for each in nearby)


_PROSE = 45.0  # Han characters; a line of a song has up to 20
