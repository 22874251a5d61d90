"""The prose of an HTML page: what people read of it, as one text, and where each character of it stands in the page.

Read are text nodes, and the attributes that are shown or spoken: `alt`, `title`, `placeholder`, `aria-label`, and the
content of the `meta` elements that describe the page. Scripts, styles, comments and code are left out. Blocks are
parted by line ends, elements inside a line by nothing, so that a word that is partly bold stays one word.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

_MARKUP = re.compile(
    r"<!--(?:.*?-->|.*\Z)|<[!?][^>]*+>?"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<rest>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)(?P<end>>?)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=\"'>/]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")

_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|data|del|dfn|em|font|i|img|ins|label|mark|q|rb|ruby|s|small|span|strike|strong"
    "|sub|sup|time|tt|u|wbr"
)
_RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext", "svg", "math", "template"))
"""What is passed over up to its closing tag, with any tags in it."""

_CODE = frozenset(("code", "kbd", "samp", "var"))
"""What is passed over inside a line: rules about prose would harm it."""

_SHOWN = frozenset(("alt", "title", "placeholder", "aria-label", "aria-description", "summary", "label"))
_DESCRIBING = re.compile(
    "description|keywords|title|author|abstract|og:(?:title|description|site_name)|twitter:(?:title|description)"
)


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of the prose: characters that stand in the page as they are, or a reference that stands for some."""

    start: int
    end: int
    page_start: int
    page_end: int
    quote: str
    is_reference: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the prose stands in the page.

    Attributes:
        start: offset in the page.
        end: offset after it; markup may lie between.
        quote: what an attribute's value is quoted with, empty for a text node.
        is_whole: whether it is one text and can be replaced; not so across blocks, attributes, or parts of references.
    """

    start: int
    end: int
    quote: str
    is_whole: bool


class Prose:
    """What people read of a page.

    Attributes:
        page: the page.
        text: the prose.
    """

    def __init__(self, page: str) -> None:
        self.page = page
        self._runs: list[_Run] = []
        self._parts: list[str] = []
        self._length = 0
        self._attributes: list[tuple[int, int, str]] = []
        self._read()
        for start, end, quote in self._attributes:
            self._separate("\n")
            self._add(start, end, quote)
        self.text = "".join(self._parts)

    def _read(self) -> None:
        at = code = 0
        while tag := _MARKUP.search(self.page, at):
            self._add_text(at, tag.start(), is_code=code > 0)
            at = tag.end()
            if tag["name"] is None:
                continue
            if not tag["end"]:
                return  # a quote that never closes, or the end of the page: no one can tell what is text then
            name = tag["name"].lower()
            if name in _CODE:
                code = max(0, code - 1) if tag["close"] else code + 1
            elif not _INLINE.fullmatch(name):
                self._separate("\n")
            if tag["close"]:
                continue
            self._note_attributes(name, tag)
            if name in _RAW and not tag["rest"].endswith("/"):
                closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.page, at)
                if closing is None:
                    return
                at = closing.start()
        self._add_text(at, len(self.page), is_code=code > 0)

    def _note_attributes(self, name: str, tag: re.Match[str]) -> None:
        found: dict[str, tuple[int, int, str]] = {}
        for attribute in _ATTRIBUTE.finditer(self.page, tag.start("rest"), tag.end("rest")):
            group = next(number for number in (2, 3, 4) if attribute[number] is not None)
            found.setdefault(attribute[1].lower(), (*attribute.span(group), ("", "", '"', "'", " ")[group]))
        if name == "meta":
            kind = next(
                (self.page[slice(*found[key][:2])] for key in ("name", "property", "itemprop") if key in found), ""
            )
            if "content" in found and _DESCRIBING.fullmatch(kind.lower()):
                self._attributes.append(found["content"])
            return
        self._attributes += [place for key, place in found.items() if key in _SHOWN]

    def _add_text(self, start: int, end: int, *, is_code: bool) -> None:
        if is_code:
            self._separate(" ")
        elif start < end:
            self._add(start, end, "")

    def _add(self, start: int, end: int, quote: str) -> None:
        """Add a text node or an attribute's value, its references resolved."""
        for reference in _REFERENCE.finditer(self.page, start, end):
            if quote and not reference[0].endswith(";"):
                continue  # in an address, &copy=1 is no copyright sign
            meaning = html.unescape(reference[0])
            if meaning != reference[0] and meaning.isprintable() | meaning.isspace():
                self._append(start, reference.start(), self.page[start : reference.start()], quote)
                self._append(*reference.span(), meaning, quote, is_reference=True)
                start = reference.end()
        self._append(start, end, self.page[start:end], quote)

    def _append(self, start: int, end: int, text: str, quote: str, *, is_reference: bool = False) -> None:
        if text:
            self._runs.append(_Run(self._length, self._length + len(text), start, end, quote, is_reference))
            self._parts.append(text)
            self._length += len(text)

    def _separate(self, mark: str) -> None:
        if self._parts and not self._parts[-1].endswith(("\n", mark)):
            self._parts.append(mark)
            self._length += 1

    def place(self, start: int, end: int) -> Place:
        """Find a stretch of the prose in the page; an empty one stands behind the character before it."""
        if start == end:
            return self._point(start)
        first = bisect_right(self._runs, start, key=lambda run: run.end)
        last = bisect_right(self._runs, end - 1, key=lambda run: run.start)
        runs = self._runs[first:last]
        if not runs:
            return self._point(start)
        joined = all(one.end == other.start for one, other in pairwise(runs)) and len({run.quote for run in runs}) == 1
        begins, ends = runs[0], runs[-1]
        whole = joined and begins.start <= start and end <= ends.end
        cut = (begins.is_reference and start > begins.start) or (ends.is_reference and end < ends.end)
        page_start = begins.page_start + (0 if begins.is_reference else max(0, start - begins.start))
        page_end = ends.page_end - (0 if ends.is_reference else max(0, ends.end - end))
        if page_end < page_start:  # from a text node to an attribute
            return self._point(start)
        return Place(page_start, page_end, begins.quote, whole and not cut)

    def _point(self, at: int) -> Place:
        index = bisect_right(self._runs, at - 1, key=lambda run: run.start) - 1
        if index < 0:
            start = self._runs[0].page_start if self._runs else 0
            return Place(start, start, self._runs[0].quote if self._runs else "", is_whole=bool(self._runs))
        run = self._runs[index]
        behind = run.page_end - (0 if run.is_reference else max(0, run.end - at))
        return Place(behind, behind, run.quote, at <= run.end and not (run.is_reference and at < run.end))

    def markup_in(self, place: Place) -> str:
        """Return the tags and comments inside a place, which a replacement keeps."""
        return "".join(tag[0] for tag in _MARKUP.finditer(self.page, place.start, place.end)) if not place.quote else ""


def escape(text: str, quote: str, codec: str) -> str:
    """Write a text so that it reads the same in a page; what the page's encoding lacks becomes a reference.

    >>> escape("R&D “1 < 2”", "", "gbk"), escape("Łódź", '"', "latin-1")
    ('R&amp;D “1 &lt; 2”', '&#321;ód&#378;')
    """
    written = html.escape(text, quote=bool(quote))
    if quote == " ":
        written = re.sub(r"\s", lambda space: f"&#{ord(space[0])};", written)
    return written.encode(codec, "xmlcharrefreplace").decode(codec)
