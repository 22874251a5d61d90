"""HTML: the page is one document, of which only the prose is looked at; all else keeps its bytes and its encoding.

Places in findings are those in the page's own source, so that an editor finds them. A replacement is written as a page
writes it, with references for what its encoding lacks. What would reach across blocks is reported and not applied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TypeVar

from kanwu import repair
from kanwu.config import Config
from kanwu.corpus.formats.format import Format
from kanwu.corpus.formats.plain import Whole
from kanwu.corpus.formats.prose import Prose, escape
from kanwu.document import Document
from kanwu.figure import Claim, Figure
from kanwu.finding import Finding, Fix
from kanwu.stages import Checked, Cleaned, check_cleaned, clean, switched_on
from kanwu.text.encoded import Encoding
from kanwu.text.spans import Edit, apply_edits, map_of


def examine_page(
    data: bytes, config: Config, declared: str | None = None, *, with_claims: bool
) -> tuple[Cleaned, Checked | None]:
    """Mend the prose of a page, and check its figures where asked; offsets are in the page."""
    decoded = repair.decode(data, declared)
    codec = decoded.encoding
    prose = Prose(decoded.text)
    mended = clean(Document("", prose.text), config)
    # Undecodable bytes can be kept only in UTF-8, as U+FFFD; the encoding that another page declares must stay true.
    writable = not codec.patches or codec.name == "utf-8"
    found = (*switched_on(decoded.findings, config), *_in_page(prose, mended.findings, codec, writable=writable))
    findings = tuple(sorted(found, key=_place))
    edits = [Edit(f.start, f.end, f.fix.replacement) for f in findings if f.applied and f.fix]
    page = Cleaned(apply_edits(decoded.text, edits), decoded.text, findings, map_of(edits), codec)
    return page, _checked(page, prose, check_cleaned(mended, config)) if with_claims else None


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.code


def _checked(page: Cleaned, prose: Prose, checked: Checked) -> Checked:
    """Move what was found in the prose into the page."""
    known = {id(finding) for finding in checked.cleaned.findings}
    failures = [_moved(prose, finding) for finding in checked.findings if id(finding) not in known]
    claims = tuple(
        replace(_moved(prose, claim), figures=tuple(_moved(prose, figure) for figure in claim.figures))
        for claim in checked.claims
    )
    figures = tuple(_moved(prose, figure) for figure in checked.figures)
    return Checked(tuple(sorted((*page.findings, *failures), key=_place)), figures, claims, page)


Located = TypeVar("Located", Finding, Figure, Claim)


def _moved(prose: Prose, thing: Located) -> Located:
    place = prose.place(thing.start, thing.end)
    return replace(thing, start=place.start, end=place.end)


def _in_page(prose: Prose, findings: Iterable[Finding], codec: Encoding, *, writable: bool) -> Iterator[Finding]:
    """Move findings into the page; a fix that cannot be written there is only proposed."""
    end = 0
    for finding in sorted(findings, key=lambda each: prose.place(each.start, each.end).start):
        place = prose.place(finding.start, finding.end)
        moved = replace(finding, start=place.start, end=place.end)
        if finding.fix is None:
            yield moved
            continue
        new = escape(finding.fix.replacement, place.quote, codec.name) + prose.markup_in(place)
        fix = Fix(prose.page[place.start : place.end], new, finding.fix.safety)
        applied = finding.applied and writable and place.is_whole and place.start >= end
        if applied:
            end = place.end
        yield replace(moved, fix=fix, applied=applied)


def _begins(head: bytes) -> bool:
    return re.match(rb"(?:\xef\xbb\xbf)?\s{0,64}<(?:!doctype html|html)", head, re.IGNORECASE) is not None


FORMAT = Format("html", (".html", ".htm", ".xhtml"), _begins, open=partial(Whole, is_markup=True), is_document=True)
