"""Build `src/kanwu/repair/decoding/labels.tsv`: the names under which documents declare their encoding.

Run it in an environment with the `tools` dependency group: `python tools/build_label_table.py`.
Source: the labels of the Encoding Standard (encoding.spec.whatwg.org, section 4.2), as packed in webencodings (BSD).
The package is needed here only, never at run time.
"""

from __future__ import annotations

import codecs
from importlib.metadata import version
from pathlib import Path

from webencodings.labels import LABELS

TABLE = Path(__file__).parent.parent / "src" / "kanwu" / "repair" / "decoding" / "labels.tsv"

CODECS = {
    "gbk": "gb18030",  # the standard reads GBK with the decoder of GB18030
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "iso-8859-8-i": "iso8859-8",  # the same characters; the two differ in the direction they are drawn in
    "ibm866": "cp866",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "windows-874": "cp874",
    "hz-gb-2312": "hz",
}
"""Python's codec for an encoding of the standard, where Python's codec of that name is another or has no such name.

The standard gives up HZ and the ISO 2022 encodings of Korean and Chinese for reasons of security in browsers; a
corpus still wants to read them.
"""

LEFT_OUT = frozenset({"replacement", "x-user-defined", "utf-16le", "utf-16be"})
"""No codec, or (UTF-16) never true where the declaration itself could be read as ASCII."""

HEADER = """\
# The labels of encodings in HTML, XML and HTTP, and Python's codec for each: label, tab, codec.
# Source: the Encoding Standard, encoding.spec.whatwg.org, section 4.2, as packed in webencodings {version} (BSD).
# GBK is read as GB18030, Shift_JIS as cp932, EUC-KR as cp949, Latin-1 as cp1252, as the standard says.
# Regenerate with: python tools/build_label_table.py
"""


def main() -> None:
    """Write the table."""
    rows = []
    for label, encoding in sorted(LABELS.items()):
        if encoding not in LEFT_OUT:
            rows.append(f"{label}\t{codecs.lookup(_codec(encoding)).name}\n")
    TABLE.write_text(HEADER.format(version=version("webencodings")) + "".join(rows), "utf-8")


def _codec(encoding: str) -> str:
    if encoding.startswith("windows-"):
        return CODECS.get(encoding, encoding.replace("windows-", "cp"))
    return CODECS.get(encoding, encoding)


if __name__ == "__main__":
    main()
