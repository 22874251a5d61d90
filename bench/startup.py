"""How long the command line takes to start, as a ratio to an empty Python.

    python bench/startup.py

Prints the median of several starts of `kanwu --help`, of each command's help, and of `import kanwu`.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

REPEATS = 9
KANWU = str(Path(sysconfig.get_path("scripts")) / "kanwu")
EMPTY = [sys.executable, "-c", "pass"]


def seconds(command: list[str]) -> float:
    """Return how long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print a table; the commands take turns so that noise hits all alike."""
    commands = {"python -c pass": EMPTY, "import kanwu": [sys.executable, "-c", "import kanwu"]}
    commands |= {"kanwu --help": [KANWU, "--help"]}
    commands |= {f"kanwu {name} --help": [KANWU, name, "--help"] for name in ("run", "clean", "check", "rules")}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(REPEATS):
        for name, command in commands.items():
            times[name].append(seconds(command))
    empty = statistics.median(times["python -c pass"])
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{name:<22} {median * 1000:6.0f} ms  {median / empty:5.1f} x an empty Python")


if __name__ == "__main__":
    main()
