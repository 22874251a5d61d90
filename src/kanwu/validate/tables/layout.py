"""Layout: what each row and column of a table is, by its label or header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from kanwu.validate.figures.units import unit_at
from kanwu.validate.grammar import tables as words
from kanwu.validate.grammar.words import Measure
from kanwu.validate.tables.cells import Amount, Content, Missing, in_column, read_cell
from kanwu.validate.tables.grid import Cell, Grid

FEWEST_COLUMNS = 2  # labels and figures
MOST_COLUMNS = 100
_MOST_HEADERS = 4  # rows
_LONGEST_HEADER = 80  # characters
_MOST_CELLS = 20_000  # a larger table is data, no statement
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3  # either three rows with a total, or three columns with a change
_NUMERIC = 0.6  # of a column's cells that are filled


class Role(Enum):
    """What a column holds."""

    LABEL = "label"
    AMOUNT = "amount"
    """Figures that can be added up."""
    CHANGE = "change"
    """How much something changed, in its unit or in percent."""
    PERCENT = "percent"
    """Percentages of whatever."""
    SHARE = "share"
    """Percentages of a whole."""
    RATE = "rate"
    """Quotients of two things counted in the same row."""
    OTHER = "other"
    """Figures that cannot be added up, such as prices and ranks."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        at: its place, from 0.
        header: its header, over all header rows.
        role: what it holds.
        unit: the unit that its header or its cells give.
        counts: whether its header says that it counts things, so that whole numbers are exact.
        is_total: whether its header makes it a total of others.
        is_subset: whether its header makes it a part of the column before.
        period: what orders it among columns of several periods, or None.
    """

    at: int
    header: str
    role: Role
    unit: str
    counts: bool
    is_total: bool
    is_subset: bool
    period: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of figures.

    Attributes:
        label: its label.
        contents: what each column's cell holds.
        is_total: whether its label makes it a total.
        is_bare: whether that label names nothing of its own.
        is_unnamed: whether its place for a label is blank.
        is_subset: whether its label makes it part of the row before.
        is_deduction: whether its label says that it is taken away.
        depth: how deep its label stands among the others, from its indentation or numbering.
    """

    label: str
    contents: tuple[Content, ...]
    is_total: bool
    is_bare: bool
    is_unnamed: bool
    is_subset: bool
    is_deduction: bool
    depth: int

    @property
    def is_heading(self) -> bool:
        """Whether it holds no figure."""
        return not any(isinstance(content, Amount) for content in self.contents)

    def amount(self, at: int) -> Amount | None:
        """Return the figure in a column, or None."""
        content = self.contents[at] if at < len(self.contents) else None
        return content if isinstance(content, Amount) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that was read.

    Attributes:
        columns: its columns.
        rows: its rows below the headers.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def of_role(self, *roles: Role) -> list[Column]:
        """Return the columns of some roles."""
        return [column for column in self.columns if column.role in roles]


def lay_out(text: str, grid: Grid) -> Sheet | None:
    """Read a table; None where it has no headers, no labels, or no figures."""
    width = max((len(row) for row in grid.rows), default=0)
    heads = _heads(grid)
    if not FEWEST_COLUMNS <= width <= MOST_COLUMNS or not 0 < heads < len(grid.rows):
        return None
    body = grid.rows[heads:]
    if len(body) * width > _MOST_CELLS or (len(body) < _FEWEST_ROWS and width < _FEWEST_COLUMNS):
        return None
    contents = [[read_cell(cell) for cell in row] for row in body]
    headers = [_header(grid.rows[:heads], at) for at in range(width)]
    columns = tuple(_column(at, headers[at], [row[at] for row in contents if at < len(row)]) for at in range(width))
    if all(column.role is Role.LABEL for column in columns):
        return None
    grouped = _grouped_columns(columns, body, contents)
    return Sheet(columns, tuple(map(partial(_row, text, columns, grouped), body, contents)))


def _heads(grid: Grid) -> int:
    """Return how many rows are headers: those that the format names, and those below them without figures."""
    heads = grid.headers if grid.headers is not None else 0
    while heads < min(len(grid.rows), _MOST_HEADERS) and _is_head(grid.rows[heads], first=heads == 0):
        heads += 1
    return heads


_PERIOD = re.compile(r"[^\d]{0,12}(?:(?:19|20)\d\d|[1-4]?[Qq][1-4]|FY\d\d).{0,20}", re.DOTALL)


_UNIT_NOTE = re.compile(
    r"[(（][^()（）]{1,60}[)）]|[Ii]n (?:thousands|millions|billions)[^\d]{0,40}|单位[：:].{1,12}|單位[：:].{1,12}"
)
"""What stands in the place of a label in a row of headers: (in thousands)."""


