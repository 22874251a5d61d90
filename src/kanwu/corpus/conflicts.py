"""Conflicts between the documents of a run; statements are compared a bucket at a time, so that memory is bounded."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kanwu.config import Config
from kanwu.corpus.regroup import regroup, run_lengths
from kanwu.corpus.tables import TABLES, Row, claim_row, finding_row
from kanwu.figure import Claim, Figure
from kanwu.rule import catalogue
from kanwu.stages import Checked
from kanwu.text.lines import Lines
from kanwu.validate.claims.fig201_conflict import RULE, Statement, conflicts, statements
from kanwu.verdicts import finding_of

_COLUMNS: dict[str, pa.DataType] = {"bucket": pa.int64()}
_COLUMNS |= dict.fromkeys(("key", "document", "before", "after", "figures"), pa.string())
STATEMENTS = pa.schema(_COLUMNS)
"""One row a sentence with figures; kept with the shards until the run is complete."""

FILE = "statements.parquet"
"""The table of a shard's statements."""

_IN_MEMORY = 100_000  # rows at a time; a sentence that stands in more places is a form, and not compared
_ROWS = 16_384  # of a file at a time
_DIGITS = 8  # hexadecimal ones of a key that choose its bucket
_HIGHEST = 16**_DIGITS - 1
_SHARD = "shard"
_ADDED = {"findings": "conflicting-findings.parquet", "claims": "conflicting-claims.parquet"}


@lru_cache(maxsize=32)
def is_wanted(config: Config) -> bool:
    """Say whether the settings leave the rule on."""
    return RULE in catalogue().selected(config).rules


_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode


