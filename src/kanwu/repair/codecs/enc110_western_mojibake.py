"""UTF-8 that was read with a one-byte codec: `Ã©` for `é`.

## What it does

Mends text such as `cafÃ©`, `â€œquotedâ€`, `ÐŸÑ€Ð¸Ð²ÐµÑ‚`: UTF-8 whose bytes were read as Latin-1, Windows-1250 to 1257,
ISO-8859-2, MacRoman or code page 437, once or several times over. What is mended, and how, is ftfy's decision
(`ftfy.fix_encoding`, line by line); its steps for widths, quotes, ligatures and line ends are not used. kanwu finds
the lines worth asking about, takes what ftfy changes as exact spans, and judges each of them.

Chinese, Japanese and Korean text that was read with the wrong codec is mended before (ENC101). A line that reads as
GBK, EUC-KR or EUC-JP shown as Latin-1, such as `ÎÒ µÄ £¬`, is left alone: a few of its bytes look like UTF-8 by
accident, and joining them would destroy the rest.

## Why it matters

Searches miss the words, names come in two spellings, and each tool that touches the text can mangle it once more.

## Example

`Une crÃ¨me brÃ»lÃ©e` becomes `Une crème brûlée`.

## When it is wrong

A text about this very damage: `é` becomes `Ã©`. Where the mangled character stands alone in quotes, brackets or
backticks, or alone on a line that has the sound one alone as well, the fix is offered, not applied. So it is where a
word in capitals ends in quotes, `“AMANHÃ”`, and nothing else on the line is mangled.

## Fix safety

Safe where the mended characters, damaged again the same way, give exactly the characters that were there. Unsafe
where bytes were lost and are inferred: a space that was a no-break space (`voilÃ le`), `?` or U+FFFD inside a
sequence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kanwu.finding import Evidence, Safety, Severity
from kanwu.repair.codecs.bad_lines import GATE, bad_lines
from kanwu.repair.codecs.western import Plan, Repair, repairs
from kanwu.rule import Match, RepairRule, View, gate_of


def find(view: View) -> Iterator[Match]:
    """Give what ftfy would mend in each bad line."""
    text = view.text
    for start, end in bad_lines(text):
        line = text[start:end]
        found = list(repairs(line))
        if not found or _reads_as_double_bytes(line):
            continue
        capitals = all(_ends_a_capital_word(line, repair) for repair in found if repair.exact)
        for repair in found:
            yield _match(start, repair, doubtful=capitals or _is_mentioned(line, repair))


def _match(offset: int, repair: Repair, *, doubtful: bool) -> Match:
    safe = repair.exact and not doubtful
    evidence, how = _story(repair.plan)
    if safe:
        message = f"This is {how}."
    elif repair.exact:
        message = f"This is {how}, unless the text is about such damage or these characters were meant."
    else:
        message = f"This may be {how} and then lost bytes."
    severity = None if safe else Severity.WARNING
    safety = Safety.SAFE if safe else Safety.UNSAFE
    return Match(offset + repair.start, offset + repair.end, message, repair.text, safety, evidence, severity)


@lru_cache(maxsize=256)
def _story(plan: Plan) -> tuple[Evidence, str]:
    """Tell a plan as evidence and as words."""
    names = [step[1].removeprefix("sloppy-") for step in plan if step[0] == "encode"]
    codecs = ", then as ".join(reversed(names))
    evidence = {"plan": ", ".join(" ".join(step) for step in plan), "read as": codecs}
    return evidence, f"UTF-8 that was read as {codecs}" if codecs else "text that was read with a wrong codec"


_AROUND = frozenset(('""', "''", "``", "“”", "‘’", "«»", "()", "[]", "「」", "『』", "（）", "《》", "【】"))
_DASHES = frozenset("–—")


def _is_mentioned(line: str, repair: Repair) -> bool:
    """Say whether a text may be about the damage: alone in quotes, or alone on a line that has it sound as well."""
    before, after = line[max(0, repair.start - 1) : repair.start], line[repair.end : repair.end + 1]
    if before + after in _AROUND:
        return True
    if before.isalnum() or after.isalnum() or len(repair.text) > 1 or repair.text in _DASHES:
        return False
    return re.search(rf"(?<!\w){re.escape(repair.text)}(?!\w)", line) is not None


_HIGH_RUN = re.compile(
    "[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+"
)
_LEAST_PAIRS = 2


def _ends_a_capital_word(line: str, repair: Repair) -> bool:
    """Say whether it is a word in capitals and what closes it: Portuguese “AMANHÃ” has no Ô."""
    shown = line[repair.start : repair.end]
    before, after = line[max(0, repair.start - 1) : repair.start], line[repair.end : repair.end + 1]
    return len(shown) == len("Ã”") and shown[1] in _CLOSING and before.isupper() and not after.isalpha()


_CLOSING = frozenset("”“’»›…™®")

_FREQUENT_SHARE = 0.75
"""Least share of two-byte characters in the rows where GB 2312, EUC-KR and EUC-JP have punctuation, kana and their
frequent characters. Cyrillic read as Latin-1 begins above E0."""
_MARKS_AND_KANA = frozenset((0xA1, 0xA3, 0xA4, 0xA5))
_FIRST_HAN, _LAST_FREQUENT, _LAST_UNPAIRED = 0xB0, 0xD7, 0xA0


def _reads_as_double_bytes(line: str) -> bool:
    """Say whether a line is text in a double-byte codec that is shown as Latin-1, and so no business of ftfy's."""
    utf8 = pairs = frequent = 0
    for run in _HIGH_RUN.finditer(line):
        data = _bytes(run[0])
        if len(data) == 1:
            continue
        if _is_utf8(data):
            utf8 += len(data)
        elif _stands_alone(line, run) and len(data) % 2 == 0:
            pairs += len(data) // 2
            frequent += sum(_is_frequent(*data[at : at + 2]) for at in range(0, len(data), 2))
    return pairs >= _LEAST_PAIRS and frequent >= _FREQUENT_SHARE * pairs and 2 * pairs > utf8


def _is_frequent(lead: int, trail: int) -> bool:
    return trail > _LAST_UNPAIRED and (lead in _MARKS_AND_KANA or _FIRST_HAN <= lead <= _LAST_FREQUENT)


def _bytes(run: str) -> bytes:
    try:
        return run.encode("latin-1")
    except UnicodeEncodeError:
        return run.encode("sloppy-windows-1252", "replace")  # ftfy's; the line has been to ftfy by now


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _stands_alone(line: str, run: re.Match[str]) -> bool:
    """Say whether no Latin letter touches a run; in Western text one almost always does."""
    before, after = line[max(0, run.start() - 1) : run.start()], line[run.end() : run.end() + 1]
    return not (before.isalpha() or after.isalpha())


RULE = RepairRule("ENC110", "western-mojibake", Severity.ERROR, __doc__, find, gate_of(GATE))
