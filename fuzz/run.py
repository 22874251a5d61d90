"""Fuzz a harness: `python fuzz/run.py decoding --seconds 600`.

With atheris (`pip install --group fuzz`) the search is guided by the branches that an input reaches, and its corpus is
kept in `.build/fuzz/`. Without it, or with `--blind`, the cases of all rules are damaged at random, which finds less.
An input that breaks a promise is kept in `.build/fuzz/failures/`; once mended it belongs into `fuzz/failures/`, where a
test replays it for ever.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import sys
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build" / "fuzz"
sys.path.insert(0, str(ROOT))  # a script's own folder is on the path, the repository's is not

LONGEST = 4096
STUCK = 120  # seconds of the clock, after which an input counts as one that never ends


def main() -> None:
    """Fuzz one harness for some time."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("target", choices=("decoding", "html", "tables", "figures"))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0, help="another seed, other inputs; 0 takes the clock")
    parser.add_argument("--blind", action="store_true", help="damage the cases at random, without atheris")
    chosen = parser.parse_args()
    seed = chosen.seed or time.time_ns() % 2**31
    BUILD.mkdir(parents=True, exist_ok=True)
    if chosen.blind or importlib.util.find_spec("atheris") is None:
        sys.exit(blind(chosen.target, chosen.seconds, seed))
    guided(chosen.target, chosen.seconds, seed)


def keep(target: str, data: bytes) -> Path:
    """Write an input that failed where it can be found."""
    folder = BUILD / "failures" / target
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / hashlib.sha256(data).hexdigest()[:16]
    path.write_bytes(data)
    return path


def blind(target: str, seconds: int, seed: int) -> int:
    """Damage the cases at random; go on after a failure, and return how many there were, 1 at most."""
    from fuzz.mutations import inputs
    from fuzz.targets import ask

    start, runs, failures = time.monotonic(), 0, 0
    for data in inputs(seed):
        if time.monotonic() - start > seconds:
            break
        runs += 1
        try:
            ask(target, data)
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            failures += 1
            print(f"{target}: {keep(target, data)} fails:\n{traceback.format_exc()}", flush=True)
    print(f"{target}: {runs} inputs in {seconds} s, seed {seed}, {failures} failures")
    return int(failures > 0)


def guided(target: str, seconds: int, seed: int) -> None:
    """Let atheris search; it ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["kanwu"]):
        from fuzz.targets import TARGETS, ask

        TARGETS[target]("市中區(qū)以更實，占99.4%。".encode())  # imports the rules and tables, which takes its time

    from fuzz.mutations import seeds

    corpus, start = BUILD / "corpus" / target, BUILD / "seeds"
    for folder in (corpus, start, BUILD / "failures" / target):
        folder.mkdir(parents=True, exist_ok=True)
    for data in seeds():
        (start / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    options = (f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={LONGEST}", f"-timeout={STUCK}")
    failures = f"-artifact_prefix={BUILD / 'failures' / target}/"
    # What it finds is kept in the first folder; the others are only read.
    folders = (corpus, start, ROOT / "fuzz" / "failures" / target)
    named = [str(folder) for folder in folders if folder.is_dir()]
    atheris.Setup(
        [sys.argv[0], *options, failures, "-rss_limit_mb=4096", "-print_final_stats=1", *named], _one(ask, target)
    )
    atheris.Fuzz()


def _one(ask: object, target: str) -> object:
    def one(data: bytes) -> None:
        ask(target, data)  # type: ignore[operator] # what atheris passes on

    return one


if __name__ == "__main__":
    main()
