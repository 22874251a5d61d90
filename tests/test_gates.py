"""Gates: no text on which a rule fires is ever stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import kanwu
from kanwu.rule import RepairRule, catalogue

FIXTURES = Path(__file__).parent.parent / "fixtures"
REPAIR = {rule.code: rule for rule in catalogue().rules if isinstance(rule, RepairRule)}


def texts() -> Iterator[tuple[str, kanwu.Config]]:
    """Give the texts of all cases with their settings."""
    for path in sorted(FIXTURES.glob("*/*.json")):
        for case in json.loads(path.read_text("utf-8")):
            settings: dict[str, Any] = {
                name: case[name] for name in ("unsafe_fixes", "to", "phrases", "profile") if name in case
            }
            if "text" in case:
                yield case["text"], kanwu.Config(**settings)


def passes(rule: RepairRule, text: str, config: kanwu.Config) -> bool:
    patterns = rule.gate(config)
    if patterns is None:
        return False
    column = pa.array([text])
    return all(pc.match_substring_regex(column, pattern)[0].as_py() for pattern in patterns)


def test_a_gate_stops_no_text_on_which_its_rule_fires() -> None:
    """Whatever a rule finds in a case, its gate, or that of a rule before it, lets the text through."""
    for text, config in texts():
        fired = {finding.code for finding in kanwu.clean(text, config).findings}
        open_gates = {code for code in REPAIR if passes(REPAIR[code], text, config)}
        assert not fired or open_gates, text
        if len(fired) == 1:  # a rule that fires after another has mended the text may need no gate of its own
            assert fired <= open_gates, (fired, text)


@pytest.mark.parametrize("code", sorted(REPAIR))
def test_clean_text_is_stopped(code: str) -> None:
    """Ordinary Simplified text goes through no gate."""
    assert not passes(REPAIR[code], "今年一季度，全市完成投资1250亿元，同比增长4.2%。", kanwu.Config())
