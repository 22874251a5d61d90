"""Places where text is lost: U+FFFD and what becomes of it (锟斤拷), unwritten memory (烫烫烫), words of `????`.

## What it does

Flags, with how much is lost, and leaves the text as it is:

- U+FFFD, which a decoder put where it could not read a byte, and what U+FFFD looks like when it was written as UTF-8
  and read with another codec: `锟斤拷` (GBK), `占쏙옙` (CP949), `嚙踝蕭` (Big5), `鐃緒申` (EUC-JP), `�ｿｽ` (Shift-JIS),
  `ï¿½`, `пїЅ` and others. Three characters of the double-byte forms stand for two U+FFFD.
- `烫烫烫`, `屯屯屯`, `葺葺葺`: memory that a program never wrote (bytes CC, CD and DD), printed as GBK.
- lines of question marks in words of different lengths, where a program had no letters for them.

## Why it matters

Nothing can bring the text back, so a reader must know that something was there, and a figure beside it may be cut.

## Example

`本市共有锟斤拷锟斤拷锟斤拷所中学` gets a finding: six U+FFFD, at least six bytes.

## When it is wrong

Writing about such damage is left alone: in quotes or brackets, or on a line that speaks of encodings, mojibake or
memory. `烫烫烫` may be somebody's soup: it takes a long run, or one behind a Latin letter or beside other garbage.
Question marks for emphasis follow a word; gaps in a quiz have one length.

## Fix safety

There is no fix: what stood there is not known, and the marks say where it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kanwu.finding import Severity
from kanwu.repair.codecs.question_marks import lost_words
from kanwu.rule import Match, RepairRule, View, gate_of

_DOUBLE = MappingProxyType({"锟斤拷": "gbk", "占쏙옙": "cp949", "嚙踝蕭": "big5", "鐃緒申": "euc-jp"})
"""Two U+FFFD, written as UTF-8 (EF BF BD EF BF BD) and read with a double-byte codec: three characters."""

_SINGLE = MappingProxyType(
    {
        "�ｿｽ": "shift_jis",
        "・ｿｽ": "shift_jis",
        "ｿｽ": "shift_jis",
        "ï¿½": "latin-1",
        "ďż˝": "cp1250",
        "пїЅ": "cp1251",
        "ן¿½": "cp1255",
        "ï؟½": "cp1256",
        "ļæ½": "cp1257",
        "О©╫": "koi8-r",
        "ÔøΩ": "mac-roman",
        "∩┐╜": "cp437",
        "я┐╜": "cp866",
    }
)
"""One U+FFFD, written as UTF-8 (EF BF BD) and read with a codec of mostly one byte a character."""

_MEMORY = MappingProxyType({"烫": "CC", "屯": "CD", "葺": "DD"})
"""What Microsoft's debug libraries fill stack, heap and freed memory with; two such bytes are one character of GBK."""

_GATE = re.compile("[锟옙嚙鐃ｿ烫屯葺\ufffd½˝Ѕ╫Ω╜]")

_RUN = re.compile(
    "(?P<double>"
    + "|".join(f"(?:{form}){{1,100000}}+(?:{form[0]}(?![\u4e00-\u9fff\uac00-\ud7a3]))?" for form in _DOUBLE)
    + ")|(?P<single>"
    + "|".join(f"(?:{form}){{1,100000}}+" for form in _SINGLE)
    + ")|(?P<lost>\ufffd{1,100000}+)|(?P<memory>[烫屯葺]{3,100000}+)"
)


@dataclass(frozen=True, slots=True)
class _Loss:
    """What was lost at a place."""

    message: str
    evidence: Mapping[str, str]
    severity: Severity = Severity.WARNING


def find(view: View) -> Iterator[Match]:
    """Give the places where text is lost."""
    text = view.text
    found = []
    if not text.isascii() and _GATE.search(text):
        decoder_did = sum(f.end - f.start for f in view.earlier if f.code == "ENC001") == text.count("\ufffd")
        topics = _Topics(text)
        for run in _RUN.finditer(text):
            if run["lost"] and decoder_did:
                continue  # ENC001 has kept those bytes and says so
            loss = _loss(text, run)
            if loss and not topics.have(run):
                found.append(
                    Match(run.start(), run.end(), loss.message, evidence=loss.evidence, severity=loss.severity)
                )
    for marks in lost_words(text):
        message = (
            f"{marks.characters} question marks in {marks.words} words stand for letters that a codec did not have."
        )
        evidence = {"characters": str(marks.characters), "words": str(marks.words)}
        found.append(Match(marks.start, marks.end, message, evidence=evidence, severity=marks.severity))
    yield from sorted(found, key=lambda match: match.start)


