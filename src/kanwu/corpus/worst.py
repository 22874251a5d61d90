"""Which rows of a run its report shows, where it has more than a page can: those of the worst documents.

Every table is read once, some thousand rows at a time. What is held of them is the sums, and of as many documents as
can be shown where their rows stand.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from kanwu.corpus.tables import count_rows, read_batches
from kanwu.report.page import QUARANTINED, SEVERITIES, Totals
from kanwu.report.sorted_rows import damaged

if TYPE_CHECKING:
    from kanwu.corpus.run import Run

_OWN = ("findings", "claims", "figures")
"""The tables that hold the rows of documents, in the order of the documents; each names a column of counts."""

_SUMMED: Mapping[str, tuple[str, ...]] = {"findings": ("code", "severity", "applied"), "claims": ("code", "verdict")}
_ORDER: list[tuple[str, Literal["ascending", "descending"]]] = [
    *((severity, "descending") for severity in SEVERITIES),
    ("position", "ascending"),
]
_COUNTS = (*(column for name in _OWN for column in (name, f"{name}_at")), *SEVERITIES)
_TYPES: dict[str, pa.DataType] = {"id": pa.string(), "set_aside": pa.bool_(), "position": pa.int64()}
_TYPES |= dict.fromkeys(_COUNTS, pa.int64())
_HELD = pa.schema(_TYPES)
_FIT = 2  # times the documents that can be shown are held before those that come last are dropped


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows of each kind a report shows.

    Attributes:
        rows: findings and claims together.
    """

    rows: int

    @property
    def documents(self) -> int:
        """How many documents, and how many files: each is in memory as a whole, a finding in a column."""
        return max(1, self.rows // 5)

    @property
    def set_aside(self) -> int:
        """How many documents that were set aside: their list is on the first page as HTML."""
        return max(1, self.rows // 100)

    @property
    def figures(self) -> int:
        """How many figures: four a row, more than stand in the texts that a report has room for."""
        return self.rows * 4


@dataclass(frozen=True, slots=True)
class Cut:
    """A document of which only some rows are shown.

    Attributes:
        document: its id.
        shown: how many of its findings and claims are shown.
        total: how many it has.
        findings: how many of its findings are shown, by severity.
        findings_at: where all its findings stand in their table.
        claims_at: where the claims that are shown stand in theirs.
    """

    document: str
    shown: int
    total: int
    findings: Mapping[str, int]
    findings_at: range
    claims_at: range


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is shown.

    Attributes:
        totals: what the whole run has.
        spans: of the documents and each table of their rows, the places of those that are shown, in order.
        files: how many files are shown: the first.
        cut: the document of which not all is shown, if there is one.
    """

    totals: Totals
    spans: Mapping[str, Sequence[range]]
    files: int
    cut: Cut | None = None


def choose(run: Run, rows: int) -> Chosen | None:
    """Choose the rows of a run that its report shows, or return None where all of them can be.

    Documents come in the order of the report: set aside, then the most errors, warnings and notes; those that are
    alike in the order of the run. Each is shown with all its findings and claims, but the last of them.

    Args:
        run: the run.
        rows: how many findings and claims can be shown together.

    Raises:
        RunError: a table of the run is missing or damaged.
    """
    limits = Limits(rows)
    own = _OWN if run.counts.get("claims") else _OWN[:1]  # mending alone makes no claims
    sizes = dict.fromkeys(_OWN, 0) | {name: count_rows(run.folder, name) for name in (*own, "documents", "files")}
    set_aside = run.counts["documents"].get(QUARANTINED, 0)
    if (
        sizes["findings"] + sizes["claims"] <= limits.rows
        and max(sizes["documents"], sizes["files"]) <= limits.documents
        and set_aside <= limits.set_aside
        and sizes["figures"] <= limits.figures
    ):
        return None
    seen = _Seen(run)
    documents = _worst(seen.documents(), limits)
    return _chosen(documents, seen, limits, sizes)


class _Seen:
    """Reads the tables of a run side by side and adds up what is in them."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.statuses: Counter[tuple[str]] = Counter()
        self.sums: dict[str, Counter[Any]] = {name: Counter() for name in _SUMMED}
        self.figures = 0

    def documents(self) -> Iterator[pa.Table]:
        """Give the documents, some at a time: their findings by severity, and where their rows are in each table.

        Raises:
            RunError: the findings are not those of the documents.
        """
        ends = dict.fromkeys(_OWN, 0)
        position = 0
        findings = _Findings(self._run, self.sums["findings"])
        for batch in read_batches(self._run.folder, "documents", ("id", "status", *_OWN)):
            columns: dict[str, Any] = {
                "id": batch["id"],
                "set_aside": pc.equal(batch["status"], pa.scalar(QUARANTINED)),
            }
            columns["position"] = pa.array(range(position, position + batch.num_rows), pa.int64())
            for name in _OWN:
                counts: Any = pc.coalesce(batch[name], pa.scalar(0))
                upto: Any = pc.add(pc.cumulative_sum(counts), pa.scalar(ends[name], pa.int64()))
                columns |= {name: counts, f"{name}_at": pc.subtract(upto, counts)}
                ends[name] = upto[-1].as_py()
            names: list[Any] = batch["id"].to_pylist()
            columns |= findings.by_severity(names, columns["findings"].to_pylist())
            _add(batch, ("status",), self.statuses)
            position += batch.num_rows
            yield pa.table(columns, _HELD)
        self.figures = ends["figures"]
        if ends["claims"]:
            for batch in read_batches(self._run.folder, "claims", _SUMMED["claims"]):
                _add(batch, _SUMMED["claims"], self.sums["claims"])


class _Findings:
    """The findings of documents by severity, read in the order of the documents."""

    def __init__(self, run: Run, sums: Counter[Any]) -> None:
        self._batches = read_batches(run.folder, "findings", ("document", *_SUMMED["findings"]))
        self._sums = sums
        self._read = self._wanted = 0
        self._found: dict[str, dict[str, int]] = {}
        self._runs: deque[tuple[str, int]] = deque()  # each document in their order, and how many rows it has there

    def by_severity(self, names: Sequence[str], counts: Sequence[int]) -> Mapping[str, Sequence[int]]:
        """Return how many findings of each severity the next documents have, which have so many in all."""
        self._wanted += sum(counts)
        while self._read < self._wanted:
            batch = next(self._batches, None)
            if batch is None:
                raise damaged(ValueError("documents have more findings than there are"))
            self._take(batch)
        none = dict.fromkeys(SEVERITIES, 0)
        found = [self._next(name, count) if count else none for name, count in zip(names, counts, strict=True)]
        return {severity: [each[severity] for each in found] for severity in SEVERITIES}

    def _take(self, batch: pa.RecordBatch) -> None:
        self._read += batch.num_rows
        _add(batch, _SUMMED["findings"], self._sums)
        of_documents: Counter[tuple[str, str]] = Counter()
        _add(batch, ("document", "severity"), of_documents)
        for (document, severity), count in of_documents.items():
            if severity not in SEVERITIES:
                raise damaged(ValueError(f"{severity!r} is none of {', '.join(SEVERITIES)}"))
            self._found.setdefault(document, dict.fromkeys(SEVERITIES, 0))[severity] += count
        runs: Any = pc.call_function("run_end_encode", [batch["document"]])
        first = 0
        for document, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
            before = self._runs.pop()[1] if self._runs and self._runs[-1][0] == document else 0
            self._runs.append((document, before + end - first))
            first = end

    def _next(self, name: str, count: int) -> Mapping[str, int]:
        if self._runs.popleft() != (name, count):
            raise damaged(ValueError("the findings are not in the order of the documents"))
        return self._found.pop(name)


def _add(batch: pa.RecordBatch, names: Sequence[str], sums: Counter[Any]) -> None:
    """Add the rows of a batch to the sums by the values of some columns."""
    groups = pa.table({name: batch[name] for name in names}).group_by(list(names)).aggregate([([], "count_all")])
    *keys, counts = (groups[name].to_pylist() for name in (*names, "count_all"))
    rows: Iterable[tuple[Any, ...]] = zip(*keys, counts, strict=True)
    for *key, count in rows:
        sums[tuple(key)] += count


def _worst(parts: Iterable[pa.Table], limits: Limits) -> pa.Table:
    """Return the documents that come first in the report, in that order."""
    held, set_aside = [_HELD.empty_table()], [_HELD.empty_table()]
    rows = 0
    left = limits.set_aside
    for part in parts:
        aside = part.filter(part["set_aside"]).slice(0, left)
        left -= aside.num_rows
        set_aside.append(aside)
        held.append(part.filter(pc.invert(part["set_aside"])))
        rows += held[-1].num_rows
        if rows > _FIT * limits.documents:
            best = _first(pa.concat_tables(held), limits.documents)
            held = [best]
            rows = best.num_rows
    aside = pa.concat_tables(set_aside)
    return pa.concat_tables([aside, _first(pa.concat_tables(held), max(1, limits.documents - aside.num_rows))])


def _first(table: pa.Table, most: int) -> pa.Table:
    return table.take(pc.sort_indices(table, _ORDER)[:most]).combine_chunks()


def _chosen(documents: pa.Table, seen: _Seen, limits: Limits, sizes: Mapping[str, int]) -> Chosen:
    """Take the documents whose rows there is room for."""
    upto: list[Any] = pc.cumulative_sum(pc.add(documents["findings"], documents["claims"])).to_pylist()
    whole = sum(1 for rows in upto if rows <= limits.rows)
    left = limits.rows - (upto[whole - 1] if whole else 0)
    cut = _cut(documents.slice(whole, 1).to_pylist()[0], left) if whole < len(upto) and left else None
    shown = documents.slice(0, whole + (cut is not None))
    spans = {name: [*_spans(documents.slice(0, whole), name)] for name in ("findings", "claims")}
    if cut is not None:
        spans["findings"].append(cut.findings_at)
        spans["claims"].append(cut.claims_at)
    positions: list[Any] = shown["position"].to_pylist()
    spans["documents"] = [range(at, at + 1) for at in positions]
    figures: list[Any] = pc.cumulative_sum(shown["figures"]).to_pylist()
    marked = sum(1 for count in figures if count <= limits.figures)
    spans["figures"] = [*_spans(shown.slice(0, marked), "figures")]
    columns = (shown[name].to_pylist() for name in ("id", "findings", *SEVERITIES))
    totals = Totals(
        findings=seen.sums["findings"],
        claims=seen.sums["claims"],
        statuses={status: count for (status,), count in seen.statuses.items()},
        figures=seen.figures,
        files=sizes["files"],
        severities={
            name: dict(zip(SEVERITIES, counts, strict=True))
            for name, found, *counts in zip(*columns, strict=True)
            if found
        },
        marked=sum(map(len, spans["figures"])),
    )
    in_order = {name: sorted(each, key=lambda span: span.start) for name, each in spans.items()}
    return Chosen(totals, in_order, min(sizes["files"], limits.documents), cut)


def _cut(document: Mapping[str, Any], room: int) -> Cut:
    """Say what is shown of a document that there is too little room for: its worst findings, then its claims."""
    findings = {}
    left = room
    for severity in SEVERITIES:
        findings[severity] = min(left, document[severity])
        left -= findings[severity]
    places = (range(document[f"{name}_at"], document[f"{name}_at"] + document[name]) for name in ("findings", "claims"))
    findings_at, claims_at = places
    return Cut(document["id"], room, len(findings_at) + len(claims_at), findings, findings_at, claims_at[:left])


def _spans(documents: pa.Table, name: str) -> Iterator[range]:
    """Give where the rows of documents stand in a table."""
    places: Iterable[Any] = zip(documents[f"{name}_at"].to_pylist(), documents[name].to_pylist(), strict=True)
    for start, count in places:
        if count:
            yield range(start, start + count)


def rows_at(batches: Iterable[pa.RecordBatch], spans: Sequence[range]) -> Iterator[pa.RecordBatch]:
    """Give the rows of a table that stand in some places.

    Args:
        batches: the whole table, some rows at a time.
        spans: the places, in order.

    >>> batch = pa.RecordBatch.from_pydict({"row": [0, 1, 2]})
    >>> [rows["row"].to_pylist() for rows in rows_at([batch, batch], [range(1, 2), range(2, 5)])]
    [[1, 2], [0, 1]]
    """
    waiting = deque(spans)
    first = 0
    for batch in batches:
        end = first + batch.num_rows
        places: list[int] = []
        while waiting and waiting[0].start < end:
            span = waiting[0]
            places += range(max(span.start, first) - first, min(span.stop, end) - first)
            if span.stop > end:
                break
            waiting.popleft()
        if places:
            yield batch if len(places) == batch.num_rows else batch.take(pa.array(places, pa.int64()))
        if not waiting:
            return
        first = end
