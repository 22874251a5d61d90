"""Survey the glosses of a text, and decide whether the tool wrote them or an author.

Readers, poems, dictionaries and schoolbooks print readings too. What tells them apart: the tool glosses only
Traditional characters that GB2312 lacks, each with its default reading, a character always or never, inside words;
authors gloss whatever their readers may not know, GB2312 or not, mostly once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kanwu.finding import Safety
from kanwu.repair.glosses.gbk import PAIR, bytes_of
from kanwu.repair.glosses.table import (
    SYLLABLE,
    TONED,
    Glossable,
    are_word_pair,
    glossable_characters,
    plain_syllable,
    simplified_only,
)

_GLOSS = re.compile(rf"\(({SYLLABLE})\)")
_ANY_READING = re.compile(
    # A reading in any style of parentheses, spaced or of several syllables; one that is torn has no opening one.
    rf"[(（]\s?({SYLLABLE}(?:[ ']?{SYLLABLE}){{0,3}})\s?[)）]"
)
_MARK_OF_PINYIN = re.compile("[āēīōūǎěǐǒǔǖǘǚǜ\u0304\u030c]")  # é and à are French, í is Spanish: no sign of pinyin
# The torn character may have a gloss of its own, behind the ASCII letter that is its second byte.
_TORN = re.compile(rf"[?\ufffd]\(?{SYLLABLE}\)(?:[@-~]\({SYLLABLE}\))?")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")

_EASY_RANK = 1000
"""Nobody who reads Chinese needs a reading for the thousand most frequent characters."""
_KNOWN_RANK = 1700
"""The rarest character seen glossed by the tool, 驅, has rank 1,679."""
_LONGEST_WITHOUT = 150
"""Han characters a gloss in text the tool worked on: 10 to 40 were seen, so that few glosses in a long
text are an author's."""
_LONGEST_END = 30  # characters: a gloss cut short and white space
_MANY = 6  # glosses that need not be dense, for a page may be garbled in part only
_SEVERAL = 4  # distinct characters that make a page's case without looking at each


@dataclass(frozen=True, slots=True)
class Gloss:
    """A reading in parentheses behind a character that the tool can have glossed.

    Attributes:
        start: offset of the opening parenthesis.
        end: offset after the closing one.
        glossed: the character.
        is_torn: whether that character's two bytes are the last of one character and an ASCII letter after it.
    """

    start: int
    end: int
    glossed: Glossable
    is_torn: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """The glosses of a text and what speaks against the tool having written them.

    Attributes:
        glosses: those the tool can have written.
        foreign: how many readings are there that it cannot have written.
        counts: how often each character of the text occurs.
    """

    glosses: Sequence[Gloss]
    foreign: int
    counts: Counter[str]

    def distinct(self) -> int:
        """Count the characters that are glossed."""
        return len({gloss.glossed.char for gloss in self.glosses})


def survey(text: str) -> Survey:
    """Find the glosses of a text; linear in its length."""
    glosses = [gloss for match in _GLOSS.finditer(text) if (gloss := _read(text, match)) is not None]
    own = {gloss.start for gloss in glosses}
    marks = len(_MARK_OF_PINYIN.findall(text))
    marks -= sum(len(_MARK_OF_PINYIN.findall(text, gloss.start, gloss.end)) for gloss in glosses)
    marks -= sum(len(_MARK_OF_PINYIN.findall(torn[0])) for torn in _TORN.finditer(text))
    plain = sum(
        1
        for match in _ANY_READING.finditer(text)
        if match.start() not in own
        and _is_reading(match[1])
        and not _MARK_OF_PINYIN.search(match[1])
        and _HAN.match(text, max(0, match.start() - 1))
    )
    return Survey(glosses, marks + plain, Counter(text) if glosses else Counter())


def _is_reading(printed: str) -> bool:
    return any(char in TONED for char in plain_syllable(printed))


def _read(text: str, match: re.Match[str]) -> Gloss | None:
    """Return the gloss, or None where the tool cannot have written it."""
    at = match.start()
    if at == 0:
        return None
    reading = plain_syllable(match[1])
    before = text[at - 1]
    known = glossable_characters().get(before)
    if known is not None:
        return Gloss(at, match.end(), known) if known.reading == reading else None
    if before.isascii() and at > 1 and "@" <= before <= "~":
        torn = _torn_over_ascii(text[at - 2], before, reading)
        return Gloss(at, match.end(), torn, is_torn=True) if torn is not None else None
    return None


def _torn_over_ascii(char: str, letter: str, reading: str) -> Glossable | None:
    """Return the character whose bytes are the last byte of `char` and the ASCII letter behind it."""
    data = bytes_of(char)
    if len(data) != PAIR:
        return None
    joined = (data[1:] + letter.encode("ascii")).decode("gbk", "ignore")
    known = glossable_characters().get(joined)
    return known if known is not None and known.reading == reading else None


def judge(text: str, found: Survey) -> Safety | None:
    """Say how glosses may be mended: safe, unsafe where it stays open, None where an author wrote them."""
    glosses = found.glosses
    if not glosses or found.foreign * 5 > len(glosses):
        return None
    characters = {gloss.glossed.char: gloss.glossed for gloss in glosses}
    han = len(_HAN.findall(text))
    if _is_simplified(found.counts) or len(_LATIN.findall(text)) > 6 * len(glosses) + 2 * han or han <= len(glosses):
        return None
    tests = (
        4 * len(glosses) <= 3 * han,  # a reader for children glosses nearly all
        _mixed(glosses, found.counts, text) * 5 <= len(characters),
        len(glosses) >= _MANY or han <= _LONGEST_WITHOUT * len(glosses),
        _make_a_case(text, glosses, list(characters.values()), found.foreign),
    )
    return Safety.SAFE if all(tests) else Safety.UNSAFE


def _is_simplified(counts: Counter[str]) -> bool:
    """Say whether the text is Simplified, for a good part: the tool worked on Traditional text."""
    only, known = simplified_only(), glossable_characters()
    simplified = sum(count for char, count in counts.items() if char in only)
    traditional = sum(count for char, count in counts.items() if char in known)
    return simplified * 4 > traditional


def _mixed(glosses: Sequence[Gloss], counts: Counter[str], text: str) -> int:
    """Count the characters that the text has with and without a gloss; its last character may have lost one."""
    glossed = Counter(gloss.glossed.char for gloss in glosses if not gloss.is_torn)
    last = re.sub(r"\([^()]{0,9}\Z", "", text[-_LONGEST_END:].rstrip())[-1:]
    return sum(counts[char] - (char == last) > count for char, count in glossed.items())


def _make_a_case(text: str, glosses: Sequence[Gloss], distinct: Sequence[Glossable], foreign: int) -> bool:
    """Say whether the glosses, as many as they are, can only be the tool's."""
    easy = sum(each.rank <= _KNOWN_RANK for each in distinct)
    inside = sum(_HAN.match(text, gloss.end) is not None for gloss in glosses)
    if len(distinct) >= _SEVERAL:
        return easy * 2 >= len(distinct) and inside * 4 >= len(glosses)
    plain = any(each.steady and each.rank <= _EASY_RANK for each in distinct)
    if len(glosses) > 1:
        return plain and inside * 2 >= len(glosses) and foreign == 0
    return plain and foreign == 0 and _is_inside_word(text, glosses[0])


def _is_inside_word(text: str, gloss: Gloss) -> bool:
    """Say whether the gloss stands between two characters of one word, where an author hardly puts it."""
    following = text[gloss.end : gloss.end + 1]
    return following != "" and are_word_pair(gloss.glossed.char, following)
