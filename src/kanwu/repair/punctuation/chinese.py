"""Where the rules of Chinese punctuation apply, and how far a fix is a matter of house style."""

from __future__ import annotations

import re
from functools import lru_cache

from kanwu.config import Config
from kanwu.finding import Safety
from kanwu.text.scripts import Script, count_scripts, has_han

HAN_CLASS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇々"
"""What the rules take for a Han character, as the inside of a class; astral ones would make patterns slow."""

_HANGUL = re.compile("[\uac00-\ud7a3]")
_FEW = 0.02  # of Chinese text may be Hangul
_CODE = re.compile(r"[{}<>=\\]|\|\||`[^`]{1,80}`|::|->|[a-z_]\(|^\s*(?:#\s*\w+:|//|\$ )|^\s*\"?\w+\"?\s*:\s*[\[\"]")


def is_chinese(text: str) -> bool:
    """Say whether a text is Chinese, not Japanese, and not Korean with Han characters in it.

    >>> is_chinese("第一章 总则"), is_chinese("これは標準です"), is_chinese("大韓民國, 서울")
    (True, False, False)
    """
    return has_han(text) and _is_chinese(text)


@lru_cache(maxsize=2)  # every rule of the family asks it of the same text
def _is_chinese(text: str) -> bool:
    count = count_scripts(text)
    return count.script is not Script.JAPANESE and len(_HANGUL.findall(text)) <= _FEW * count.han


def house_style(config: Config) -> Safety:
    """Return the safety of a fix whose only doubt is the house style: a profile says what that is."""
    return Safety.SAFE if config.profile else Safety.UNSAFE


def line_around(text: str, at: int, most: int = 400) -> tuple[int, int]:
    """Return the span of the line around a place, cut at so many characters on either side."""
    start = max(text.rfind("\n", max(0, at - most), at) + 1, at - most, 0)
    end = text.find("\n", at, at + most)
    return start, min(len(text), at + most) if end < 0 else end


def is_code(line: str) -> bool:
    """Say whether a line looks like source code, markup or an address rather than prose."""
    return _CODE.search(line) is not None
