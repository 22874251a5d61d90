"""Findings, figures and claims for spreadsheets: CSV and XLSX, in which no cell is ever a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from kanwu.errors import ConfigError

_Tables = Mapping[str, Iterable[Mapping[str, Any]]]
_Columns = Mapping[str, Sequence[str]]
_File = tuple[str, Callable[[Path], None]]

_FORMULA = re.compile(r"[=+\-@\t\r\n]")
"""What makes a spreadsheet read a cell of a CSV file as a formula when it comes first (owasp.org, CSV Injection)."""

_SHEET_ROWS = 1_048_575  # of a sheet below its header (support.microsoft.com, Excel specifications and limits)
_CELL = 32_767  # characters of a cell, ibid.
_CUT = " […]"


def csv_files(tables: _Tables, columns: _Columns, finished: str) -> Iterator[_File]:
    """Give a CSV file a table: UTF-8 with a byte order mark, by which Excel knows it.

    A text that begins like a formula is written with an apostrophe in front; numbers are written as they are.
    """
    del finished  # a CSV file has no date
    for name, rows in tables.items():
        yield f"{name}.csv", _csv_writer(rows, columns[name])


def _csv_writer(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(columns)
            writer.writerows([_guarded(row[column]) for column in columns] for row in rows)

    return write


def _guarded(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def xlsx_files(tables: _Tables, columns: _Columns, finished: str) -> Iterator[_File]:
    """Give one workbook with a sheet a table, and more sheets where one would be too long.

    Texts are written as texts: no formula, no link. One longer than a cell can be is cut, which its end says.
    """

    def write(path: Path) -> None:
        import xlsxwriter

        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        workbook = xlsxwriter.Workbook(path, options)
        workbook.set_properties({"created": datetime.fromisoformat(finished).replace(tzinfo=None)})
        bold = workbook.add_format({"bold": True})
        for name, rows in tables.items():
            _write_sheets(workbook, name, iter(rows), columns[name], bold)
        workbook.close()

    yield "tables.xlsx", write


def _write_sheets(
    workbook: Any, name: str, rows: Iterator[Mapping[str, Any]], columns: Sequence[str], bold: object
) -> None:
    number = 1
    while True:
        sheet = workbook.add_worksheet(name if number == 1 else f"{name} {number}")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, bold)
        last = 0
        for last, row in enumerate(islice(rows, _SHEET_ROWS), 1):
            for at, column in enumerate(columns):
                _write_cell(sheet, last, at, row[column])
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        if last < _SHEET_ROWS:
            return
        number += 1


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        text = str(value)
        sheet.write_string(row, column, text if len(text) <= _CELL else text[: _CELL - len(_CUT)] + _CUT)


TABLE_FORMATS: Mapping[str, Callable[[_Tables, _Columns, str], Iterator[_File]]] = {
    "csv": csv_files,
    "xlsx": xlsx_files,
}
"""The formats for spreadsheets: each gives file names and functions that write them."""


def check_format(name: str) -> None:
    """Make sure that there is a format for spreadsheets of that name.

    Raises:
        ConfigError: there is none.
    """
    if name not in TABLE_FORMATS:
        raise ConfigError(f"Tables are written as {' or '.join(TABLE_FORMATS)}, not as {name!r}.")
