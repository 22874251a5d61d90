"""What is asked of Ray, and what its answers become; Ray itself is played by a few lines."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest
from tests.engines.conftest import GARBLED

import kanwu
from kanwu.corpus.elsewhere import Elsewhere
from kanwu.corpus.run import Job
from kanwu.corpus.scan import Source
from kanwu.corpus.shards import Places, shards_of
from kanwu.engines.bundles import in_bundles
from kanwu.engines.ray_cluster import map_shards
from kanwu.errors import ConfigError, InputError, OutputError, RunError
from kanwu.pipeline import process_batch, process_shard, result_schema


class RayError(Exception):
    """As in Ray."""


class RayTaskError(RayError):
    """As in Ray."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


class FakeRay:
    """Does the newest task first, so that results come out of order, or else the oldest."""

    exceptions = SimpleNamespace(RayError=RayError, RayTaskError=RayTaskError)

    def __init__(self, processors: int = 4) -> None:
        self.processors = processors
        self.given: list[tuple[Callable[[], object]]] = []
        self.most = 0
        self.cancelled = 0
        self.connected = self.newest_first = True
        self.options_given: dict[str, object] = {}

    def is_initialized(self) -> bool:
        """Say whether the process is connected."""
        return self.connected

    def put(self, value: object) -> object:
        """Keep nothing."""
        return value

    def remote(self, function: Callable[..., object]) -> Any:
        """Make a function whose calls wait."""

        def give(*arguments: object) -> object:
            self.given.append((partial(function, *arguments),))
            self.most = max(self.most, len(self.given))
            return self.given[-1]

        def options(**given: object) -> SimpleNamespace:
            self.options_given = given
            return SimpleNamespace(remote=give)

        return SimpleNamespace(options=options)

    def wait(self, references: list[Any], num_returns: int) -> tuple[list[Any], list[Any]]:
        """Name what is done."""
        if self.newest_first:
            return references[-num_returns:], references[:-num_returns]
        return references[:num_returns], references[num_returns:]

    def get(self, reference: Any) -> object:
        """Do it now."""
        self.given.remove(reference)
        return reference[0]()

    def cluster_resources(self) -> dict[str, float]:
        """Return the size of the cluster."""
        return {"CPU": self.processors}

    def cancel(self, reference: object) -> None:
        """Count what is called back."""
        del reference
        self.cancelled += 1


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> FakeRay:
    """Put a Ray of a few lines in the place of Ray."""
    fake = FakeRay()
    monkeypatch.setitem(sys.modules, "ray", fake)
    return fake


def test_results_come_in_order(ray: FakeRay) -> None:
    """Whatever is done first, results come in the order of the tasks."""
    assert list(map_shards(str, range(100))) == [str(each) for each in range(100)]
    assert ray.options_given == {"num_cpus": 1, "max_retries": 5}


def test_tasks_are_bounded(ray: FakeRay) -> None:
    """Ray never has more than its processors can soon begin with, and tasks are made when they are needed."""
    ray.processors, ray.newest_first = 30, False
    made = []

    def tasks() -> Iterator[int]:
        for each in range(1000):
            made.append(each)
            yield each

    results = map_shards(str, tasks())
    next(results)
    assert len(made) <= 60
    assert len(list(results)) == 999
    assert ray.most == 60


def test_workers_bound_the_tasks(ray: FakeRay) -> None:
    """Who asks for three workers has three at most."""
    assert len(list(map_shards(str, range(50), 3))) == 50
    assert ray.most == 3


def test_a_task_that_takes_long_holds_up_few(ray: FakeRay, monkeypatch: pytest.MonkeyPatch) -> None:
    """The results that wait for an earlier one are bounded."""
    monkeypatch.setattr("kanwu.engines.ray_cluster._KEPT", 40)
    made = []

    def tasks() -> Iterator[int]:
        for each in range(1000):
            made.append(each)
            yield each

    next(map_shards(str, tasks(), 2))  # the first is done last
    assert len(made) == 40
    assert ray.most == 2


def fails(error: Exception, task: int) -> int:
    if task == 30:
        raise error
    return task


def test_an_error_of_a_task(ray: FakeRay) -> None:
    """An error with a sentence comes out as it is; what has not begun is called back."""
    with pytest.raises(OutputError, match=r"^full$"):
        list(map_shards(partial(fails, OutputError("full")), range(100)))
    assert ray.cancelled == 15


