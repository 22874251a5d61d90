"""Write the report's Traditional Chinese texts from the Simplified ones: `python tools/build_traditional_strings.py`.

OpenCC's `s2twp` gives Taiwan's characters and words.
"""

from __future__ import annotations

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
}
"""Words that Taiwan says otherwise and OpenCC leaves."""

STRINGS = Path(__file__).parent.parent / "src" / "kanwu" / "report" / "strings"


def main() -> None:
    """Write each file of Simplified texts as one of Traditional texts."""
    convert = opencc.OpenCC("s2twp").convert
    for source in (STRINGS / "zh-Hans.json", STRINGS / "rules" / "zh-Hans.json", STRINGS / "messages" / "zh-Hans.json"):
        text = convert(source.read_text("utf-8").replace("in Simplified Chinese", "in Traditional Chinese"))
        for word, other in WORDS.items():
            text = text.replace(word, other)
        source.with_name("zh-Hant.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
