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

_PIECES = (
    "顶部 頂部 置顶 客户端 客戶端 二维码 二維碼 扫一扫 掃一掃 扫码 掃碼 浏览器 瀏覽器 不允许直接"
    " 分享 转发到 公众号 公眾號 全文 版阅读 版閱讀 版下载 版下載 打印本 列印本"
    " 关闭窗口 關閉視窗 我要 加入收藏 设为首页 設為首頁 字号 字號 字体 字體"
    " 上一篇 上一页 上一頁 下一篇 下一页 下一頁 友情 相关文档 相关附件 附件下载"
    " 责任编辑 責任編輯 责任編輯 责编 責編"
    " backtotop backtothetop scrolltotop returntotop openinapp yourbrowser youareusinga enablejavascript"
    " turnonjavascript javascriptis sharethis shareon tweetthis emailthis clickhereto subscribetoour signupforour"
    " followuson printthis skiptomain skiptocontent skiptonav continuereading readmore leaveacomment"
    " usecookies usescookies allcookies"
)
"""A piece of every phrase of `furniture.tsv`, without white space, but for those that `_OPEN` knows."""
_OPEN = ("[页頁网網]", "[>›»]"), ("home", "[>›»]"), ("[载載开開]", "app"), ("download", "app"), ("get", "app")
"""How the others go: what begins them, or ends their beginning, and what stands behind it, at once or, for `app`,
later in the line."""
_SPACE = "[\t\x0b\x0c\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*"


def _spaced(piece: str) -> str:
    return piece if piece.startswith("[") else _SPACE.join(piece)


def hint(*, spaced: bool) -> str:
    """Return a pattern, in RE2's syntax, of which every line of furniture has a match.

    Args:
        spaced: for lines as they are, in small letters or capitals; else for those without white space, in small ones.
    """
    join, between = (_spaced, _SPACE) if spaced else (str, "")
    pieces = [join(piece) for piece in _PIECES.split()]
    pieces += [join(first) + ("[^\n\r]*" if last == "app" else between) + join(last) for first, last in _OPEN[:3]]
    ending = f"(?:{join('now')}|{join('today')})?[^0-9A-Za-z\n\r\u4e00-\u9fff]*(?:[\n\r]|$)"
    pieces += [f"{join(first)}[^\n\r]*{join(last)}{between}{ending}" for first, last in _OPEN[3:]]
    return ("(?i:%s)" if spaced else "(?:%s)") % "|".join(pieces)


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
    if not _hint().search(bare):
        return None
    for text in dict.fromkeys((bare, bare.strip(_AROUND))):
        match = _pattern().fullmatch(text)
        if match:
            return _phrases()[int(match.lastgroup[1:])] if match.lastgroup else None
    return None


@cache
def _phrases() -> tuple[Furniture, ...]:
    return tuple(Furniture(row[0], row[1]) for row in read_rows(__package__ or "", "furniture.tsv"))


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(hint(spaced=False))


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
