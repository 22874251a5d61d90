"""The report of a finished run: its pages, its tables for spreadsheets, and the run against an earlier one."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from kanwu.config import Config
from kanwu.corpus.atomic import atomic_path, write_atomic
from kanwu.corpus.regroup import regroup
from kanwu.corpus.tables import TABLES, read_batches
from kanwu.corpus.texts import RunTexts
from kanwu.corpus.worst import Chosen, Cut, choose, rows_at
from kanwu.report.build import COLUMNS, CONTEXT, FILE_COLUMNS, build_report
from kanwu.report.export import TABLE_FORMATS, check_format
from kanwu.report.render import cut_sentence, render_pages
from kanwu.report.trend import HASH, TREND_COLUMNS, Side, trend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kanwu.corpus.run import Run
    from kanwu.report.page import RunReport, Trend

_SHOWN = {"context_before": (-CONTEXT, None), "context_after": (0, CONTEXT)}
_EXPORTED = ("findings", "figures", "claims")


def write_report(
    run: Run,
    out: Path | None = None,
    lang: str = "en",
    *,
    earlier: Run | None = None,
    tables: Sequence[str] = (),
    rows: int = Config().report_rows,
    say: Callable[[str], object] = str,
) -> Path:
    """Write the report of a run and return the path of its first page.

    Args:
        run: the run.
        out: the folder it goes to; `report` in the run folder where None.
        lang: the language of the pages.
        earlier: a run to compare it with.
        tables: the formats, `csv` or `xlsx`, in which findings, figures and claims are written beside it.
        rows: how many findings and claims it shows together; where there are more, those of the worst documents.
        say: is told in a sentence where it does not show every row.

    Raises:
        ConfigError: there is no such language or format.
        OutputError: something cannot be written.
        RunError: a table of a run is missing or damaged.
    """
    for name in tables:
        check_format(name)
    chosen = choose(run, rows)
    folder = out or run.folder / "report"
    before = {*folder.glob("*-*.html")}
    written = set()
    with RunTexts(run) as texts:
        report = _report(run, chosen, texts, earlier)
        if report.shown:
            say(cut_sentence(report))
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


def _report(run: Run, chosen: Chosen | None, texts: RunTexts, earlier: Run | None) -> RunReport:
    """Fill the page model with the rows that were chosen."""
    files = _rows(run, "files", FILE_COLUMNS)
    documents: Iterable[dict[str, Any]] = (
        row for batch in _batches(run, "documents", COLUMNS["documents"], chosen) for row in batch.to_pylist()
    )
    cut = chosen and chosen.cut
    if cut:
        documents = (row | {"reason": _cut_reason(cut)} if row["id"] == cut.document else row for row in documents)
    return build_report(
        run.record,
        documents,
        **{name: _table(run, name, chosen) for name in _EXPORTED},
        texts=texts,
        trend=_trend(run, earlier),
        files=islice(files, chosen.files) if chosen else files,
        totals=chosen.totals if chosen else None,
    )


def _cut_reason(cut: Cut) -> str:
    return f"The report shows {cut.shown} of its {cut.total} findings and claims."


def _batches(run: Run, name: str, columns: Sequence[str], chosen: Chosen | None) -> Iterator[pa.RecordBatch]:
    """Read columns of a table, all rows or those that were chosen."""
    batches = read_batches(run.folder, name, columns)
    return batches if chosen is None else rows_at(batches, chosen.spans[name])


def _table(run: Run, name: str, chosen: Chosen | None) -> pa.Table:
    """Read what the report needs of a table; of the text around a finding only what it shows."""
    columns = COLUMNS[name]
    if not _has_table(run, name):
        return pa.table({column: [] for column in columns}, pa.schema([TABLES[name].field(each) for each in columns]))
    rows = _batches(run, name, columns, chosen)
    if name == "findings" and chosen and chosen.cut:
        rows = _worst_rows(rows, chosen.cut)
    batches = []
    for batch in rows:
        for column, (start, stop) in _SHOWN.items():
            if column in columns:
                shown = pc.utf8_slice_codeunits(batch[column], start, stop)
                batch = batch.set_column(batch.schema.get_field_index(column), column, shown)  # noqa: PLW2901
        batches.append(batch)
    return pa.Table.from_batches(batches, pa.schema([TABLES[name].field(each) for each in columns])).combine_chunks()


def _worst_rows(batches: Iterable[pa.RecordBatch], cut: Cut) -> Iterator[pa.RecordBatch]:
    """Leave out what is not shown of a document of which only the worst findings are."""
    left = dict(cut.findings)
    for batch in batches:
        if not pc.any(pc.equal(batch["document"], pa.scalar(cut.document))).as_py():
            yield batch
            continue
        wanted = []
        rows: Iterable[Any] = zip(batch["document"].to_pylist(), batch["severity"].to_pylist(), strict=True)
        for name, severity in rows:
            wanted.append(name != cut.document or left[severity] > 0)
            left[severity] -= name == cut.document
        yield batch.filter(pa.array(wanted))


def _rows(run: Run, name: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give columns of a table row by row."""
    if _has_table(run, name):
        for batch in read_batches(run.folder, name, columns):
            yield from batch.to_pylist()


def _trend(run: Run, earlier: Run | None) -> Trend | None:
    """Compare the run with an earlier one; what is held of their rows at a time is bounded."""
    if earlier is None:
        return None
    before, now = (
        Side(each.record, **{name: _rows(each, name, columns) for name, columns in TREND_COLUMNS.items()})
        for each in (earlier, run)
    )
    with tempfile.TemporaryDirectory(prefix="kanwu-") as folder:
        return trend(before, now, lambda parts: regroup(parts, HASH, _HIGHEST, _HELD, Path(folder)))


_HIGHEST = (1 << 63) - 1
_HELD = 200_000  # rows of two runs that are compared in memory


def _export(run: Run, folder: Path, name: str) -> None:
    """Write findings, figures and claims in a format, every column."""
    form = TABLE_FORMATS[name]
    tables = {table: _rows(run, table, TABLES[table].names) for table in _EXPORTED}
    columns = {table: TABLES[table].names for table in _EXPORTED}
    for file, write in form(tables, columns, run.record["finished"]):
        with atomic_path(folder / file) as path:
            write(path)
