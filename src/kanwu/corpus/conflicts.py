"""Conflicts between the documents of a run; statements are compared a bucket at a time, so that memory is bounded."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kanwu.config import Config
from kanwu.corpus.tables import Row, claim_row, finding_row
from kanwu.figure import Claim, Figure
from kanwu.pipeline import Checked, finding_of
from kanwu.rule import catalogue
from kanwu.text.lines import Lines
from kanwu.validate.claims.fig201_conflict import RULE, Statement, conflicts, statements

_COLUMNS: dict[str, pa.DataType] = {"bucket": pa.int64()}
_COLUMNS |= dict.fromkeys(("key", "document", "before", "after", "figures"), pa.string())
STATEMENTS = pa.schema(_COLUMNS)
"""One row a sentence with figures; kept with the shards until the run is complete."""

FILE = "statements.parquet"
"""The table of a shard's statements."""

_IN_MEMORY = 100_000  # statements at a time
_DIGITS = 8  # hexadecimal ones of a key that choose its bucket


@lru_cache(maxsize=32)
def is_wanted(config: Config) -> bool:
    """Say whether the settings leave the rule on."""
    return RULE in catalogue().selected(config).rules


def statement_rows(document: str, checked: Checked, lines: Lines) -> list[Row]:
    """Return the rows of a document's statements, each figure with what a finding about it shows."""
    return [
        {
            "key": statement.key,
            "bucket": int(statement.key[:_DIGITS], 16),
            "document": document,
            "before": statement.around[0],
            "after": statement.around[1],
            "figures": json.dumps([_packed(figure, lines) for figure in statement.figures], ensure_ascii=False),
        }
        for statement in statements(document, checked.cleaned.source, checked.figures)
    ]


_CONTEXT = 24  # characters on each side of a figure


