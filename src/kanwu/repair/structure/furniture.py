"""The phrases of page furniture (`furniture.tsv`), compiled: what a whole line must be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kanwu.text.tables import read_rows

LONGEST = 120
"""Characters of the longest line that can be furniture: a warning with its advice."""

_PERSON = "[\u3400-\u9fff·]{2,6}"
_SLOTS: Mapping[str, str] = MappingProxyType(
    {
        "name": '[《“「『"]?[\\w·]{1,14}[》”」』"]?',
        "paper": '[《“「『"]?\\w{1,9}(?:[日晚早时時]报|[日晚早時]報|新闻|新聞|在线|在線|网|網|头条|頭條)[》”」』"]?',
        "site": "\\w{1,9}[网網]",
        "steps": "(?:(?:[>›]{1,3}|»)[\\w·《》“”、]{0,14}){1,8}",
        "people": f"{_PERSON}(?:[、,，]?{_PERSON}){{0,5}}",
        "number": "[0-9]{1,3}",
        # What follows a warning is advice or a reason; prose about the warning goes on otherwise.
        "rest": (
            "[,，;；.。!！:：]{0,2}"
            "(?:请|請|建议|建議|推荐|推薦|点击|點擊|以便|以获|為了|为了|部分|直接|[a-z0-9])[^。!?！？]{1,80}[。!！]?"
        ),
        "tail": "(?:for|to|and|now|today|here|or)[a-z]{0,60}",
    }
)
_TOKEN = re.compile(r"<([a-z]{1,9})>|([\[\]|?*])|([^<\[\]|?*]{1,99})")
_GROUPS = {"[": "(?:", "]": ")", "|": "|", "?": "?", "*": "{0,9}"}
_AROUND = "[]【】()（）<>《》«»‹›↑▲△▴↓▼→←·•|｜-—=*。.!！,，:："
"""What buttons are dressed with."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a line was recognised as.

    Attributes:
        kind: the kind of furniture, of `furniture.tsv`.
        phrase: the phrase of the table that it is.
    """

    kind: str
    phrase: str


def furniture(line: str) -> Furniture | None:
    """Say what page furniture a line is, as a whole; None where it is none.

    >>> furniture("↑ 返回顶部"), furniture("他点了返回顶部的按钮")
    (Furniture(kind='top', phrase='返回页?首?顶部'), None)
    """
    if len(line) > LONGEST:
        return None
    bare = "".join(line.split()).lower().replace("：", ":")
    for text in dict.fromkeys((bare, bare.strip(_AROUND))):
        match = _pattern().fullmatch(text)
        if match:
            return _phrases()[int(match.lastgroup[1:])] if match.lastgroup else None
    return None


@cache
def _phrases() -> tuple[Furniture, ...]:
    return tuple(Furniture(row[0], row[1]) for row in read_rows(__package__ or "", "furniture.tsv"))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<p{at}>{_compile(each.phrase)})" for at, each in enumerate(_phrases())))


def _compile(phrase: str) -> str:
    r"""Turn a phrase of the table into a pattern over text without white space.

    >>> _compile("回到?[页首]?顶部")
    '回到?(?:页首)?顶部'
    """
    return "".join(
        f"(?:{_SLOTS[slot]})" if slot else _GROUPS[mark] if mark else re.escape("".join(words.split()))
        for slot, mark, words in _TOKEN.findall(phrase)
    )
