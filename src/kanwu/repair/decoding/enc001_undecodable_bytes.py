"""Bytes that the document's encoding cannot read.

## What it does

Reports each run of bytes that the document's codec refuses. The text shows U+FFFD in their place, and the bytes
themselves are kept beside the findings. Data that is no text at all, such as an image, is one such place.

## Why it matters

A truncated download, a spliced page or a wrong codec leaves such bytes. Most tools drop them or stop; either way the
loss goes unseen.

## Example

The bytes `63 61 66 C3`, UTF-8 that was cut in the middle of `é`, read as `caf` and U+FFFD. The finding names `C3`.

## When it is wrong

The codec itself may be the wrong one. Then there are many such findings at once, and ENC002 says which codec was
used and why.

## Fix safety

There is no fix: what the bytes stood for is not known. `kanwu restore` gives them back exactly.
"""

from __future__ import annotations

from kanwu.finding import Finding, Severity
from kanwu.rule import DecodingRule
from kanwu.text.encoded import BytePatch

RULE = DecodingRule("ENC001", "undecodable-bytes", Severity.ERROR, __doc__)

_SHOWN = 32  # bytes named in a finding; the rest is kept, not shown


def finding(run: BytePatch, codec: str) -> Finding:
    """Report one run of bytes that `codec` refused."""
    shown = run.data[:_SHOWN].hex(" ").upper() + (" …" if len(run.data) > _SHOWN else "")
    count = len(run.data)
    message = f"{count} byte{'s' if count > 1 else ''} that {codec} cannot read: {shown}."
    evidence = {"bytes": shown, "count": str(count), "codec": codec}
    return Finding(RULE.code, run.start, run.end, message, RULE.severity, evidence)


def not_text(data: bytes) -> Finding:
    """Report a document that is no text at all: an image, an archive, a program."""
    shown = data[:_SHOWN].hex(" ").upper() + (" …" if len(data) > _SHOWN else "")
    message = f"{len(data)} bytes that are not text: {shown}."
    return Finding(RULE.code, 0, 1, message, RULE.severity, {"bytes": shown, "count": str(len(data)), "codec": "none"})
