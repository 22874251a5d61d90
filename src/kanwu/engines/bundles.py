"""Tasks handed out several at a time where there are very many, for handing one out costs something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_MOST = 8  # tasks in a bundle; a few minutes of work, and what a killed worker may have to look at again
_BUNDLES = 4096  # tasks before the first bundle of two, as many again before that of three


@dataclass(frozen=True, slots=True)
class Each(Generic[Task, Result]):
    """Calls a function on each task of a bundle.

    Attributes:
        function: what to call.
    """

    function: Callable[[Task], Result]

    def __call__(self, tasks: Sequence[Task]) -> list[Result]:
        """Return the results in the order of the tasks."""
        return [self.function(task) for task in tasks]


def in_bundles(
    mapped: Callable[[Callable[[Sequence[Task]], list[Result]], Iterator[Sequence[Task]]], Iterator[list[Result]]],
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
) -> Iterator[Result]:
    """Call a function on every task by way of an engine, and give the results in the order of the tasks.

    Bundles grow with the number of tasks handed out, so that where these are few each goes alone.

    Args:
        mapped: the engine: calls a function on everything that an iterator gives, and keeps the order.
        function: picklable.
        tasks: picklable.
    """
    yield from chain.from_iterable(mapped(Each(function), _bundles(tasks)))


def _bundles(tasks: Iterable[Task]) -> Iterator[Sequence[Task]]:
    rest = iter(tasks)
    given = 0
    while bundle := tuple(islice(rest, min(_MOST, 1 + given // _BUNDLES))):
        given += len(bundle)
        yield bundle
