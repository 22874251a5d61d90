"""Write the rule pages of the documentation from the rules themselves.

Run as `python tools/build_rule_pages.py` it writes docs/rules/; with `--check` it says whether they are up to date and
exits with 1 if not.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

from kanwu.rule import FAMILIES, ClaimRule, Rule, catalogue

PAGES = Path(__file__).parent.parent / "docs" / "rules"


def page(rule: Rule) -> str:
    """Return a rule's page."""
    kind = f", claim kind `{rule.kind}`" if isinstance(rule, ClaimRule) else ""
    family = f"Family {rule.family} ({FAMILIES[rule.family]}), severity {rule.severity}{kind}."
    return f"# {rule.code} {rule.name}\n\n{family}\n\n{inspect.cleandoc(rule.doc)}\n"


def index() -> str:
    """Return the catalogue's page."""
    lines = ["# Rules", "", "Generated from the rules; `kanwu rules` prints the same.", ""]
    for family, meaning in FAMILIES.items():
        rules = [rule for rule in catalogue().rules if rule.family == family]
        if rules:
            lines += [f"## {family}: {meaning}", "", "| code | name | severity | what it finds |", "|---|---|---|---|"]
            lines += [f"| [{r.code}]({r.code}.md) | {r.name} | {r.severity} | {r.summary} |" for r in rules]
            lines.append("")
    return "\n".join(lines)


def pages() -> dict[Path, str]:
    """Return the content of every page by its path."""
    return {PAGES / "index.md": index()} | {PAGES / f"{rule.code}.md": page(rule) for rule in catalogue().rules}


def main() -> int:
    """Write the pages, or check them."""
    wanted = pages()
    present = set(PAGES.glob("*.md"))
    if "--check" in sys.argv[1:]:
        stale = [path for path, text in wanted.items() if path not in present or path.read_text("utf-8") != text]
        stale += sorted(present - wanted.keys())
        for path in stale:
            print(f"{path} is not up to date; run `make docs`.", file=sys.stderr)
        return 1 if stale else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for path in present - wanted.keys():
        path.unlink()
    for path, text in wanted.items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
