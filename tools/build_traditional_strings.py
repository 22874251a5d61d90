"""Write the report's Traditional Chinese texts from the Simplified ones: `python tools/build_traditional_strings.py`.

With `--check` it says whether they are up to date and exits with 1 if not. OpenCC's `s2twp` gives Taiwan's characters
and words. In the pages of rules only the prose is converted: code holds examples, which may be Simplified or damaged
on purpose.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import opencc

WORDS = {
    "質量報告": "品質報告",
    "配置": "設定",
    "下劃線": "底線",
    "列號": "欄號",
    "{column} 列": "{column} 欄",
    "{fields} 列": "{fields} 欄",
    "現有各列": "現有各欄",
    "指定一列": "指定一欄",
    "單元格": "儲存格",
    '"evidence_column": "列"': '"evidence_column": "欄"',
    "逐個": "逐一",
    "查詢": "尋找",
    "專案": "項目",
}
"""Words that Taiwan says otherwise and OpenCC leaves."""

STRINGS = Path(__file__).parent.parent / "src" / "kanwu" / "report" / "strings"

_CODE = re.compile(r"(`[^`\n]{1,400}`|^    .*$|\A<!--.*-->)", re.MULTILINE)


@cache
def _converter() -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC("s2twp").convert
    return convert


def traditional(text: str) -> str:
    """Return a Simplified text in Traditional characters and Taiwan's words."""
    text = _converter()(text)
    for word, other in WORDS.items():
        text = text.replace(word, other)
    return text


def traditional_page(page: str) -> str:
    """Return a page of a rule with its prose in Traditional characters; the stamp and all code stay as they are."""
    parts = _CODE.split(page)
    return "".join(part if number % 2 else traditional(part) for number, part in enumerate(parts))


def texts() -> dict[Path, str]:
    """Return the content of every file of Traditional texts by its path."""
    made = {}
    for folder in (STRINGS, STRINGS / "rules", STRINGS / "messages"):
        text = (folder / "zh-Hans.json").read_text("utf-8")
        text = text.replace("in Simplified Chinese", "in Traditional Chinese")
        made[folder / "zh-Hant.json"] = traditional(text)
    pages = STRINGS / "rules" / "zh-Hant"
    for source in sorted((STRINGS / "rules" / "zh-Hans").glob("*.md")):
        made[pages / source.name] = traditional_page(source.read_text("utf-8"))
    return made


def main() -> int:
    """Write the files, or check them."""
    wanted = texts()
    pages = STRINGS / "rules" / "zh-Hant"
    left = sorted(set(pages.glob("*.md")) - wanted.keys())
    if "--check" in sys.argv[1:]:
        stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text]
        for path in [*stale, *left]:
            print(f"{path} is not up to date; run {Path(__file__).name}.", file=sys.stderr)
        return 1 if stale or left else 0
    pages.mkdir(exist_ok=True)
    for path in left:
        path.unlink()
    for path, text in wanted.items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
