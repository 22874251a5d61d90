"""Fill the page model from the record of a run and the rows of its tables."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from kanwu.report.again import commands_again
from kanwu.report.decimals import both_sides
from kanwu.report.page import (
    SEVERITIES,
    STATUSES,
    VERDICTS,
    Counts,
    ReportClaim,
    ReportDocument,
    ReportFigure,
    ReportFinding,
    ReportRule,
    RunReport,
    Tally,
    Texts,
    Totals,
    Trend,
    codes_of,
    outcome_of,
)
from kanwu.report.printed import Printed
from kanwu.report.rows import pack_claim
from kanwu.report.sorted_rows import PackedRow, SortedRows, damaged, natural
from kanwu.rule import catalogue

_Row = Mapping[str, Any]

CONTEXT = 16
"""Characters shown beside a finding; the document's page shows the rest."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": (
        *("id", "path", "status", "reason", "encoding", "bytes"),
        *("sha256_in", "sha256_out", "findings", "figures", "claims"),
    ),
    "findings": (
        *("document", "code", "severity", "start", "end", "line", "column", "message"),
        *("before", "after", "safety", "applied", "evidence", "context_before", "context_after"),
    ),
    "claims": (
        *("document", "kind", "code", "verdict", "relation", "reason", "start", "end"),
        *("line", "column", "figures", "comparison", "context", "context_start"),
    ),
    "figures": ("document", "start", "end", "low", "high", "low_open", "high_open", "unit", "approximator"),
}
"""What a row of each table must hold; the tables of a run are wider."""


FILE_COLUMNS = ("id", "path", "status", "bytes", "sha256_in", "sha256_out")
"""What a row of the files must hold."""


def build_report(  # noqa: PLR0917 - the tables of a run, in their order
    record: _Row,
    documents: Iterable[_Row],
    findings: pa.Table | Iterable[_Row],
    claims: pa.Table | Iterable[_Row],
    figures: pa.Table | Iterable[_Row] = (),
    texts: Texts | None = None,
    trend: Trend | None = None,
    files: Iterable[_Row] = (),
    totals: Totals | None = None,
) -> RunReport:
    """Fill the page model, what needs a look first.

    Args:
        record: what the run's record says.
        documents: the rows of its documents, with at least these `COLUMNS`.
        findings: the rows of its findings, in any order; those of a table are made into findings when asked for.
        claims: the rows of its claims, in any order; none where no claims were looked for.
        figures: the rows of its figures.
        texts: gives the texts of its documents; without it the report marks nothing in place.
        trend: the run against an earlier one.
        files: the rows of its files, with at least these `FILE_COLUMNS`.
        totals: what the whole run has, where the rows are only some of its.

    Raises:
        RunError: the record or a row lacks something, or holds what no run of this version writes.
    """
    try:
        report = _report(
            record,
            [_document(row) for row in documents],
            _sorted(findings, (_finding, _pack_findings), _finding_order, ("severity", SEVERITIES), _FINDING_ORDER),
            _sorted(claims, (_claim, _pack_claims), _claim_order, ("verdict", VERDICTS), _CLAIM_ORDER),
            totals,
        )
        listed = tuple(map(_file, files))
        return replace(report, printed=Printed(figures), texts=texts, trend=trend, files=listed)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise damaged(error) from error


_Item = TypeVar("_Item")


def _sorted(
    rows: pa.Table | Iterable[_Row],
    makers: tuple[Callable[[_Row], _Item], Callable[[pa.Table], Iterable[PackedRow]]],
    key: Callable[[_Item], tuple[object, ...]],
    level: tuple[str, tuple[str, ...]],
    columns: tuple[str, ...],
) -> Sequence[_Item]:
    """Return what is made of rows, the worst `level` first, then by some columns; `key` says the same of an item."""
    make, pack = makers
    if not isinstance(rows, pa.Table):
        return tuple(sorted(map(make, rows), key=key))
    name, levels = level
    ranks = pc.index_in(rows[name], pa.array(levels, rows.schema.field(name).type))
    if ranks.null_count:
        raise ValueError(f"a {name} is none of {', '.join(levels)}")
    keyed = pa.table({"level": ranks, **{column: rows[column] for column in columns}})
    keyed = keyed.set_column(1, "document", _ranks(rows["document"]))
    order = pc.sort_indices(keyed, [("level", "ascending"), *((column, "ascending") for column in columns)])
    return SortedRows(rows, order, lambda table: map(make, table.to_pylist()), pack)


