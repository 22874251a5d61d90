"""How many deliberate faults in `text/`, `validate/` and the glosses the tests notice.

Run `python tools/sample_mutants.py [COUNT] [SEED]`; without numbers, 300 and 1. mutmut makes the faults (the table
`tool.mutmut` in pyproject.toml: some 17,000, in functions without a decorator) in a copy of the repository under
`.build/mutants`, and asks for each only the tests that enter its function. All would take many hours, so this is a
random sample, spread over the functions in proportion to what can be broken in them; another seed is another sample. A
fault after which a test does not end in its time counts as noticed, and is named. Examples in docstrings are tests too.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
COPY = ROOT / ".build" / "mutants"
COPIED = ("src", "tests", "fixtures", "seeds", "bench", "tools", "fuzz", "pyproject.toml")
MUTMUT = (sys.executable, "-m", "mutmut")
NO_MUTANT = "kanwu.text.spans.x_apply_edits__mutmut_0"
NOTICED = ("killed", "timeout")

EXAMPLES = '''"""The examples in docstrings hold."""

import ast
import doctest
import importlib
from pathlib import Path

import pytest

SOURCE = Path({source!r})
FOUND = []
for room in ("text", "validate", "repair/glosses"):
    for path in sorted((SOURCE / "kanwu" / room).rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and ">>>" in (ast.get_docstring(node) or ""):
                FOUND.append(pytest.param(name, ast.get_docstring(node), id=f"{{name}}.{{node.name}}"))


@pytest.mark.parametrize(("name", "text"), FOUND)
def test_example(name: str, text: str) -> None:
    """The example comes out as it says."""
    known = dict(vars(importlib.import_module(name)))
    test = doctest.DocTestParser().get_doctest(text, known, name, None, 0)
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0
'''


def copy() -> None:
    """Lay a fresh copy of the repository, with the examples as one more file of tests.

    What mutmut made stays: it begins anew with what has changed since, which saves minutes.
    """
    COPY.mkdir(parents=True, exist_ok=True)
    left_out = shutil.ignore_patterns("__pycache__", ".hypothesis")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.rmtree(COPY / name, ignore_errors=True)
            shutil.copytree(source, COPY / name, ignore=left_out)
        else:
            shutil.copy2(source, COPY / name)
    (COPY / "tests" / "test_examples.py").write_text(EXAMPLES.format(source=str(COPY / "src")), "utf-8")


def mutmut(*arguments: str) -> str:
    """Run mutmut in the copy and return what it printed; its own exit code tells nothing here."""
    settings = {**os.environ, "CI": "1"}  # the same examples of Hypothesis for every mutant
    done = subprocess.run([*MUTMUT, *arguments], cwd=COPY, capture_output=True, check=False, env=settings)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def known() -> list[str]:
    """Return the names of all mutants."""
    return re.findall(r"^ {4}(\S+): .+$", mutmut("results", "--all", "True"), re.MULTILINE)


def tried(drawn: Sequence[str]) -> dict[str, str]:
    """Try mutants, and return what became of each."""
    settings = tomllib.loads((COPY / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
    names, results = COPY / "names.txt", COPY / "results.txt"
    names.write_text("\n".join([NO_MUTANT, *drawn]), "utf-8")
    results.unlink(missing_ok=True)
    command = [sys.executable, ROOT / "tools" / "try_mutants.py", names, results]
    folder = COPY / "mutants"
    environment = {**os.environ, "CI": "1", "MUTANT_UNDER_TEST": "", "PYTHONPATH": str(folder / "src")}
    tests = settings["pytest_add_cli_args_test_selection"]
    subprocess.run([*command, *tests], cwd=folder, check=True, stdout=subprocess.DEVNULL, env=environment)
    return dict(line.split(" ") for line in results.read_text("utf-8").splitlines())


def sampled(names: Iterable[str], count: int, seed: int) -> list[str]:
    """Draw mutants at even distances from a list in which those of a function stand together, shuffled."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    shuffled = sorted(names)
    chance.shuffle(shuffled)
    ordered = sorted(shuffled, key=lambda name: name.rpartition("__mutmut_")[0])
    step = max(1.0, len(ordered) / count)
    at = chance.random() * step
    drawn = []
    while at < len(ordered):
        drawn.append(ordered[int(at)])
        at += step
    return drawn


def room_of(name: str) -> str:
    """Return the part of the program that a mutant is in.

    >>> room_of("kanwu.validate.claims.balances.x__told__mutmut_3"), room_of("kanwu.text.lines.x_a__mutmut_1")
    ('validate/claims', 'text')
    """
    parts = name.split(".")[1:-2]
    return "/".join(parts)


def show(drawn: Sequence[str], became: dict[str, str]) -> None:
    """Print the table by room, then each mutant that nothing noticed, as a difference."""
    of_room = Counter(map(room_of, drawn))
    noticed = Counter(room_of(name) for name in drawn if became[name] in NOTICED)
    print("| room | mutants | noticed |\n|---|---|---|")
    for room, count in sorted(of_room.items()):
        print(f"| `{room}` | {count} | {noticed[room]} |")
    print(f"| all | {len(drawn)} | {noticed.total()} ({noticed.total() / len(drawn):.1%}) |\n")
    for name in drawn:
        if became[name] != "killed":
            _, _, difference = mutmut("show", name).partition("\n")
            print(f"# {name}: {became[name]}\n{difference}")


def main() -> None:
    """Draw the sample, try it, print what was noticed."""
    count, seed = (int(each) for each in (*sys.argv[1:], *("300", "1")[len(sys.argv) - 1 :]))
    copy()
    printed = mutmut("run", "--max-children", "1", NO_MUTANT)  # makes all mutants and learns which tests enter what
    names = known()
    if not names or "nothing matches" not in printed:
        sys.exit(printed.rpartition("\r")[2])
    drawn = sampled(names, count, seed)
    print(f"{len(drawn)} of {len(names)} mutants, seed {seed}", flush=True)
    show(drawn, tried(drawn))


if __name__ == "__main__":
    main()
