"""A run against an earlier one: what is gone, what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Any

import pyarrow as pa

from kanwu.report.page import VERDICTS, Trend, TrendRow

TREND_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "findings": ("document", "code", "before", "after", "context_before", "context_after"),
    "claims": ("document", "code", "verdict", "relation"),
}
"""The columns of each table by which a finding or claim is known again when lines move."""

_AROUND = 8  # characters of the line on each side: enough to tell two places apart, few enough to survive an edit

_Row = Mapping[str, Any]
_Key = Callable[[_Row], tuple[object, ...]]
_BATCH = 1 << 14  # rows

HASH = "hash"
"""The column of the numbers that stand for the words of a row; they have 63 bits."""
Together = Callable[[Iterable[pa.Table]], Iterable[pa.Table]]
"""Gives the rows of tables in tables that hold all rows of each number in `HASH`."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two runs: its record and the rows of two of its tables, with at least `TREND_COLUMNS`."""

    record: _Row
    findings: Iterable[_Row]
    claims: Iterable[_Row]


def trend(earlier: Side, later: Side, together: Together) -> Trend:
    """Compare two runs.

    Findings and claims are paired by document, rule and words, so that one that only moved is the same. What is held
    of them at a time is a table that `together` gives.
    """
    counts = earlier.record["counts"], later.record["counts"]
    rules = _rows(together(_keyed(earlier.findings, later.findings, _finding_key)))
    verdicts = _rows(together(_keyed(earlier.claims, later.claims, _claim_key)))
    return Trend(
        finished=earlier.record["finished"],
        version=earlier.record["tool"]["version"],
        read=_both(count["read"] for count in counts),
        mended=_both(count["documents"].get("mended", 0) for count in counts),
        quarantined=_both(count["documents"].get("quarantined", 0) for count in counts),
        rules=tuple(rules[code] for code in sorted(rules)),
        verdicts=tuple(verdicts[verdict] for verdict in VERDICTS if verdict in verdicts),
    )


def _both(counts: Iterable[int]) -> tuple[int, int]:
    before, now = counts
    return before, now


def _finding_key(row: _Row) -> tuple[object, ...]:
    before = (row["context_before"] or "")[-_AROUND:].rpartition("\n")[2]
    after = (row["context_after"] or "")[:_AROUND].partition("\n")[0]
    return row["code"], row["document"], row["before"], row["after"], before, after


def _claim_key(row: _Row) -> tuple[object, ...]:
    return row["verdict"], row["document"], row["code"], row["relation"]


def _keyed(earlier: Iterable[_Row], later: Iterable[_Row], key: _Key) -> Iterator[pa.Table]:
    """Give a row for each of both runs: the number of its key, what it counts under, and which run it is of."""
    for rows, is_later in ((iter(earlier), False), (iter(later), True)):
        while keys := [key(row) for row in islice(rows, _BATCH)]:
            columns = {
                HASH: pa.array([_number(each) for each in keys], pa.int64()),
                "name": pa.array([str(each[0]) for each in keys], pa.string()),
                "later": pa.array([is_later] * len(keys), pa.bool_()),
            }
            yield pa.table(columns)


def _number(key: tuple[object, ...]) -> int:
    digest = blake2b(repr(key).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _rows(groups: Iterable[pa.Table]) -> dict[str, TrendRow]:
    """Count by name what was, what is, what is gone and what is new."""
    sums: Sequence[Counter[str]] = [Counter(), Counter(), Counter(), Counter()]
    for group in groups:
        columns = (group[name].to_pylist() for name in (HASH, "name", "later"))
        sides: tuple[Counter[tuple[int, str]], ...] = (Counter(), Counter())
        for number, name, is_later in zip(*columns, strict=True):
            sides[is_later][number, name] += 1
        before, now = sides
        for total, counter in zip(sums, (before, now, before - now, now - before), strict=True):
            for (_, name), count in counter.items():
                total[name] += count
    names = sorted({name for each in sums for name in each})
    return {name: TrendRow(name, *(each[name] for each in sums)) for name in names}
