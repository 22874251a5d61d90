"""Spaces between Chinese characters, and before Chinese punctuation.

## What it does

Finds in Chinese text

- a space before a full-width mark, and one behind it;
- six and more single characters with a space between each two (`我 们 要 抓 好 落 实`), in a line that has more than
  that;
- one space in the middle of a word, in a line of prose.

Spaced titles (`目 录`), padded names (`王 芳`), headings, lists, verses and tables stay: short lines, lines with
several such spaces, and spaces beside a single character.

## Why it matters

A word with a space in it is two words for every tokenizer. Line breaks of a PDF and layouts of slides leave them.

## Example

With `--unsafe-fixes`, `会议强调 ，要抓好落实` becomes `会议强调，要抓好落实`.

## When it is wrong

A space may stand for a mark that was left out, as in captions and names of units.

## Fix safety

Unsafe: that the space means nothing is inferred. Safe beside a full-width mark where a `profile` names the house style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.finding import Safety, Severity
from kanwu.repair.punctuation.chinese import HAN_CLASS, house_style, is_chinese, is_code, line_around
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of
from kanwu.text.plausibility import model
from kanwu.text.scripts import has_han

_HAN = f"[{HAN_CLASS}]"
_ONE_HAN = re.compile(_HAN)
_SPACE = re.compile("[ \u00a0]")
_BESIDE = f"[{HAN_CLASS}”’」』》），；、（《「『【]", f"[{HAN_CLASS}，。；：？！、）》」』】]"
_GATE = re.compile(f" (?<={_BESIDE[0]} ){_BESIDE[1]}|\u00a0(?<={_BESIDE[0]}\u00a0){_BESIDE[1]}")
_PLACE = re.compile(
    f"(?P<mark>(?<=[{HAN_CLASS}”’」』》）])[ \u00a0]{{1,2}}(?=[，。；：？！、）》」』】])"
    f"|(?<=[，；、])[ ](?={_HAN})|(?<=[（《「『【])[ ](?={_HAN}))"
    f"|(?P<word>(?<={_HAN}{{2}})[ ](?={_HAN}{{2}}))"
)
_SPACED = re.compile(f"{_HAN}(?:[ ][{HAN_CLASS}，。、；：！？]){{5,400}}(?!{_HAN})")
_TITLE = 16  # characters of a spaced title at most
_SENTENCE = re.compile("[，。！？；]")
_SHORTEST = 15  # characters of a line of prose, and of a clause
_LIKELY = 3.0  # nats that the second of two characters inside a word costs at most
_HEADING = re.compile(
    r"\s*(?:第.{1,6}[章节節条條篇部编編回课課]|[图圖表附].{0,4}\s|[一二三四五六七八九十\d]{1,3}[、.．])"
)


def find(view: View) -> Iterator[Match]:
    """Give the spaces that do not belong."""
    text = view.text
    if not has_han(text) or not _GATE.search(text) or not is_chinese(text):
        return
    yield from summed_up(_spaces(text, house_style(view.config)), view.config)


def _spaces(text: str, style: Safety) -> Iterator[Match]:
    at = 0
    while space := _SPACE.search(text, at):
        at = space.end()
        spaced = _SPACED.match(text, space.start() - 1) if space.start() and _begins(text, space.start()) else None
        if spaced:
            at = spaced.end()
            if _is_more_than_a_title(text, spaced):
                yield _letters(spaced)
            continue
        place = _PLACE.match(text, space.start())
        if place is None:
            continue
        at = place.end()
        if place["mark"]:
            if not _is_at_line_start(text, place.start()):
                yield Match(place.start(), at, "A space beside a full-width mark.", "", style)
        elif _is_inside_word(text, place):
            word = text[place.start() - 1] + text[at]
            yield Match(place.start(), at, f"A space in {word}, which is one word.", "", evidence={"word": word})


def _begins(text: str, space: int) -> bool:
    """Say whether the character before a space stands alone: nothing, a space or a mark is before it."""
    return space <= 1 or not _ONE_HAN.match(text, space - 2)


def _is_at_line_start(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _is_more_than_a_title(text: str, spaced: re.Match[str]) -> bool:
    start, end = line_around(text, spaced.start())
    return len(spaced[0]) > 2 * _TITLE or _SENTENCE.search(text, start, end) is not None


def _letters(spaced: re.Match[str]) -> Match:
    joined = spaced[0].replace(" ", "")
    evidence = {"spaces": str(len(spaced[0]) - len(joined))}
    return Match(
        spaced.start(), spaced.end(), "Every character is parted from the next by a space.", joined, evidence=evidence
    )


def _is_inside_word(text: str, place: re.Match[str]) -> bool:
    """Say whether a space parts a word in prose: the only one of its line, and the characters are a word's."""
    before, after = text[place.start() - 1], text[place.end()]
    known = model()
    cost = known.pairs.get(known.fold.get(before, before) + known.fold.get(after, after))
    if cost is None or cost > _LIKELY:
        return False
    start, end = line_around(text, place.start())
    line = text[start:end]
    if (
        line.count(" ") > _MANY_SPACES
        or len(line) < _SHORTEST
        or not _SENTENCE.search(line)
        or _HEADING.match(line)
        or is_code(line)
    ):
        return False
    if len(_OTHER_SPACE.findall(line)) != 1:
        return False
    left = _CLAUSE_END.split(text[start : place.start()])[-1]
    right = _CLAUSE_END.split(text[place.end() : end])[0]
    return len(left) + len(right) >= _SHORTEST and min(len(left), len(right)) >= _SHORTEST_SIDE


_ENDS = "，。！？；：、“”‘’「」『』《》（）()"
_CLAUSE_END = re.compile(f"[{_ENDS}]")
_MANY_SPACES = 40  # in a line; one more is no accident
_SHORTEST_SIDE = 4  # characters; a shorter one may be a name or a heading
_PLACES = (
    f"[{HAN_CLASS}”’」』》）][ \u00a0]{{1,2}}[，。；：？！、）》」』】]|[，；、（《「『【] {_HAN}"
    f"|{_HAN} [{HAN_CLASS}，。、；：！？] [{HAN_CLASS}，。、；：！？] "
    # In a clause, a space inside a word has the characters of a short side, at least, on both sides.
    f"|[^{_ENDS}\n]{{2}}{_HAN}{{2}} {_HAN}{{2}}[^{_ENDS}\n]{{2}}"
)
_IN_COLUMN = (f"{_BESIDE[0]}[ \u00a0]{_BESIDE[1]}", _PLACES)
"""What the gate asks, then where a space can be one that goes."""
_OTHER_SPACE = re.compile(f"(?<={_HAN})[ \u3000\u00a0\t]{{1,9}}(?={_HAN})")

RULE = RepairRule("PUN003", "space-between-han", Severity.INFO, __doc__, find, gate_of(*_IN_COLUMN))
