"""Lines in different encodings in one document.

## What it does

Finds documents whose lines were written in different encodings, such as UTF-8 with some lines of GBK, Big5 or
windows-1252. Each run of lines is decoded with its own codec; the runs that are not in the document's main encoding
are reported.

## Why it matters

Logs, concatenated files and pages put together from several sources look like this. Any single codec turns the rest
into mojibake or refuses it.

## Example

A UTF-8 file with a paragraph pasted from a GBK page in the middle: the paragraph is read as `gb18030`.

## When it is wrong

Only what is certain is reported: the lines of each codec must decode strictly and read as text in it. A few stray
bytes in an otherwise sound line are damage, not another encoding; ENC001 reports them. Short lines that fit more than
one of the document's codecs are read like their neighbours.

## Fix safety

There is no fix of its own. A mended copy is written in UTF-8 throughout; `kanwu restore` gives back the original
bytes of every line.
"""

from __future__ import annotations

from kanwu.finding import Finding, Severity
from kanwu.rule import DecodingRule

RULE = DecodingRule("ENC004", "mixed-encodings", Severity.WARNING, __doc__)


def finding(start: int, end: int, codec: str, main: str) -> Finding:
    """Report a run of lines in another codec than the main one."""
    message = f"This part is in {codec}, the rest of the document in {main}."
    return Finding(RULE.code, start, end, message, RULE.severity, {"codec": codec, "main": main})