def _is_head(row: Sequence[Cell], *, first: bool) -> bool:
    """Say whether a row holds headers: words, and years, but no figures."""
    cells = [cell for cell in row[1:] if cell.text and not cell.is_copy]
    if not row:
        return False  # markup that is no table's, in pieces
    unnamed = not row[0].text or row[0].is_copy or bool(_UNIT_NOTE.fullmatch(row[0].text))
    if not cells or not (first or unnamed or all(cell.is_header for cell in row)):
        return False
    return all(
        _PERIOD.fullmatch(cell.text) or not any(char.isdecimal() for char in cell.text[:1]) for cell in cells
    ) and (
        any(read_cell(cell) is Missing.WORDS or _PERIOD.fullmatch(cell.text) for cell in cells)
        and not any(isinstance(read_cell(cell), Amount) and not _PERIOD.fullmatch(cell.text) for cell in cells)
    )


def _header(rows: Sequence[Sequence[Cell]], at: int) -> str:
    """Return a column's header over all header rows."""
    labels = [row[at].label for row in rows if at < len(row)]
    return " ".join(dict.fromkeys(label for label in labels if label))[:_LONGEST_HEADER]


_TOTAL_COLUMN = re.compile(rf"(?:.{{0,40}}[ ]|\W{{0,3}}){words.TOTAL_COLUMN}(?:[（(].{{0,12}}[)）])?\Z", re.IGNORECASE)
_SUBSET = re.compile(words.SUBSET, re.IGNORECASE)
_ROLES = tuple(
    (re.compile(pattern, re.IGNORECASE), role)
    for pattern, role in (
        (words.CHANGE_COLUMN, Role.CHANGE),
        (words.GROWTH_COLUMN, Role.CHANGE),
        (words.SHARE_COLUMN, Role.SHARE),
        (words.RATE_COLUMN, Role.RATE),
        (words.PERCENT_COLUMN, Role.PERCENT),
        (words.NOT_ADDED, Role.OTHER),
    )
)
_NOT_FIGURES = re.compile(words.NOT_FIGURES, re.IGNORECASE)


def _column(at: int, header: str, cells: Sequence[Content]) -> Column:
    unit, counts = _unit_of(header)
    contents = [content for content in cells if content is not Missing.BLANK]
    amounts = [content for content in contents if isinstance(content, Amount)]
    own = {amount.figure.unit for amount in amounts if amount.figure.unit}
    if not unit and len(own) == 1 and all(amount.figure.unit for amount in amounts):
        (unit,) = own
    dashes = sum(content in {Missing.NONE, Missing.UNKNOWN} for content in contents)
    filled = len(amounts) + dashes >= _NUMERIC * len(contents)
    is_label = (
        not amounts
        or not filled
        or bool(_NOT_FIGURES.search(header) and not _YEAR.search(header))
        or (at == 0 and _is_count_up(amounts))
    )
    role = Role.LABEL if is_label else _role(header, unit, mixed=len(own) > 1)
    return Column(
        at,
        header,
        role,
        unit,
        counts and role is Role.AMOUNT,
        bool(_TOTAL_COLUMN.match(header)),
        bool(_SUBSET.match(header)),
        _period(header),
    )


def _role(header: str, unit: str, *, mixed: bool) -> Role:
    bare = _BRACKETED.sub("", header)
    for pattern, role in _ROLES:
        if pattern.search(header if role in {Role.PERCENT, Role.CHANGE, Role.SHARE} else bare):
            return role
    if unit == "%":
        return Role.PERCENT
    return Role.OTHER if mixed else Role.AMOUNT


def _is_count_up(amounts: Sequence[Amount]) -> bool:
    """Say whether figures are years, or only number the rows."""
    whole = [amount for amount in amounts if amount.decimals == 0 and not amount.figure.unit]
    if len(whole) != len(amounts):
        return False
    years = all(len(amount.digits) == len("2024") and amount.digits[:2] in {"18", "19", "20"} for amount in whole)
    return years or [int(amount.digits) for amount in whole] == list(range(1, len(whole) + 1))


_BRACKETED = re.compile(r"[(（][^()（）]{0,24}[)）]")
_UNIT_IN_HEADER = re.compile(
    r"[(（,，:：/\[]\s{0,3}(?:单位|單位)?[:：]?([^()（）,，:：/\[\]\s]{1,12})\s{0,3}[)）\]]?(?=\s|\Z|[)）\]])"
)
_COUNTED = re.compile(words.COUNTED, re.IGNORECASE)


