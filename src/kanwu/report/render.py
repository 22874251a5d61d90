"""Write the page model as HTML: one page that needs nothing else, runs nothing foreign, and is the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kanwu.errors import ConfigError
from kanwu.report import page
from kanwu.report.json_text import to_json
from kanwu.report.pieces import Block, Place, Texts, cut, pack_blocks, tables_of
from kanwu.report.prose import prose
from kanwu.report.rule_pages import rule_page
from kanwu.report.sentences import in_language
from kanwu.report.static_texts import static_texts
from kanwu.report.visible import INVISIBLE_RANGES, SYMBOLS, pieces, visible
from kanwu.text.scripts import HAN

_HERE = Path(__file__).parent
STATIC_ROWS = 200
"""Rows of a table that are written as HTML, readable without JavaScript; the rest is packed data."""

PAGE_ROWS = 50
"""Rows of a table that are on the screen at a time."""

MOST_DATA = 9_300_000
"""Characters of packed data on a page; what passes it goes to further pages."""

_MOST_NAMES = 200  # documents offered while typing in the filter
_SCRIPTS = ("elements.js", "rows.js", "store.js", "tables.js", "document.js", "start.js")
_SHARES = {"claims": 0.15, "documents": 0.1, "files": 0.12}
"""How much of a page's data these tables may take at most; the findings take what they leave."""

_OWN_SENTENCES = {"rows_cut", "rows_of"}
"""Keys of the strings that only the templates know, not the page's script."""

_TEXTS = 0.85
"""How much of a page's data texts may take; the names of the documents stand beside them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a report: its file name and its HTML, to be written as UTF-8."""

    name: str
    html: str


def languages() -> tuple[str, ...]:
    """Return the languages a report can be written in."""
    return tuple(sorted(path.stem for path in (_HERE / "strings").glob("*.json")))


def render_report(report: page.RunReport, lang: str = "en", *, static_rows: int = STATIC_ROWS) -> str:
    """Return the first page of a run's report; see `render_pages`.

    Raises:
        ConfigError: there are no strings for `lang`.
    """
    *_, last = render_pages(report, lang, static_rows=static_rows)
    return last.html


def render_pages(
    report: page.RunReport, lang: str = "en", *, static_rows: int = STATIC_ROWS, most_data: int = MOST_DATA
) -> Iterator[Page]:
    """Give the pages of a run's report; `index.html`, the last, is the only one where the data is small enough.

    Args:
        report: what to show.
        lang: one of `languages()`.
        static_rows: rows of each table that are written as HTML.
        most_data: characters of packed data on a page.

    Raises:
        ConfigError: there are no strings for `lang`.
    """
    if lang not in languages():
        raise ConfigError(f"There is no report in {lang!r}; the languages are {', '.join(languages())}.")
    return _Pages(report, lang, static_rows, most_data).all()


def cut_sentence(report: page.RunReport, lang: str = "en") -> str:
    """Return the sentence that says how many rows of a run its report shows."""
    strings = _strings(lang)
    return strings["rows_cut"].format(rows=_rows_shown(report, strings))


def _rows_shown(report: page.RunReport, strings: Mapping[str, str]) -> str:
    rows = (
        strings["rows_of"].format(name=strings[each.name], shown=_number(each.shown), total=_number(each.total))
        for each in report.shown.values()
    )
    return strings["comma"].join(rows)


class _Pages:
    """Cuts the data of a report into pages and writes them."""

    def __init__(self, report: page.RunReport, lang: str, static_rows: int, most_data: int) -> None:
        self._report = report = in_language(report, lang)
        self._lang = lang
        self._strings = _strings(lang)
        self._summaries = _summaries(lang)
        self._most_data = most_data
        self._counted = page.Tally.of(report)
        self._summary = _summary(report, self._counted)
        self._numbers = {document.id: number for number, document in enumerate(report.documents, 1)}
        kinds = tables_of(report, self._strings, self._counted)
        self._tables = {name: cut(kinds[name], static_rows, int(most_data * share)) for name, share in _SHARES.items()}
        left = most_data - sum(parts[0].size for parts in self._tables.values())
        self._tables["findings"] = cut(kinds["findings"], static_rows, left)

    def all(self) -> Iterator[Page]:
        """Give the pages, the first of the report last."""
        used = sum(pieces[0].size for pieces in self._tables.values())
        places = [Place("index.html", 1, len(self._report.documents))]
        texts = self._texts()
        inline = list(islice(texts, 2))
        if len(inline) > 1 or sum(piece.size for piece in inline) > self._most_data - used:
            places = []
            for piece in chain(inline, texts):
                yield from self._texts_page(piece, places)
            inline = []
        for name, cut_up in self._tables.items():
            for part in cut_up[1:]:
                yield self._page("part", part.file, places, texts=[], table=part, table_name=name)
        yield self._page("run", "index.html", places, texts=inline)

    def _texts(self) -> Iterator[Texts]:
        """Give the packed documents, a piece a page."""
        blocks: list[Block] = []
        size = 0
        for block in pack_blocks(self._report, self._most_data):
            if blocks and size + len(block.data) > self._most_data * _TEXTS:
                yield Texts(tuple(blocks))
                blocks, size = [], 0
            blocks.append(block)
            size += len(block.data)
        if blocks:
            yield Texts(tuple(blocks))

    def _texts_page(self, texts: Texts, places: list[Place]) -> Iterator[Page]:
        place = Place(f"texts-{len(places) + 1}.html", texts.first, texts.last)
        places.append(place)
        yield self._page("texts", place.file, [place], texts=[texts])

    def _page(self, kind: str, name: str, places: Sequence[Place], texts: Sequence[Texts], **more: Any) -> Page:
        style, script = _asset("page.css"), _script()
        html = (
            _environment()
            .get_template(f"{kind}.html.j2")
            .render(
                report=self._report,
                lang=self._lang,
                t=self._strings,
                says=self._summaries,
                style=Markup(style),  # noqa: S704 - our own file, and its hash is in the policy
                script=Markup(script),  # noqa: S704 - the same
                policy=_policy(style, script),
                page_data=_page_data(
                    {key: words for key, words in self._strings.items() if key not in _OWN_SENTENCES},
                    file=name,
                    texts=[[place.file, place.first, place.last] for place in places],
                    pages={
                        table: [[piece.file, piece.first, piece.last] for piece in parts]
                        for table, parts in self._tables.items()
                    },
                ),
                document_names=[visible(document.id) for document in self._report.documents[:_MOST_NAMES]],
                numbers=self._numbers,
                href=lambda number: _href(number, name, places),
                rules_file="" if kind == "run" else "index.html",
                blocks=[block for piece in texts for block in piece.blocks],
                first=texts[0].first if texts else 0,
                last=texts[-1].last if texts else 0,
                pages=self._tables,
                places=places,
                has_texts=self._report.texts is not None,
                static_texts=static_texts(self._report) if kind == "run" else (),
                rows_shown=_rows_shown(self._report, self._strings),
                **self._summary,
                **{table: parts[0] for table, parts in self._tables.items()},
                **more,
            )
        )
        return Page(name, html)


