"""What is shipped: the built wheel holds the package and nothing else, and the tests run against it."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

import kanwu
from tests.conftest import ROOT

WHEELS = os.environ.get("KANWU_WHEELS")
"""Set by `make test`: the folder with the built wheel."""

pytestmark = pytest.mark.skipif(not WHEELS, reason="only `make test` builds the wheel")


def names() -> list[str]:
    """Return what the wheel holds."""
    (wheel,) = Path(WHEELS or "").glob("kanwu-*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_only_the_package_is_shipped() -> None:
    """Nothing but `kanwu` and its metadata reaches site-packages: `validate` alone would collide with others."""
    assert {name.partition("/")[0].partition("-")[0] for name in names()} == {"kanwu"}


def test_data_files_and_licences_are_shipped() -> None:
    """Tables, templates, the type marker and the notices are in the wheel."""
    shipped = {Path(name).name for name in names()}
    assert {"py.typed", "scripts.tsv", "phrases.tsv", "readings.tsv", "run.html.j2", "page.css", "en.json"} <= shipped
    assert {"LICENSE", "NOTICE"} <= shipped
    in_source = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src" / "kanwu").rglob("*")}
    assert {name for name in in_source if name.endswith((".py", ".tsv", ".json", ".md", ".j2", ".css", ".js"))} <= set(
        names()
    )


def test_the_tests_run_against_the_wheel() -> None:
    """What is imported is what was installed, not the checkout."""
    assert not Path(kanwu.__file__).is_relative_to(ROOT / "src")
