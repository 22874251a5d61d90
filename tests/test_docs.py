"""The documentation says what the program does, and its examples run."""

from __future__ import annotations

import dataclasses
import doctest
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

import kanwu
from kanwu import errors
from kanwu.cli.app import app
from kanwu.config import read_config
from kanwu.rule import ClaimRule, catalogue
from tests.conftest import KANWU, ROOT

DOCS = ROOT / "docs"


def commands() -> list[str]:
    """Return the names of all commands."""
    return [str(command.name) for command in app.registered_commands]


NOT_RUN = {
    ("README.md", "make demo"): "makes an environment with a network to PyPI; continuous integration runs both",
    ("README.md", "kanwu run corpus"): "an overview of commands; the how-to pages run them",
    ("docs/tutorial.md", "make demo"): "makes an environment with a network to PyPI",
    ("docs/ci.md", "# .pre-commit-config.yaml"): "needs a published repository; test_integrations.py runs the hooks",
    ("docs/ci.md", "permissions:"): "needs GitHub; test_integrations.py runs what the action runs",
    ("docs/ci.md", "kanwu:\n  image"): "needs GitLab; a snapshot holds the format",
    ("docs/ci.md", "# quoted as the ministry"): "the form of a list; test_check_options.py reads one",
    ("docs/ci.md", "set makeprg"): "needs Vim",
    ("docs/ci.md", '{\n  "version"'): "needs VS Code",
    ("docs/ci.md", "F401"): "output of another tool",
    ("docs/ci.md", "error: `teh`"): "output of another tool",
    (
        "docs/ci.md",
        "a.md:1:4: GLS001 error: The reading qū was written into the text behind 區.\n 1",
    ): "seen beside others",
    ("docs/ci.md", "a.md:3:1:Vale"): "output of another tool",
    (
        "docs/ci.md",
        "a.md:1:4: GLS001 error: The reading qū was written into the text behind 區.\n",
    ): "seen beside others",
    ("docs/accuracy.md", "python bench/hostile.py"): "takes minutes",
    ("docs/accuracy.md", "make mutants"): "takes hours",
    ("docs/engines.md", "$ pip install"): "needs a network and a cluster; engines/test_ray.py runs the engine",
    ("docs/engines.md", "import pyarrow as pa\nimport ray"): "needs Ray; engines/test_examples.py runs it",
    ("docs/engines.md", "import pyarrow as pa\nfrom pyspark"): "needs Java; engines/test_examples.py runs it",
    ("docs/engines.md", "from datatrove"): "needs datatrove; engines/test_examples.py runs it",
    ("docs/engines.md", "from pathlib import Path\n\nimport dask"): "needs Dask; engines/test_examples.py runs it",
    ("docs/engines.md", "from collections import Counter"): "engines/test_examples.py runs it after the others",
    ("docs/engines.md", "#!"): "needs SLURM; engines/test_examples.py runs it as one task",
    ("docs/schemas.md", "# my_schemas.py"): "test_the_schema_examples writes it to a file and runs what follows",
    ("docs/schemas.md", "$ kanwu check articles.csv"): "test_the_schema_examples runs it with its files",
    ("docs/schemas.md", "# articles.yaml"): "test_the_schema_examples writes it to a file and runs what follows",
    ("docs/configuration.md", "# kanwu.toml"): "test_the_configuration_example reads it",
}
"""The examples that are not run as they stand: page, beginning, and why not, or which test runs them instead."""

PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
BLOCK = re.compile(r"^```([a-z]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def named(page: Path) -> str:
    """Return the name of a page as `NOT_RUN` has it."""
    return page.relative_to(ROOT).as_posix()


def examples(page: Path) -> list[tuple[str, str]]:
    """Return language and text of each example of a page that is not in `NOT_RUN`."""
    excused = tuple(beginning for name, beginning in NOT_RUN if name == named(page))
    found = BLOCK.findall(page.read_text("utf-8"))
    return [(language, text) for language, text in found if not text.startswith(excused)]


def session(page: Path) -> list[tuple[str, str]]:
    """Return command and output of each line after a prompt on a page."""
    text = "".join(text for language, text in examples(page) if language == "console")
    return re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE)


def pages_with(language: str) -> list[str]:
    """Return the pages that hold an example of a language."""
    return [named(page) for page in PAGES if any(each == language for each, _ in examples(page))]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_example_is_run_or_excused(page: Path) -> None:
    """An example is Python with prompts, commands with prompts, or in the list with the reason."""
    prompts = {"python": ">>> ", "console": "$ "}
    for language, text in examples(page):
        assert text.startswith(prompts.get(language, "a prompt")), f"{named(page)}: {text[:60]!r}"


def test_no_excuse_is_left_over() -> None:
    """Each example in the list is in the documentation."""
    for page, beginning in NOT_RUN:
        blocks = [text for _, text in BLOCK.findall((ROOT / page).read_text("utf-8"))]
        assert any(text.startswith(beginning) for text in blocks), (page, beginning)


