"""A number whose separators do not set off three digits each.

## What it does
Finds numbers such as `1,0878万`, `27,790,62` and `$1,29,000` with exactly one group that has a digit too many or too
few (or, as the last group, the decimals of a lost point), among numbers in groups of three.

## Why it matters
A digit or a decimal point that was lost in such a number shows at once, whatever the number counts.

## Example
`馆藏由119,000册增至123,45册。` gives `123,45: 45 (2) = 3`.

## When it is wrong
A comma also parts the members of a list, stands for a decimal point in much of Europe, and sets off two digits in
India and four, now and then, in East Asia. So the number must have a unit, a currency or words about it, the text
nearby must print another number in groups of three, and none but this one may be grouped otherwise.

## Fix safety
None: whether a digit is missing, doubled, or a point was lost cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from kanwu.figure import Claim, Comparison, Figure, FigureKind, Operator
from kanwu.finding import Severity
from kanwu.rule import ClaimRule, Reading
from kanwu.text.intervals import Interval
from kanwu.validate.claims.drawing import decided
from kanwu.validate.grammar.numbers import INDIAN

_GROUP = 3  # digits
_TOO_FEW, _MOST = 2, 6
_NEAR = 400  # characters before and after, in which numbers are grouped alike
_COMMA = re.compile(r"\d,\d")
_NUMBER = re.compile(r"(?<![\d.,:/_\-])[1-9]\d{0,2}(?:,\d{1,6}){1,6}(?![\d:/_]|,\d|\.\d{1,3}[.,]\d)")
_ODD = re.compile(r"\d,(?:\d{1,2}|\d{4,})(?!\d)")
_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3}){1,6}(?!\d|,\d)")
_LAKHS = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}")
_ABOUT_INDIA = re.compile(INDIAN)
_MILLIONS = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3}){2,6}(?!\d|,\d)")
_CJK = r"\u3400-\u9fff「」『』（），。、；：％"
_ALONE = re.compile(r"[\s(\[{]\Z")
_WORDS_BEFORE = re.compile(rf"(?:[A-Za-z]\s|[{_CJK}$€£¥|] ?)\Z")
_WORDS_AFTER = re.compile(rf"[{_CJK}]|[;.,]?\s[A-Za-z]|[.,;]?\Z| ?\||[.;,]\s")
_ENGLISH = re.compile(r"\b(?:the|of|and|from)\b")
_HAN = re.compile(r"[\u3400-\u9fff]")


def find(reading: Reading) -> Iterable[Claim]:
    """Yield the numbers with a group of the wrong length, in order."""
    text = reading.text
    if not _COMMA.search(text) or not _ODD.search(text):
        return
    yield from (_claim(found) for found in _NUMBER.finditer(text) if _is_misgrouped(reading, found))


def _is_misgrouped(reading: Reading, found: re.Match[str]) -> bool:
    """Say whether one group alone is wrong, of a number that has to be one number."""
    groups = found[0].split(",")
    wrong = _wrong(groups)
    if wrong is None or (len(wrong) > _GROUP + 1 and wrong is not groups[-1]):
        return False
    text, near = reading.text, reading.text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
    if len(_ODD.findall(near)) > 1 or not _GROUPED.search(near):
        return False
    if not _HAN.search(near) and not _ENGLISH.search(near):
        return False
    if _LAKHS.fullmatch(found[0]) and (_ABOUT_INDIA.search(near) or not _is_western(near)):
        return False
    return _counts_something(reading, found) or _stands_in_words(text, found, is_long=len(groups) > _TOO_FEW)


def _wrong(groups: list[str]) -> str | None:
    """Return the one group after the first that has not three digits, or None for none or several."""
    wrong = [group for group in groups[1:] if len(group) != _GROUP]
    return wrong[0] if len(wrong) == 1 and len(wrong[0]) >= _TOO_FEW else None


def _is_western(near: str) -> bool:
    """Say whether the text nearby groups millions by threes, as nobody does who writes lakhs, or is Chinese."""
    return bool(_MILLIONS.search(near) or _HAN.search(near))


def _counts_something(reading: Reading, found: re.Match[str]) -> bool:
    """Say whether the number has a unit or a currency."""
    return any(
        figure.start <= found.end() and found.start() < figure.end
        for figure in reading.figures
        if figure.unit not in {"", "%"} and figure.kind is FigureKind.QUANTITY
    )


def _stands_in_words(text: str, found: re.Match[str], *, is_long: bool) -> bool:
    """Say whether the number stands between words, as the members of a list and codes do not."""
    before, after = text[max(0, found.start() - 3) : found.start()], text[found.end() : found.end() + 3]
    if not _WORDS_BEFORE.search(before) or not _WORDS_AFTER.match(after):
        return False
    return is_long or _GROUPED.search(text, max(0, found.start() - _NEAR // 4), found.end() + _NEAR // 4) is not None


def _claim(found: re.Match[str]) -> Claim:
    """Return the claim that the wrong group has three digits."""
    wrong = _wrong(found[0].split(","))
    assert wrong is not None
    value = Fraction(found[0].replace(",", ""))
    figure = Figure(found[0], *found.span(), value, value)
    test = Comparison(Interval.exactly(len(wrong)), Operator.MEETS, Interval.exactly(_GROUP))
    relation = f"{found[0]}: {wrong} ({len(wrong)}) = {_GROUP}"
    return decided(RULE, (figure,), relation, test)


RULE = ClaimRule(
    "FIG119",
    "grouping",
    severity=Severity.ERROR,
    doc=__doc__,
    kind="bounds",
    find=find,
    words=(",",),
)
