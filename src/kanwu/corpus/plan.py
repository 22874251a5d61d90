"""What a job depends on, in one name: the same name goes on where it stopped, another begins anew."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from typing import Any

import kanwu
from kanwu.config import Config
from kanwu.corpus.provenance import provenance
from kanwu.corpus.scan import Source

_OF_THE_REPORT = {"report_rows"}
"""Settings that change the report of a run, and nothing that it finds."""


def plan_of(sources: Sequence[Source], config: Config, *, with_claims: bool, in_place: bool) -> str:
    """Name a job by its code, its settings, and each file's name, size and time of change.

    A job in place changes its own sources, so there only their names count.

    Args:
        sources: the files.
        config: the settings.
        with_claims: whether figures and claims are checked too.
        in_place: whether each file takes the place of its source.
    """
    code = provenance()["tool"]["sha256"]
    settings = {name: value for name, value in dataclasses.asdict(config).items() if name not in _OF_THE_REPORT}
    parts: list[Any] = [kanwu.__version__, code, settings, with_claims]
    parts += [[source.id] if in_place else [source.id, *_stamp(source)] for source in sources]
    return hashlib.sha256(json.dumps(parts).encode("utf-8")).hexdigest()


def _stamp(source: Source) -> list[Any]:
    if source.remote is not None:
        return [source.remote.address, source.remote.size, source.remote.stamp]
    try:
        status = source.path.stat()
    except OSError:
        return [None]
    return [status.st_size, status.st_mtime_ns]