@pytest.mark.parametrize("page", pages_with("python"))
def test_python_examples(page: str) -> None:
    """The Python examples of a page give what they say."""
    text = "\n".join(text for language, text in examples(ROOT / page) if language == "python")
    test = doctest.DocTestParser().get_doctest(text, {}, page, page, 0)
    failures, tried = doctest.DocTestRunner().run(test)
    assert (failures, tried > 2) == (0, True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the examples are for a shell")
@pytest.mark.parametrize("page", pages_with("console"))
def test_console_examples(page: str, tmp_path: Path) -> None:
    """The commands of a page, in order and in one folder, print what it says; a line `...` stands for any lines."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    steps = session(ROOT / page)
    lines = [f"{command}\nkept=$?; printf '\\n@@@\\n'; (exit $kept)" for command, _ in steps]
    path = f"{KANWU.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", "exec 2>&1\n" + "\n".join(lines)],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1"},
    )
    printed = done.stdout.decode().split("\n@@@\n")
    assert len(printed) == len(steps) + 1
    for (command, expected), got in zip(steps, printed, strict=False):
        pattern = re.escape(expected.strip()).replace(r"\.\.\.", "(?s:.*)")
        assert re.fullmatch(pattern, got.strip()), f"{command}\nprinted\n{got}"


def test_the_configuration_example(tmp_path: Path) -> None:
    """The configuration file of the documentation is one."""
    (text,) = [text for _, text in BLOCK.findall((DOCS / "configuration.md").read_text("utf-8"))]
    (tmp_path / "kanwu.toml").write_text(text, "utf-8")
    config = read_config(tmp_path / "kanwu.toml")
    assert (config.ignore, dict(config.severity)) == (("FIG111",), {"FIG": "warning"})


def test_the_schema_examples(tmp_path: Path) -> None:
    """The schemas in the documentation, Python and YAML, find what the documentation says."""
    page = (DOCS / "schemas.md").read_text("utf-8")
    for language, name in (("python", "my_schemas.py"), ("yaml", "articles.yaml")):
        (schema,) = re.findall(rf"```{language}\n(.+?)```", page, re.DOTALL)
        (tmp_path / name).write_text(schema, "utf-8")
    (tmp_path / "articles.csv").write_text("id,title,date\n1,A,2024-01-05\n2,B,5 January\n", "utf-8")
    examples = re.findall(r"```console\n\$ kanwu (.+?)\n(.+?)\n```", page, re.DOTALL)
    assert len(examples) == 2
    for command, output in examples:
        done = subprocess.run([KANWU, *command.split()], capture_output=True, check=False, cwd=tmp_path)
        assert (done.returncode, done.stdout.decode().strip()) == (1, output), done.stderr.decode()


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command: str) -> None:
    """Each command has its place in the command line's page and in the README."""
    assert f"kanwu {command}" in (DOCS / "cli.md").read_text("utf-8")
    assert f"kanwu {command}" in (ROOT / "README.md").read_text("utf-8") or command == "report"


@pytest.mark.parametrize("command", commands())
def test_every_option_is_explained(command: str) -> None:
    """Each option and argument of each command has a help text."""
    group = typer.main.get_group(app)
    for parameter in group.commands[command].params:
        assert getattr(parameter, "help", None), f"{command}: {parameter.name} has no help"


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(kanwu.Config)])
def test_every_setting_is_documented(field: str) -> None:
    """Each setting is in the configuration page."""
    assert f"| `{field.replace('_', '-')}` |" in (DOCS / "configuration.md").read_text("utf-8")


def test_every_error_is_documented() -> None:
    """Each kind of error has its section."""
    page = (DOCS / "errors.md").read_text("utf-8")
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.KanwuError)]
    assert len(kinds) == 6
    for kind in kinds:
        if kind is errors.KanwuError:
            continue
        assert f"\n## {kind.slug}\n" in page


def test_every_claim_kind_is_documented() -> None:
    """Each kind of claim is in the table of claims."""
    page = (DOCS / "claims.md").read_text("utf-8")
    for rule in catalogue().rules:
        if isinstance(rule, ClaimRule):
            assert f"| {rule.kind} | [{rule.code}](rules/{rule.code}.md) |" in page


def test_the_changelog_names_every_rule() -> None:
    """A user reads in the changelog which rules there are."""
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [rule.code for rule in catalogue().rules if rule.code not in changelog] == []


def test_every_threat_names_its_tests() -> None:
    """Each line of the table of threats names tests, and all of them exist."""
    page = (DOCS / "security.md").read_text("utf-8")
    rows = re.findall(r"^\| [STRIDE] \|.*\| (.+) \|$", page, re.MULTILINE)
    assert len(rows) > 15
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for row in rows:
        names = re.findall(r"`(test_\w+)`", row)
        assert names, row
        for name in names:
            assert f"def {name}(" in tests, name
