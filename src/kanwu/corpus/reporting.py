"""The report of a finished run: its pages, its tables for spreadsheets, and the run against an earlier one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from kanwu.corpus.atomic import atomic_path, write_atomic
from kanwu.corpus.tables import TABLES, read_batches, read_rows
from kanwu.corpus.texts import RunTexts
from kanwu.report.build import COLUMNS, CONTEXT, FILE_COLUMNS, build_report
from kanwu.report.export import TABLE_FORMATS, check_format
from kanwu.report.render import render_pages
from kanwu.report.trend import TREND_COLUMNS, Side, trend

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kanwu.corpus.run import Run

_SHOWN = {"context_before": (-CONTEXT, None), "context_after": (0, CONTEXT)}
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
    documents = read_rows(run.folder, "documents", COLUMNS["documents"])
    tables_read = {name: _table(run, name) for name in _EXPORTED}
    folder = out or run.folder / "report"
    before = {*folder.glob("*-*.html")}
    written = set()
    with RunTexts(run) as texts:
        files = read_rows(run.folder, "files", FILE_COLUMNS)
        report = build_report(
            run.record, documents, **tables_read, texts=texts, trend=_trend(run, earlier), files=files
        )
        texts.expect(report.documents)
        for page in render_pages(report, lang):
            write_atomic(folder / page.name, page.html.encode("utf-8"))
            written.add(folder / page.name)
    for path in before - written:  # pages of an earlier report, which was larger
        path.unlink()
    for name in tables:
        _export(run, folder, name)
    return folder / "index.html"


def _has_table(run: Run, name: str) -> bool:
    """Say whether a run has a table; mending alone makes none of claims and figures, or an empty one."""
    return name == "findings" or bool(run.counts.get("claims"))


def _table(run: Run, name: str) -> pa.Table:
    """Read what the report needs of a table; of the text around a finding only what it shows."""
    columns = COLUMNS[name]
    if not _has_table(run, name):
        return pa.table({column: [] for column in columns}, pa.schema([TABLES[name].field(each) for each in columns]))
    batches = []
    for batch in read_batches(run.folder, name, columns):
        for column, (start, stop) in _SHOWN.items():
            if column in columns:
                shown = pc.utf8_slice_codeunits(batch[column], start, stop)
                batch = batch.set_column(batch.schema.get_field_index(column), column, shown)  # noqa: PLW2901
        batches.append(batch)
    return pa.Table.from_batches(batches, pa.schema([TABLES[name].field(each) for each in columns])).combine_chunks()


def _rows(run: Run, name: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give columns of a table row by row."""
    if _has_table(run, name):
        for batch in read_batches(run.folder, name, columns):
            yield from batch.to_pylist()


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
