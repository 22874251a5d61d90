"""Workers of this machine: one that is killed is reported and its work begun again, but not for ever."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from kanwu.engines.local import map_shards
from kanwu.errors import RunError


def dies_once(number: int, folder: Path) -> int:
    """Kill this process the first time that the fifth number comes."""
    mark = folder / "died"
    if number == 5 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def dies(number: int) -> int:
    """Kill this process at the fifth number."""
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_the_work_of_a_killed_worker_is_begun_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """All results come, in order and once each, and a sentence says what happened."""
    found = list(map_shards(partial(dies_once, folder=tmp_path), range(30), 2))
    assert found == [number * number for number in range(30)]
    assert [each.getMessage() for each in caplog.records] == [
        "kanwu: a worker process was killed; its work is begun again."
    ]


def test_workers_that_die_again_and_again_end_the_run() -> None:
    """What kills every worker that takes it is told in one sentence."""
    with pytest.raises(RunError, match="killed 3 times at the same work"):
        list(map_shards(dies, range(30), 2))
