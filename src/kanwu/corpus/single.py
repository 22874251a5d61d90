"""One file through the pipeline, outside a run."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
from pathlib import Path

import kanwu
from kanwu.config import Config
from kanwu.corpus.atomic import write_atomic
from kanwu.corpus.containers import Unit
from kanwu.corpus.restore import LOG
from kanwu.corpus.scan import Source, require_readable
from kanwu.corpus.shards import Manifest, Places, Shard, process_shard
from kanwu.errors import OutputError

_PLAN = "plan"


def process_single(src: Path, dst: Path, config: Config) -> Manifest:
    """See `kanwu.pipeline.process_shard`."""
    require_readable(src)
    if src.resolve() == (dst / src.name).resolve():
        raise OutputError(f"{dst} holds {src.name} itself; choose another folder.")
    folder = dst / LOG / src.name
    places = Places(dst, dst / LOG / "quarantine")
    plan_file = dst / LOG / f"{src.name}.{_PLAN}"
    plan = _plan(src, config)
    try:
        if not plan_file.is_file() or plan_file.read_text("utf-8") != plan:
            shutil.rmtree(folder, ignore_errors=True)
            write_atomic(plan_file, plan.encode("utf-8"))
    except OSError as error:
        raise OutputError(f"{plan_file} cannot be read: {error.strerror}; choose another folder.") from error
    return process_shard(Shard(0, folder, (Unit(Source(src.name, src)),), places, config, with_claims=True))


def _plan(src: Path, config: Config) -> str:
    """Name the work by what it depends on: version, settings, and the file's size and time of change."""
    status = src.stat()
    parts = [kanwu.__version__, dataclasses.asdict(config), status.st_size, status.st_mtime_ns]
    return hashlib.sha256(json.dumps(parts).encode("utf-8")).hexdigest()
