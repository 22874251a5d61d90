"""The figures and claims tables of a run as pandera schemas; the failure cases of the claim checks are its findings.

There is one check a claim rule, named by the rule's code, on the column `comparison`. It calls the same predicate,
`Comparison.verdict`, that decides a single text, so that both ways agree by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

import pandera.pyarrow as pa_schema
import pyarrow as pa
from pandera.errors import SchemaErrors

from kanwu.figure import Comparison, Verdict
from kanwu.rule import ClaimRule, catalogue


def figures_schema() -> Any:
    """Return the schema of a figures table: places, and intervals as exact rationals in text."""
    return pa_schema.DataFrameSchema(
        {
            "document": pa_schema.Column(pa.string()),
            "text": pa_schema.Column(pa.string()),
            "start": pa_schema.Column(pa.int64(), pa_schema.Check.ge(0)),
            "end": pa_schema.Column(pa.int64(), _check("span", _span_is_not_empty)),
            "low": pa_schema.Column(pa.string(), _check("rational", _each(_is_rational, "low"))),
            "high": pa_schema.Column(pa.string(), _check("interval", _interval_is_ordered)),
            "low_open": pa_schema.Column(pa.bool_()),
            "high_open": pa_schema.Column(pa.bool_()),
            "unit": pa_schema.Column(pa.string()),
            "approximator": pa_schema.Column(pa.string(), nullable=True),
            "kind": pa_schema.Column(pa.string(), pa_schema.Check.isin(["quantity", "ordinal", "date"])),
        },
        name="Figures",
    )


def claims_schema() -> Any:
    """Return the schema of a claims table: one row a claim, one check a claim rule."""
    rules = _claim_rules()
    return pa_schema.DataFrameSchema(
        {
            "document": pa_schema.Column(pa.string()),
            "kind": pa_schema.Column(pa.string(), pa_schema.Check.isin([rule.kind for rule in rules])),
            "code": pa_schema.Column(pa.string(), pa_schema.Check.isin([rule.code for rule in rules])),
            "start": pa_schema.Column(pa.int64(), pa_schema.Check.ge(0)),
            "end": pa_schema.Column(pa.int64(), _check("span", _span_is_not_empty)),
            "relation": pa_schema.Column(pa.string()),
            "comparison": pa_schema.Column(
                pa.string(), [_check(rule.code, _holds_for(rule.code)) for rule in rules], nullable=True
            ),
            "verdict": pa_schema.Column(pa.string(), pa_schema.Check.isin([str(verdict) for verdict in Verdict])),
            "reason": pa_schema.Column(pa.string(), nullable=True),
        },
        name="Claims",
    )


def failed_claims(claims: pa.Table) -> set[tuple[str, str]]:
    """Validate a claims table and return which claims do not hold, as pairs of code and comparison.

    Raises:
        pandera.errors.SchemaErrors: the table itself is malformed.
    """
    codes = {rule.code for rule in _claim_rules()}
    try:
        _claims().validate(claims, lazy=True)
    except SchemaErrors as errors:
        rows = errors.failure_cases.select(["check", "failure_case"]).to_pylist()
        failed = {(row["check"], row["failure_case"]) for row in rows}
        if any(check not in codes for check, _ in failed):
            raise
        return failed
    return set()


def validate_figures(figures: pa.Table) -> None:
    """Validate a figures table.

    Raises:
        pandera.errors.SchemaErrors: with every row that is malformed.
    """
    _figures().validate(figures, lazy=True)


_claims = cache(claims_schema)
_figures = cache(figures_schema)


@cache
def _claim_rules() -> tuple[ClaimRule, ...]:
    return tuple(rule for rule in catalogue().rules if isinstance(rule, ClaimRule))


def _check(name: str, function: Callable[[pa.Table], Iterable[bool]]) -> Any:
    """Make a pandera check of a function from the table to one truth value a row."""
    return pa_schema.Check(lambda data: pa.array(function(data.table), pa.bool_()), name=name)


def _each(test: Callable[[Any], bool], column: str) -> Callable[[pa.Table], Iterable[bool]]:
    return lambda table: [test(value) for value in table[column].to_pylist()]


@lru_cache(maxsize=1 << 14)  # the same figures stand in many documents
def _is_rational(text: str) -> bool:
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    return True


def _span_is_not_empty(table: pa.Table) -> Iterable[bool]:
    return [start < end for start, end in _pairs(table, "start", "end")]


def _interval_is_ordered(table: pa.Table) -> Iterable[bool]:
    return [_is_ordered(low, high) for low, high in _pairs(table, "low", "high")]


@lru_cache(maxsize=1 << 14)
def _is_ordered(low: str, high: str) -> bool:
    return _is_rational(low) and _is_rational(high) and Fraction(low) <= Fraction(high)


def _pairs(table: pa.Table, first: str, second: str) -> Iterable[tuple[Any, Any]]:
    return zip(table[first].to_pylist(), table[second].to_pylist(), strict=True)


def _holds_for(code: str) -> Callable[[pa.Table], Iterable[bool]]:
    """Make the check of one claim rule: its claims hold; the claims of others are none of its business."""

    def holds(table: pa.Table) -> Iterable[bool]:
        return [
            other != code or text is None or Comparison.parse(text).verdict() is Verdict.CONSISTENT
            for other, text in _pairs(table, "code", "comparison")
        ]

    return holds
