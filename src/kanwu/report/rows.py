"""Rows of the report's tables: as the template writes them, and packed for the page's script.

`assets/rows.js` builds the same HTML from a packed row as `templates/rows.html.j2` from the value itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kanwu.report.page import SEVERITIES, ReportClaim, ReportDocument, ReportFinding
from kanwu.report.sorted_rows import PackedRow


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with its counts: errors, warnings, notes, figures, claims."""

    document: ReportDocument
    counts: tuple[int, ...]
    number: int

    @classmethod
    def of(cls, document: ReportDocument, severities: Mapping[str, Mapping[str, int]], number: int) -> DocumentRow:
        """Join a document with the findings counted by severity."""
        found = severities.get(document.id, dict.fromkeys(SEVERITIES, 0))
        return cls(document, (*(found[severity] for severity in SEVERITIES), document.figures, document.claims), number)

    @property
    def findings(self) -> int:
        """How many findings it has."""
        return sum(self.counts[: len(SEVERITIES)])


def pack_document(row: DocumentRow) -> PackedRow:
    """Return a row of the documents table as plain values."""
    document = row.document
    return document.id, document.status, row.counts, document.encoding, row.number


def pack_file(document: ReportDocument) -> PackedRow:
    """Return a row of the files table as plain values."""
    return document.id, document.path, document.size, document.sha256_in, document.sha256_out


def pack_finding(finding: ReportFinding) -> PackedRow:
    """Return a row of the findings table as plain values; the number of its document comes behind them."""
    return (
        finding.document,
        finding.code,
        finding.severity,
        finding.message,
        finding.line,
        finding.column,
        finding.start,
        finding.end,
        finding.context_before,
        finding.before,
        finding.after,
        finding.context_after,
        finding.safety,
        finding.outcome,
        tuple(finding.evidence.items()),
    )


def pack_claim(claim: ReportClaim) -> PackedRow:
    """Return a row of the claims table as plain values; the number of its document comes behind them."""
    return (
        claim.document,
        claim.kind,
        claim.code,
        claim.verdict,
        claim.relation,
        claim.line,
        claim.column,
        claim.start,
        claim.end,
        tuple((figure.text, figure.line, figure.column, figure.start, figure.end) for figure in claim.figures),
        claim.comparison,
        claim.computed,
        claim.stated,
        claim.reason,
        tuple((text, int(marked)) for text, marked in claim.excerpt),
    )
