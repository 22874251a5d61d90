"""Work on shards in this process, or in several processes of this machine."""

from __future__ import annotations

import contextlib
import logging
import math
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import connection, resource_tracker
from typing import TypeVar

from kanwu.errors import RunError

Task = TypeVar("Task")
Result = TypeVar("Result")


_ALONE = 1.0  # seconds; about what it takes a new process to import the rules and their tables
_RETRIES = 2  # of the same tasks after a worker was killed
_LOG = logging.getLogger("kanwu")
_POOL = "ARROW_DEFAULT_MEMORY_POOL"  # read by pyarrow when it is loaded
_AHEAD = 4  # tasks a worker that wait for it; more would only hold memory


def _in_processes(function: Callable[[Task], Result], tasks: Iterable[Task], workers: int) -> Iterator[Result]:
    """Give the results in order; at most a few tasks a worker are submitted and not yet given back.

    A worker that is killed takes its pool with it; the tasks that were under way are then begun again by a new one.
    """
    # Spawned, not forked: a fork copies the locks of pyarrow's threads in whatever state they are.
    context = multiprocessing.get_context("spawn")
    coming = iter(tasks)
    waiting: deque[Task] = deque()
    deaths = 0
    while True:
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent) as pool:
            try:
                with _as_workers_need_it():
                    futures = deque(pool.submit(function, task) for task in waiting)
                while True:
                    for task in islice(coming, workers * _AHEAD - len(waiting)):
                        waiting.append(task)
                        with _as_workers_need_it():
                            futures.append(pool.submit(function, task))
                    if not futures:
                        return
                    result = futures.popleft().result()
                    waiting.popleft()
                    deaths = 0
                    yield result
            except BrokenProcessPool as error:
                deaths += 1
                if deaths > _RETRIES:
                    raise RunError(
                        f"Worker processes were killed {deaths} times at the same work, perhaps for lack of memory; run"
                        " the same command again to go on from the last complete shard, with fewer --workers."
                    ) from error
                _LOG.warning("kanwu: a worker process was killed; its work is begun again.")
            finally:
                pool.shutdown(cancel_futures=True)  # after an error or an interrupt, what has not begun is left


@contextlib.contextmanager
def _as_workers_need_it() -> Iterator[None]:
    """Start processes that no interrupt reaches, and in which pyarrow gives memory back when it is not used."""
    chosen = os.environ.get(_POOL)
    try:
        os.environ[_POOL] = chosen or "system"
        with _workers_not_interrupted():
            yield
    finally:
        if chosen is None:
            del os.environ[_POOL]


@contextlib.contextmanager
def _workers_not_interrupted() -> Iterator[None]:
    """Start processes that no interrupt from the keyboard reaches.

    It is sent to every process of the terminal; what becomes of the work is for the parent to say. A process inherits
    which signals are blocked, so that this holds from its first moment, before any code of ours runs in it.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # it would unblock them when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not known on every system
        return os.cpu_count() or 1


def _end_with_parent() -> None:
    """End this worker when its parent is killed; otherwise it would wait for tasks for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it could not be blocked
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def map_shards(
    function: Callable[[Task], Result], tasks: Iterable[Task], workers: int | None = None
) -> Iterator[Result]:
    """Call a function on every task and give the results in the order of the tasks.

    Args:
        function: importable by name, so that another process can call it; idempotent, since the task
            of a killed worker is done again.
        tasks: picklable.
        workers: how many processes; 1 stays in this one. None begins in this one and, where the work takes longer
            than starting others does, goes on with one for each processor.

    Raises:
        RunError: workers were killed again and again at the same tasks.
    """
    if workers == 1:
        yield from map(function, tasks)
        return
    if workers is None:
        workers = _processors()
        tasks = iter(tasks)
        until = time.monotonic() + (_ALONE if workers > 1 else math.inf)
        for task in tasks:
            yield function(task)
            if time.monotonic() > until:
                break
    yield from _in_processes(function, tasks, workers)
