"""The little Markdown that rule pages are written in, as HTML; everything else in it stays text."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from kanwu.report.visible import visible

_CODE = re.compile(r"`([^`\n]{1,400})`")
_ITEM = re.compile(r"[-*] ")
_BLOCK = re.compile(r"\n(?:[ \t]*\n)+")


def prose(doc: str, strings: Mapping[str, str] | None = None, lang: str = "") -> Markup:
    r"""Return headings, paragraphs, lists, code blocks and `code` as HTML, without the first line (the summary).

    A heading that `strings` have in the language `lang`, by its words behind `doc_`, is written in it.

    >>> prose("Summary.\n\n## What it does\n\nFinds `<b>`.")
    Markup('<h4>What it does</h4><p>Finds <code>&lt;b&gt;</code>.</p>')
    """
    lines = inspect.cleandoc(doc).splitlines()[1:]
    body = "\n".join(map(visible, lines)).strip("\n")
    return Markup().join(_blocks(body, _Headings(strings or {}, lang)))


@dataclass(frozen=True, slots=True)
class _Headings:
    """The headings of rule pages in a language."""

    strings: Mapping[str, str]
    lang: str

    def html(self, english: str) -> Markup:
        """Return a heading; one in another language than the text says so."""
        words = self.strings.get(f"doc_{english}", english)
        if words == english:
            return Markup("<h4>{}</h4>").format(english)
        return Markup('<h4 lang="{}">{}</h4>').format(self.lang, words)


def _blocks(body: str, headings: _Headings) -> Iterator[Markup]:
    for number, part in enumerate(body.split("```")):
        if number % 2:
            yield Markup("<pre><code>{}</code></pre>").format(part.partition("\n")[2].rstrip("\n"))
            continue
        for block in _BLOCK.split(part):
            if block.strip():
                yield from _block(block.strip("\n"), headings)


def _block(block: str, headings: _Headings) -> Iterator[Markup]:
    if block.startswith("#"):
        heading, _, rest = block.partition("\n")
        yield headings.html(heading.lstrip("# "))
        if rest.strip():
            yield from _block(rest, headings)
    elif block.startswith("    "):
        yield Markup("<pre><code>{}</code></pre>").format(inspect.cleandoc(block))
    elif _ITEM.match(block):
        items = (_inline(item) for item in re.split(r"\n[-*] ", block[2:]))
        yield Markup("<ul>{}</ul>").format(Markup().join(Markup("<li>{}</li>").format(item) for item in items))
    else:
        yield Markup("<p>{}</p>").format(_inline(block))


def _inline(text: str) -> Markup:
    parts = _CODE.split(text)
    return Markup().join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part) for number, part in enumerate(parts)
    )
