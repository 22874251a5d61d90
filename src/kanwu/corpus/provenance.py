"""What made a run: hashes of the code, and the versions of Python and of the libraries that results depend on."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import platform
from functools import cache
from pathlib import Path
from typing import Any

import kanwu
from kanwu.rule import rule_files

_LIBRARIES = ("chardet", "ftfy", "opencc", "pandera", "pyarrow")


@cache
def provenance() -> dict[str, Any]:
    """Return what a run's record says of the code: `tool`, `libraries`, and a hash for each `rules` by code."""
    libraries = {name: importlib.metadata.version(name) for name in _LIBRARIES}
    return {
        "tool": {"name": "kanwu", "version": kanwu.__version__, "sha256": _code_hash()},
        "libraries": {"python": platform.python_version(), **libraries},
        "rules": {code: hashlib.sha256(path.read_bytes()).hexdigest() for code, path in rule_files().items()},
    }


def _code_hash() -> str:
    """Hash the paths and contents of all files of the installed package, but compiled ones."""
    root = Path(kanwu.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            name = path.relative_to(root).as_posix().encode()
            digest.update(b"%d:%s%s" % (len(name), name, hashlib.sha256(path.read_bytes()).digest()))
    return digest.hexdigest()
