"""One file through the pipeline: read, mended, written, and its rows for the tables."""

from __future__ import annotations

import errno
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from kanwu.config import Config
from kanwu.corpus.atomic import write_atomic
from kanwu.corpus.scan import Source, shown_path
from kanwu.corpus.tables import Row, claim_row, figure_row, finding_row
from kanwu.corpus.written import cleaned_bytes
from kanwu.errors import OutputError
from kanwu.pipeline import Checked, Cleaned, check, clean, finding_of
from kanwu.rule import catalogue
from kanwu.text.lines import Lines


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: rows for the tables of a run.

    Attributes:
        document: its row in `documents`.
        findings: rows of the repair findings; what the claims give rise to is decided over the whole table.
        figures: its figures.
        claims: its claims.
        failures: for each test of a claim rule, by code and comparison, the finding rows should the test fail.
    """

    document: Row
    findings: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    failures: dict[tuple[str, str], list[Row]] = field(default_factory=dict)


def process_file(source: Source, target: Path, config: Config, *, with_claims: bool) -> FileResult:
    """Read a file, mend it, write it, and check its figures.

    A file that cannot be read, or whose cleaned copy cannot be written, is quarantined: its row says why.

    Args:
        source: the file.
        target: where the cleaned file goes.
        config: the settings.
        with_claims: whether to read figures and check claims as well.

    Raises:
        OutputError: nothing can be written: the disk is full or read-only.
    """
    try:
        source.id.encode("utf-8")
        data = source.path.read_bytes()
    except UnicodeEncodeError:
        return _quarantined(source, "has a name that is not UTF-8; rename it")
    except OSError as error:
        return _quarantined(source, f"cannot be read: {error.strerror}")
    config = catalogue().for_file(source.id, config)
    if with_claims:
        checked = check(data, config)
        cleaned = checked.cleaned
    else:
        checked = None
        cleaned = clean(data, config)
    output, written_as = cleaned_bytes(data, cleaned, config)
    try:
        write_atomic(target, output)
    except OutputError as error:
        if _stops_everything(error):
            raise
        return _quarantined(source, f"cannot be written to {target}: {_cause(error)}")
    lines = Lines.of(cleaned.source)
    document = _document_row(source, data, output, cleaned, written_as)
    findings = [finding_row(source.id, finding, lines) for finding in cleaned.findings]
    if checked is None:
        return FileResult(document | {"findings": len(findings)}, findings)
    return _with_claims(document, findings, checked, lines, config)


def _with_claims(document: Row, findings: list[Row], checked: Checked, lines: Lines, config: Config) -> FileResult:
    figures = [figure_row(document["id"], figure) for figure in checked.figures]
    claims = [claim_row(document["id"], claim, lines) for claim in checked.claims]
    failures: dict[tuple[str, str], list[Row]] = {}
    for claim in checked.claims:
        finding = finding_of(claim, config)
        if finding is not None:
            failures.setdefault((claim.code, str(claim.comparison)), []).append(
                finding_row(document["id"], finding, lines)
            )
    counts = {"findings": len(checked.findings), "figures": len(figures), "claims": len(claims)}
    return FileResult(document | counts, findings, figures, claims, failures)


def _document_row(source: Source, data: bytes, output: bytes, cleaned: Cleaned, written_as: str) -> Row:
    codec = cleaned.codec
    assert codec is not None
    return {
        "id": source.id,
        "path": shown_path(source.path),
        "status": "mended" if cleaned.changed else "clean",
        "reason": None,
        "encoding": codec.name,
        "written_as": written_as,
        "bom": codec.bom,
        "patches": [{"start": patch.start, "end": patch.end, "data": patch.data} for patch in codec.patches],
        "bytes": len(data),
        "characters": len(cleaned.source),
        "sha256_in": hashlib.sha256(data).hexdigest(),
        "sha256_out": hashlib.sha256(output).hexdigest(),
        "findings": 0,
        "figures": 0,
        "claims": 0,
    }


def _quarantined(source: Source, reason: str) -> FileResult:
    counts = {"bytes": 0, "characters": 0, "findings": 0, "figures": 0, "claims": 0}
    names = {"id": _printable(source.id), "path": _printable(shown_path(source.path))}
    return FileResult(names | {"status": "quarantined", "reason": reason} | counts)


def _printable(name: str) -> str:
    """Write a file name that is not UTF-8 with escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


_FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


def _stops_everything(error: OutputError) -> bool:
    return isinstance(error.__cause__, OSError) and error.__cause__.errno in _FATAL


def _cause(error: OutputError) -> str:
    return str(error.__cause__.strerror if isinstance(error.__cause__, OSError) else error)
