"""The tables of a run: their columns, and rows made from results."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kanwu.errors import RunError
from kanwu.figure import Claim, Figure
from kanwu.finding import Finding
from kanwu.text.lines import Lines

Row = dict[str, Any]


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()))


FILES = _schema(
    id=pa.string(),
    path=pa.string(),
    format=pa.string(),
    status=pa.string(),
    reason=pa.string(),
    bytes=pa.int64(),
    sha256_in=pa.string(),
    sha256_out=pa.string(),
    content_in=pa.string(),
    content_out=pa.string(),
    records=pa.int64(),
    kept=pa.int64(),
    quarantined=pa.int64(),
)
"""One row a file; `status` is clean, mended or quarantined. `content_in` and `content_out` are hashes of what a
compressed file or a table holds, null where the hash of the file says it all. Records read = kept + quarantined."""

ORIGINALS = _schema(
    file=pa.string(),
    column=pa.string(),
    at=pa.int64(),
    length=pa.int64(),
    data=pa.binary(),
)
"""What gives the input of a file of records back: at byte `at` of the cleaned content, `length` bytes stand for `data`.
In a table, `data` is the text that stood in row `at` of `column`; in an archive, `column` names the member."""

DOCUMENTS = _schema(
    id=pa.string(),
    path=pa.string(),
    file=pa.string(),
    record=pa.string(),
    status=pa.string(),
    reason=pa.string(),
    encoding=pa.string(),
    written_as=pa.string(),
    bom=pa.binary(),
    patches=pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64()), ("data", pa.binary())])),
    bytes=pa.int64(),
    characters=pa.int64(),
    sha256_in=pa.string(),
    sha256_out=pa.string(),
    findings=pa.int64(),
    figures=pa.int64(),
    claims=pa.int64(),
)
"""One row a document; `status` is clean, mended or quarantined. With the findings it gives the bytes of a file that is
one document back; `record` says where a document stands in a file of many, and is null otherwise."""

FINDINGS = _schema(
    document=pa.string(),
    code=pa.string(),
    severity=pa.string(),
    start=pa.int64(),
    end=pa.int64(),
    line=pa.int64(),
    column=pa.int64(),
    message=pa.string(),
    before=pa.string(),
    after=pa.string(),
    safety=pa.string(),
    applied=pa.bool_(),
    evidence=pa.string(),
    context_before=pa.string(),
    context_after=pa.string(),
)
"""One row a finding; offsets in code points of the source text, line and column from 1, evidence as JSON."""

FIGURES = _schema(
    document=pa.string(),
    text=pa.string(),
    start=pa.int64(),
    end=pa.int64(),
    low=pa.string(),
    high=pa.string(),
    low_open=pa.bool_(),
    high_open=pa.bool_(),
    unit=pa.string(),
    approximator=pa.string(),
    kind=pa.string(),
)
"""One row a figure; the ends of its interval are exact rationals, numerator and denominator as text."""

CLAIMS = _schema(
    document=pa.string(),
    kind=pa.string(),
    code=pa.string(),
    start=pa.int64(),
    end=pa.int64(),
    line=pa.int64(),
    column=pa.int64(),
    relation=pa.string(),
    comparison=pa.string(),
    verdict=pa.string(),
    reason=pa.string(),
    figures=pa.string(),
    context=pa.string(),
    context_start=pa.int64(),
)
"""One row a claim; `figures` is a JSON list of text, start and end, `comparison` the exact test; `context` begins at
`context_start`."""

TABLES: Mapping[str, pa.Schema] = {
    "files": FILES,
    "originals": ORIGINALS,
    "documents": DOCUMENTS,
    "findings": FINDINGS,
    "figures": FIGURES,
    "claims": CLAIMS,
}

_CONTEXT = 24  # characters shown on each side of a finding
_LONGEST_CONTEXT = 400  # characters of the sentence shown with a claim
_BATCH = 16_384  # rows read at a time


_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
"""As `json.dumps` without ASCII, which makes an encoder anew for each value."""


def finding_row(document: str, finding: Finding, lines: Lines) -> Row:
    """Make the row of a finding; `lines` are those of the document's source text."""
    text = lines.text
    line, column = lines.place(finding.start)
    fix = finding.fix
    return {
        "document": document,
        "code": finding.code,
        "severity": str(finding.severity),
        "start": finding.start,
        "end": finding.end,
        "line": line,
        "column": column,
        "message": finding.message,
        "before": fix.original if fix else text[finding.start : finding.end],
        "after": fix.replacement if fix else None,
        "safety": str(fix.safety) if fix else None,
        "applied": finding.applied,
        "evidence": _AS_JSON(dict(finding.evidence)),
        "context_before": text[max(0, finding.start - _CONTEXT) : finding.start],
        "context_after": text[finding.end : finding.end + _CONTEXT],
    }