def _loss(text: str, run: re.Match[str]) -> _Loss | None:
    shown = run[0]
    if run["double"]:
        codec = _DOUBLE[shown[:3]]
        return _replaced(len(shown) // 3 * 2 + (len(shown) % 3 > 0), codec)
    if run["single"]:
        form = next(form for form in _SINGLE if shown.startswith(form))
        return _replaced(len(shown) // len(form), _SINGLE[form])
    if run["lost"]:
        count = len(shown)
        message = (
            f"{count} U+FFFD: at least {count} byte{'s' if count > 1 else ''} could not be read and were not kept."
        )
        return _Loss(message, {"replacement characters": str(count)})
    return _memory(text, run)


def _replaced(count: int, codec: str) -> _Loss:
    message = (
        f"{count} U+FFFD that {'were' if count > 1 else 'was'} written as UTF-8 and read as {codec}: "
        f"at least {count} byte{'s are' if count > 1 else ' is'} lost."
    )
    return _Loss(message, {"replacement characters": str(count), "read as": codec})


_LONG = 8  # characters; nobody writes 烫 that often
_MIXED = 4
_GARBAGE = re.compile("[\x00-\x08\x0e-\x1f\x80-\x9f\ufffd\ue000-\uf8ff锟]")
_LATIN = re.compile("[A-Za-z]")


def _memory(text: str, run: re.Match[str]) -> _Loss | None:
    before, after = text[max(0, run.start() - 1) : run.start()], text[run.end() : run.end() + 1]
    kinds, count = set(run[0]), len(run[0])
    certain = (
        _GARBAGE.search(before + after) or _LATIN.search(before) or (len(kinds) > 1 and count >= _MIXED)
    ) and not _LATIN.search(after)
    if not certain and count < _LONG:
        return None
    codes = " ".join(_MEMORY[kind] for kind in sorted(kinds))
    message = (
        f"{2 * count} bytes of memory that was never written (byte {codes}), read as GBK; what belongs here is lost."
    )
    return _Loss(message, {"bytes": codes, "count": str(2 * count)}, Severity.WARNING if certain else Severity.INFO)


_AROUND = frozenset(('""', "''", "``", "“”", "‘’", "()", "[]", "「」", "『』", "（）", "《》", "【】"))
_TOPIC = re.compile(
    "乱码|亂碼|编码|編碼|解码|解碼|字符|字元|内存|記憶體|未初始化|文字化け|글자\\s?깨짐|깨진|인코딩"
    "|(?i:mojibake|encod|decod|charset|unicode|utf-?8|gbk|gb2312|big5|fffd|replacement char|uninitiali)"
)
_NEAR = 80  # characters each side in which the topic is named
_SHORT = 12  # characters; nobody quotes longer runs


class _Topics:
    """Where the text is about such damage."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._named = [found.start() for found in _TOPIC.finditer(text)]
        kinds = [kind for kind in _VERSE if kind in text]
        self._verse = kinds if len(kinds) > 1 else []

    def have(self, run: re.Match[str]) -> bool:
        """Say whether a run is quoted, or has the topic named near it on its line, or stands in programmers' verse."""
        start, end = run.span()
        if end - start > _SHORT:
            return False
        text = self._text
        if text[max(0, start - 1) : start] + text[end : end + 1] in _AROUND:
            return True
        at = bisect_left(self._named, start - _NEAR)
        while at < len(self._named) and self._named[at] < end + _NEAR:
            place = self._named[at]
            if "\n" not in text[min(place, end) : max(place, start)]:
                return True
            at += 1
        return bool(self._verse) and sum(kind in text[max(0, start - _NEAR) : end + _NEAR] for kind in self._verse) > 1


_VERSE = ("锟斤拷", "烫烫烫", "屯屯屯")  # programmers' verse names several


RULE = RepairRule("ENC120", "lost-text", Severity.WARNING, __doc__, find, gate_of(rf"{_GATE.pattern}|\?\?"))
