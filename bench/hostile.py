"""Damaged strings and byte strings in a bar: `python bench/hostile.py [--count 5000] [--seed 1]`.

Each input is a case of some rule after up to four random accidents. It is read as bytes, as HTML, as rows of cells
or as text with figures, in turn. Printed are the failures (an exception, an account that does not restore or replay
exactly, a place outside the source, more than a second of processor time a kilobyte), and how many of the inputs a
second cleaning changes once more.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from pathlib import Path

from rich.progress import track

import kanwu

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fuzz.mutations import inputs
from fuzz.targets import TARGETS, ask


def main() -> None:
    """Print how many inputs failed, and how many are not settled after one cleaning."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    failures = unsettled = 0
    TARGETS["figures"]("占99.4%，區(qū)。".encode())  # loads the tables
    names = itertools.cycle(TARGETS)
    sample = itertools.islice(inputs(chosen.seed), chosen.count)
    for data in track(sample, "damaged inputs", total=chosen.count, disable=not sys.stderr.isatty()):
        name = next(names)
        try:
            ask(name, data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            failures += 1
            print(f"{name}: {type(error).__name__}: {error}: {data[:80]!r}")
        once = kanwu.clean(data).text
        unsettled += kanwu.clean(once).text != once
    print(
        f"{chosen.count} damaged inputs, seed {chosen.seed}: {failures} failures; a second cleaning changes {unsettled}"
    )


if __name__ == "__main__":
    main()