def test_a_shard_that_is_given_up(ray: FakeRay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that are killed again and again are one sentence that says how to go on."""

    def lost(reference: object) -> object:
        raise RayError(reference)

    monkeypatch.setattr(ray, "get", lost)
    with pytest.raises(RunError, match=r"killed 6 times.*run the same command again"):
        list(map_shards(str, range(3)))


def test_a_defect_of_a_task(ray: FakeRay, monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect comes out as the error it was."""

    def defect(reference: object) -> object:
        raise RayTaskError(ZeroDivisionError(str(reference)))

    monkeypatch.setattr(ray, "get", defect)
    with pytest.raises(ZeroDivisionError):
        list(map_shards(str, range(3)))


def test_the_package_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Ray one sentence says how to get it."""
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"pip install 'kanwu\[ray\]'"):
        list(map_shards(str, range(3)))


def test_unknown_engines(tmp_path: Path) -> None:
    """An engine that is not there, and an address that goes nowhere, are told before any work."""
    with pytest.raises(ConfigError, match="no engine 'spark'; the engines are local, ray"):
        Job(tmp_path, None, kanwu.Config(), with_claims=False, engine="spark")
    with pytest.raises(ConfigError, match="local engine has no address"):
        Job(tmp_path, None, kanwu.Config(), with_claims=False, address="auto")


def test_a_worker_that_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with another version, or without the files, does nothing and says why."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(GARBLED, "utf-8")
    monkeypatch.chdir(tmp_path)
    source = Source("a.txt", tmp_path / "in" / "a.txt")
    places = Places(Path("cleaned"), Path("quarantine"))
    shard = next(shards_of([source], Path("parts"), places, kanwu.Config(), with_claims=True))
    elsewhere = pickle.loads(pickle.dumps(Elsewhere.for_this_process(Path("in"))))  # noqa: S301 - our own
    (tmp_path / "other").mkdir()
    monkeypatch.chdir("other")
    again = pickle.loads(pickle.dumps(shard))  # noqa: S301 - our own
    assert elsewhere(again).counts["documents"] == {"mended": 1}
    assert (tmp_path / "cleaned" / "a.txt").read_text("utf-8") == "市中區以更實更細舉措。"
    assert again.units[0].source.shown == "in/a.txt"
    other = Elsewhere(elsewhere.home, elsewhere.folders, {**elsewhere.code, "ftfy": "1.0"})
    with pytest.raises(RunError, match=r"has ftfy .*, this process 1\.0; install the same"):
        other(shard)
    (tmp_path / "in" / "a.txt").unlink()
    (tmp_path / "in").rmdir()
    with pytest.raises(RunError, match=r"does not see .*in; put the input"):
        elsewhere(shard)


def test_functions_pickle(tmp_path: Path) -> None:
    """What engines hand out goes from process to process, settings and results too."""
    config = kanwu.Config(ignore=("FIG",), severity={"GLS": "info"})
    batch = pa.RecordBatch.from_pydict({"id": ["a"], "text": [GARBLED]})
    mend = pickle.loads(pickle.dumps(partial(process_batch, config=config)))  # noqa: S301 - our own
    assert mend(batch).equals(process_batch(batch, config))
    (tmp_path / "a.txt").write_text(GARBLED, "utf-8")
    work = pickle.loads(pickle.dumps(partial(process_shard, tmp_path / "a.txt", tmp_path / "out")))  # noqa: S301
    manifest = work()
    assert pickle.loads(pickle.dumps(manifest)) == manifest == work()  # noqa: S301 - our own
    assert manifest.counts["findings"] == {"GLS001": 2}


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary()], ids=str)
def test_the_schema_of_results(kind: pa.DataType) -> None:
    """The schema that engines are told is that of what they get."""
    schema = pa.schema([("id", pa.int64()), ("text", kind)])
    batch = pa.RecordBatch.from_pylist([{"id": 1, "text": GARBLED.encode()}], schema=schema)
    assert result_schema(schema) == process_batch(batch).schema
    with pytest.raises(InputError, match="no column 'text'"):
        result_schema(pa.schema([("id", pa.int64())]))


@pytest.mark.parametrize("count", [0, 1, 4095, 4096, 10_001, 60_000])
def test_bundles(count: int) -> None:
    """Every task is handed out once and in order; few go alone, and of many up to eight together."""
    sizes: list[int] = []

    def engine(function: Callable[[Sequence[int]], list[str]], bundles: Iterator[Sequence[int]]) -> Iterator[list[str]]:
        for bundle in bundles:
            sizes.append(len(bundle))
            yield function(bundle)

    assert list(in_bundles(engine, str, range(count))) == [str(each) for each in range(count)]
    assert sizes[:4096] == [1] * min(count, 4096)
    assert max(sizes, default=1) <= 8
    assert count < 60_000 or 8 in sizes
