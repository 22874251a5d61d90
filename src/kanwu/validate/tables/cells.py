"""Cells: the figure that a cell of a table holds, or why it holds none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from kanwu.figure import Figure
from kanwu.text.intervals import Interval
from kanwu.text.numerals import MULTIPLIERS
from kanwu.validate.figures.units import multiplier_at, unit_at
from kanwu.validate.grammar.words import Measure
from kanwu.validate.tables.grid import FILLER, Cell


class Missing(Enum):
    """What a cell without a figure says."""

    BLANK = "blank"
    """Nothing."""
    NONE = "none"
    """A dash: there is none, or it is not told."""
    UNKNOWN = "unknown"
    """That there is a value that is not given."""
    WORDS = "words"
    """Something else than a figure."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in a cell.

    Attributes:
        figure: with offsets in the text; its values are those of its printed precision.
        printed: as a reader sees it, without marks of the format.
        digits: its number as it is commonly written, without group marks.
        decimals: how many decimals are printed.
        odd: whether its digits are not grouped in threes, or nothing follows its point.
        quantum: its last printed place, multiplied out.
        is_signed: whether a sign is printed.
    """

    figure: Figure
    printed: str
    digits: str
    decimals: int
    odd: bool
    quantum: Fraction
    is_signed: bool

    @property
    def interval(self) -> Interval:
        """The values it can stand for."""
        return self.figure.interval

    @property
    def is_zero(self) -> bool:
        """Whether it is printed as nought."""
        return not self.digits.strip("0.")


Content = Amount | Missing

_BLANKS = f" \u00a0\u2009\u202f\u3000\t{FILLER}"
_SIGN = "-−－–+＋"
_NUMBER = re.compile(
    rf"(?P<open>[(（])?[{_BLANKS}]{{0,9}}(?P<sign>[{_SIGN}])?[{_BLANKS}]{{0,9}}"
    rf"(?P<currency>(?:US|HK|NT)?[$]|[€£¥￥]|RMB|USD|HKD|CNY|EUR)?[{_BLANKS}]{{0,9}}"
    rf"(?P<inner>[(（])?(?P<sign2>[{_SIGN}])?[{_BLANKS}]{{0,9}}"
    rf"(?P<number>[0-9０-９.,，．]"
    rf"(?:[0-9０-９.,，．{FILLER}]|[ \u00a0\u2009\u202f](?={FILLER}{{0,9}}[0-9０-９]{{3}}(?![0-9０-９]))){{0,60}})"
)
_MARK = re.compile(
    rf"[{_BLANKS}]{{0,9}}(?:[*＊†‡§#①-⑳]{{1,4}}|[(（][0-9a-z]{{1,2}}[)）]|\[[0-9a-z注]{{1,4}}\]"
    rf"|[(（]?注[0-9一二三四五]{{0,2}}[)）]?"
    rf"|[prse](?![a-z])){{0,3}}[{_BLANKS}]{{0,9}}\Z"
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){1,12}(?:\.\d{1,20})?|\d{1,3}(?: \d{3}){1,12}(?:\.\d{1,20})?")
_PLAIN = re.compile(r"\d{1,30}(?:\.\d{1,20})?|\.\d{1,20}")
_FOLD = str.maketrans("０１２３４５６７８９，．\u00a0\u2009\u202f", "0123456789,.   ")
_DASHES = re.compile(r"[-–—―－﹣]{1,4}|无|無|nil", re.IGNORECASE)
_UNKNOWN = re.compile(r"…{1,2}|\.{2,6}|n\.?/?a\.?|na|x{1,3}|/|\*{1,3}|不详|不詳|缺|未公布|待定|\?", re.IGNORECASE)
_CLOSING = re.compile(rf"[{_BLANKS}]{{0,3}}[)）]")
_LONGEST = 64
_MAY_BEGIN = frozenset("UHNREC无無nNxX不缺未待")
_MINUS = frozenset("-−－–")


def read_cell(cell: Cell) -> Content:
    """Read a cell.

    >>> amount = read_cell(Cell(0, 8, "$(1,392)"))
    >>> amount.digits, int(amount.interval.high + amount.interval.low) // 2, amount.figure.text
    ('1392', -1392, '$(1,392)')
    """
    text = cell.text
    if cell.is_copy or not text:
        return Missing.BLANK
    if len(text) > _LONGEST or (text[0].isalpha() and text[0] not in _MAY_BEGIN):
        return Missing.WORDS
    if _DASHES.fullmatch(text):
        return Missing.NONE
    if _UNKNOWN.fullmatch(text):
        return Missing.UNKNOWN
    found = _NUMBER.match(text)
    return (found and _amount(cell, found)) or Missing.WORDS


def _amount(cell: Cell, found: re.Match[str]) -> Amount | None:
    number = _digits(found["number"])
    if number is None:
        return None
    digits, odd = number
    end, factor, own = (found.end(), 1, None) if found.end() == len(cell.text) else _unit(cell.text, found.end())
    bracket = bool(found["open"] or found["inner"])
    closing = _CLOSING.match(cell.text, end) if bracket else None
    if closing:
        end, factor_after, own_after = _unit(cell.text, closing.end())
        factor, own = factor * factor_after, own or own_after
    if end < len(cell.text) and not _MARK.match(cell.text, end):
        return None
    negative = bracket or (found["sign"] or found["sign2"] or "+") in _MINUS
    decimals = len(digits.partition(".")[2])
    quantum = Fraction(factor, 10**decimals)
    value = Fraction(digits) * factor * (-1 if negative else 1)
    is_count = own is not None and own[1] and decimals == 0 and factor == 1
    values = Interval.exactly(value) if is_count else Interval(value - quantum / 2, value + quantum / 2)
    printed = cell.text[:end].rstrip()
    name = own[0] if own else found["currency"] or ""
    figure = Figure(printed, cell.start, cell.start + len(printed), values.low, values.high, unit=name)
    return Amount(
        figure,
        printed.replace(FILLER, ""),
        digits,
        decimals,
        odd,
        quantum,
        bracket or bool(found["sign"] or found["sign2"]),
    )


def in_column(amount: Amount, unit: str, *, counts: bool) -> Amount:
    """Give an amount without a unit that of its column; whole numbers of what is counted are exact."""
    figure = amount.figure
    if figure.unit or not (unit or counts):
        return amount
    if counts and amount.quantum == 1:
        value = (figure.low + figure.high) / 2
        return replace(amount, figure=replace(figure, unit=unit, low=value, high=value))
    return replace(amount, figure=replace(figure, unit=unit))


def _digits(printed: str) -> tuple[str, bool] | None:
    """Return a number without its group marks, and whether it is grouped oddly; None where it is no number."""
    folded = printed.translate(_FOLD).replace(FILLER, "")
    if _PLAIN.fullmatch(folded):
        return folded, False
    if _GROUPED.fullmatch(folded):
        return folded.replace(",", "").replace(" ", ""), False
    loose = folded.replace(",", "").removesuffix(".")
    if ("," in folded or folded.endswith(".")) and " " not in folded and _PLAIN.fullmatch(loose):
        return loose, True
    return None


def _unit(text: str, at: int) -> tuple[int, int, tuple[str, bool] | None]:
    """Return where multiplier and unit after a number end, the multiplier, and the unit with whether it counts."""
    factor = 1
    after = at
    while text[after : after + 1] and text[after] in _BLANKS:
        after += 1
    while text[after : after + 1] in MULTIPLIERS and text[after : after + 1]:
        factor *= MULTIPLIERS[text[after]]
        at = after = after + 1
    scaled = multiplier_at(text, at)
    if scaled:
        at, factor = scaled[0], factor * scaled[1]
    found = unit_at(text, at)
    if found is None:
        return at, factor, None
    return found[0], factor * found[1].factor, (found[1].name, found[1].measure is Measure.COUNT)
