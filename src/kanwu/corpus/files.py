"""One file through the pipeline: read, mended, written, and its rows for the tables."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kanwu.columns import clean_column
from kanwu.config import Config
from kanwu.corpus.atomic import write_atomic
from kanwu.corpus.conflicts import is_wanted, statement_rows
from kanwu.corpus.formats import Layout
from kanwu.corpus.formats.format import Content, Limits, Text, Unreadable
from kanwu.corpus.formats.html import examine_page
from kanwu.corpus.scan import Source
from kanwu.corpus.tables import Row, claim_row, figure_row, finding_row
from kanwu.corpus.written import cleaned_bytes
from kanwu.errors import OutputError
from kanwu.finding import Finding
from kanwu.rule import catalogue
from kanwu.stages import Checked, Cleaned, check_cleaned, clean
from kanwu.text.lines import Lines
from kanwu.verdicts import finding_of


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one document: rows for the tables of a run.

    Attributes:
        document: its row in `documents`.
        findings: rows of the repair findings; what the claims give rise to is decided over the whole table.
        figures: its figures.
        claims: its claims.
        failures: for each test of a claim rule, by code and comparison, the finding rows should the test fail.
        file: the row in `files`, if the document is a file.
        statements: its sentences with figures, to be compared with those of other documents.
    """

    document: Row
    findings: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    failures: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    file: Row | None = None
    statements: list[Row] = field(default_factory=list)


def process_file(source: Source, target: Path, config: Config, layout: Layout, *, with_claims: bool) -> FileResult:
    """Read a file that is one document, mend it, write it, and check its figures.

    A file that cannot be read, or whose cleaned copy cannot be written, is quarantined: its row says why.

    Args:
        source: the file.
        target: where the cleaned file goes.
        config: the settings.
        layout: what it is: text or HTML.
        with_claims: whether to read figures and check claims as well.

    Raises:
        OutputError: nothing can be written: the disk is full or read-only.
    """
    try:
        data = read_document(source.path, config)
    except Unreadable as error:
        return quarantined_file(source, layout, str(error))
    except OSError as error:
        return quarantined_file(source, layout, f"cannot be read: {error.strerror}")
    config = catalogue().for_file(source.id, config)
    is_markup = layout.format == "html"
    cleaned, checked = examine(data, config, is_markup=is_markup, with_claims=with_claims)
    output, written_as = cleaned_bytes(data, cleaned, config, keeps_encoding=is_markup)
    try:
        write_atomic(target, output)
    except OutputError as error:
        if stops_everything(error):
            raise
        return quarantined_file(source, layout, f"cannot be written to {target}: {_cause(error)}")
    document = _document_row(source, data, output, cleaned, written_as)
    result = result_of(document, cleaned, checked, config)
    hashes = {name: document[name] for name in ("path", "status", "bytes", "sha256_in", "sha256_out")}
    row = {"id": source.id, "format": str(layout), **hashes, "records": 1, "kept": 1, "quarantined": 0}
    return replace(result, file=row)


def read_document(path: Path, config: Config) -> bytes:
    """Read a file that is one document.

    Raises:
        OSError: it cannot be read.
        Unreadable: it is larger than `largest_document` allows.
    """
    limits = Limits.of(config)
    if path.stat().st_size > limits.document:
        raise limits.too_large("is a text")
    return path.read_bytes()


def examine(
    data: bytes, config: Config, declared: str | None = None, *, is_markup: bool, with_claims: bool
) -> tuple[Cleaned, Checked | None]:
    """Mend the bytes of a document, of HTML its prose, and check its figures where asked."""
    if is_markup:
        return examine_page(data, config, declared, with_claims=with_claims)
    cleaned = clean(data, config)
    return cleaned, check_cleaned(cleaned, config) if with_claims else None


