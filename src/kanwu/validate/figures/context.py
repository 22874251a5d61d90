"""What a number stands in: dates, times, ordinals, names and identifiers are not quantities."""

from __future__ import annotations

import re

_YEAR_DIGITS = 4
_ROC_DIGITS = 3
_ROC_YEARS = range(101, 130)
_DATE_AFTER = re.compile(
    r" ?(?:月|年[代级級度初末底春夏秋冬前]|年(?= ?[0-9０-９一二三四五六七八九十]{1,3} ?月)|世纪|世紀|季度"
    r"|[时時](?![间間区區])|[点點](?:[钟鐘半整]|[0-9])"
    r"|[届屆]|次(?:会议|會議|全会|全會|全体|全體))"
)
_DURATION_BEFORE = (
    "超过",
    "超過",
    "近",
    "约",
    "約",
    "为期",
    "為期",
    "历时",
    "歷時",
    "长达",
    "長達",
    "共",
    "过去",
    "過去",
    "满",
    "滿",
)
_ERA_BEFORE = ("公元", "西元", "公元前", "西元前", "民国", "民國")
_DAY_AFTER = re.compile(r" ?[日号號](?![元圆圓])")
_CLOCK = frozenset(":：∶")
_NAME_BEFORE = re.compile(r"(?:第 ?|No\.? ?|№|#|[A-Za-z_][-‐]?|[0-9０-９][.．/])\Z")
_NAME_AFTER = re.compile(r"[A-Za-z_]|[./][0-9A-Za-z]")
_CELL_BEFORE = re.compile(r"\|[ $€£¥+(-]{0,6}\Z")
_CELL_AFTER = re.compile(r"[ )%]{0,4}\|")


def is_dated(text: str, start: int, end: int) -> bool:
    """Say whether the number `text[start:end]` is part of a date or a time of day."""
    if _DATE_AFTER.match(text, end):
        return not text.startswith(("年前", "月球"), end) or end - start == _YEAR_DIGITS
    if text.startswith(("年", " 年"), end):
        return _names_a_year(text, start, text[start:end])
    if _DAY_AFTER.match(text, end):
        return True
    after, before = text[end : end + 2], text[max(0, start - 2) : start]
    return (after[:1] in _CLOCK and after[1:].isdigit()) or (before[1:] in _CLOCK and before[:1].isdigit())


def _names_a_year(text: str, start: int, digits: str) -> bool:
    """Tell 2023年 from 30年: four digits, or a year of the Republic of China, unless a word of duration precedes."""
    if text.endswith(_DURATION_BEFORE, max(0, start - 4), start):
        return False
    if len(digits) == _YEAR_DIGITS or text.endswith(_ERA_BEFORE, max(0, start - 4), start):
        return True
    return len(digits) == _ROC_DIGITS and digits.isdigit() and int(digits) in _ROC_YEARS


def is_named_before(text: str, start: int) -> bool:
    """Say whether what precedes makes the number an ordinal or part of a name: 第3, G20, 1.2.3, 000_4811."""
    return bool(_NAME_BEFORE.search(text, max(0, start - 5), start))


def is_named_after(text: str, end: int) -> bool:
    """Say whether what follows makes the number part of a name or an identifier: 3D, 1.2.3, 24/7."""
    return bool(_NAME_AFTER.match(text, end))


def is_cell(text: str, start: int, end: int) -> bool:
    """Say whether `text[start:end]` fills a cell of a Markdown table."""
    return bool(_CELL_AFTER.match(text, end) and _CELL_BEFORE.search(text, max(0, start - 8), start))


def is_year(digits: str) -> bool:
    """Say whether bare digits may be a year."""
    return len(digits) == _YEAR_DIGITS and digits[:2] in {"18", "19", "20"}
