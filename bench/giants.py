"""Whether time stays linear for single giants: a document, a line, empty lines, digits, nested references.

Run `python bench/giants.py [SHARE]`. Each giant is mended and checked by `kanwu run` in a process of its own, at half
and at full size: a document of 100 MB, a line of 50 MB, one of 5 MB read with a wrong codec, a million empty lines, ten
million digits, and `&amp;` nested 100,000 deep. SHARE says how much of these sizes, 0.1 unless told; 1 takes an hour.
Printed are CPU seconds at both sizes, how much longer twice the size takes (2 is linear), and the peak memory. The
sound text is made of the seeds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import kanwu

ROOT = Path(__file__).parent.parent
PROGRAM = "import sys; from kanwu.cli import main; sys.argv[0] = 'kanwu'; main()"
MEGABYTE = 1_000_000


def sound(size: float) -> str:
    """Return sound text of so many bytes, and a little more."""
    seeds = "\n".join(kanwu.clean(path.read_bytes()).text for path in sorted((ROOT / "seeds").glob("*.txt")))
    return seeds * (int(size) // len(seeds.encode()) + 1)


def line(size: float) -> str:
    """Return one line."""
    return sound(size).replace("\n", " ")


GIANTS: dict[str, Callable[[float], str]] = {
    "document, 100 MB": lambda share: sound(100 * MEGABYTE * share),
    "line, 50 MB": lambda share: line(50 * MEGABYTE * share),
    "line, 5 MB, UTF-8 read as GB18030": lambda share: line(5 * MEGABYTE * share).encode().decode("gb18030", "replace"),
    "1,000,000 empty lines": lambda share: "\n" * int(1_000_000 * share),
    "10,000,000 digits": lambda share: "1" * int(10_000_000 * share),
    "&amp; 100,000 deep": lambda share: "&" + "amp;" * int(100_000 * share),
}


def measure(text: str) -> tuple[float, float]:
    """Run kanwu on a text; return the CPU seconds of all processes and the peak memory in MB of the biggest."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "giant.txt"
        source.write_text(text, "utf-8", newline="")
        asked = ["run", str(source), "--out", f"{name}/out", "--isolated", "--quiet", "--workers", "1"]
        process = subprocess.Popen([sys.executable, "-c", PROGRAM, *asked])
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"kanwu run ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Print a table."""
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 0.1
    base, _ = measure("好。\n")
    print(f"an empty run takes {base:.1f} s; that is taken off")
    for name, made in GIANTS.items():
        half, _ = measure(made(share / 2))
        whole, peak = measure(made(share))
        ratio = (whole - base) / max(half - base, 0.01)
        print(f"{name:<36}{half - base:8.1f} s{whole - base:8.1f} s  {ratio:5.2f} x  {peak:6.0f} MB", flush=True)


if __name__ == "__main__":
    main()
