"""Work on shards in this process, or in several processes of this machine."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from kanwu.errors import RunError

Task = TypeVar("Task")
Result = TypeVar("Result")


def map_shards(function: Callable[[Task], Result], tasks: Iterable[Task], workers: int) -> Iterator[Result]:
    """Call a function on every task and give the results in the order of the tasks.

    Args:
        function: importable by name, so that another process can call it.
        tasks: picklable.
        workers: how many processes; 1 stays in this one.

    Raises:
        RunError: a worker was killed.
    """
    if workers == 1:
        yield from map(function, tasks)
        return
    # Spawned, not forked: a fork copies the locks of pyarrow's threads in whatever state they are.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            yield from pool.map(function, tasks)
        except BrokenProcessPool as error:
            raise RunError(
                "A worker process was killed, perhaps for lack of memory; run the same command again to go on"
                " from the last complete shard, with fewer --workers."
            ) from error