def _packed(figure: Figure, lines: Lines) -> list[object]:
    before = lines.text[max(0, figure.start - _CONTEXT) : figure.start]
    after = lines.text[figure.end : figure.end + _CONTEXT]
    interval = [str(figure.low), str(figure.high), figure.low_open, figure.high_open]
    return [
        figure.text,
        figure.start,
        *interval,
        figure.unit,
        figure.approximator,
        *lines.place(figure.start),
        before,
        after,
    ]


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that conflicts add to the tables of a run, by document."""

    findings: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    claims: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def count(self) -> int:
        """Return how many findings there are; there are as many claims."""
        return sum(len(rows) for rows in self.findings.values())

    def added_to(
        self, parts: Iterable[pa.Table], name: str, documents: Callable[[], Sequence[str]]
    ) -> Iterator[pa.Table]:
        """Give one of a shard's tables with the rows that conflicts add to it.

        Args:
            parts: the table, some rows at a time.
            name: which table it is.
            documents: gives the ids of the shard's documents, in order.
        """
        added = {"findings": self.findings, "claims": self.claims}.get(name, {})
        if name == "documents" and self.findings:
            yield from map(self._counted, parts)
        elif added:
            yield from _merged(parts, added, {document: place for place, document in enumerate(documents())})
        else:
            yield from parts

    def _counted(self, part: pa.Table) -> pa.Table:
        """Return a part of the documents table whose counts take the added rows in."""
        for name, rows in _by_table(self).items():
            part = part.set_column(part.column_names.index(name), name, _more(part, name, rows))
        return part


def _merged(
    parts: Iterable[pa.Table], added: Mapping[str, Sequence[Row]], order: Mapping[str, int]
) -> Iterator[pa.Table]:
    """Put rows where they belong among those of a table, which are in the order of documents and places."""

    def place(row: Row) -> tuple[int, int, int, str]:
        return order[row["document"]], row["start"], row["end"], row["code"]

    waiting = sorted((row for document in added.keys() & order.keys() for row in added[document]), key=place)
    schema = None
    for part in parts:
        schema = part.schema
        rows = part.to_pylist()
        if rows and waiting:
            here = bisect_right(waiting, place(rows[-1]), key=place)
            rows = sorted([*rows, *waiting[:here]], key=place)
            waiting = waiting[here:]
            yield pa.Table.from_pylist(rows, schema=schema)
        else:
            yield part
    if waiting:
        yield pa.Table.from_pylist(waiting, schema=schema)


def _by_table(found: Found) -> dict[str, Mapping[str, Sequence[Row]]]:
    return {"findings": found.findings, "claims": found.claims}


def _more(part: pa.Table, name: str, rows: Mapping[str, Sequence[Row]]) -> pa.Int64Array:
    """Return the counts of a documents table with those of the added rows."""
    counts = [row[name] + len(rows.get(row["id"], ())) for row in part.select(["id", name]).to_pylist()]
    return pa.array(counts, pa.int64())


def find_conflicts(paths: Sequence[Path], config: Config) -> Found:
    """Compare the statements of all shards.

    Args:
        paths: the shards' tables of statements, in the order of the run.
        config: the settings.
    """
    total = sum(pq.ParquetFile(path).metadata.num_rows for path in paths)
    buckets = 1
    while total > buckets * _IN_MEMORY:
        buckets *= 2
    findings: dict[str, list[Row]] = {}
    claims: dict[str, list[Row]] = {}
    for bucket in range(buckets):
        for document, claim, packed in _of_bucket(paths, bucket, buckets):
            finding = finding_of(claim, config)
            assert finding is not None
            lines = _Excerpt(packed)
            findings.setdefault(document, []).append(lines.placed(finding_row(document, finding, lines.lines)))
            claims.setdefault(document, []).append(lines.placed(claim_row(document, claim, lines.lines)))
    return Found(findings, claims)


def _of_bucket(paths: Sequence[Path], bucket: int, buckets: int) -> Iterator[tuple[str, Claim, list[object]]]:
    """Yield the claims of one bucket, and what is known of the place of each."""
    parts = []
    mask, wanted = pa.scalar(buckets - 1, pa.int64()), pa.scalar(bucket, pa.int64())
    for path in paths:
        part = pq.read_table(path, schema=STATEMENTS)
        parts.append(part.filter(pc.equal(pc.bit_wise_and(part["bucket"], mask), wanted)))
    table = pa.concat_tables(parts) if parts else STATEMENTS.empty_table()
    counts = table.group_by("key").aggregate([("document", "count_distinct")])
    several = counts.filter(pc.greater(counts["document_count_distinct"], pa.scalar(1, pa.int64())))["key"]
    rows = table.filter(pc.is_in(table["key"], several)).to_pylist()
    rows.sort(key=lambda row: row["key"])  # stable: the order of the run within a key
    for _, group in groupby(rows, key=lambda row: row["key"]):
        members = list(group)
        packed = [json.loads(row["figures"]) for row in members]
        known = {(row["document"], each[1]): each for row, pack in zip(members, packed, strict=True) for each in pack}
        pairs = zip(members, packed, strict=True)
        for document, claim in conflicts([_statement(row, pack) for row, pack in pairs]):
            yield document, claim, known[document, claim.start]


def _statement(row: Row, packed: Sequence[Sequence[object]]) -> Statement:
    figures = tuple(_figure(list(each)) for each in packed)
    return Statement(row["document"], row["key"], figures, (row["before"], row["after"]))


def _figure(packed: list[object]) -> Figure:
    text, start, low, high, low_open, high_open, unit, approximator = packed[:8]
    assert isinstance(start, int)
    return Figure(
        text=str(text),
        start=start,
        end=start + len(str(text)),
        low=Fraction(str(low)),
        high=Fraction(str(high)),
        low_open=bool(low_open),
        high_open=bool(high_open),
        unit=str(unit),
        approximator=None if approximator is None else str(approximator),
    )


class _Excerpt:
    """The text around a figure in the place of the whole text, which is not at hand any more."""

    def __init__(self, packed: list[object]) -> None:
        text, start, before, after = str(packed[0]), packed[1], str(packed[10]), str(packed[11])
        assert isinstance(start, int)
        self._place = {"line": packed[8], "column": packed[9]}
        self.lines = Lines.of("\0" * (start - len(before)) + before + text + after)

    def placed(self, row: Row) -> Row:
        """Give a row the line and column of the whole text."""
        return row | self._place
