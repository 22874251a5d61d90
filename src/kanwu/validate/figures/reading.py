"""Reading: from a place where a number may stand to a figure with its values, unit and approximator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kanwu.figure import Figure
from kanwu.text.intervals import Interval
from kanwu.text.numerals import CHINESE_NUMERAL, MULTIPLIERS, ON_CHEQUES, Numeral, read_numeral
from kanwu.validate.figures.context import is_cell, is_dated, is_named_after, is_named_before, is_year
from kanwu.validate.figures.counts import GATE, read_counts
from kanwu.validate.figures.lead import MISGROUPED, MORE, NUMBER, VAGUE
from kanwu.validate.figures.plain import (
    CANDIDATE,
    COUNTED_BY_ONE,
    PLAIN,
    WIDENED,
    plain_figure,
    plain_says,
    widened_says,
)
from kanwu.validate.figures.precision import AFTER, BEFORE, Approximation, values_of
from kanwu.validate.figures.units import currency_before, multiplier_at, unit_at
from kanwu.validate.figures.widening import WORDS_BY_END, word_before
from kanwu.validate.grammar import GRAMMARS, Unit
from kanwu.validate.grammar.words import Measure

_PERCENT = Unit("%", Measure.AMOUNT)
_ARTICLES = frozenset("一壹")
_WITH_UNIT = frozenset({PLAIN, WIDENED})
_FARTHEST = 16
"""Characters; two ends of a range, and the sign and currency of the second, are never farther apart."""
_DASH = re.compile(r" ?[-‐–—~～]{1,2} ?|[至到]")
_SIGN_AFTER = re.compile(r"(?:^|[\s(（|为為是达達降至到])[-+−＋－] ?\Z")
_PLACES = frozenset("百佰千仟") | frozenset(MULTIPLIERS)
_BEFORE_A_PLACE = frozenset("上近逾超过過成")
_FROM = ("从", "從", "由")
_AFTER_BARE = frozenset("-‐–—~～至到|%)")
_BEFORE_BARE = frozenset("+-−＋－|")
_GROUPING = frozenset(",， \u00a0\u2009\u202f.．")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that may be a figure, before it is known whether a range continues it."""

    start: int
    end: int
    numeral: Numeral
    values: Interval
    unit: Unit | None
    approximator: str | None
    bare: bool


def read_figures(text: str) -> tuple[Figure, ...]:
    """Return the quantities of a text in order; offsets in `text`.

    >>> [(f.text, int(f.low), int(f.high), f.unit) for f in read_figures("完成1398项，约合3200亿元")]
    [('1398项', 1398, 1398, '项'), ('3200亿元', 315000000000, 325000000000, '元')]
    """
    figures: list[Figure] = []
    waiting: _Number | None = None
    for match in CANDIDATE.finditer(text):
        if waiting is not None and match.start() - waiting.end > _FARTHEST:
            if not waiting.bare:
                figures.append(_figure(text, waiting))
            waiting = None
        kind = match.lastindex
        if kind in _WITH_UNIT and waiting is None:
            figure = _plain(text, match)
            if figure is not None:
                figures.append(figure)
            continue
        number = _read(text, (NUMBER.match(text, match.start()) or match) if kind in _WITH_UNIT else match)
        if number is None:
            continue
        joined = waiting and _range(text, waiting, number)
        if waiting is not None and joined is None and not waiting.bare:
            figures.append(_figure(text, waiting))
        waiting = joined or number
    if waiting is not None and not waiting.bare:
        figures.append(_figure(text, waiting))
    return tuple(_with_counts(text, _with_spelled(text, figures)))


def _with_spelled(text: str, figures: list[Figure]) -> list[Figure]:
    """Add the figures in letters."""
    spelled = [_figure(text, number) for number in _spelled_out(text)]
    return sorted((*figures, *spelled), key=lambda figure: figure.start) if spelled else figures


def _with_counts(text: str, figures: list[Figure]) -> list[Figure]:
    """Add the counts of things that have no unit of their own."""
    counts = list(read_counts(text, figures)) if GATE.search(text) else []
    return sorted((*figures, *counts), key=lambda figure: figure.start) if counts else figures


