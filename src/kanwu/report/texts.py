"""The documents with their texts, packed for the page's script, which marks every finding and figure in its place."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from kanwu.report.json_text import to_json
from kanwu.report.page import PrintedFigure, ReportClaim, ReportDocument, ReportFinding, ReportText, RunReport
from kanwu.report.printed import Printed
from kanwu.report.rows import pack_claim, pack_finding
from kanwu.report.sorted_rows import SortedRows

LONGEST = 1_000_000
"""Characters of a document that are shown; what a finding says beyond is listed with its context."""

MOST = 40_000_000
"""Characters of text in a report; the documents that need a look first have theirs."""

_TOGETHER = 256  # documents whose findings are read together

_Numbered = tuple[int, Any]
_Item = TypeVar("_Item", ReportFinding, ReportClaim)


@dataclass(frozen=True, slots=True)
class PackedDocument:
    """A document as the script reads it: its number, from 1, and JSON."""

    number: int
    json: str


def pack_documents(report: RunReport) -> Iterator[PackedDocument]:
    """Pack every document of a report, in its order."""
    findings, claims = _by_document(report.findings), _by_document(report.claims)
    left = MOST
    for first in range(0, len(report.documents), _TOGETHER):
        documents = report.documents[first : first + _TOGETHER]
        names = [document.id for document in documents]
        found, claimed, printed = findings(names), claims(names), _printed(report, names)
        for number, document in enumerate(documents, first + 1):
            items = found.get(document.id, ()), claimed.get(document.id, ())
            offsets = [item for some in items for _, item in some]
            shown = _text(report, document, offsets) if left > 0 else ReportText()
            left -= len(shown.text)
            packed = _pack(document, number, shown, items, printed.get(document.id, ()))
            yield PackedDocument(number, to_json(packed))


def _by_document(items: Sequence[_Item]) -> Callable[[Sequence[str]], Mapping[str, Sequence[_Numbered]]]:
    """Return a function that gives the items of some documents with their numbers."""
    if isinstance(items, SortedRows):
        return items.of
    grouped: dict[str, list[_Numbered]] = defaultdict(list)
    for number, item in enumerate(items, 1):
        grouped[item.document].append((number, item))
    return lambda _: grouped


def _printed(report: RunReport, names: Sequence[str]) -> Mapping[str, Sequence[PrintedFigure]]:
    return report.printed.of(names) if isinstance(report.printed, Printed) else report.printed


def _text(report: RunReport, document: ReportDocument, items: Sequence[ReportFinding | ReportClaim]) -> ReportText:
    if report.texts is None:
        return ReportText()
    return report.texts(document.id, sorted({offset for item in items for offset in (item.start, item.end)}))


def _pack(
    document: ReportDocument,
    number: int,
    shown: ReportText,
    items: tuple[Sequence[_Numbered], Sequence[_Numbered]],
    printed: Sequence[PrintedFigure],
) -> dict[str, Any]:
    findings, claims = (sorted(some, key=lambda each: (each[1].start, each[1].end, each[0])) for some in items)
    bytes_at = shown.bytes_at.get
    return {
        "number": number,
        "id": document.id,
        "path": document.path,
        "status": document.status,
        "reason": document.reason,
        "encoding": document.encoding,
        "size": document.size,
        "read": document.sha256_in,
        "written": document.sha256_out,
        "length": len(shown.text),
        "text": shown.text[:LONGEST],
        "why": shown.reason,
        "findings": [
            [at, pack_finding(item, number), bytes_at(item.start, -1), bytes_at(item.end, -1)] for at, item in findings
        ],
        "claims": [
            [at, pack_claim(item, number), bytes_at(item.start, -1), bytes_at(item.end, -1)] for at, item in claims
        ],
        "figures": _figures(printed, [claim for _, claim in claims]),
    }


def _figures(printed: Sequence[PrintedFigure], claims: Sequence[ReportClaim]) -> list[list[Any]]:
    """Join the figures of a document with those that only a claim reads, such as dates."""
    known = sorted((figure.start, figure.end, figure.values) for figure in printed)
    starts = [start for start, *_ in known]
    others = set()
    for figure in (figure for claim in claims for figure in claim.figures):
        at = bisect_left(starts, figure.end)
        if not at or known[at - 1][1] <= figure.start:
            others.add((figure.start, figure.end, ""))
    return [list(each) for each in sorted({*known, *others})]
