"""Figures that another tool extracted: one row a figure, checked against each other.

A row has `document`, `label`, `value`, and, where known, `unit`, `period` and `part_of`: the label of the figure that
this one is a part of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

import pandera.pyarrow as pa_schema
import pyarrow as pa

from kanwu.config import Config
from kanwu.errors import InputError
from kanwu.figure import Claim, Comparison, Figure, Operator, Verdict
from kanwu.finding import Finding
from kanwu.rule import ClaimRule, catalogue
from kanwu.text.intervals import Interval, total
from kanwu.validate.figures.units import unit_at
from kanwu.validate.grammar.words import Measure
from kanwu.validate.records.failures import failures
from kanwu.validate.tables.cells import Amount, in_column, read_cell
from kanwu.validate.tables.grid import Cell
from kanwu.verdicts import finding_of

REQUIRED = ("document", "label", "value")
OPTIONAL = ("unit", "period", "part_of")


@dataclass(frozen=True, slots=True)
class CheckedFigures:
    """What the check of a table of figures found.

    Offsets are rows: `start` is the first row from 0, `end` the one after the last.

    Attributes:
        findings: malformed rows (SCH001) and claims that do not hold, in the order of rows.
        figures: the figures read, a row each.
        claims: the relations between them, with their verdicts.
    """

    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]


def extracted_schema() -> Any:
    """Return the schema of a table of extracted figures."""
    filled = pa_schema.Check.str_length(min_value=1)
    readable = pa_schema.Check(_values_are_numbers, name="number")
    return pa_schema.DataFrameSchema(
        {
            "document": pa_schema.Column(pa.string(), filled),
            "label": pa_schema.Column(pa.string(), filled),
            "value": pa_schema.Column(pa.string(), readable),
            "unit": pa_schema.Column(pa.string(), nullable=True),
            "period": pa_schema.Column(pa.string(), nullable=True),
            "part_of": pa_schema.Column(pa.string(), nullable=True),
        },
        name="ExtractedFigures",
    )


_schema = cache(extracted_schema)


def _values_are_numbers(data: Any) -> Any:
    rows = data.table.select(["value"]).to_pylist()
    return pa.array([row["value"] is None or _amount(0, row["value"], "") is not None for row in rows], pa.bool_())


def check_figures(table: Any) -> CheckedFigures:
    """Check figures that another tool extracted.

    Args:
        table: an Arrow table, or any data frame that gives itself as one (pandas, polars), with the columns
            `document`, `label`, `value`, and perhaps `unit`, `period`, `part_of`.

    Raises:
        InputError: it is no table, or a required column is missing.

    >>> import pyarrow
    >>> rows = {"document": ["a", "a", "a"], "label": ["all", "men", "women"], "value": ["90", "41", "48"],
    ...         "unit": ["人", "人", "人"], "part_of": [None, "all", "all"]}
    >>> [(claim.relation, str(claim.verdict)) for claim in check_figures(pyarrow.table(rows)).claims]
    [('41人+48人 = 90人', 'inconsistent')]
    """
    columns = _columns(table)
    malformed = failures(_schema(), columns, columns)
    rows = [_Row.of(at, row) for at, row in enumerate(columns.to_pylist())]
    read = [row for row in rows if row is not None]
    claims = sorted((*_parts(read), *_repeats(read), *_conflicts(read)), key=lambda c: (c.start, c.end, c.code))
    wrong = [found for found in map(_finding, claims) if found is not None]
    findings = sorted((*malformed, *wrong), key=lambda f: (f.start, f.end, f.code))
    return CheckedFigures(tuple(findings), tuple(row.figure for row in read), tuple(claims))


def _finding(claim: Claim) -> Finding | None:
    """Return the finding of a claim that does not hold, with its rows and column named."""
    finding = finding_of(claim, Config())
    if finding is None:
        return None
    rows = ", ".join(str(figure.start + 1) for figure in claim.figures)
    evidence = {**finding.evidence, "row": rows, "column": "value"}
    return replace(finding, message=f"Rows {rows}, column value: {finding.message}", evidence=evidence)


def _columns(table: Any) -> pa.Table:
    """Return the columns as text, the optional ones filled up."""
    try:
        found = table if isinstance(table, pa.Table) else pa.table(table)
    except (TypeError, ValueError, pa.ArrowException) as error:
        raise InputError(f"the figures must be a table with the columns {', '.join(REQUIRED)}: {error}.") from error
    missing = [name for name in REQUIRED if name not in found.column_names]
    if missing:
        raise InputError(f"the table of figures lacks the column {', '.join(missing)}; docs/schemas.md describes it.")
    arrays = {
        name: pa.array([_as_text(value) for value in found[name].to_pylist()], pa.string())
        if name in found.column_names
        else pa.nulls(found.num_rows, pa.string())
        for name in (*REQUIRED, *OPTIONAL)
    }
    return pa.table(arrays)


def _as_text(value: Any) -> str | None:
    if value is None or value != value:  # noqa: PLR0124 - NaN is how a data frame says null
        return None
    return repr(value) if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True)
class _Row:
    """A figure with what it is said to be."""

    at: int
    document: str
    label: str
    period: str
    part_of: str
    amount: Amount

    @classmethod
    def of(cls, at: int, row: dict[str, str | None]) -> _Row | None:
        """Read a row; None where it is malformed."""
        amount = _amount(at, row["value"] or "", row["unit"] or "")
        if amount is None or not row["document"] or not row["label"]:
            return None
        label, period, part_of = (" ".join((row[name] or "").split()) for name in ("label", "period", "part_of"))
        return cls(at, row["document"], label, period, part_of, amount)

    @property
    def figure(self) -> Figure:
        """Its figure."""
        return self.amount.figure


def _amount(at: int, value: str, unit: str) -> Amount | None:
    """Read a value with its unit; a unit that the grammars do not know is kept as it is."""
    text = value.strip()
    together = read_cell(Cell(0, len(text) + len(unit), f"{text}{unit}"))
    if not isinstance(together, Amount) or (unit and not together.figure.text.endswith(unit)):
        alone = read_cell(Cell(0, len(text), text))
        if not isinstance(alone, Amount):
            return None
        known = unit_at(unit, 0)
        counts = known is not None and known[1].measure is Measure.COUNT and known[0] == len(unit)
        together = in_column(alone, unit, counts=counts)
    if together.odd:
        return None
    space = " " if unit[:1].isascii() and unit[:1].isalpha() else ""
    shown = text if text.endswith(unit) else f"{text}{space}{unit}"
    return replace(together, figure=replace(together.figure, text=shown, start=at, end=at + 1))


def _rule(code: str) -> ClaimRule:
    rule = catalogue()[code]
    assert isinstance(rule, ClaimRule)
    return rule


def _claim(code: str, rows: Sequence[_Row], relation: str, comparison: Comparison) -> Claim:
    """Return a claim about rows; with several units nothing can be compared."""
    units = {row.figure.unit for row in rows}
    is_open = len(units) > 1
    return Claim(
        kind=_rule(code).kind,
        code=code,
        start=min(row.at for row in rows),
        end=max(row.at for row in rows) + 1,
        figures=tuple(row.figure for row in rows),
        relation=relation,
        comparison=None if is_open else comparison,
        verdict=Verdict.UNCHECKABLE if is_open else comparison.verdict(),
        reason=f"the units differ: {', '.join(sorted(unit or 'none' for unit in units))}" if is_open else None,
    )


def _parts(rows: Sequence[_Row]) -> Iterator[Claim]:
    """Yield the sums of parts against their whole; percentages of an amount add up to 100."""
    wholes = {(row.document, row.period, row.label): row for row in reversed(rows)}
    for (document, period, label), group in _grouped(
        (row for row in rows if row.part_of), lambda row: (row.document, row.period, row.part_of)
    ):
        parts = list({row.label: row for row in reversed(group)}.values())[::-1]
        whole = wholes.get((document, period, label))
        if len(parts) <= 1:
            continue
        added = total(part.amount.interval for part in parts)
        left = "+".join(part.figure.text for part in parts).replace("+-", "-")
        if all(part.figure.unit == "%" for part in parts) and (whole is None or whole.figure.unit != "%"):
            hundred = Comparison(added, Operator.MEETS, Interval.exactly(100))
            yield _claim("FIG102", parts, f"{left} = 100%", hundred)
        elif whole is not None:
            test = Comparison(added, Operator.MEETS, whole.amount.interval)
            yield _claim("FIG102", [*parts, whole], f"{left} = {whole.figure.text}", test)


def _repeats(rows: Sequence[_Row]) -> Iterator[Claim]:
    """Yield the figures that one document gives twice, for the same period."""
    for _, group in _grouped(rows, lambda row: (row.document, row.label, row.period)):
        yield from (_same("FIG111", group[0], later) for later in group[1:])


def _conflicts(rows: Sequence[_Row]) -> Iterator[Claim]:
    """Yield the figures of one label and period that another document gives too."""
    for _, group in _grouped((row for row in rows if row.period), lambda row: (row.label, row.period)):
        firsts = list({row.document: row for row in reversed(group)}.values())[::-1]
        yield from (_same("FIG201", firsts[0], later) for later in firsts[1:])


def _same(code: str, first: _Row, later: _Row) -> Claim:
    test = Comparison(first.amount.interval, Operator.MEETS, later.amount.interval)
    return _claim(code, [first, later], f"{first.figure.text} = {later.figure.text}", test)


def _grouped(rows: Iterable[_Row], key: Any) -> Iterator[tuple[Any, list[_Row]]]:
    """Group rows, each group in the order of rows."""
    for name, group in groupby(sorted(rows, key=lambda row: (key(row), row.at)), key):
        yield name, list(group)
