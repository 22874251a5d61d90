"""Failures of a schema as findings, each with its row and column.

pandera's pyarrow backend gives the failing value without its row, so the rows are found by the value: a check of a
column gives the same answer for the same value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
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
    found = {finding for case in rows for finding in _of_case(case, places) if case["check"] not in _UNIQUENESS}
    found |= set(_repeats([case for case in rows if case["check"] in _UNIQUENESS], places))
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
    for row in rows:
        yield row, column, text, "may not be null" if check == "not_nullable" else f"fails {check}"
    if not rows:
        yield None, column, None, f"fails {check}: {text}"


def _repeats(cases: Sequence[dict[str, Any]], places: _Places) -> Iterator[_Key]:
    """Give every row but the first of each value, or of several columns' values, that should occur once.

    The backends tell repeated rows in three ways: by their content, by row, and by row with a case for each column.
    """
    together = [case["column"] for case in cases if case["check"] == "multiple_fields_uniqueness" and case["column"]]
    for case in cases:
        column, index = case["column"], _index(case)
        content: str | None = str(case["failure_case"])
        joint = case["check"] == "multiple_fields_uniqueness"
        names = places.names(together or _keys(str(content)) if joint else [column])
        if index is not None and names:
            content = places.content(names, index)
        rows = places.of(names).get(content, [])
        for row in rows[1:] or [index]:
            yield row, None if joint else column, content, "is not unique"


def _keys(content: str) -> list[str]:
    try:
        return list(json.loads(content))
    except ValueError:
        return []


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
        return self.of(self.names([column] if column else _keys(text or ""))).get(text, [])

    def names(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """Return the wanted columns in the table's order; none where one of them is not there."""
        asked = set(wanted)
        found = tuple(name for name in self._columns.column_names if name in asked)
        return found if len(found) == len(asked) else ()

    def content(self, names: tuple[str, ...], row: int) -> str | None:
        """Return what stands in a row: a column's value, or the values of several as JSON."""
        return _content(self._columns.select(list(names)).slice(row, 1).to_pylist()[0], names)

    def of(self, names: tuple[str, ...]) -> dict[str | None, list[int]]:
        """Return the rows of each content of these columns."""
        if names and names not in self._known:
            found: dict[str | None, list[int]] = {}
            for at, row in enumerate(self._columns.select(list(names)).to_pylist()):
                found.setdefault(_content(row, names), []).append(at)
            self._known[names] = found
        return self._known.get(names, {})


def _content(row: dict[str, Any], names: Sequence[str]) -> str | None:
    value = row[names[0]] if len(names) == 1 else json.dumps(row, default=str)
    return None if value is None else str(value)
