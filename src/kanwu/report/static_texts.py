"""The texts of a small run's documents, with their marks, for readers without JavaScript."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kanwu.report.page import PrintedFigure, ReportDocument, ReportFinding, RunReport

MOST = 200_000
"""Bytes of the documents of a run whose texts are written as HTML, too."""

MOST_MARKS = 5_000
"""Findings of such a run."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text.

    Attributes:
        lines: what stands there, cut at line feeds.
        kind: `applied`, `finding`, `figure`, or empty for text without a mark.
        after: the lines that take its place, where a fix was applied.
        title: what is said of it.
    """

    lines: Sequence[str]
    kind: str = ""
    after: Sequence[str] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class StaticText:
    """A document and the parts of its text, in order."""

    number: int
    document: ReportDocument
    parts: Sequence[Part]


def static_texts(report: RunReport) -> Sequence[StaticText]:
    """Return the texts of a report that can be shown, or none where the run is not small."""
    size = sum(document.size for document in report.documents)
    if report.texts is None or size > MOST or len(report.findings) > MOST_MARKS:
        return ()
    found: dict[str, list[ReportFinding]] = defaultdict(list)
    for finding in report.findings:
        found[finding.document].append(finding)
    shown: list[StaticText] = []
    left = MOST
    for number, document in enumerate(report.documents, 1):
        text = report.texts(document.id, []).text
        figures = report.printed.get(document.id, ())
        left -= len(text)
        if left < 0:  # a record's size is that of its text as packed in its file
            return ()
        if text:
            shown.append(StaticText(number, document, tuple(_parts(text, found[document.id], figures))))
    return shown


def _parts(text: str, findings: Sequence[ReportFinding], figures: Sequence[PrintedFigure]) -> Iterator[Part]:
    """Cut a text at its marks; of marks that overlap, applied fixes go first, then findings, then figures."""
    taken = bytearray(len(text))
    marks: list[tuple[int, int, Part]] = []
    first = sorted(findings, key=lambda finding: (finding.outcome != "applied", finding.start, finding.end))
    spans = [(finding.start, finding.end, _mark(text, finding)) for finding in first]
    spans += [
        (figure.start, figure.end, Part(_lines(text[figure.start : figure.end]), "figure", title=figure.values))
        for figure in figures
    ]
    for start, end, part in spans:
        if end <= len(text) and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            marks.append((start, end, part))
    at = 0
    for start, end, part in sorted(marks, key=lambda mark: mark[:2]):
        if start > at:
            yield Part(_lines(text[at:start]))
        yield part
        at = end
    if at < len(text):
        yield Part(_lines(text[at:]))


def _mark(text: str, finding: ReportFinding) -> Part:
    lines = _lines(text[finding.start : finding.end])
    title = f"{finding.code} {finding.message}"
    if finding.outcome == "applied":
        return Part(lines, "applied", _lines(finding.after or ""), title)
    return Part(lines, "finding", title=title)


def _lines(text: str) -> Sequence[str]:
    return text.split("\n")
