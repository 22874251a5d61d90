"""The page model: everything the HTML report of a run shows, as plain values.

Offsets, lines and columns count code points of the decoded source; lines and columns begin at 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kanwu.figure import Verdict
from kanwu.finding import Severity
from kanwu.report.sorted_rows import counted, different

SEVERITIES = tuple(map(str, Severity))
"""From worst to least; also their order on the page."""

VERDICTS = (*(str(verdict) for verdict in Verdict if verdict is not Verdict.CONSISTENT), str(Verdict.CONSISTENT))
"""From what a reader must look at to what holds."""

WORST = 8
"""Documents that the chart by file shows."""

QUARANTINED = "quarantined"
STATUSES = (QUARANTINED, "mended", "clean")
"""What became of a document."""


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """One document of the run.

    Attributes:
        id: unique in the run.
        path: where it was read from, relative to what was scanned.
        status: one of `STATUSES`.
        encoding: the codec its bytes were decoded with, or empty where they were not.
        size: its length in bytes.
        sha256_in: hash of the bytes read, in hexadecimal.
        sha256_out: hash of the bytes written, or empty where nothing was.
        findings: how many findings it has.
        figures: how many figures were read in it.
        claims: how many claims were found in it.
        reason: why it was quarantined, or empty.
    """

    id: str
    path: str
    status: str
    encoding: str = ""
    size: int = 0
    sha256_in: str = ""
    sha256_out: str = ""
    findings: int = 0
    figures: int = 0
    claims: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """A rule that fired.

    Attributes:
        document: the id of its document.
        code: the rule's code.
        severity: one of `SEVERITIES`.
        message: one sentence.
        line: line of the first character.
        column: its column.
        start: offset of the first character.
        end: offset after the last.
        context_before: some source text before the place.
        before: the source text at the place.
        after: what takes its place; empty where it is removed, None where there is no fix.
        context_after: some source text after the place.
        safety: `safe`, `unsafe`, or empty where there is no fix.
        applied: whether the fix is in the cleaned text.
        evidence: what the finding rests on.
    """

    document: str
    code: str
    severity: str
    message: str
    line: int
    column: int
    start: int
    end: int
    context_before: str = ""
    before: str = ""
    after: str | None = None
    context_after: str = ""
    safety: str = ""
    applied: bool = False
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def outcome(self) -> str:
        """What was done about it: `applied`, `proposed` (a fix that was not applied) or `flagged`."""
        return outcome_of(self.applied, self.after)


def outcome_of(applied: bool, after: str | None) -> str:  # noqa: FBT001 - two columns of a row
    """Return what was done about a finding whose fix is `after`."""
    if applied:
        return "applied"
    return "flagged" if after is None else "proposed"


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A figure of a claim: as printed, and where; line and column are 0 where they are not known."""

    text: str
    start: int
    end: int
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class ReportClaim:
    """A relation between figures, and whether it holds.

    Attributes:
        document: the id of its document.
        kind: its kind, such as `share`.
        code: the rule that found it.
        verdict: one of `VERDICTS`.
        relation: the arithmetic on one line.
        line: line of the first character it covers.
        column: its column.
        start: offset of the first character it covers.
        end: offset after the last.
        figures: the figures it relates.
        comparison: the exact test in interval notation, or empty.
        computed: in decimals, what the figures compute to, or empty.
        stated: in decimals, what the text states, or empty.
        reason: why it cannot be checked, or empty.
        excerpt: the source text around it in pieces; True marks a figure of the claim.
    """

    document: str
    kind: str
    code: str
    verdict: str
    relation: str
    line: int
    column: int
    start: int
    end: int
    figures: tuple[ReportFigure, ...] = ()
    comparison: str = ""
    computed: str = ""
    stated: str = ""
    reason: str = ""
    excerpt: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure as it stands in a document: its place, and in decimals the values it can stand for, with the unit."""

    start: int
    end: int
    values: str


@dataclass(frozen=True, slots=True)
class ReportText:
    """The source text of a document.

    Attributes:
        text: the decoded text as it was read; empty where there is none to show.
        reason: why there is none, as a key of the strings, or empty.
        bytes_at: the offset in bytes of the input for offsets in code points that were asked for.
    """

    text: str = ""
    reason: str = ""
    bytes_at: Mapping[int, int] = field(default_factory=dict)


Texts = Callable[[str, Sequence[int]], ReportText]
"""Gives the text of a document by its id, and where in its bytes the named characters begin."""


@dataclass(frozen=True, slots=True)
class ReportRule:
    """A rule for the legend; `doc` is its page in Markdown, `version` a hash of its source code or empty."""

    code: str
    name: str = ""
    summary: str = ""
    severity: str = ""
    doc: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class TrendRow:
    """What became of one kind of finding or claim since an earlier run.

    Attributes:
        name: a rule's code, or a verdict.
        before: how many there were in the earlier run.
        now: how many there are in this one.
        gone: how many of the earlier ones this run lacks.
        new: how many of this run's the earlier one lacks.
    """

    name: str
    before: int
    now: int
    gone: int
    new: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A run against an earlier one.

    Attributes:
        finished: when the earlier run ended.
        version: the tool's version then.
        read: documents read then and now.
        mended: documents mended then and now.
        quarantined: documents set aside then and now.
        rules: the findings by rule.
        verdicts: the claims by verdict.
    """

    finished: str
    version: str
    read: tuple[int, int]
    mended: tuple[int, int]
    quarantined: tuple[int, int]
    rules: tuple[TrendRow, ...]
    verdicts: tuple[TrendRow, ...]

    @property
    def most(self) -> int:
        """The largest count, the length of the longest bar."""
        return max((count for row in (*self.rules, *self.verdicts) for count in (row.before, row.now)), default=0)


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the documents.

    Attributes:
        read: how many documents there were.
        clean: how many came out as they were, byte for byte.
        mended: how many were changed.
        quarantined: how many were set aside.
        passed_over: files that were no documents at all, by reason (binary, hidden).
    """

    read: int
    clean: int
    mended: int
    quarantined: int
    passed_over: Mapping[str, int] = field(default_factory=dict)

    @property
    def add_up(self) -> bool:
        """Whether every document read is accounted for."""
        return self.read == self.clean + self.mended + self.quarantined


@dataclass(frozen=True, slots=True)
class Totals:
    """What a whole run has, where its report shows only some of its rows.

    Attributes:
        findings: how many findings, by code, severity and whether the fix was applied.
        claims: how many claims, by code and verdict.
        statuses: how many documents, by what became of them.
        figures: how many figures were read.
        files: how many files.
        severities: the findings of the documents that are shown, counted by severity, by the document's id.
        marked: how many of the figures are marked in the documents that are shown.
    """

    findings: Mapping[tuple[str, str, bool], int]
    claims: Mapping[tuple[str, str], int]
    statuses: Mapping[str, int]
    figures: int
    files: int
    severities: Mapping[str, Mapping[str, int]]
    marked: int


@dataclass(frozen=True, slots=True)
class Shown:
    """How many rows of a kind a report shows, and how many the run has; `name` is a key of the strings."""

    name: str
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class RunReport:
    """A run, as its report shows it.

    Attributes:
        tool: the program's name.
        version: its version.
        command: the command line that gives this run again, quoted for a shell.
        config: the settings in force, by name.
        started: UTC time in ISO 8601.
        finished: UTC time in ISO 8601.
        counts: what became of the documents, as the run counted them.
        documents: worst first.
        files: the files that were read, where documents are records in files of many; none where each is a document.
        findings: in the order they are shown.
        claims: in the order they are shown.
        rules: at least the rules that the findings and claims name.
        figures: how many figures were read in all documents.
        printed: the figures of each document, by its id.
        texts: gives the documents' texts; None where the report holds none.
        versions: the code that made the run: name and version or hash of tool, Python and libraries.
        again: commands that make the run again and verify it.
        trend: the run against an earlier one, or None.
        totals: what the whole run has, where the rows here are only some of its; None where they are all.
    """

    tool: str
    version: str
    command: str
    config: Mapping[str, str]
    started: str
    finished: str
    counts: Counts
    documents: tuple[ReportDocument, ...] = ()
    files: tuple[ReportDocument, ...] = ()
    findings: Sequence[ReportFinding] = ()
    claims: Sequence[ReportClaim] = ()
    rules: tuple[ReportRule, ...] = ()
    figures: int = 0
    printed: Mapping[str, Sequence[PrintedFigure]] = field(default_factory=dict)
    texts: Texts | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    again: str = ""
    trend: Trend | None = None
    totals: Totals | None = None

    @property
    def found(self) -> int:
        """How many findings the run has."""
        return len(self.findings) if self.totals is None else sum(self.totals.findings.values())

    @property
    def claimed(self) -> int:
        """How many claims the run has."""
        return len(self.claims) if self.totals is None else sum(self.totals.claims.values())

    @property
    def shown(self) -> Mapping[str, Shown]:
        """What the report shows only some of, by name; empty where it shows all."""
        if self.totals is None:
            return {}
        kinds = (
            Shown("findings", len(self.findings), self.found),
            Shown("claims", len(self.claims), self.claimed),
            Shown("documents", len(self.documents), sum(self.totals.statuses.values())),
            Shown("figures", self.totals.marked, self.totals.figures),
            Shown("files", len(self.files), self.totals.files),
        )
        return {kind.name: kind for kind in kinds if kind.shown < kind.total}

    @property
    def counts_add_up(self) -> bool:
        """Whether the run's counts add up and agree with the table of documents."""
        listed = Counter(document.status for document in self.documents)
        if self.totals is not None:
            listed = Counter(self.totals.statuses)
        counts = self.counts
        return counts.add_up and (listed["clean"], listed["mended"], listed["quarantined"]) == (
            counts.clean,
            counts.mended,
            counts.quarantined,
        )


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule fired, by severity, and how many of its fixes were applied."""

    code: str
    by_severity: tuple[tuple[str, int], ...]
    applied: int

    @property
    def total(self) -> int:
        """How often it fired."""
        return sum(count for _, count in self.by_severity)


@dataclass(frozen=True, slots=True)
class Tally:
    """The findings of a report, counted in one pass.

    Attributes:
        fired: how many, by code and severity.
        applied: how many fixes were applied, by code.
        by_document: how many of each severity, by the document's id.
    """

    fired: Mapping[tuple[str, str], int]
    applied: Mapping[str, int]
    by_document: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, report: RunReport) -> Tally:
        """Count the findings of a report."""
        fired: Counter[tuple[str, str]] = Counter()
        applied: Counter[str] = Counter()
        by_document: dict[str, dict[str, int]] = {}
        if report.totals is not None:
            for (code, severity, was_applied), count in report.totals.findings.items():
                fired[code, severity] += count
                applied[code] += count if was_applied else 0
            return cls(fired, applied, report.totals.severities)
        groups = counted(report.findings, "code", "severity", "applied", "document")
        for (code, severity, was_applied, document), count in groups:
            fired[code, severity] += count
            applied[code] += count if was_applied else 0
            by_document.setdefault(document, dict.fromkeys(SEVERITIES, 0))[severity] += count
        return cls(fired, applied, by_document)

    def rules(self) -> tuple[RuleCount, ...]:
        """Count by rule, the worst and most frequent first."""
        rows = [
            RuleCount(code, tuple((s, self.fired[code, s]) for s in SEVERITIES if (code, s) in self.fired), applied)
            for code, applied in self.applied.items()
        ]
        return tuple(sorted(rows, key=lambda row: (SEVERITIES.index(row.by_severity[0][0]), -row.total, row.code)))

    def severities(self) -> Mapping[str, int]:
        """Count by severity, worst first, zeros included."""
        return {
            severity: sum(count for (_, each), count in self.fired.items() if each == severity)
            for severity in SEVERITIES
        }

    def worst(self, report: RunReport) -> tuple[tuple[int, ReportDocument, tuple[tuple[str, int], ...]], ...]:
        """Return the documents with findings that come first: number, document, counts by severity."""
        return tuple(
            (number, document, tuple(self.by_document[document.id].items()))
            for number, document in enumerate(report.documents[:WORST], 1)
            if document.id in self.by_document
        )


def count_verdicts(report: RunReport) -> Mapping[str, int]:
    """Count the claims of each verdict, what needs a look first, zeros included."""
    if report.totals is None:
        found = Counter({verdict: count for (verdict,), count in counted(report.claims, "verdict")})
    else:
        found = Counter()
        for (_, verdict), count in report.totals.claims.items():
            found[verdict] += count
    return {verdict: found[verdict] for verdict in VERDICTS}


def codes_of(report: RunReport) -> set[str]:
    """Return the codes that a finding or a claim of the run names."""
    if report.totals is not None:
        return {code for code, *_ in report.totals.findings} | {code for code, _ in report.totals.claims}
    return different(report.findings, "code") | different(report.claims, "code")


def legend(report: RunReport) -> tuple[ReportRule, ...]:
    """Return the rules that a finding or a claim names, by code; one that is not known is named all the same."""
    known = {rule.code: rule for rule in report.rules}
    named = codes_of(report)
    return tuple(known.get(code, ReportRule(code)) for code in sorted(named))