def _unit_of(header: str) -> tuple[str, bool]:
    """Return the unit that a header gives, and whether its whole numbers are exact."""
    for found in _UNIT_IN_HEADER.finditer(header):
        plain = found[1].lstrip("百千万萬亿億")
        unit = unit_at(plain, 0)
        if unit is not None and unit[0] == len(plain):
            return unit[1].name, plain == found[1] and unit[1].measure is Measure.COUNT
    if "%" in header or "％" in header:
        return "%", False
    return "", bool(_COUNTED.search(_BRACKETED.sub("", header).strip())) and not any(
        char in header for char in "万萬千亿億"
    )


_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = re.compile(r"\d{1,4}")
_LATER = re.compile(words.LATER, re.IGNORECASE)
_EARLIER = re.compile(words.EARLIER, re.IGNORECASE)


def _period(header: str) -> tuple[int, ...] | None:
    """Return what orders a column of one period among those of others."""
    year = _YEAR.search(header)
    if year:
        rest = _BRACKETED.sub("", header[year.end() :])
        return (int(year[0]), *(int(found[0]) for found in _DIGITS.finditer(rest)))
    if _EARLIER.search(header):
        return (0,)
    return (1,) if _LATER.search(header) else None


def _grouped_columns(
    columns: Sequence[Column], body: Sequence[Sequence[Cell]], contents: Sequence[Sequence[Content]]
) -> frozenset[int]:
    """Return the columns in which commas group digits, so that one that does not is a slip and no decimal comma."""
    found = set()
    for cells, amounts in zip(body, contents, strict=True):
        for column, cell, amount in zip(columns, cells, amounts, strict=False):
            if isinstance(amount, Amount) and not amount.odd and ("." in cell.text or "," in cell.text):
                found.add(column.at)
    return frozenset(found)


_TOTAL_ROW = re.compile(words.TOTAL_ROW, re.IGNORECASE)
_BARE_TOTAL = re.compile(words.BARE_TOTAL, re.IGNORECASE)
_DEDUCTION = re.compile(words.DEDUCTION, re.IGNORECASE)
_NUMBERING = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}[.、．](?!\d)"),
    re.compile(r"[(（]\d{1,2}[)）]"),
)
_NOTE = re.compile(r"[(（][^()（）]{0,40}[)）]")
_ODD = Missing.WORDS  # 9,52 where nothing says whether its comma groups digits
_EDGES = " \u3000\u00a0*:：-–—•·_"


def _row(
    text: str, columns: Sequence[Column], grouped: frozenset[int], cells: Sequence[Cell], read: Sequence[Content]
) -> Row:
    contents: list[Content] = []
    labels: list[str] = []
    for column, cell, content in zip(columns, cells, read, strict=False):
        if column.role is Role.LABEL:
            contents.append(Missing.WORDS)
            labels += [cell.label] if cell.text else []
        elif isinstance(content, Amount):
            is_read = not content.odd or column.at in grouped
            contents.append(_placed(text, in_column(content, column.unit, counts=column.counts)) if is_read else _ODD)
        else:
            contents.append(content)
    first = next((cell for cell in cells if cell.text), None)
    names = [_NOTE.sub("", label).strip(_EDGES) for label in labels]
    total = [name for name in names if _TOTAL_ROW.fullmatch(name)]
    return Row(
        label=" ".join(labels),
        contents=tuple(contents),
        is_total=bool(total),
        is_bare=any(_BARE_TOTAL.fullmatch("".join(name.split())) for name in total),
        is_unnamed=not any(names) and any(column.role is Role.LABEL for column in columns),
        is_subset=bool(names and _SUBSET.match(names[-1])),
        is_deduction=any(_DEDUCTION.match(label.strip(_EDGES.replace(":", ""))) for label in labels),
        depth=_depth(text, first) if first else 0,
    )


def _placed(text: str, amount: Amount) -> Amount:
    """Give an amount's figure the text that the document has in its place."""
    figure = amount.figure
    return replace(amount, figure=replace(figure, text=text[figure.start : figure.end]))


def _depth(text: str, first: Cell) -> int:
    """Return how deep a label stands: by its numbering, else by the blanks before it."""
    for depth, pattern in enumerate(_NUMBERING):
        if pattern.match(first.text):
            return 100 * (depth + 1)
    before = text[max(0, first.start - 24) : first.start]
    blanks = len(before) - len(before.rstrip(" \u3000\u00a0"))
    return blanks + len(re.findall("&nbsp;|&emsp;", before))
