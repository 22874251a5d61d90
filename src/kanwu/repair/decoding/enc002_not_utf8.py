"""A document in another encoding than UTF-8.

## What it does

Reports a document whose bytes are not UTF-8, names the codec it was read with, and says how that was found: a byte
order mark, a strict decoding that reads as Chinese, or the detector.

## Why it matters

A corpus with mixed encodings breaks the next tool that reads it, and a wrongly guessed one turns into mojibake that
is hard to undo later.

## Example

A page saved in GBK is read as `gb18030`. If something in it is mended, the cleaned copy is written as UTF-8.

## When it is wrong

A very short document, or one in a language whose codecs overlap, can be taken for another encoding. Check the text
that the report shows.

## Fix safety

There is no fix of its own. A document without any defect is copied byte for byte in its own encoding; a mended one is
written as UTF-8, or in its own encoding with `--keep-encoding`.
"""

from __future__ import annotations

from kanwu.finding import Finding, Severity
from kanwu.rule import DecodingRule

RULE = DecodingRule("ENC002", "not-utf8", Severity.WARNING, __doc__)


def finding(codec: str, how: str) -> Finding:
    """Report that a document was read with `codec`."""
    message = f"Not UTF-8: read as {codec}, because {how}."
    return Finding(RULE.code, 0, 0, message, RULE.severity, {"codec": codec, "because": how})
