"""The documents with their texts, packed for the page's script, which marks every finding and figure in its place."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from kanwu.report.json_text import to_json
from kanwu.report.page import ReportDocument, ReportText, RunReport
from kanwu.report.printed import Printed, PrintedSpan
from kanwu.report.rows import pack_claim, pack_finding
from kanwu.report.sorted_rows import PackedRow, SortedRows

LONGEST = 1_000_000
"""Characters of a document that are shown; what a finding says beyond is listed with its context."""

MOST = 40_000_000
"""Characters of text in a report; the documents that need a look first have theirs."""

_TOGETHER = 256  # documents whose findings are read together

_Numbered = tuple[int, PackedRow]
_Marked = tuple[int, int, int, PackedRow]  # the first character, that after the last, the number of the row, the row

_FINDING_PLACE = itemgetter(6, 7)  # where a packed row keeps its first character and that after the last
_CLAIM_PLACE = itemgetter(7, 8)
_CLAIM_FIGURES = 9  # where a packed claim keeps its figures: text, line, column, start, end


@dataclass(frozen=True, slots=True)
class PackedDocument:
    """A document as the script reads it: its number, from 1, and JSON."""

    number: int
    json: str


def pack_documents(report: RunReport) -> Iterator[PackedDocument]:
    """Pack every document of a report, in its order."""
    findings, claims = _by_document(report.findings, pack_finding), _by_document(report.claims, pack_claim)
    left = MOST
    for first in range(0, len(report.documents), _TOGETHER):
        documents = report.documents[first : first + _TOGETHER]
        names = [document.id for document in documents]
        found, claimed, printed = findings(names), claims(names), _printed(report, names)
        for number, document in enumerate(documents, first + 1):
            items = (
                _in_order(found.get(document.id, ()), _FINDING_PLACE),
                _in_order(claimed.get(document.id, ()), _CLAIM_PLACE),
            )
            shown = _text(report, document, items) if left > 0 else ReportText()
            left -= len(shown.text)
            packed = _pack(document, number, shown, items, printed.get(document.id, ()))
            yield PackedDocument(number, to_json(packed))


def _by_document(
    items: Sequence[Any], pack: Callable[[Any], PackedRow]
) -> Callable[[Sequence[str]], Mapping[str, Sequence[_Numbered]]]:
    """Return a function that gives the items of some documents packed, with their numbers."""
    if isinstance(items, SortedRows):
        return items.packed_of
    grouped: dict[str, list[_Numbered]] = defaultdict(list)
    for number, item in enumerate(items, 1):
        grouped[item.document].append((number, pack(item)))
    return lambda _: grouped


def _in_order(items: Iterable[_Numbered], place: Callable[[PackedRow], tuple[int, int]]) -> Sequence[_Marked]:
    """Put the rows of a document in the order of their places."""
    return sorted((*place(row), number, row) for number, row in items)


def _printed(report: RunReport, names: Sequence[str]) -> Mapping[str, Sequence[PrintedSpan]]:
    if isinstance(report.printed, Printed):
        return report.printed.spans_of(names)
    return {
        name: [(figure.start, figure.end, figure.values) for figure in report.printed.get(name, ())] for name in names
    }


def _text(report: RunReport, document: ReportDocument, items: Iterable[Sequence[_Marked]]) -> ReportText:
    if report.texts is None:
        return ReportText()
    offsets = {offset for some in items for start, end, *_ in some for offset in (start, end)}
    return report.texts(document.id, sorted(offsets))


def _pack(
    document: ReportDocument,
    number: int,
    shown: ReportText,
    items: tuple[Sequence[_Marked], Sequence[_Marked]],
    printed: Sequence[PrintedSpan],
) -> dict[str, Any]:
    bytes_at = shown.bytes_at.get
    findings, claims = (
        [[at, row, bytes_at(start, -1), bytes_at(end, -1)] for start, end, at, row in some] for some in items
    )
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
        "findings": findings,
        "claims": claims,
        "figures": _figures(printed, [row for *_, row in items[1]]),
    }


def _figures(printed: Sequence[PrintedSpan], claims: Sequence[PackedRow]) -> Sequence[PrintedSpan]:
    """Join the figures of a document with those that only a claim reads, such as dates."""
    known = sorted(printed)
    starts = [start for start, *_ in known]
    others: set[PrintedSpan] = set()
    for *_, start, end in (figure for claim in claims for figure in claim[_CLAIM_FIGURES]):
        at = bisect_left(starts, end)
        if not at or known[at - 1][1] <= start:
            others.add((start, end, ""))
    return sorted({*known, *others}) if others else known
