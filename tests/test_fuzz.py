"""Fuzzing, in short: what once failed is tried again, and each harness gets some damaged inputs."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest
from fuzz.mutations import inputs
from fuzz.targets import TARGETS, BrokenError, _sound

import kanwu
from tests.conftest import ROOT

FAILURES = sorted(path for path in (ROOT / "fuzz" / "failures").rglob("*") if path.is_file())
SHORT = 40
"""Inputs for each harness; `make fuzz` tries as many as it has time for."""


@pytest.mark.parametrize("path", FAILURES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_failed_once(path: Path) -> None:
    """An input that a harness failed on keeps its promises now."""
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_a_short_run(name: str) -> None:
    """Cases that were damaged at random break no promise; in continuous integration always the same ones."""
    seed = 1 if "CI" in os.environ else int.from_bytes(os.urandom(4))
    for data in itertools.islice(inputs(seed), SHORT):
        try:
            TARGETS[name](data)
        except Exception as error:
            raise AssertionError(f"{name} fails on {data!r}") from error


def test_a_harness_notices() -> None:
    """An account that does not give the input back is a failure."""
    with pytest.raises(BrokenError, match="restoring does not give the input back"):
        _sound(kanwu.clean("市中區(qū)以更實更細(xì)舉措"), "something else")
