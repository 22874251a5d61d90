"""How Chinese strings counts together without a mark between them, and says what they come to."""

from __future__ import annotations

_SPOKEN = "一二三四五六七八九十百"
_DIGITS = f"[0-9]{{1,5}}|[{_SPOKEN}]{{1,5}}"
_GAINED = "(?:有|计|計|为|為|获|獲|获得|獲得|夺得|奪得|拿下|收获|收穫)"
_ALL = (
    f"[，,、（(]?(?:[奖獎]牌[总總]?[数數榜]|[奖獎]牌|[总总總][数數]|[一总總]?共|共[计計]|合[计計]"
    f"|[总總][计計]){_GAINED}?"
)
_JOINED = "[，,、和与與及]?"
_NOUN = f"[^\\W\\d{_SPOKEN}年月日号號个個]"
_NOT_BEFORE = f"(?<![0-9.{_SPOKEN}第])"


def _count(slot: str) -> str:
    return f"(?P<{slot}>{_DIGITS})"


_MEDALS = (
    f"{_count('part1')}枚?金牌?{_JOINED}{_count('part2')}枚?[银銀]牌?{_JOINED}{_count('part3')}枚?[铜銅]牌?"
    f"{_ALL}{_count('whole')}[枚块塊面]"
)
_MATCHES = (
    f"{_count('whole')}[场場](?:比赛|比賽|赛事|賽事|对决|對決|交锋|交鋒)?[中裡里]?[，,]?"
    "(?:取得|获得|獲得|拿下|打出|战绩|戰績|成绩|成績|以|是|为|為|的|共|[他她其]){0,3}"
)
_RECORD = (
    f"{_count('part1')}[场場]?[胜勝]{_JOINED}(?:{_count('part2')}[场場]?[平和]{_JOINED})?"
    f"{_count('part3')}[场場]?[负負敗败](?:{_JOINED}{_count('part4')}[场場]?[平和])?"
)
_UNITS = (
    f"{_count('part1')}{_NOUN}{_count('part2')}{_NOUN}(?:{_count('part3')}{_NOUN})?(?:{_count('part4')}{_NOUN})?"
    f"(?:(?P<others>等)|{_ALL}){_count('whole')}[个個]"
)
TALLIES = (
    # 201金111银71铜，共383枚奖牌
    (f"{_NOT_BEFORE}{_MEDALS}", True),
    # 18场比赛10胜5平3负
    (f"{_NOT_BEFORE}{_MATCHES}{_RECORD}", True),
    # 8课4室等12个单位; 3部2室，共5个部门
    (f"{_NOT_BEFORE}{_UNITS}", False),
)
"""Patterns with the counts as `part1` and so on, their sum as `whole`, and whether the words leave no other reading."""
GATE = (
    f"[金胜勝等共计計](?:(?<=[0-9{_SPOKEN}枚场場][金胜勝])[^。\\n]{{0,3}}[0-9{_SPOKEN}]"
    f"|(?<=[等共计計]){_GAINED}?[0-9{_SPOKEN}]{{1,5}}[个個])"
)
"""What stands in every text that has a tally. A pattern."""