@dataclass(frozen=True, slots=True)
class Examined:
    """A text of a file of records, looked at.

    Attributes:
        cleaned: the text, mended.
        checked: its figures and claims, where asked for.
        data: its bytes as they were.
        output: its bytes as they are to be.
        written_as: the codec of these.
    """

    cleaned: Cleaned
    checked: Checked | None
    data: bytes
    output: bytes
    written_as: str

    @property
    def mended(self) -> Content | None:
        """What takes the place of the text, of its kind; None where it stays."""
        if not self.cleaned.changed:
            return None
        return self.cleaned.text if self.cleaned.codec is None else self.output

    def without(self, left: Collection[Finding], text: Text, config: Config) -> Examined:
        """Return the same with the fixes of these findings not applied."""
        cleaned = self.cleaned.without(left)
        if cleaned.codec is None:
            return replace(self, cleaned=cleaned, output=cleaned.text.encode("utf-8"))
        keeps = text.is_markup or text.keeps_encoding
        output, written_as = cleaned_bytes(self.data, cleaned, config, keeps_encoding=keeps)
        return replace(self, cleaned=cleaned, output=output, written_as=written_as)


def examine_texts(texts: Sequence[Text], config: Config, *, with_claims: bool) -> Iterator[Examined]:
    """Mend texts, and check their figures where asked; those that are not bytes go through the gates together."""
    plain = iter(clean_column([text.content for text in texts if isinstance(text.content, str)], config))
    for text in texts:
        if isinstance(text.content, str):
            cleaned = next(plain)
            checked = check_cleaned(cleaned, config) if with_claims else None
            data = text.content.encode("utf-8")
            output = cleaned.text.encode("utf-8") if cleaned.changed else data
            yield Examined(cleaned, checked, data, output, "utf-8")
        else:
            data = text.content
            cleaned, checked = examine(data, config, text.declared, is_markup=text.is_markup, with_claims=with_claims)
            keeps = text.is_markup or text.keeps_encoding
            yield Examined(cleaned, checked, data, *cleaned_bytes(data, cleaned, config, keeps_encoding=keeps))


def result_of(document: Row, cleaned: Cleaned, checked: Checked | None, config: Config) -> FileResult:
    """Make the rows of a mended document."""
    if not cleaned.findings and (checked is None or not (checked.figures or checked.claims)):
        return FileResult(document)
    lines = Lines.of(cleaned.source)
    findings = [finding_row(document["id"], finding, lines) for finding in cleaned.findings]
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
    statements = statement_rows(document["id"], checked, lines) if is_wanted(config) else []
    return FileResult(document | counts, findings, figures, claims, failures, statements=statements)


def _document_row(source: Source, data: bytes, output: bytes, cleaned: Cleaned, written_as: str) -> Row:
    codec = cleaned.codec
    assert codec is not None
    return {
        "id": source.id,
        "path": source.shown,
        "file": source.id,
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


def quarantined_file(source: Source, layout: Layout | None, reason: str) -> FileResult:
    """Make the rows of a file of which nothing can be read or written."""
    counts = {"bytes": 0, "characters": 0, "findings": 0, "figures": 0, "claims": 0}
    names = {"id": _printable(source.id), "path": _printable(source.shown)}
    document = names | {"file": names["id"], "status": "quarantined", "reason": reason} | counts
    records = {"bytes": 0, "records": 1, "kept": 0, "quarantined": 1}
    row = names | {"format": layout and str(layout), "status": "quarantined", "reason": reason} | records
    return FileResult(document, file=row)


def _printable(name: str) -> str:
    """Write a file name that is not UTF-8 with escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


_FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


def stops_everything(error: OutputError) -> bool:
    """Say whether an error would come back with every other file: the disk is full or read-only."""
    return isinstance(error.__cause__, OSError) and error.__cause__.errno in _FATAL


def _cause(error: OutputError) -> str:
    return str(error.__cause__.strerror if isinstance(error.__cause__, OSError) else error)