def _ranks(names: pa.ChunkedArray[Any]) -> Any:
    """Return the place of each name among all of them in their natural order."""
    different: list[Any] = pc.unique(names).to_pylist()
    return pc.index_in(names, pa.array(sorted(different, key=natural), names.type))


_FINDING_ORDER = ("document", "start", "end", "code")
_CLAIM_ORDER = (*_FINDING_ORDER, "relation")


def _report(
    record: _Row,
    documents: list[ReportDocument],
    findings: Sequence[ReportFinding],
    claims: Sequence[ReportClaim],
    totals: Totals | None,
) -> RunReport:
    report = RunReport(
        tool=record["tool"]["name"],
        version=record["tool"]["version"],
        command=shlex.join(record["command"]),
        config={name: _setting(value) for name, value in record["config"].items()},
        started=record["started"],
        finished=record["finished"],
        counts=_counts(record["counts"]),
        documents=tuple(documents),
        findings=findings,
        claims=claims,
        figures=sum(document.figures for document in documents) if totals is None else totals.figures,
        versions=_versions(record),
        again=commands_again(record),
        totals=totals,
    )
    return _worst_first(replace(report, rules=_rules(codes_of(report), record.get("rules") or {})))


def _document(row: _Row) -> ReportDocument:
    return ReportDocument(
        id=row["id"],
        path=row["path"],
        status=_one_of(STATUSES, row["status"]),
        encoding=row["encoding"] or "",
        size=row["bytes"] or 0,
        sha256_in=row["sha256_in"] or "",
        sha256_out=row["sha256_out"] or "",
        findings=row["findings"] or 0,
        figures=row["figures"] or 0,
        claims=row["claims"] or 0,
        reason=row["reason"] or "",
    )


def _file(row: _Row) -> ReportDocument:
    return ReportDocument(
        id=row["id"],
        path=row["path"],
        status=_one_of(STATUSES, row["status"]),
        size=row["bytes"] or 0,
        sha256_in=row["sha256_in"] or "",
        sha256_out=row["sha256_out"] or "",
    )


def _finding(row: _Row) -> ReportFinding:
    return ReportFinding(
        document=row["document"],
        code=row["code"],
        severity=_one_of(SEVERITIES, row["severity"]),
        message=row["message"],
        line=row["line"],
        column=row["column"],
        start=row["start"],
        end=row["end"],
        context_before=(row["context_before"] or "")[-CONTEXT:],
        before=row["before"] or "",
        after=row["after"],
        context_after=(row["context_after"] or "")[:CONTEXT],
        safety=row["safety"] or "",
        applied=bool(row["applied"]),
        evidence=dict(_evidence(row["evidence"])),
    )


def _pack_findings(table: pa.Table) -> Iterable[PackedRow]:
    """Pack rows of findings column by column, to what `pack_finding` makes of `_finding`."""
    given = {name: table[name].to_pylist() for name in COLUMNS["findings"]}
    after, applied = given["after"], given["applied"]
    made = {
        "context_before": [(text or "")[-CONTEXT:] for text in given["context_before"]],
        "before": [text or "" for text in given["before"]],
        "context_after": [(text or "")[:CONTEXT] for text in given["context_after"]],
        "safety": [safety or "" for safety in given["safety"]],
        "outcome": [outcome_of(bool(is_applied), fix) for is_applied, fix in zip(applied, after, strict=True)],
        "evidence": [_evidence(text) for text in given["evidence"]],
    }
    columns = given | made
    return zip(*(columns[name] for name in _PACKED_FINDING), strict=True)


