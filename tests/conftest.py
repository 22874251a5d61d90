"""What several tests share."""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

# Tests hold results to account, not clocks: a busy machine must not fail them.
# In continuous integration the examples are the same every time; who develops finds new ones.
settings.register_profile("kanwu", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("kanwu")

# No test may read what another, or the developer, has checked before.
os.environ["KANWU_CACHE_DIR"] = tempfile.mkdtemp(prefix="kanwu-cache-")
atexit.register(shutil.rmtree, os.environ["KANWU_CACHE_DIR"], ignore_errors=True)

ROOT = Path(__file__).parent.parent
KANWU = Path(sysconfig.get_path("scripts")) / "kanwu"


def load_script(folder: str, name: str) -> ModuleType:
    """Load a script of the bench or tools folder, which are no packages."""
    spec = importlib.util.spec_from_file_location(name, ROOT / folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


Kanwu = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def seeds() -> Path:
    """Return the folder of the five seeds."""
    return ROOT / "seeds"


@pytest.fixture
def kanwu_command(tmp_path: Path) -> Kanwu:
    """Return a function that runs the installed command in an empty folder."""

    def run(*arguments: str | Path, given: bytes = b"", cwd: Path = tmp_path) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [KANWU, *map(str, arguments)], input=given, capture_output=True, check=False, cwd=cwd, timeout=120
        )

    return run
