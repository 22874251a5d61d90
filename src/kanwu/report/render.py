"""Write the page model as one HTML page that needs nothing else, runs nothing foreign, and is the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kanwu.errors import ConfigError
from kanwu.report import page, rows
from kanwu.report.json_text import to_json
from kanwu.report.prose import prose
from kanwu.report.visible import INVISIBLE_RANGES, SYMBOLS, pieces, visible
from kanwu.text.scripts import HAN

_HERE = Path(__file__).parent
STATIC_ROWS = 500
"""Rows of a table that are written as HTML, readable without JavaScript; the rest is packed data."""

PAGE_ROWS = 50
"""Rows of a table that are on the screen at a time."""

_MOST_NAMES = 200  # documents offered while typing in the filter
_COMPRESSION = 6


def languages() -> tuple[str, ...]:
    """Return the languages a report can be written in."""
    return tuple(sorted(path.stem for path in (_HERE / "strings").glob("*.json")))


def render_report(report: page.RunReport, lang: str = "en", *, static_rows: int = STATIC_ROWS) -> str:
    """Return the HTML page of a run, to be written as UTF-8.

    Args:
        report: what to show.
        lang: one of `languages()`.
        static_rows: rows of each table that are written as HTML.

    Raises:
        ConfigError: there are no strings for `lang`.
    """
    if lang not in languages():
        raise ConfigError(f"There is no report in {lang!r}; the languages are {', '.join(languages())}.")
    strings = _strings(lang)
    environment = _environment()
    style, script = _asset("page.css"), _asset("page.js")
    return environment.get_template(
        "run.html.j2"
    ).render(
        report=report,
        lang=lang,
        t=strings,
        style=Markup(style),  # noqa: S704 - our own file, and its hash is in the policy
        script=Markup(script),  # noqa: S704 - the same
        policy=_policy(style, script),
        page_data=_page_data(strings),
        document_names=[visible(document.id) for document in report.documents[:_MOST_NAMES]],
        **_summary(report),
        **_tables(report, strings, static_rows),
    )


def _summary(report: page.RunReport) -> dict[str, Any]:
    rule_counts = page.count_rules(report)
    verdict_counts = page.count_verdicts(report)
    return {
        "opinion": _opinion(report, verdict_counts),
        "rule_counts": rule_counts,
        "most_findings": max((row.total for row in rule_counts), default=0),
        "verdict_counts": verdict_counts,
        "most_claims": max(verdict_counts.values()),
        "rules": page.legend(report),
        "set_aside": [document for document in report.documents if document.status == page.QUARANTINED],
    }


def _opinion(report: page.RunReport, verdicts: Mapping[str, int]) -> str:
    """Return the one sentence an auditor should read first, by its key."""
    if not report.counts_add_up:
        return "counts"
    if verdicts["inconsistent"]:
        return "claims"
    return "quarantine" if report.counts.quarantined else "good"


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the page: the rows written as HTML, and the rest packed."""

    rows: Sequence[Any]
    total: int
    rest: str
    codes: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()


def _tables(report: page.RunReport, strings: Mapping[str, str], static_rows: int) -> dict[str, _Table]:
    severities = page.severities_of(report)

    def table(items: Sequence[Any], pack: Callable[[Any], list[Any]], **filters: Any) -> _Table:
        static = items[:static_rows]
        return _Table(static, len(items), _packed(pack(item) for item in items[static_rows:]), **filters)

    def levels(found: Iterable[str], order: Sequence[str], prefix: str = "") -> tuple[tuple[str, str], ...]:
        present = set(found)
        return tuple((level, strings[prefix + level]) for level in order if level in present)

    documents = [rows.DocumentRow.of(document, severities) for document in report.documents]
    return {
        "documents": table(
            documents,
            rows.pack_document,
            levels=levels((row.document.status for row in documents), page.STATUSES, "status_"),
        ),
        "findings": table(
            report.findings,
            rows.pack_finding,
            codes=tuple(sorted({finding.code for finding in report.findings})),
            levels=levels((finding.severity for finding in report.findings), page.SEVERITIES),
        ),
        "claims": table(
            report.claims,
            rows.pack_claim,
            codes=tuple(sorted({claim.code for claim in report.claims})),
            levels=levels((claim.verdict for claim in report.claims), page.VERDICTS),
        ),
        "files": table(report.documents, rows.pack_file),
    }


def _packed(values: Iterable[list[Any]]) -> str:
    """Return rows as base64 of JSON in the zlib format, or nothing for no rows.

    That format has no time stamp and names no operating system as gzip does, so that the same rows give the same page.
    Only where Python is built with another zlib, such as zlib-ng, can the packed bytes differ; the rows do not.
    """
    lines = ",".join(map(to_json, values))
    if not lines:
        return ""
    packed = zlib.compress(f"[{lines}]".encode(), _COMPRESSION)
    return base64.b64encode(packed).decode("ascii")


def _page_data(strings: Mapping[str, str]) -> Markup:
    data = {
        "strings": strings,
        "invisible": INVISIBLE_RANGES,
        "symbols": SYMBOLS,
        "han": HAN.pattern,
        "pageRows": PAGE_ROWS,
    }
    # `<` and `>` as escapes: no text can end the element it stands in, or open a comment.
    return Markup(to_json(data).replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704


def _policy(style: str, script: str) -> str:
    """Return a Content Security Policy that lets the page's own style and script run and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_source_hash(style)}'",
            f"script-src '{_source_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _source_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


@cache
def _asset(name: str) -> str:
    return (_HERE / "assets" / name).read_text("utf-8")


@cache
def _strings(lang: str) -> Mapping[str, str]:
    strings: dict[str, str] = json.loads((_HERE / "strings" / f"{lang}.json").read_text("utf-8"))
    del strings["_about"]
    return strings


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        keep_trailing_newline=True,
    )
    environment.filters.update(shown=_shown, number=_number, prose=prose, segments=_segments)
    environment.globals["language"] = _language
    return environment


def _finalize(value: object) -> object:
    """Escape what cannot be seen in every plain value the template writes, attributes included."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value


def _shown(text: str) -> Markup:
    """Return document text as HTML, with invisible characters as marked escapes."""
    parts = (
        escape(piece.text)
        if piece.stands_for is None
        else Markup('<span class="invisible">{}</span>').format(piece.text)
        for piece in pieces(text)
    )
    return Markup().join(parts)


def _language(text: str) -> Markup:
    """Return the `lang` attribute of a document's text: with it the browser picks Chinese shapes and line breaks."""
    return Markup(' lang="zh"') if HAN.search(text) else Markup()


def _number(value: int) -> str:
    """Group the digits by thousands; page.js does the same."""
    return f"{value:,}"


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of a bar; percent of its whole."""

    name: str
    x: str
    width: str


def _segments(parts: Iterable[tuple[str, int]], whole: int) -> Iterator[_Segment]:
    """Lay the parts of a bar side by side, in percent of the whole with two decimals."""
    at = 0
    for name, count in parts:
        if count and whole:
            yield _Segment(name, _percent(at, whole), _percent(count, whole))
        at += count


def _percent(part: int, whole: int) -> str:
    hundredths = part * 10000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}"
