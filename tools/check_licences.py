"""Check the licences of everything that kanwu installs: `python tools/check_licences.py`.

Followed are the run-time dependencies of the installed `kanwu`, and theirs. Each must have a licence that Apache-2.0
software may depend on; copyleft beyond the file (GPL, AGPL) is refused, and so is a licence that nobody names.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement

FREE = re.compile(
    r"\b(Apache|MIT|BSD|ISC|PSF|Python Software Foundation|MPL|Mozilla Public|Unlicense|Public Domain|0BSD|Zlib|CC0"
    r"|LGPL|Lesser General Public)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(r"\b(AGPL|Affero|(?<!L)GPL|(?<!Lesser )General Public)", re.IGNORECASE)


def needed(name: str, seen: set[str]) -> Iterator[str]:
    """Give a distribution's name and those of what it needs here, each once."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return
    seen.add(key)
    yield key
    try:
        requires = distribution(key).requires or ()
    except PackageNotFoundError:
        return
    for each in map(Requirement, requires):
        if each.marker is None or each.marker.evaluate({"extra": ""}):
            yield from needed(each.name, seen)


def licence_of(name: str) -> str:
    """Return what a distribution says of its licence, in one line."""
    about = distribution(name).metadata
    classifiers = [each for each in about.get_all("Classifier") or () if each.startswith("License ::")]
    named = [about.get("License-Expression"), *(each.rpartition(" :: ")[2] for each in classifiers)]
    told = "; ".join(each for each in named if each)
    return told or " ".join((about.get("License") or "").split())[:60]


def main() -> None:
    """Print a line a distribution; exit 1 if one must not be depended on."""
    wrong = 0
    for name in sorted(needed("kanwu", set())):
        licence = licence_of(name)
        is_wrong = not FREE.search(licence) or (REFUSED.search(licence) is not None and not FREE.search(licence))
        wrong += is_wrong
        print(f"{name:24} {licence or 'names no licence'}{'  REFUSED' if is_wrong else ''}")
    sys.exit(int(wrong > 0))


if __name__ == "__main__":
    main()
