"""Skeletons: a sentence with one sign in place of each figure, so that grammars can say how figures must stand.

The sign says what kind of figure stands there. A grammar's templates name the places (`{level}`, `{rate}`) and the
logic asks which figure stands in each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kanwu.figure import Figure
from kanwu.validate.claims.structure import RELATIVE_UNITS, Scene
from kanwu.validate.figures.precision import AFTER, BEFORE
from kanwu.validate.grammar import GRAMMARS

# Noncharacters of Unicode: no text has them, and where a broken one does, no figure belongs to the place.
QUANTITY, SHARE, POINTS, TIMES, SPAN = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
UNITS_OF_TIME = frozenset(unit for grammar in GRAMMARS for unit in grammar.spans)
_KINDS = MappingProxyType(
    {"%": SHARE, "‰": SHARE, "倍": TIMES, "times": TIMES}
    | dict.fromkeys(sorted(UNITS_OF_TIME), SPAN)
    | dict.fromkeys(sorted(RELATIVE_UNITS - {"%", "‰", "倍", "times"}), POINTS)
)
_SPACES = re.compile("[\n\r\t\u3000\u00a0]")

FIGURE = f"[{QUANTITY}{SHARE}{POINTS}{TIMES}{SPAN}]"
_SLOTS = MappingProxyType(
    {
        "level": f"[{QUANTITY}{SHARE}{SPAN}]",
        "previous": f"[{QUANTITY}{SHARE}{SPAN}]",
        "change": FIGURE,
        "other": FIGURE,
        "part": f"[{QUANTITY}{SPAN}]",
        "whole": f"[{QUANTITY}{SPAN}]",
        "quantity": QUANTITY,
        "share": SHARE,
        "times": TIMES,
        "span": SPAN,
        "count": f"[{QUANTITY}{SPAN}]",
        "each": f"[{QUANTITY}{SPAN}]",
        "product": f"[{QUANTITY}{SPAN}]",
        "figure": FIGURE,
    }
)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A sentence with a sign in place of each figure.

    Attributes:
        text: the sentence; line breaks are spaces.
        figures: which figure stands at which offset of `text`.
    """

    text: str
    figures: Mapping[int, Figure]

    def at(self, found: re.Match[str], slot: str) -> Figure | None:
        """Return the figure that stands in a slot of a template's match."""
        return self.figures.get(found.start(slot)) if slot in found.re.groupindex else None


def skeleton(scene: Scene) -> Skeleton:
    """Return the skeleton of a scene's sentence."""
    if skeleton not in scene.made:
        sentence = scene.sentence
        scene.made[skeleton] = skeleton_of(scene.text, sentence.start, sentence.end, sentence.figures)
    bones: Skeleton = scene.made[skeleton]
    return bones


def skeleton_of(text: str, start: int, end: int, figures: Sequence[Figure]) -> Skeleton:
    """Return the skeleton of `text[start:end]`."""
    pieces: list[str] = []
    places: dict[int, Figure] = {}
    at, length = start, 0
    for figure in figures:
        first, last = _extent(text, figure)
        piece = text[at : max(first, at)]
        length += len(piece)
        places[length] = figure
        pieces += [piece, _KINDS.get(figure.unit, QUANTITY)]
        length += 1
        at = last
    pieces.append(text[at:end])
    return Skeleton(_SPACES.sub(" ", "".join(pieces)), places)


def _extent(text: str, figure: Figure) -> tuple[int, int]:
    """Return where a figure begins and ends with the word that widens it."""
    word = figure.approximator or ""
    first, last = figure.start, figure.end
    if word in BEFORE and word not in figure.text:
        at = first - len(word)
        at -= text[at : at + len(word)] != word
        first = at if text[at : at + len(word)] == word else first
    elif word in AFTER and text.startswith(word, last):
        last += len(word)
    return first, last


@cache
def compiled(template: str) -> re.Pattern[str]:
    """Compile a template: `{level}` becomes a place for a figure, `{other:change}` another one.

    `{signs}` becomes the signs of all figures but spans of time, for the character class of a gap; `{all_signs}` those
    of spans, too; `{a_quantity}` is a quantity that no one asks for.
    """
    return re.compile(_PLACE.sub(_place, template), re.IGNORECASE if template.isascii() else 0)


_PLACE = re.compile(r"\{(?:(\w+):)?([a-z_]+)\}")


def _place(found: re.Match[str]) -> str:
    name, slot = found.groups()
    if slot == "signs":
        return QUANTITY + SHARE + POINTS + TIMES
    if slot == "a_quantity":
        return QUANTITY
    if slot == "all_signs":
        return QUANTITY + SHARE + POINTS + TIMES + SPAN
    return f"(?P<{name or slot}>{_SLOTS[slot]})"