def _href(number: int, name: str, places: Sequence[Place]) -> str:
    """Return the address of a document from a page."""
    file = next((place.file for place in places if place.first <= number <= place.last), name)
    return f"{'' if file == name else file}#document-{number}"


def _summary(report: page.RunReport, counted: page.Tally) -> dict[str, Any]:
    rule_counts = counted.rules()
    verdict_counts = page.count_verdicts(report)
    worst = counted.worst(report)
    return {
        "opinions": _opinions(report, verdict_counts),
        "rule_counts": rule_counts,
        "most_findings": max((row.total for row in rule_counts), default=0),
        "verdict_counts": verdict_counts,
        "most_claims": max(verdict_counts.values()),
        "severity_counts": counted.severities(),
        "worst": worst,
        "most_worst": max((sum(count for _, count in counts) for *_, counts in worst), default=0),
        "rules": page.legend(report),
        "set_aside": [document for document in report.documents if document.status == page.QUARANTINED],
    }


def _opinions(report: page.RunReport, verdicts: Mapping[str, int]) -> Mapping[str, int]:
    """Return the sentences an auditor should read first, by their keys, each with the number it names."""
    if not report.counts_add_up:
        return {"counts": 0}
    opinions = {"claims": verdicts["inconsistent"], "quarantine": report.counts.quarantined}
    return {key: count for key, count in opinions.items() if count} or {"good": 0}


def _page_data(strings: Mapping[str, str], **where: Any) -> Markup:
    data = {
        "strings": strings,
        "invisible": INVISIBLE_RANGES,
        "symbols": SYMBOLS,
        "han": HAN.pattern,
        "pageRows": PAGE_ROWS,
        **where,
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
def _script() -> str:
    """Return the page's script: its parts in one function, so that nothing is left in the global scope."""
    return "\n".join(('"use strict";', "(() => {", *map(_asset, _SCRIPTS), "})();", ""))


@cache
def _summaries(lang: str) -> Mapping[str, str]:
    """Return what each rule finds, by code, in a language; empty in English, where the findings say it themselves."""
    path = _HERE / "strings" / "rules" / f"{lang}.json"
    summaries: dict[str, str] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    summaries.pop("_about", None)
    return summaries


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
    environment.filters.update(number=_number, prose=prose, segments=_segments)
    environment.globals.update(text=_text, index=_index, rule_page=rule_page)
    return environment


def _finalize(value: object) -> object:
    """Escape what cannot be seen in every plain value the template writes, attributes included."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value


def _text(text: str) -> Markup:
    """Return document text as HTML, with invisible characters as marked escapes.

    With the `lang` of Chinese text the browser picks its shapes and line breaks.
    """
    parts = (
        str(escape(piece.text)) if piece.stands_for is None else f'<span class="invisible">{escape(piece.text)}</span>'
        for piece in pieces(text)
    )
    language = ' lang="zh"' if HAN.search(text) else ""
    return Markup(f"<bdi{language}>{''.join(parts)}</bdi>")  # noqa: S704 - every part is escaped


def _index(documents: Sequence[page.ReportDocument], first: int) -> Markup:
    """Return links to documents as the items of a list; there may be tens of thousands on a page."""
    items = (
        f'<li id="document-{number}"><a href="#document-{number}">{_text(document.id)}</a></li>'
        for number, document in enumerate(documents, first)
    )
    return Markup("".join(items))  # noqa: S704 - a number and an escaped text each


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
