"""The texts of a small run's documents, with their marks, for readers without JavaScript."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
        kind: `applied`, `finding`, or empty where there is none.
        after: the lines that take its place, where a fix was applied.
        title: what is said of it.
        figure: the values of the figure that it belongs to, or empty.
    """

    lines: Sequence[str]
    kind: str = ""
    after: Sequence[str] = ()
    title: str = ""
    figure: str = ""


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
    """Cut a text wherever a mark begins or ends; where findings overlap, the applied fix is the one that is shown."""
    found: list[ReportFinding | None] = [None] * len(text)
    for finding in sorted(findings, key=lambda each: (each.outcome == "applied", each.start - each.end)):
        found[finding.start : finding.end] = [finding] * (min(finding.end, len(text)) - finding.start)
    printed = [""] * len(text)
    for figure in figures:
        printed[figure.start : figure.end] = [figure.values or " "] * (min(figure.end, len(text)) - figure.start)
    inserted = {each.start: each for each in findings if each.start == each.end and each.outcome == "applied"}
    cuts = {0, len(text), *(at for finding in findings for at in (finding.start, finding.end))}
    cuts |= {at for figure in figures for at in (figure.start, figure.end)}
    for start, end in pairwise(sorted(cut for cut in cuts if cut <= len(text))):
        if start in inserted:
            yield _part("", inserted[start], "", start)
        yield _part(text[start:end], found[start], printed[start], end)
    if len(text) in inserted:
        yield _part("", inserted[len(text)], "", len(text))


def _part(text: str, finding: ReportFinding | None, figure: str, end: int) -> Part:
    lines = _lines(text)
    if finding is None:
        return Part(lines, figure=figure)
    title = f"{finding.code} {finding.message}"
    if finding.outcome != "applied":
        return Part(lines, "finding", title=title, figure=figure)
    return Part(lines, "applied", _lines(finding.after or "") if end == finding.end else (), title, figure)


def _lines(text: str) -> Sequence[str]:
    return text.split("\n")