def figure_row(document: str, figure: Figure) -> Row:
    """Make the row of a figure."""
    return {
        "document": document,
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
        "low": str(figure.low),
        "high": str(figure.high),
        "low_open": figure.low_open,
        "high_open": figure.high_open,
        "unit": figure.unit,
        "approximator": figure.approximator,
        "kind": str(figure.kind),
    }


def claim_row(document: str, claim: Claim, lines: Lines) -> Row:
    """Make the row of a claim; `lines` are those of the document's source text."""
    line, column = lines.place(claim.start)
    figures = [{"text": figure.text, "start": figure.start, "end": figure.end} for figure in claim.figures]
    return {
        "document": document,
        "kind": claim.kind,
        "code": claim.code,
        "start": claim.start,
        "end": claim.end,
        "line": line,
        "column": column,
        "relation": claim.relation,
        "comparison": None if claim.comparison is None else str(claim.comparison),
        "verdict": str(claim.verdict),
        "reason": claim.reason,
        "figures": _AS_JSON(figures),
        "context": _context(lines.text, claim.start, claim.end),
        "context_start": max(0, claim.start - _CONTEXT),
    }


def _context(text: str, start: int, end: int) -> str:
    """Return the text around a claim; the middle of a long one is left out."""
    shown = text[max(0, start - _CONTEXT) : end + _CONTEXT]
    if len(shown) <= _LONGEST_CONTEXT:
        return shown
    half = _LONGEST_CONTEXT // 2
    return f"{shown[:half]} … {shown[-half:]}"


def table(name: str, rows: Sequence[Row]) -> pa.Table:
    """Make one of the `TABLES` from rows."""
    return pa.Table.from_pylist(list(rows), schema=TABLES[name])


def read_rows(folder: Path, name: str, columns: Sequence[str], filters: pc.Expression | None = None) -> list[Row]:
    """Read columns of one of a run's tables, all rows or those that a filter lets through.

    Raises:
        RunError: it is missing or damaged.
    """
    path = folder / f"{name}.parquet"
    try:
        rows: list[Row] = pq.read_table(path, columns=list(columns), filters=filters).to_pylist()
    except (OSError, ValueError, KeyError) as error:
        raise RunError(f"The table {path} cannot be read: {error}; run the command that made it again.") from error
    return rows


def count_rows(folder: Path, name: str) -> int:
    """Return how many rows one of a run's tables has.

    Raises:
        RunError: it is missing or damaged.
    """
    path = folder / f"{name}.parquet"
    try:
        rows: int = pq.read_metadata(path).num_rows
    except (OSError, ValueError) as error:
        raise RunError(f"The table {path} cannot be read: {error}; run the command that made it again.") from error
    return rows


def read_batches(folder: Path, name: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Read columns of one of a run's tables, some thousand rows at a time.

    Raises:
        RunError: it is missing or damaged.
    """
    path = folder / f"{name}.parquet"
    try:
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(_BATCH, columns=list(columns))
    except (OSError, ValueError, KeyError) as error:
        raise RunError(f"The table {path} cannot be read: {error}; run the command that made it again.") from error