_PACKED_FINDING = (
    *("document", "code", "severity", "message", "line", "column", "start", "end"),
    *("context_before", "before", "after", "context_after", "safety", "outcome", "evidence"),
)


@lru_cache(1 << 14)  # the same is said of many places
def _evidence(text: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in json.loads(text or "{}").items())


def _pack_claims(table: pa.Table) -> Iterable[PackedRow]:
    return (pack_claim(_claim(row)) for row in table.to_pylist())


def _claim(row: _Row) -> ReportClaim:
    figures = tuple(
        ReportFigure(item["text"], item["start"], item["end"], item.get("line", 0), item.get("column", 0))
        for item in json.loads(row["figures"] or "[]")
    )
    comparison = row["comparison"] or ""
    # Where a claim holds as rounded, that the figure may also have been cut off is beside the point.
    decisive = comparison.partition(" or ")[0] if row["verdict"] == "consistent" else comparison
    computed, stated = both_sides(decisive)
    return ReportClaim(
        document=row["document"],
        kind=row["kind"],
        code=row["code"],
        verdict=_one_of(VERDICTS, row["verdict"]),
        relation=row["relation"],
        line=row["line"],
        column=row["column"],
        start=row["start"],
        end=row["end"],
        figures=figures,
        comparison=comparison,
        computed=computed,
        stated=stated,
        reason=row["reason"] or "",
        excerpt=tuple(_excerpt(row["context"] or "", row["context_start"], figures)),
    )


def _excerpt(context: str, start: int | None, figures: Sequence[ReportFigure]) -> Iterator[tuple[str, bool]]:
    """Split the text around a claim at its figures; one that does not stand where it should is not marked.

    The middle of a long context is left out, so that offsets lead astray behind the gap.
    """
    at = 0
    if start is not None:
        for first, last in sorted({(figure.start - start, figure.end - start) for figure in figures}):
            if first >= at and context[first:last] in {figure.text for figure in figures}:
                yield from (piece for piece in ((context[at:first], False), (context[first:last], True)) if piece[0])
                at = last
    if at < len(context):
        yield context[at:], False


def _one_of(allowed: tuple[str, ...], value: str) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    return value


def _counts(counts: _Row) -> Counts:
    documents = counts["documents"]
    clean, mended, quarantined = (documents.get(status, 0) for status in ("clean", "mended", "quarantined"))
    return Counts(counts["read"], clean, mended, quarantined, counts.get("passed_over") or {})


def _setting(value: object) -> str:
    """Write a setting as TOML would."""
    return json.dumps(value, ensure_ascii=False)


def _versions(record: _Row) -> dict[str, str]:
    """Return what made the run, by name: the hash of its code, Python, the libraries."""
    code = {"code": record["tool"]["sha256"]} if "sha256" in record["tool"] else {}
    return code | {str(name): str(version) for name, version in (record.get("libraries") or {}).items()}


def _rules(codes: set[str], versions: _Row) -> tuple[ReportRule, ...]:
    return tuple(
        ReportRule(rule.code, rule.name, rule.summary, str(rule.severity), rule.doc, str(versions.get(rule.code, "")))
        for rule in catalogue().rules
        if rule.code in codes
    )


def _worst_first(report: RunReport) -> RunReport:
    """Put the documents in the order in which a reader should look at them."""
    severities = Tally.of(report).by_document

    def badness(document: ReportDocument) -> tuple[object, ...]:
        found = severities.get(document.id, {})
        return (
            STATUSES[0] != document.status,
            *(-found.get(severity, 0) for severity in SEVERITIES),
            natural(document.id),
        )

    return replace(report, documents=tuple(sorted(report.documents, key=badness)))


def _finding_order(finding: ReportFinding) -> tuple[object, ...]:
    return SEVERITIES.index(finding.severity), natural(finding.document), finding.start, finding.end, finding.code


def _claim_order(claim: ReportClaim) -> tuple[object, ...]:
    return VERDICTS.index(claim.verdict), natural(claim.document), claim.start, claim.end, claim.code, claim.relation
