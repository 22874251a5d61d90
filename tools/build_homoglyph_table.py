"""Write `src/kanwu/repair/characters/homoglyphs.tsv`: letters of two alphabets that look the same.

Run as `python tools/build_homoglyph_table.py CONFUSABLES`, with the file `confusables.json` of the package
confusable-homoglyphs, which holds the table `confusables.txt` of Unicode Technical Standard 39.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

TABLE = Path(__file__).parent.parent / "src" / "kanwu" / "repair" / "characters" / "homoglyphs.tsv"
HEADER = """\
# Letters that look the same in two alphabets: the letter, the alphabet it is in, and its look-alike in the other.
# Kept are the basic Latin letters and those of Greek and Cyrillic that have the same case and shape in ordinary fonts.
# Source: confusables.txt of Unicode Technical Standard 39 (Unicode License v3), by way of confusable-homoglyphs 3.3.1.
# Regenerate: python tools/build_homoglyph_table.py CONFUSABLES.JSON
"""
LIKE_NOTHING_ELSE = {"l": "", "I": "ІΙ", "b": "", "r": "", "w": "ԝ", "u": "", "g": "", "f": ""}
"""Latin letters whose Unicode entries are too loose or go by way of another letter, with what is taken for them."""
NOT_KEPT = frozenset(
    "\ua647\u03b9үҮ\u037a\u03d2\u03f1\u03f2\u03f3\u03f9\u03fa\u03fc\u03dc\u037f\u0500\u050cҽ\u04cfσγαυρικ\u04c0\u050dҺѡѴѵ"
)
"""Letters that ordinary fonts tell apart, that belong to mathematics, or that no living alphabet has."""


def alphabet(char: str) -> str:
    """Return the alphabet of a letter, as its name begins."""
    return unicodedata.name(char, "").partition(" ")[0]


def look_alikes(confusables: dict[str, list[dict[str, str]]], latin: str) -> str:
    """Return the Greek and Cyrillic letters that look like a Latin one."""
    if latin in LIKE_NOTHING_ELSE:
        return LIKE_NOTHING_ELSE[latin]
    others = {entry["c"] for entry in confusables.get(latin, []) if len(entry["c"]) == 1}
    kept = (c for c in others if alphabet(c) in {"GREEK", "CYRILLIC"} and c.isupper() == latin.isupper())
    return "".join(sorted(c for c in kept if c not in NOT_KEPT))


def main(arguments: list[str]) -> None:
    """Write the table."""
    confusables = json.loads(Path(arguments[0]).read_text("utf-8"))
    rows = []
    for latin in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz":
        for other in look_alikes(confusables, latin):
            rows += [f"{latin}\t{alphabet(other)}\t{other}"]
    TABLE.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
