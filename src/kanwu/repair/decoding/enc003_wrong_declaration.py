"""A declared encoding that is not the document's.

## What it does

Compares what a document declares (HTML's meta element, the XML declaration, the header of an archived response, or
what the caller passes) with its bytes. Where the bytes are valid UTF-8 and something else is declared, or where the
declared codec refuses them or makes nothing readable of them while another one does, the other codec is used and the
declaration is reported.

## Why it matters

A tool that believes the declaration turns the whole page into mojibake. Such pages are common: crawlers save pages as
UTF-8 and leave the meta element as it was, and templates declare `iso-8859-1` above Chinese text.

## Example

`<meta charset="iso-8859-1">` on a page whose bytes are GBK: it is read as `gb18030`, and the label is reported.

## When it is wrong

A short page, or one with few characters beyond ASCII, may be readable under both codecs; then the declaration is
believed. Labels of encodings that hold one another (`gb2312` and `gbk`, `iso-8859-1` and `windows-1252`) are not
told apart, and a page all in ASCII is right under any of them.

## Fix safety

There is no fix: the mended copy is written as UTF-8, and whether its markup should say so is the reader's decision.
"""

from __future__ import annotations

from kanwu.finding import Finding, Severity
from kanwu.repair.decoding.declared import Declaration
from kanwu.rule import DecodingRule

RULE = DecodingRule("ENC003", "wrong-declaration", Severity.WARNING, __doc__)


def finding(declaration: Declaration, start: int, codec: str) -> Finding:
    """Report a declaration whose label stands at `start` in the text, though the document was read with `codec`."""
    inside = declaration.end - declaration.start
    message = f"{declaration.where[0].upper()}{declaration.where[1:]} says {declaration.label}; the bytes are {codec}."
    evidence = {"declared": declaration.label, "where": declaration.where, "codec": codec}
    return Finding(RULE.code, start, start + inside, message, RULE.severity, evidence)
