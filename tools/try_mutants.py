"""Try mutants that mutmut made, one forked process each, in one session of pytest; `sample_mutants.py` runs this.

Run `python try_mutants.py MUTANTS RESULTS TESTS…` in the folder `mutants` of mutmut: a file of names, and one that
takes a line a mutant. mutmut itself begins pytest anew for each mutant, which takes longer than most tests, and cannot
begin it with some thousand names of tests. The first name is of no mutant: if its tests fail, nothing found counts.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation.trampoline import set_mutant_under_test

SPARE_SECONDS = 60  # of processor time, beyond three times what the tests take without a mutant
PASSED, FAILED = 0, 1


class Trials:
    """A loop over mutants in place of pytest's loop over tests."""

    def __init__(self, names: Sequence[str], results: Path) -> None:
        learned = json.loads(Path("mutmut-stats.json").read_text("utf-8"))
        self.entering: dict[str, list[str]] = learned["tests_by_mangled_function_name"]
        self.seconds: dict[str, float] = learned["duration_by_test"]
        self.names = names
        self.results = results

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try each mutant with the tests that enter its function, the quickest first."""
        items = sorted(session.items, key=lambda item: self.seconds.get(item.nodeid, 0.0))
        for name in self.names:
            wanted = set(self.entering.get(name.rpartition("__mutmut_")[0], ()))
            became = self._try(name, [item for item in items if item.nodeid in wanted])
            with self.results.open("a", encoding="utf-8") as file:
                file.write(f"{name} {became}\n")
            if name == self.names[0] and became != "survived":
                sys.exit(f"The tests do not pass without a mutant: {became}.")
        return True

    def _try(self, name: str, items: Sequence[pytest.Item]) -> str:
        if not items and name != self.names[0]:
            return "untested"
        child = os.fork()
        if child == 0:
            self._run(name, items)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return "timeout"
        return "survived" if os.WEXITSTATUS(status) == PASSED else "killed"

    def _run(self, name: str, items: Sequence[pytest.Item]) -> None:
        """Run tests until one fails, and end the process."""
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        limit = int(SPARE_SECONDS + 3 * sum(self.seconds.get(item.nodeid, 0.0) for item in items))
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        set_mutant_under_test(name)
        try:
            for at, item in enumerate(items):
                following = items[at + 1] if at + 1 < len(items) else None
                if any(report.failed for report in runtestprotocol(item, nextitem=following, log=False)):
                    os._exit(FAILED)
            os._exit(PASSED)
        except BaseException:  # noqa: BLE001 - whatever it is, the mutant was noticed
            os._exit(FAILED)


def main() -> None:
    """Try the mutants that a file names."""
    names, results, *tests = sys.argv[1:]
    set_mutant_under_test("")
    trials = Trials(Path(names).read_text("utf-8").split(), Path(results))
    pytest.main(["-q", "-s", "--rootdir=.", "-p", "no:cacheprovider", *tests], plugins=[trials])


if __name__ == "__main__":
    main()
