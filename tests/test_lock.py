"""The locked versions are those of the requirements: uv.lock covers pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from packaging.requirements import Requirement

from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))


def normal(name: str) -> str:
    """Return a distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(groups: dict[str, list[Any]], name: str) -> list[str]:
    """Return the requirements of a dependency group, with those of the groups it includes."""
    found: list[str] = []
    for each in groups[name]:
        found += [each] if isinstance(each, str) else declared(groups, each["include-group"])
    return found


def written(requirements: list[str]) -> set[tuple[str, str]]:
    """Return name and versions of requirements as pyproject.toml has them."""
    each = map(Requirement, requirements)
    return {(normal(one.name), str(one.specifier)) for one in each}


def locked(entries: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Return name and versions of requirements as uv.lock has them."""
    return {(each["name"], str(Requirement(each["name"] + each.get("specifier", "")).specifier)) for each in entries}


def of_kanwu() -> dict[str, Any]:
    """Return what uv.lock has on kanwu itself."""
    (entry,) = [each for each in LOCK["package"] if each["name"] == "kanwu"]
    return dict(entry["metadata"])


def test_the_lock_has_every_requirement() -> None:
    """The lock was made from the requirements that pyproject.toml has now; `make lock` mends it."""
    project = PROJECT["project"]
    extras = [each for extra in project.get("optional-dependencies", {}).values() for each in extra]
    assert locked(of_kanwu()["requires-dist"]) == written([*project["dependencies"], *extras])
    groups = PROJECT["dependency-groups"]
    assert set(of_kanwu()["requires-dev"]) == set(groups)
    for name, entries in of_kanwu()["requires-dev"].items():
        assert locked(entries) == written(declared(groups, name)), name


def test_the_lock_has_versions_that_fit() -> None:
    """Each requirement has a locked version that it allows, and each file of it a hash."""
    versions: dict[str, list[str]] = {}
    for each in LOCK["package"]:
        versions.setdefault(each["name"], []).append(each.get("version", ""))
        files = [*each.get("wheels", []), *([each["sdist"]] if "sdist" in each else [])]
        assert all(file["hash"].startswith("sha256:") for file in files), each["name"]
        assert files or each["name"] == "kanwu"
    groups = PROJECT["dependency-groups"]
    required = [*PROJECT["project"]["dependencies"], *(one for name in groups for one in declared(groups, name))]
    for requirement in map(Requirement, required):
        assert any(requirement.specifier.contains(one) for one in versions[normal(requirement.name)]), requirement