def _plain(text: str, match: re.Match[str]) -> Figure | None:
    """Return a plain figure; its values are wider beside 近, 超, 约 or 以上."""
    start, end = match.span()
    printed = match[0]
    word = None
    if match.lastindex == WIDENED:
        word, _ = _approximator(text, start, end)
    elif text[start - 1 : start] in _BEFORE_TELLING:
        word, _ = word_before(text, start)
    says = plain_says(printed) if word is None else widened_says(printed, word)
    return None if says is None else plain_figure(printed, start, end, says)


def _figure(text: str, number: _Number) -> Figure:
    values = number.values
    return Figure(
        text=text[number.start : number.end],
        start=number.start,
        end=number.end,
        low=values.low,
        high=values.high,
        low_open=values.low_open,
        high_open=values.high_open,
        unit=number.unit.name if number.unit else "",
        approximator=number.approximator,
    )


def _read(text: str, match: re.Match[str]) -> _Number | None:
    """Read one number; None where it is a date, an ordinal, a name, or no number at all."""
    start, end = match.span()
    printed = match[0]
    if _COMMA.search(printed) and MISGROUPED.match(printed) and not _is_slip(text, match):
        return None
    ratio = match["per"] or match["parts"]
    unit_at_end = unit_at(text, end)
    if not (printed[0].isdecimal() or unit_at_end or ratio or printed[-1] in MULTIPLIERS):
        return None
    currency = currency_before(text, start)
    if _is_part(text, start, end) or (currency is None and is_named_before(text, start)):
        return None
    if ratio:
        return _read_ratio(text, match)
    if is_dated(text, start, end) or not (unit_at_end or currency or _may_stand_alone(text, match)):
        return None
    numeral = _numeral(text, start, printed)
    return None if numeral is None else _measured(text, match, numeral, currency, unit_at_end)


_COMMA = re.compile("[,，]")


def _is_slip(text: str, match: re.Match[str]) -> bool:
    """Tell a number whose group lost a digit ($1,37.7, 12,28 million) from two numbers (11,12)."""
    if currency_before(text, match.start()) or "." in match[0] or multiplier_at(text, match.end()):
        return True
    counted = unit_at(text, match.end())
    return (
        counted is not None
        and not counted[1].name.isascii()
        and text[match.start() - 1 : match.start()] not in {",", "、"}
    )


def _is_part(text: str, start: int, end: int) -> bool:
    """Say whether the number is part of a longer run of digits, or an article (一个)."""
    before = text[start - 1 : start]
    if before and (before.isdecimal() or before in CHINESE_NUMERAL):
        return before not in ON_CHEQUES or not text[start].isdecimal()
    if _LEADING_ZERO.match(text, start):
        return True
    return text[start:end] in _ARTICLES and text[end] not in COUNTED_BY_ONE


def _read_ratio(text: str, match: re.Match[str]) -> _Number | None:
    """Read 百分之N as N percent, and 四分之一 as 25 percent, give or take a point."""
    start, end = match.span()
    if match["per"]:
        numeral = read_numeral(match["per"])
        scale = Fraction(100, {"百": 100, "千": 1000}.get(match[0][0], 10**4))
        if numeral is None:
            return None
        numeral = Numeral(numeral.value * scale, numeral.quantum * scale, plain=False)
    else:
        below, above = read_numeral(match[0].partition("分之")[0]), read_numeral(match["parts"])
        if below is None or above is None or not below.value:
            return None
        numeral = Numeral(100 * above.value / below.value, Fraction(1), plain=False)
    word, approximation = _approximator(text, start, end)
    values = values_of(numeral, approximation, exact=False)
    if match["parts"] and approximation is None:
        values = Interval(numeral.value - 1, numeral.value + 1)
    return _Number(start, end, numeral, values, _PERCENT, word, bare=False)


def _numeral(text: str, start: int, printed: str) -> Numeral | None:
    """Read a number with 多 and 几 taken out: 几十 leaves ten, which `_vague` widens; 百余 and 上百 leave a hundred."""
    plain = VAGUE.sub("", MORE.sub("", printed))
    if _COMMA.search(printed) and MISGROUPED.match(printed):
        plain = _COMMA.sub("", plain)
    if plain[:1] in _PLACES and (plain != printed or text[start - 1 : start] in _BEFORE_A_PLACE):
        plain = f"一{plain}"
    return read_numeral(plain)


