"""A run against an earlier one: what is gone, what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kanwu.report.page import VERDICTS, Trend, TrendRow

TREND_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "findings": ("document", "code", "before", "after", "context_before", "context_after"),
    "claims": ("document", "code", "verdict", "relation"),
}
"""The columns of each table by which a finding or claim is known again when lines move."""

_AROUND = 8  # characters of the line on each side: enough to tell two places apart, few enough to survive an edit

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two runs: its record and the rows of two of its tables, with at least `TREND_COLUMNS`."""

    record: _Row
    findings: Iterable[_Row]
    claims: Iterable[_Row]


def trend(earlier: Side, later: Side) -> Trend:
    """Compare two runs.

    Findings and claims are paired by document, rule and words, so that one that only moved is the same.
    """
    counts = earlier.record["counts"], later.record["counts"]
    rules = _rows(*(Counter(map(_finding_key, side.findings)) for side in (earlier, later)))
    verdicts = _rows(*(Counter(map(_claim_key, side.claims)) for side in (earlier, later)))
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


def _rows(before: Counter[tuple[object, ...]], now: Counter[tuple[object, ...]]) -> dict[str, TrendRow]:
    """Count by the first part of the keys."""
    sums = [_by_first(each) for each in (before, now, before - now, now - before)]
    names: Sequence[str] = sorted({name for each in sums for name in each})
    return {name: TrendRow(name, *(each[name] for each in sums)) for name in names}


def _by_first(counter: Counter[tuple[object, ...]]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for key, count in counter.items():
        sums[str(key[0])] += count
    return sums
