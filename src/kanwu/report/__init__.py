"""The report stage: one HTML page a run, and the formats in which `kanwu check` prints what it found.

`build.build_report` makes the page model of `page` from the rows of a run; `render.render_report` writes it as HTML.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TextIO

from kanwu.located import Located


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """A way to print findings; its module is loaded when it is first called.

    Attributes:
        module: the module of this package that writes it.
        function: its function, of the findings with their places and a text stream.
    """

    module: str
    function: str

    def __call__(self, located: Iterable[Located], out: TextIO) -> None:
        """Write the findings to `out`; without any, what is written is still valid in the format."""
        getattr(importlib.import_module(f"{__name__}.{self.module}"), self.function)(located, out)


FORMATS: Mapping[str, OutputFormat] = MappingProxyType(
    {
        "text": OutputFormat("console", "write_text"),
        "concise": OutputFormat("console", "write_concise"),
        "json": OutputFormat("machine", "write_json"),
        "jsonl": OutputFormat("machine", "write_jsonl"),
        "sarif": OutputFormat("sarif", "write_sarif"),
        "github": OutputFormat("github", "write_github"),
        "gitlab": OutputFormat("gitlab", "write_gitlab"),
        "junit": OutputFormat("junit", "write_junit"),
    }
)
"""The values of `--output-format`."""