def _measured(
    text: str,
    match: re.Match[str],
    numeral: Numeral,
    currency: tuple[int, Unit] | None,
    unit_at_end: tuple[int, Unit] | None,
) -> _Number | None:
    """Add sign, currency, multiplier, unit and approximator to a numeral."""
    printed = match[0]
    start, end = match.span()
    scaled = None if unit_at_end else multiplier_at(text, end)
    if scaled and currency is None and text[end].isalpha() and scaled[0] - end == 1:
        scaled = None  # 5m are metres, $5m are millions
    if scaled:
        end, factor = scaled
        numeral = Numeral(numeral.value * factor, numeral.quantum * factor, plain=False)
        unit_at_end = unit_at(text, end)
    unit = None
    if unit_at_end and (currency is None or unit_at_end[1].name in {"元", "人民币"}):
        end, unit = unit_at_end
        numeral = Numeral(numeral.value * unit.factor, numeral.quantum * unit.factor, plain=numeral.plain)
        end, numeral = _and_hundredths(text, end, numeral)
    if currency:
        start, unit = currency
    sign = _SIGN_AFTER.search(text, max(0, start - 3), start)
    if sign:
        start, numeral = _signed(text, start, numeral)
    word, approximation = _approximator(text, start, end)
    if MORE.search(printed):
        word, approximation = MORE.findall(printed)[-1], Approximation.ABOVE
    exact = numeral.plain and (unit is None or unit.measure is Measure.COUNT)
    values = values_of(numeral, approximation, exact=exact)
    if VAGUE.search(printed):
        word, values = _vague(printed, numeral)
    bare = unit is None and not (sign or _stands_alone(text, match, numeral, has_multiplier=bool(scaled)))
    return _Number(start, end, numeral, values, unit, word, bare)


_TENTHS_AND = re.compile(
    rf"(?<=成)[一二三四五六七八九1-9](?![0-9.]|[{CHINESE_NUMERAL}]|[万亿萬億千百十人名位个個分点點月日年次家户戶])"
)


def _and_hundredths(text: str, end: int, numeral: Numeral) -> tuple[int, Numeral]:
    """Take the digit after 成 into the number: 四成七 is 47 percent."""
    if not _TENTHS_AND.match(text, end):
        return end, numeral
    digit = read_numeral(text[end])
    assert digit is not None
    return end + 1, Numeral(numeral.value + digit.value, Fraction(1), plain=numeral.plain)


def _signed(text: str, start: int, numeral: Numeral) -> tuple[int, Numeral]:
    """Take the sign before `start` into the number."""
    at = start - 1 if text[start - 1] != " " else start - 2
    factor = -1 if text[at] in "-−－" else 1
    return at, Numeral(numeral.value * factor, numeral.quantum, plain=numeral.plain)


def _vague(printed: str, numeral: Numeral) -> tuple[str, Interval]:
    """Return the values of 几十 (20 to 90), 十几 (11 to 19) and 二十几 (21 to 29); mirrored below zero."""
    at = VAGUE.search(printed)
    assert at is not None
    size = abs(numeral.value)
    if at.start() == 0:
        values = Interval(size * 2, size * 9)
    else:
        values = Interval(size, size + numeral.quantum, low_open=True, high_open=True)
    return at[0], -values if numeral.value < 0 else values


def _stands_alone(text: str, match: re.Match[str], numeral: Numeral, *, has_multiplier: bool) -> bool:
    """Say whether a number without a unit is a quantity nevertheless: 2.85亿, 72,000, 50.2, a cell of a table."""
    printed = match[0]
    if has_multiplier or printed[-1] in MULTIPLIERS or any(char in MULTIPLIERS for char in printed):
        return True
    if not printed[0].isdecimal():
        return False
    if any(char in _GROUPING for char in printed.rstrip()):
        return True
    return is_cell(text, *match.span()) and not is_year(printed) and numeral.plain


_LEADING_ZERO = re.compile(r"[0０][0-9０-９]")


def _may_stand_alone(text: str, match: re.Match[str]) -> bool:
    """Say cheaply whether a number without unit and currency can be a figure or begin a range at all."""
    start, end = match.span()
    if is_named_after(text, end):
        return False
    if end - start > 1 and not match[0].isdecimal():
        return True
    after = text[end : end + 2].lstrip()[:1]
    before = text[start - 1 : start]
    return after in _AFTER_BARE or before in _BEFORE_BARE or (after.isascii() and after.isalpha())


