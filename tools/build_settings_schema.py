"""Write the JSON schema of `kanwu.toml` to docs/kanwu.schema.json; with `--check`, say whether it is up to date."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kanwu.settings_file import json_schema

PATH = Path(__file__).resolve().parent.parent / "docs" / "kanwu.schema.json"


def main() -> None:
    """Write or compare the schema."""
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if "--check" not in sys.argv[1:]:
        PATH.write_text(text, "utf-8")
    elif not PATH.is_file() or PATH.read_text("utf-8") != text:
        sys.exit(f"{PATH.name} is out of date; run python {Path(__file__).name}.")


if __name__ == "__main__":
    main()
