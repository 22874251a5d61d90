"""The report of a finished run: its pages, its tables for spreadsheets, and the run against an earlier one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kanwu.corpus.atomic import atomic_path, write_atomic
from kanwu.corpus.tables import TABLES, read_rows
from kanwu.corpus.texts import texts_of
from kanwu.report.build import COLUMNS, build_report
from kanwu.report.export import TABLE_FORMATS, check_format
from kanwu.report.render import render_pages
from kanwu.report.trend import TREND_COLUMNS, Side, trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kanwu.corpus.run import Run

_Rows = list[dict[str, Any]]
_EXPORTED = ("findings", "figures", "claims")


def write_report(
    run: Run, out: Path | None = None, lang: str = "en", earlier: Run | None = None, tables: Sequence[str] = ()
) -> Path:
    """Write the report of a run and return the path of its first page.

    Args:
        run: the run.
        out: the folder it goes to; `report` in the run folder where None.
        lang: the language of the pages.
        earlier: a run to compare it with.
        tables: the formats, `csv` or `xlsx`, in which findings, figures and claims are written beside it.

    Raises:
        ConfigError: there is no such language or format.
        OutputError: something cannot be written.
        RunError: a table of a run is missing or damaged.
    """
    for name in tables:
        check_format(name)
    rows = {name: _rows(run, name, columns) for name, columns in COLUMNS.items()}
    report = build_report(run.record, **rows, texts=texts_of(run), trend=_trend(run, earlier))
    folder = out or run.folder / "report"
    before = {*folder.glob("*-*.html")}
    written = set()
    for page in render_pages(report, lang):
        write_atomic(folder / page.name, page.html.encode("utf-8"))
        written.add(folder / page.name)
    for path in before - written:  # pages of an earlier report, which was larger
        path.unlink()
    for name in tables:
        _export(run, folder, name)
    return folder / "index.html"


def _rows(run: Run, name: str, columns: Sequence[str]) -> _Rows:
    if name in {"claims", "figures"} and not run.counts.get("claims"):
        return []  # mending alone makes no such table, or an empty one
    return read_rows(run.folder, name, columns)


def _trend(run: Run, earlier: Run | None) -> Any:
    if earlier is None:
        return None
    sides = [
        Side(each.record, **{name: _rows(each, name, columns) for name, columns in TREND_COLUMNS.items()})
        for each in (earlier, run)
    ]
    return trend(*sides)


def _export(run: Run, folder: Path, name: str) -> None:
    """Write findings, figures and claims in a format, every column."""
    form = TABLE_FORMATS[name]
    tables = {table: _rows(run, table, TABLES[table].names) for table in _EXPORTED}
    columns = {table: TABLES[table].names for table in _EXPORTED}
    for file, write in form(tables, columns, run.record["finished"]):
        with atomic_path(folder / file) as path:
            write(path)