def _approximator(text: str, start: int, end: int) -> tuple[str | None, Approximation | None]:
    """Return the word before a number, or after it and its unit, that widens it."""
    before = word_before(text, start)
    if before[1] is not None:
        return before
    if text.startswith(_AFTER_WORDS, end):
        return next(found for found in AFTER.items() if text.startswith(found[0], end))
    if text.startswith(_MORE_AFTER, end - 1) and not text[end + 1 : end + 2].isdecimal():
        return text[end : end + 1], Approximation.ABOVE
    return None, None


_AFTER_WORDS = tuple(AFTER)
_MORE_AFTER = tuple(word for grammar in GRAMMARS for word in grammar.more_after)
_BEFORE_TELLING = frozenset(WORDS_BY_END) | {" "}


def _range(text: str, first: _Number, last: _Number) -> _Number | None:
    """Return the range from `first` to `last`, or None where they are two numbers."""
    if last.start - first.end > len(" ——  ") or last.bare:
        return None
    dash = _DASH.fullmatch(text, first.end, last.start)
    if dash is None or (first.unit is not None and first.unit != last.unit):
        return None
    if dash[0] in {"至", "到"} and (first.unit is not None or text[max(0, first.start - 1) : first.start] in _FROM):
        return None
    values = first.values if first.unit else _with_unit_of(text, first, last)
    if values.low >= last.values.high:
        return None
    values = Interval(values.low, last.values.high, values.low_open, last.values.high_open)
    return _Number(first.start, last.end, last.numeral, values, last.unit, first.approximator, bare=False)


def _with_unit_of(text: str, first: _Number, last: _Number) -> Interval:
    """Return the values of a range's first number, which has unit and multiplier of the last: 3 in 3至5亿元."""
    numeral = first.numeral
    scale = _scale(text[last.start : last.end])
    if numeral.plain and numeral.value * scale < last.numeral.value:
        numeral = Numeral(numeral.value * scale, numeral.quantum * scale, plain=scale == 1)
    exact = numeral.plain and (last.unit is None or last.unit.measure is Measure.COUNT)
    return values_of(numeral, BEFORE.get(first.approximator or ""), exact=exact)


def _scale(printed: str) -> int:
    """Multiply out the multipliers of a number: what the 3 of 3至5亿 counts."""
    scale = 1
    for char in printed:
        scale *= MULTIPLIERS.get(char, 1)
    return scale


_WORD_NUMBERS = {word: value for grammar in GRAMMARS for word, value in grammar.word_numbers.items()}
_WORD_ENDS = tuple(f"{word} " for one in _WORD_NUMBERS if "-" not in one for word in (one, one.capitalize()))


def _spelled() -> re.Pattern[str]:
    """Return the pattern of the numbers in letters, in either case.

    It begins with two classes of plain letters, so that text without such pairs is passed over fast; only a pair that
    begins a word goes on to the numbers, and only to those that begin with it.
    """
    rests: dict[str, list[str]] = {}
    for word in _WORD_NUMBERS:
        rests.setdefault(word[:2], []).append(word[2:])
    first, second = (
        "".join(sorted({letter for pair in rests for letter in (pair[at], pair[at].upper())})) for at in (0, 1)
    )
    branches = (f"(?<={pair})(?:{'|'.join(after)})" for pair, after in rests.items())
    return re.compile(rf"[{first}][{second}](?<![\w-]..)(?ai:{'|'.join(branches)})(?=[ -][A-Za-z])")


_SPELLED = _spelled()


def _spelled_out(text: str) -> Iterator[_Number]:
    """Read small numbers in letters before a unit: two months."""
    if not _SPELLED.search(text) or not any(map(text.__contains__, _WORD_ENDS)):
        return
    for match in _SPELLED.finditer(text):
        unit = unit_at(text, match.end())
        if unit is not None:
            numeral = Numeral(Fraction(_WORD_NUMBERS[match[0].lower()]), Fraction(1), plain=True)
            values = values_of(numeral, _approximator(text, match.start(), unit[0])[1], exact=True)
            yield _Number(match.start(), unit[0], numeral, values, unit[1], None, bare=False)