def statement_rows(document: str, checked: Checked, lines: Lines) -> list[Row]:
    """Return the rows of a document's statements, each figure with what a finding about it shows."""
    return [
        {
            "key": statement.key,
            "bucket": int(statement.key[:_DIGITS], 16),
            "document": document,
            "before": statement.around[0],
            "after": statement.around[1],
            "figures": _AS_JSON([_packed(figure, lines) for figure in statement.figures]),
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
    """The rows that conflicts add to the tables of a run; on disk, for there is no saying how many they are.

    Attributes:
        folder: where they are.
        count: how many findings there are; there are as many claims.
        shards: how many shards they may belong to.
    """

    folder: Path | None = None
    count: int = 0
    shards: int = 0

    def added(self, name: str) -> Iterator[tuple[int, list[Row]]]:
        """Give the rows added to one of the tables, shard by shard, in the order of the run.

        Args:
            name: `findings` or `claims`.
        """
        if self.folder is None or not self.count:
            return
        rows = _batches(self.folder / _ADDED[name])
        for table in regroup(rows, _SHARD, self.shards, _IN_MEMORY, self.folder):
            ordered = table.sort_by(_SHARD)
            at = 0
            for shard, count in run_lengths(ordered[_SHARD].combine_chunks()):
                yield shard, ordered.slice(at, count).drop_columns([_SHARD]).to_pylist()
                at += count

    def merger(self, name: str) -> Merger:
        """Return what adds its rows to one of a run's tables."""
        return Merger(self, name)


class Merger:
    """Adds the rows of conflicts to a table, shard by shard, in the order of the run."""

    def __init__(self, found: Found, name: str) -> None:
        names = _ADDED if name == "documents" else {name: ""} if name in _ADDED else {}
        self._name = name
        self._rows = {each: found.added(each) for each in names}
        self._next = {each: next(rows, None) for each, rows in self._rows.items()}

    def add(self, shard: int, parts: Iterable[pa.Table], documents: Callable[[], Sequence[str]]) -> Iterator[pa.Table]:
        """Give a shard's part of the table with what belongs to it.

        Args:
            shard: its place among the shards that count.
            parts: its rows, some at a time.
            documents: gives the ids of its documents, in order.
        """
        added = {name: self._take(name, shard) for name in self._next}
        if not any(added.values()):
            yield from parts
        elif self._name == "documents":
            counts = {name: Counter(row["document"] for row in rows) for name, rows in added.items()}
            for part in parts:
                yield _counted(part, counts)
        else:
            order = {document: place for place, document in enumerate(documents())}
            yield from _merged(parts, TABLES[self._name], added[self._name], order)

    def _take(self, name: str, shard: int) -> list[Row]:
        following = self._next[name]
        if following is None or following[0] != shard:
            return []
        self._next[name] = next(self._rows[name], None)
        return following[1]


def _counted(part: pa.Table, added: Mapping[str, Counter[str]]) -> pa.Table:
    """Return a part of the documents table whose counts take the added rows in."""
    for name, more in added.items():
        counts = [row[name] + more[row["id"]] for row in part.select(["id", name]).to_pylist()]
        part = part.set_column(part.column_names.index(name), name, pa.array(counts, pa.int64()))
    return part


def _merged(
    parts: Iterable[pa.Table], schema: pa.Schema, added: Sequence[Row], order: Mapping[str, int]
) -> Iterator[pa.Table]:
    """Put rows where they belong among those of a table, which are in the order of documents and places."""

    def place(row: Row) -> tuple[int, int, int, str]:
        return order[row["document"]], row["start"], row["end"], row["code"]

    waiting = sorted(added, key=place)
    for part in parts:
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


def find_conflicts(paths: Sequence[Path], config: Config, folder: Path) -> Found:
    """Compare the statements of all shards.

    Args:
        paths: the shards' tables of statements, in the order of the run.
        config: the settings.
        folder: where to keep what does not fit into memory, and what is found.
    """
    if not is_wanted(config):
        return Found()
    count = 0
    schemas = {name: TABLES[name].append(pa.field(_SHARD, pa.int64())) for name in _ADDED}
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(pq.ParquetWriter(folder / file, schemas[name], compression="zstd"))
            for name, file in _ADDED.items()
        }
        for bucket in regroup(_statements(paths), "bucket", _HIGHEST, _IN_MEMORY, folder, drop_crowds=True):
            rows: dict[str, list[Row]] = {name: [] for name in _ADDED}
            for shard, document, claim, packed in _of_bucket(bucket):
                finding = finding_of(claim, config)
                assert finding is not None
                excerpt, place = _Excerpt(packed), {_SHARD: shard}
                rows["findings"].append(excerpt.placed(finding_row(document, finding, excerpt.lines)) | place)
                rows["claims"].append(excerpt.placed(claim_row(document, claim, excerpt.lines)) | place)
                count += 1
            for name, content in rows.items():
                if content:
                    writers[name].write_table(pa.Table.from_pylist(content, schema=schemas[name]))
    return Found(folder, count, len(paths))


def _statements(paths: Sequence[Path]) -> Iterator[pa.Table]:
    """Give the statements of all shards, some at a time, with the place of each shard."""
    for number, path in enumerate(paths):
        for table in _batches(path):
            shards = pa.repeat(pa.scalar(number, pa.int64()), table.num_rows)
            yield table.append_column(_SHARD, shards)


def _batches(path: Path) -> Iterator[pa.Table]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_ROWS):
            yield pa.Table.from_batches([batch])


def _of_bucket(table: pa.Table) -> Iterator[tuple[int, str, Claim, list[object]]]:
    """Yield the claims of one bucket: the shard and the document of each, and what is known of its place."""
    counts = table.group_by("key").aggregate([("document", "count_distinct")])
    several = counts.filter(pc.greater(counts["document_count_distinct"], pa.scalar(1, pa.int64())))["key"]
    found = table.filter(pc.is_in(table["key"], several))
    found = found.take(pc.sort_indices(found["key"]))  # stable: the order of the run within a key
    for members in _by_key(found):
        packed = [json.loads(row["figures"]) for row in members]
        pairs = list(zip(members, packed, strict=True))
        known = {(row["document"], each[1]): (row[_SHARD], each) for row, pack in pairs for each in pack}
        for document, claim in conflicts([_statement(row, pack) for row, pack in pairs]):
            shard, place = known[document, claim.start]
            yield shard, document, claim, place


def _by_key(table: pa.Table) -> Iterator[list[Row]]:
    """Give the rows of each key, which stand together; as objects are only some of them at a time."""
    first = size = 0
    for _, count in (*run_lengths(table["key"].combine_chunks()), ("", 0)):
        if size and (size + count > _ROWS or not count):
            rows = table.slice(first, size).to_pylist()
            yield from (list(group) for _, group in groupby(rows, key=lambda row: row["key"]))
            first, size = first + size, 0
        size += count


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
