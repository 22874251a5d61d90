"""Failures of a schema as findings, each with its row and column.

pandera's pyarrow backend gives the failing value without its row, so the rows are found by the value: a check of a
column gives the same answer for the same value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
from pandera.errors import SchemaError, SchemaErrors

from kanwu.finding import Finding, Severity
from kanwu.validate.records.sch001_record_schema import RULE

_LONGEST = 60  # characters of a value shown
_UNIQUENESS = frozenset({"field_uniqueness", "multiple_fields_uniqueness"})


def record_finding(row: int | None, column: str | None, value: str | None, fault: str) -> Finding:
    """Return the finding of a record.

    Args:
        row: its place from 0, or None where the whole table is meant.
        column: the column's name, or None where the whole record is meant.
        value: what stands there.
        fault: what is wrong, as the rest of a sentence.
    """
    place = "The table" if row is None else f"Row {row + 1}"
    where = f"{place}, column {column}" if column else place
    shown = "null" if value is None else f'"{value[:_LONGEST]}{"…" if len(value) > _LONGEST else ""}"'
    evidence = {
        "row": "" if row is None else str(row + 1),
        "column": column or "",
        "value": value or "",
        "fault": fault,
    }
    start = row or 0
    said = f"{shown} {fault}" if row is not None else fault
    return Finding(RULE.code, start, start + (row is not None), f"{where}: {said}.", Severity(RULE.severity), evidence)


def failures(schema: Any, table: Any, columns: pa.Table) -> list[Finding]:
    """Validate a table lazily and return its failures in the order of rows and columns.

    Args:
        schema: a pandera schema or model.
        table: what the schema validates.
        columns: the same data as an Arrow table.
    """
    try:
        schema.validate(table, lazy=True)
    except SchemaErrors as errors:
        cases: Any = errors.failure_cases
        rows = cases.to_pylist() if isinstance(cases, pa.Table) else _plain(cases)
    except SchemaError as error:
        return [record_finding(None, None, None, str(error).splitlines()[0])]
    else:
        return []
    places = _Places(columns)
    found = {finding for case in rows for finding in _of_case(case, places)}
    names = {name: at for at, name in enumerate(columns.column_names)}
    return sorted(found_by_key(found), key=lambda f: (f.start, names.get(f.evidence["column"], -1), f.message))


def found_by_key(findings: set[_Key]) -> list[Finding]:
    """Make the findings of distinct failures."""
    return [record_finding(*key) for key in findings]


_Key = tuple[int | None, str | None, str | None, str]


def _plain(cases: Any) -> list[dict[str, Any]]:
    """Return the failure cases of another backend's data frame as rows."""
    rows: list[dict[str, Any]] = cases.to_dicts() if hasattr(cases, "to_dicts") else cases.to_dict("records")
    return rows


def _of_case(case: dict[str, Any], places: _Places) -> Iterator[_Key]:
    column, check, value = case["column"], str(case["check"]), case["failure_case"]
    text = None if value is None or value != value else str(value)  # noqa: PLR0124 - pandas says NaN for null
    if case["schema_context"] == "DataFrameSchema" and check.startswith("column_in"):
        yield None, text, None, "is missing" if check == "column_in_dataframe" else f"fails {check}"
        return
    if check.startswith(("dtype", "coerce_dtype")):
        index = _index(case)
        fault = f"is {text}, not of {check}" if index is None else f"fails {check}"
        yield index, column, text if index is not None else None, fault
        return
    rows = places.rows(column, text) if _index(case) is None or check == "not_nullable" else [_index(case)]
    for row in rows[1:] if check in _UNIQUENESS else rows:
        yield row, column, text, "may not be null" if check == "not_nullable" else f"fails {check}"
    if not rows:
        yield None, column, None, f"fails {check}: {text}"


def _index(case: dict[str, Any]) -> int | None:
    index = case["index"]
    return int(index) if isinstance(index, int | float) and index == index else None  # noqa: PLR0124 - NaN


class _Places:
    """Where each value of a column stands."""

    def __init__(self, columns: pa.Table) -> None:
        self._columns = columns
        self._known: dict[tuple[str, ...], dict[str | None, list[int]]] = {}

    def rows(self, column: str | None, text: str | None) -> Sequence[int]:
        """Return the rows in which a column has a value, or, without a column, the rows of that content as JSON."""
        if column is not None:
            return self._of((column,)).get(text, []) if column in self._columns.column_names else []
        try:
            names = tuple(json.loads(text or ""))
        except ValueError:
            return []
        if not set(names) <= set(self._columns.column_names):
            return []
        return self._of(names).get(text, [])

    def _of(self, names: tuple[str, ...]) -> dict[str | None, list[int]]:
        if names not in self._known:
            found = self._known[names] = {}
            single = len(names) == 1
            for at, row in enumerate(self._columns.select(list(names)).to_pylist()):
                value = row[names[0]] if single else json.dumps(row, default=str)
                found.setdefault(None if value is None else str(value), []).append(at)
        return self._known[names]
