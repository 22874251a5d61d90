"""Gates: no text on which a rule fires is ever stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kanwu
from kanwu.columns import clean_column
from kanwu.repair import mend
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


CASES = sorted({text for text, _ in texts()})
CONFIGS = [
    kanwu.Config(),
    kanwu.Config(unsafe_fixes=True),
    kanwu.Config(profile="mainland"),
    kanwu.Config(to="zh-Hans"),
]
PIECES = (
    st.sampled_from(CASES)
    | st.tuples(st.sampled_from(CASES), st.integers(0, 200), st.integers(1, 60)).map(
        lambda cut: cut[0][cut[1] :][: cut[2]]
    )
    | st.text(
        st.sampled_from(
            "\u00ad\u200b\u202e\u2066\ufeff\x00\x1a\x93\ue001\U000f0001１Ａ\uff76e\u0301\u212b﹐︵⼀\uf900\U0002f800\ufffd"
            ' \u00a0\u3000\r\n\t,.?!()&;<>»"“”「」，。；：后里發发台区ū(ㄅにаωA中文的'
        ),
        max_size=30,
    )
    | st.sampled_from(["返回顶部", "Back to the top", "&amp;nbsp;", "區(qū)", "\n同一段话说了两遍也还是同一段话。" * 2])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=4).map("".join), max_size=4), st.sampled_from(CONFIGS))
def test_gates_change_nothing(sample: list[str], config: kanwu.Config) -> None:
    """Texts alone, and a column of them, come out as if every rule had looked at each of them."""
    rules = [rule for rule in catalogue().selected(config).rules if isinstance(rule, RepairRule)]
    bare = [mend(text, rules, config, (), frozenset()) for text in sample]
    expected = [(each.text, each.findings, each.source_map) for each in bare]
    for cleaned in ([kanwu.clean(text, config) for text in sample], clean_column(sample, config)):
        assert [(each.text, each.findings, each.source_map) for each in cleaned] == expected
