"""A run: one pass over a corpus, and the folder that holds its results."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import shutil
from collections import Counter, deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import filelock

from kanwu.config import Config
from kanwu.corpus.atomic import replace_file, sha256_of, sweep, write_atomic
from kanwu.corpus.conflicts import FILE, Found, find_conflicts
from kanwu.corpus.content import require_extractor
from kanwu.corpus.inputs import Files, count_files, file_rows
from kanwu.corpus.joining import Joined, is_last, join
from kanwu.corpus.merging import merge
from kanwu.corpus.plan import plan_of
from kanwu.corpus.provenance import provenance
from kanwu.corpus.publish import Place
from kanwu.corpus.remote import Address, location
from kanwu.corpus.scan import RUN_RECORD, Scan, scan
from kanwu.corpus.shards import Manifest, Places, Shard, process_shard, shards_of
from kanwu.corpus.tables import TABLES
from kanwu.engines import ENGINES
from kanwu.engines.bundles import in_bundles
from kanwu.engines.local import map_shards
from kanwu.errors import ConfigError, OutputError, RunError

_PARTS = ".parts"
_PLAN = "plan.json"
_STAGED = "staged"
_FETCHED = "fetched"
_QUARANTINE = "quarantine"
_CONTENT = "content"
_LOCK = ".lock"
_RESULTS = (RUN_RECORD, _PARTS, "cleaned", _QUARANTINE, _CONTENT, "report", *(f"{name}.parquet" for name in TABLES))

_RECORD = {"tool": dict, "command": list, "config": dict, "counts": dict, "source": str, "cleaned": str, "tables": dict}
"""What a record must hold for the commands that open a run."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far a job is.

    Attributes:
        bytes: how many of the input are done.
        all_bytes: how many there are.
        documents: how many are done.
        findings: how many there are in them so far.
    """

    bytes: int
    all_bytes: int
    documents: int
    findings: int


Progress = Callable[[Status], None]
"""Called now and then while a job is done."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run.

    Attributes:
        folder: where its results are.
        record: what `run.json` says: tool, command, configuration, times, counts, inputs.
        failed: path and reason of each document that could not be read.
        place: where they are elsewhere, if the folder is only this machine's copy of them.
    """

    folder: Path
    record: dict[str, Any]
    failed: tuple[tuple[str, str], ...] = ()
    place: Place | None = None

    @property
    def counts(self) -> dict[str, Any]:
        """The run's counts; read = clean + mended + quarantined."""
        counts: dict[str, Any] = self.record["counts"]
        return counts

    def report(
        self,
        out: Path | None = None,
        lang: str = "en",
        *,
        compare: Run | None = None,
        tables: Sequence[str] = (),
        rows: int | None = None,
        say: Callable[[str], object] = str,
    ) -> Path:
        """Write the HTML report and return the path of its first page.

        Args:
            out: the folder it goes to; `report` in the run folder where None.
            lang: the language of the pages: `en`, `zh-Hans` or `zh-Hant`.
            compare: an earlier run that the report compares this one with.
            tables: `csv`, `xlsx` or both, to write findings, figures and claims beside the report.
            rows: how many findings and claims it shows; where there are more, those of the worst documents. As the
                settings of the run say where None.
            say: is told in a sentence where it does not show every row.

        Raises:
            ConfigError: there is no such language or format.
            OutputError: it cannot be written.
            RunError: a table of a run is missing or damaged.
        """
        from kanwu.corpus.reporting import write_report

        most = self.record["config"].get("report_rows", Config().report_rows) if rows is None else rows
        page = write_report(self, out, lang, earlier=compare, tables=tables, rows=most, say=say)
        if self.place is not None and out is None:
            self.place.put()
        return page


@dataclass(frozen=True, slots=True)
class Job:
    """What a pass over a corpus is asked to do.

    Attributes:
        folder: where the tables and the record go.
        cleaned: where the cleaned files go, or None to put each in the place of its source.
        config: the settings.
        with_claims: whether figures and claims are checked too.
        command: the command line, for the record.
        workers: how many processes; None for as many as are worth it.
        engine: where the shards are worked on, one of `ENGINES`.
        address: of the engine's cluster, where it has one.
    """

    folder: Path
    cleaned: Path | None
    config: Config
    with_claims: bool
    command: Sequence[str] = ()
    workers: int | None = 1
    engine: str = ENGINES[0]
    address: str | None = None

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise ConfigError(f"There is no engine {self.engine!r}; the engines are {', '.join(ENGINES)}.")
        if self.address is not None and self.engine == ENGINES[0]:
            raise ConfigError("The local engine has no address; name the engine that has one.")


