"""What is searched before a pattern never hides what the pattern would find."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanwu.validate.claims.skeleton import compiled
from kanwu.validate.grammar import GRAMMARS

_ANCHORS = [
    (need, anchor)
    for grammar in GRAMMARS
    for need, anchor in zip(grammar.movements.needs, grammar.movements.anchors[:-1], strict=True)
]


@pytest.mark.parametrize(("need", "anchor"), _ANCHORS)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_anchor_has_what_it_needs(need: str, anchor: str, data: st.DataObject) -> None:
    """Whatever an anchor of a movement matches has the cheap pattern that is searched first."""
    text = data.draw(st.from_regex(compiled(anchor)))
    assert compiled(need).search(text)
