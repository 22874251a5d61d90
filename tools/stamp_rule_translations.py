"""Say which Chinese rule pages translate an older state of the rule, and stamp those that were brought up to date.

Run as `python tools/stamp_rule_translations.py` it lists them and exits with 1 if there are any. A translator who has
looked at the page in src/kanwu/report/strings/rules/zh-Hans stamps it with `python tools/stamp_rule_translations.py
CODE ...`, and writes the Traditional one with `python tools/build_traditional_strings.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from kanwu.report.rule_pages import FOLDER, is_stale, stamp
from kanwu.rule import Rule, catalogue

LANGUAGES = ("zh-Hans", "zh-Hant")


def stale(rules: Iterable[Rule], folder: Path = FOLDER) -> list[str]:
    """Return a line for each page that is missing, is older than its rule, or has no rule."""
    docs = {rule.code: rule.doc for rule in rules}
    said = []
    for lang in LANGUAGES:
        present = {path.stem: path.read_text("utf-8") for path in (folder / lang).glob("*.md")}
        said += [f"{lang}/{code}.md is missing." for code in docs if code not in present]
        said += [
            f"{lang}/{code}.md is older than its rule."
            for code, doc in docs.items()
            if code in present and is_stale(present[code], doc)
        ]
        said += [f"{lang}/{code}.md is of no rule." for code in sorted(present.keys() - docs.keys())]
    return said


def restamp(rule: Rule, folder: Path = FOLDER) -> None:
    """Give the Simplified page of a rule the stamp of the English one."""
    path = folder / LANGUAGES[0] / f"{rule.code}.md"
    page = path.read_text("utf-8")
    body = page.partition("\n")[2] if page.startswith("<!-- of ") else f"\n{page}"
    path.write_text(f"{stamp(rule.doc)}\n{body}", "utf-8")


def main() -> int:
    """Stamp the pages of the codes given, or list those that are stale."""
    rules = {rule.code: rule for rule in catalogue().rules}
    codes = sys.argv[1:]
    for code in codes:
        restamp(rules[code])
    said = [] if codes else stale(rules.values())
    for line in said:
        print(line, file=sys.stderr)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