def run(
    paths: str | Path | Iterable[str | Path],
    out: str | Path,
    config: Config | None = None,
    *,
    workers: int | None = 1,
    command: Sequence[str] = (),
    progress: Progress | None = None,
    engine: str = ENGINES[0],
    address: str | None = None,
) -> Run:
    """Mend and check a corpus and keep everything in a run folder.

    A run that was killed goes on where it stopped when the same call is made again.

    Args:
        paths: a file or folder, or several; or addresses that fsspec opens, such as `s3://bucket/pages`.
        out: the run folder; made where it is missing. Of an address, `folder` of the run is this machine's copy.
        config: the settings; the defaults where None.
        workers: how many processes; None for as many as are worth it, of a cluster as many as it has processors.
        command: what to name in the record as the command.
        progress: told how far it is.
        engine: where the work is done: `local`, in processes of this machine, or `ray`. The results are the same, and
            either goes on with what the other left.
        address: of the Ray cluster, as `ray.init` takes it; None for the one that RAY_ADDRESS names, or else for one
            that is started on this machine.

    Raises:
        ConfigError: there is no such engine or cluster, or its package is not installed.
        InputError: a path is missing, or there is nothing to read.
        OutputError: the run folder is of someone else, or cannot be written.
    """
    place = Place(where) if isinstance(where := location(str(out)), Address) else None
    folder = place.folder if place else Path(out)
    settings = config or Config()
    several = [paths] if isinstance(paths, str | Path) else paths
    found = scan([location(str(path)) for path in several], settings.exclude, [folder], copies_in(folder))
    job = Job(folder, folder / "cleaned", settings, with_claims=True, command=command, workers=workers)
    done = replace(perform(found, replace(job, engine=engine, address=address), progress), place=place)
    if place is not None:
        place.put()
    return done


def copies_in(folder: Path) -> Path:
    """Return where a job with that folder keeps its copies of files from elsewhere."""
    return folder / _PARTS / _FETCHED


def perform(found: Scan, job: Job, progress: Progress | None = None) -> Run:
    """Do a job over scanned files; see `run`.

    Raises:
        ConfigError: the settings ask for a package that is not installed.
        OutputError: another run works in the same folder, or it cannot be written.
    """
    require_extractor(job.config)
    with _alone_in(job.folder):
        return _perform(found, job, progress)


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold a lock on a run folder; it is released even if this process is killed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / _LOCK, timeout=0)
        lock.acquire()
    except filelock.Timeout:
        raise OutputError(f"{folder} is in use by another run; wait for it, or choose another folder.") from None
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror}; choose another folder.") from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            (folder / _LOCK).unlink()
        lock.release()


