"""Work on shards on a Ray cluster, or on one that is started on this machine for the purpose."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from kanwu.errors import ConfigError, KanwuError, RunError

Task = TypeVar("Task")
Result = TypeVar("Result")

_RETRIES = 5  # times that a shard is given to another worker after its worker was killed
_AHEAD = 2  # tasks a processor that are with Ray at a time; more would only hold memory
_FEWEST = 16  # tasks that are, so that a cluster that grows with the work sees some
_KEPT = 10_000  # results that wait for an earlier one, of which each is a few counts
_ASKED = 5.0  # seconds after which the size of the cluster is asked for again
_PATIENCE = 10.0  # seconds for a cluster to answer
_STORE = 128 << 20  # bytes of the object store of a cluster started here: only counts go through it


def map_shards(
    function: Callable[[Task], Result], tasks: Iterable[Task], workers: int | None = None, address: str | None = None
) -> Iterator[Result]:
    """Call a function on every task and give the results in the order of the tasks.

    A task whose worker is killed is given to another one, so the function must be idempotent.

    Args:
        function: picklable, with what it needs installed on every machine.
        tasks: picklable.
        workers: how many tasks are worked on at a time; None for as many as the cluster has processors for.
        address: of a cluster, as `ray.init` takes it; None for the one that this process is connected to already, for
            the one that RAY_ADDRESS names, or else for a new one on this machine.

    Raises:
        ConfigError: the package is not installed, or there is no cluster at the address.
        RunError: workers were killed again and again at the same task.
    """
    ray = _package()
    own = not ray.is_initialized()
    if own:
        _connect(ray, workers, address)
    crew = _Crew(ray, function, workers)
    try:
        yield from _in_order(crew, iter(tasks))
    finally:
        crew.leave()
        if own:
            ray.shutdown()


def _package() -> Any:
    try:
        import ray
    except ImportError:
        raise ConfigError("The engine `ray` needs a package that is not installed: pip install 'kanwu[ray]'.") from None
    return ray


def _connect(ray: Any, workers: int | None, address: str | None) -> None:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # kanwu sends nothing anywhere by itself
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # what Ray is to do in future anyway
    options: dict[str, Any] = {"logging_level": "ERROR", "log_to_driver": False}
    address = address or os.environ.get("RAY_ADDRESS") or "local"
    if address == "local":
        options |= {"num_cpus": workers, "include_dashboard": False, "object_store_memory": _STORE}
    try:
        _require_answer(address)
        ray.init(address, **options)
    except (ValueError, RuntimeError, OSError) as error:
        reason = next(iter(str(error).splitlines()), "no answer").rstrip(".")
        raise ConfigError(f"There is no Ray cluster at {address}: {reason}; name another --address.") from error


def _require_answer(address: str) -> None:
    """Complain about an address where nobody listens; Ray itself would try for a minute and a half.

    Raises:
        OSError: nobody answers.
    """
    host, colon, port = address.rpartition("//")[2].partition("/")[0].rpartition(":")
    if colon and port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()


class _Crew:
    """Gives tasks to Ray, never more than it can soon begin with."""

    def __init__(self, ray: Any, function: Callable[[Any], Any], workers: int | None) -> None:
        self._ray = ray
        self._function = ray.put(function)
        self._remote = ray.remote(_call).options(num_cpus=1, max_retries=_RETRIES)
        self._workers = workers
        self._most = workers or _FEWEST
        self._asked = -_ASKED
        self._pending: dict[Any, int] = {}

    def __len__(self) -> int:
        """Return how many tasks are under way."""
        return len(self._pending)

    def is_full(self) -> bool:
        """Say whether no more tasks are to be given."""
        if self._workers is None and time.monotonic() > self._asked + _ASKED:
            processors = int(self._ray.cluster_resources().get("CPU", 0))
            self._most = max(_FEWEST, processors * _AHEAD)
            self._asked = time.monotonic()
        return len(self._pending) >= self._most

    def give(self, number: int, task: object) -> None:
        """Give a task to Ray."""
        self._pending[self._remote.remote(self._function, task)] = number

    def take(self) -> Iterator[tuple[int, Any]]:
        """Wait until a task is done; give the numbers and results of those that are."""
        done, _ = self._ray.wait(list(self._pending), num_returns=1)
        for reference in done:
            yield self._pending.pop(reference), self._result(reference)

    def _result(self, reference: Any) -> Any:
        """Return a result; the sentence of an error is the one that its worker found.

        Raises:
            KanwuError: the task ended with it.
            RunError: Ray gave the task up.
        """
        faults = self._ray.exceptions
        try:
            result = self._ray.get(reference)
        except faults.RayTaskError as error:
            raise error.cause from error  # a defect: what it says is for who mends it
        except faults.RayError as error:
            raise RunError(
                f"Ray gave a shard up ({type(error).__name__}): its workers were killed {_RETRIES + 1} times, perhaps"
                " for lack of memory; run the same command again to go on from the last complete shard."
            ) from error
        if isinstance(result, KanwuError):
            raise result
        return result

    def leave(self) -> None:
        """Call back what has not begun, after an error or an interrupt."""
        for reference in self._pending:
            self._ray.cancel(reference)


def _in_order(crew: _Crew, tasks: Iterator[Any]) -> Iterator[Any]:
    """Give the results in the order of the tasks; one that takes long does not hold up those behind it."""
    waiting: dict[int, Any] = {}
    given = due = 0
    more = True
    while True:
        while more and not crew.is_full() and given - due < _KEPT:
            task = next(tasks, None)
            if task is None:
                more = False
            else:
                crew.give(given, task)
                given += 1
        if not len(crew):
            return
        waiting.update(crew.take())
        while due in waiting:
            yield waiting.pop(due)
            due += 1


def _call(function: Callable[[Any], Any], task: object) -> object:
    """Do a task on a worker; Ray would make a traceback of an error that the user can put right."""
    try:
        return function(task)
    except KanwuError as error:
        return error
