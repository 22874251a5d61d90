"""A shard done on another machine: only by the same kanwu, and only where that machine sees the same files."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from kanwu.corpus.provenance import provenance
from kanwu.corpus.shards import Manifest, Places, Shard, process_shard
from kanwu.errors import RunError


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Does shards in the name of a process on another machine.

    Attributes:
        home: the working folder of that process; relative paths mean those in it.
        folders: what it reads and writes, which must be the same here.
        code: what its results depend on.
    """

    home: Path
    folders: tuple[Path, ...]
    code: Mapping[str, Any]

    @classmethod
    def for_this_process(cls, *folders: Path) -> Self:
        """Make one for the process that calls.

        Args:
            folders: what must be there where a shard is done.
        """
        return cls(Path.cwd(), tuple(folder.absolute() for folder in folders), _code())

    def __call__(self, shard: Shard) -> Manifest:
        """Do a shard; see `process_shard`.

        Raises:
            RunError: this machine has another kanwu, or does not see the files.
        """
        self._require_same_code()
        for folder in self.folders:
            if not folder.exists():
                raise RunError(
                    f"The worker on {platform.node()} does not see {folder}; put the input and the run folder where"
                    " every machine has them under the same path."
                )
        return process_shard(self._at_home(shard))

    def _at_home(self, shard: Shard) -> Shard:
        """Return a shard whose paths mean the same wherever the process works."""
        places, home = shard.places, self.home
        content = None if places.content is None else home / places.content
        units = (replace(unit, source=replace(unit.source, path=home / unit.source.path)) for unit in shard.units)
        return replace(
            shard,
            folder=home / shard.folder,
            units=tuple(units),
            places=Places(home / places.cleaned, home / places.quarantine, content),
        )

    def _require_same_code(self) -> None:
        here = _code()
        for name, version in self.code.items():
            if here.get(name) != version:
                raise RunError(
                    f"The worker on {platform.node()} has {name} {here.get(name)}, this process {version}; install the"
                    " same everywhere, or the results would depend on the machine."
                )


def _code() -> dict[str, str]:
    """Return what results depend on, each with its version."""
    known = provenance()
    tool = {"kanwu": f"{known['tool']['version']} (code {known['tool']['sha256'][:12]})"}
    return tool | {name: version for name, version in known["libraries"].items() if name != "python"}