def _perform(found: Scan, job: Job, progress: Progress | None) -> Run:
    started = _now()
    was_killed = (job.folder / _PARTS).is_dir()
    plan = plan_of(found.sources, job.config, with_claims=job.with_claims, in_place=job.cleaned is None)
    if (record := _finished_before(job, plan)) is not None:
        return Run(job.folder, record, (*found.failed, *count_files(job.folder).failed))
    _prepare(job, plan, {source.id for source in found.sources})
    parts = job.folder / _PARTS
    content = job.folder / _CONTENT if job.config.main_content else None
    places = Places(job.cleaned or parts / _STAGED, job.folder / _QUARANTINE, content)
    given: deque[Shard] = deque()
    shards = _noted(shards_of(found.sources, parts, places, job.config, with_claims=job.with_claims), given)
    with contextlib.closing(_finished(shards, job, found)) as finished:
        joined = _join_all(given, finished, _Watch(progress, found))
    if was_killed:
        sweep(places.cleaned)
        sweep(places.quarantine)
    conflicts = Found()
    if job.with_claims:
        conflicts = find_conflicts([shard.folder / FILE for shard in joined.shards], job.config, parts)
    merge(joined, job.folder, conflicts, with_claims=job.with_claims)
    files = count_files(job.folder)
    failed = [*found.failed, *files.failed]
    if job.cleaned is None:
        failed += _put_in_place(found.base, file_rows(job.folder), places.cleaned)
    record = _record(job, found, files, _totals(joined, conflicts), started) | {"plan": plan}
    write_atomic(job.folder / RUN_RECORD, json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8"))
    shutil.rmtree(job.folder / _PARTS)
    return Run(job.folder, record, tuple(failed))


def _finished_before(job: Job, plan: str) -> dict[str, Any] | None:
    """Return the record of a run that did the same job and whose results are all there; there is nothing to do."""
    if job.cleaned is None or (job.folder / _PARTS).exists():
        return None
    try:
        record = open_run(job.folder).record
        if record.get("plan") != plan or any(not (job.folder / name).is_file() for name in record["tables"]):
            return None
        kept = (row["id"] for row in file_rows(job.folder) if row["status"] != "quarantined")
        return record if all((job.cleaned / name).is_file() for name in kept) else None
    except RunError:
        return None


class _Watch:
    """Adds up what is done and tells who wants to know."""

    def __init__(self, progress: Progress | None, found: Scan) -> None:
        self._progress = progress
        self._total = sum(source.size for source in found.sources) if progress else 0
        self._done = self._documents = self._findings = 0

    def add(self, shard: Shard, manifest: Manifest) -> None:
        """Count a finished shard; of a big file each part counts alike, for its bytes may be packed."""
        part = shard.units[0].part
        self._done += manifest.bytes if part is None else shard.units[0].source.size // part.count
        self._documents += sum(manifest.counts["documents"].values())
        self._findings += sum(manifest.counts["findings"].values())
        if self._progress is not None:
            self._progress(Status(self._done, max(self._total, self._done), self._documents, self._findings))


def _noted(shards: Iterable[Shard], given: deque[Shard]) -> Iterator[Shard]:
    """Give shards to whoever works on them, and remember them in order."""
    for shard in shards:
        given.append(shard)
        yield shard


def _finished(shards: Iterable[Shard], job: Job, found: Scan) -> Generator[Manifest]:
    """Do all shards and give what they say of themselves, in order."""
    if job.engine == ENGINES[0]:
        yield from in_bundles(partial(map_shards, workers=job.workers), process_shard, shards)
        return
    from kanwu.corpus.elsewhere import Elsewhere
    from kanwu.engines import ray_cluster

    input_folders = () if found.address else (found.base,)
    elsewhere = Elsewhere.for_this_process(*input_folders, job.folder / _PARTS / _PLAN)
    on_ray = partial(ray_cluster.map_shards, workers=job.workers, address=job.address)
    yield from in_bundles(on_ray, elsewhere, shards)


def _join_all(given: deque[Shard], finished: Iterable[Manifest], watch: _Watch) -> Joined:
    """Join the parts of each big file as soon as the last of them is done."""
    joined = Joined()
    group: list[Shard] = []
    manifests: list[Manifest] = []
    for manifest in finished:
        group.append(given.popleft())
        manifests.append(manifest)
        watch.add(group[-1], manifest)
        if is_last(group[-1]):
            join(group, manifests, joined)
            group, manifests = [], []
    return joined


def _put_in_place(base: Path, files: Iterable[Mapping[str, Any]], staged: Path) -> list[tuple[str, str]]:
    """Put the mended files where their sources are, now that the log is complete.

    A run that was killed here goes on here: what is in place already is recognised by its hash.

    Returns:
        Path and reason of each file that was changed by someone else meanwhile and is therefore left alone.
    """
    failed = []
    for row in files:
        if row["status"] != "mended":
            continue
        path = base / row["id"]
        present = sha256_of(path) if path.is_file() else None
        if present == row["sha256_in"]:
            replace_file(path, staged / row["id"])
        elif present != row["sha256_out"]:
            failed.append((row["path"], "was changed while it was cleaned; it is left as it is"))
    return failed


def open_run(folder: Path) -> Run:
    """Open a finished run.

    Raises:
        RunError: the folder is missing, or holds no finished run of this version.
    """
    path = folder / RUN_RECORD
    try:
        record = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RunError(f"{folder} holds no finished run: {path} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise RunError(f"{path} is damaged: {error}; run the command that made it again.") from error
    if not isinstance(record, dict) or not all(isinstance(record.get(key), kind) for key, kind in _RECORD.items()):
        raise RunError(f"{path} is not the record of a kanwu run of this version.")
    return Run(folder, record)


def _now() -> str:
    """Return the time in UTC to the second; SOURCE_DATE_EPOCH sets it for reproducible runs."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else datetime.now(UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _prepare(job: Job, plan: str, ids: Collection[str]) -> None:
    """Make the run folder ready: keep the finished shards of the same plan, remove any other results of kanwu.

    Raises:
        OutputError: the folder holds files that are not a run's, or cannot be written.
    """
    folder = job.folder
    plan_file = folder / _PARTS / _PLAN
    try:
        folder.mkdir(parents=True, exist_ok=True)
        present = {path.name for path in folder.iterdir()} - {_LOCK}
        if plan_file.is_file() and plan_file.read_text("utf-8") == plan:
            return
        if present and not _is_ours(folder):
            raise OutputError(f"{folder} is not empty and holds no kanwu run; choose another folder.")
        if present and job.cleaned is None:
            raise OutputError(
                f"{folder} holds the log of an earlier cleaning, which restores it; choose another folder."
            )
        if not job.with_claims and _forgets(folder, ids):
            raise OutputError(
                f"{folder} holds the log of other documents, which restores them; choose another folder for these."
            )
        for name in _RESULTS:
            _remove(folder / name)
        plan_file.parent.mkdir()
        plan_file.write_text(plan, "utf-8")
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror}; choose another folder.") from error


def refuse_overwriting(found: Scan, cleaned: Path, log: Path) -> None:
    """Make sure that cleaning into a folder overwrites neither a source nor a file of someone else.

    Raises:
        OutputError: it would.
    """
    place = cleaned.resolve()
    for source in found.sources:
        if source.path.resolve() == place / source.id:
            raise OutputError(f"{cleaned} holds the documents themselves; use --in-place with --log, or another --out.")
    if not _is_ours(log) and any((cleaned / source.id).exists() for source in found.sources):
        raise OutputError(f"{cleaned} holds files of the same names that kanwu did not write; choose another folder.")


def _forgets(folder: Path, ids: Collection[str]) -> bool:
    """Say whether a log restores documents that are not among those of a new job."""
    try:
        record = open_run(folder).record
    except RunError:
        return False
    try:
        return any(row["id"] not in ids for row in file_rows(folder))
    except RunError:
        return any(document["id"] not in ids for document in record["inputs"])


def _is_ours(folder: Path) -> bool:
    """Say whether a folder holds a run of kanwu, finished or not, and may therefore be made anew."""
    parts = folder / _PARTS
    if (parts / _PLAN).is_file() or (parts.is_dir() and not any(parts.iterdir())):  # stopped before it had a plan
        return True
    try:
        record = json.loads((folder / RUN_RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and isinstance(tool := record.get("tool"), dict) and tool.get("name") == "kanwu"


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _plain(config: Config) -> dict[str, Any]:
    """Return the settings as JSON gives them back."""
    settings = dataclasses.asdict(config)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in settings.items()}


def _totals(joined: Joined, conflicts: Found) -> dict[str, Counter[str]]:
    """Add what the comparison of the shards found to what they counted."""
    totals = {name: Counter(counts) for name, counts in joined.counts.items()}
    if conflicts.count:
        totals["findings"]["FIG201"] += conflicts.count
        totals["claims"]["inconsistent"] += conflicts.count
    return totals


def _record(job: Job, found: Scan, files: Files, totals: Mapping[str, Counter[str]], started: str) -> dict[str, Any]:
    return {
        **provenance(),
        "command": list(job.command),
        "config": _plain(job.config),
        "started": started,
        "finished": _now(),
        "source": found.address or os.path.relpath(found.base, job.folder.absolute()),
        "cleaned": os.path.relpath((job.cleaned or found.base).absolute(), job.folder.absolute()),
        "counts": {
            "read": totals["documents"].total(),
            "passed_over": found.passed_over,
            "files": files.count,
            "records": files.records,
            **{name: dict(sorted(counter.items())) for name, counter in totals.items()},
        },
        "tables": {path.name: sha256_of(path) for path in sorted(job.folder.glob("*.parquet"))},
        "inputs": files.inputs,
    }
