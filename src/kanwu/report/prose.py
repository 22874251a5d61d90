"""The little Markdown that rule pages are written in, as HTML; everything else in it stays text."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from kanwu.report.visible import visible

_CODE = re.compile(r"`([^`\n]{1,400})`")
_ITEM = re.compile(r"[-*] ")
_BLOCK = re.compile(r"\n(?:[ \t]*\n)+")


def prose(doc: str) -> Markup:
    r"""Return headings, paragraphs, lists, code blocks and `code` as HTML, without the first line (the summary).

    >>> prose("Summary.\n\n## What it does\n\nFinds `<b>`.")
    Markup('<h4>What it does</h4><p>Finds <code>&lt;b&gt;</code>.</p>')
    """
    lines = inspect.cleandoc(doc).splitlines()[1:]
    body = "\n".join(map(visible, lines)).strip("\n")
    return Markup().join(_blocks(body))


def _blocks(body: str) -> Iterator[Markup]:
    for number, part in enumerate(body.split("```")):
        if number % 2:
            yield Markup("<pre><code>{}</code></pre>").format(part.partition("\n")[2].rstrip("\n"))
            continue
        for block in _BLOCK.split(part):
            if block.strip():
                yield from _block(block.strip("\n"))


def _block(block: str) -> Iterator[Markup]:
    if block.startswith("#"):
        heading, _, rest = block.partition("\n")
        yield Markup("<h4>{}</h4>").format(heading.lstrip("# "))
        if rest.strip():
            yield from _block(rest)
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
