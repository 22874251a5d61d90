"""The documentation says what the program does, and its examples run."""

from __future__ import annotations

import dataclasses
import doctest
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

import kanwu
from kanwu import errors
from kanwu.cli.app import app
from kanwu.rule import ClaimRule, catalogue
from tests.conftest import KANWU, ROOT

DOCS = ROOT / "docs"


def commands() -> list[str]:
    """Return the names of all commands."""
    return [str(command.name) for command in app.registered_commands]


def test_python_examples() -> None:
    """Every Python example of the documentation gives what it says."""
    failures, tests = doctest.testfile(str(DOCS / "python.md"), module_relative=False, encoding="utf-8")
    assert (failures, tests > 10) == (0, True)


def console_examples() -> list[tuple[str, str]]:
    """Return command and output of each console example in the README."""
    text = (ROOT / "README.md").read_text("utf-8")
    return re.findall(r"^\$ (.+)\n((?:(?!\$|```).+\n)*)", text, re.MULTILINE)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the examples are for a shell")
@pytest.mark.parametrize(("command", "output"), console_examples())
def test_readme_examples(command: str, output: str, tmp_path: Path) -> None:
    """Every console example of the README prints what it says."""
    line = command.replace("kanwu ", f"{KANWU} ")
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=False, cwd=tmp_path)
    assert done.stdout.decode().strip() == output.strip(), done.stderr.decode()


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


def test_there_are_readme_examples() -> None:
    """The examples are found at all."""
    assert len(console_examples()) == 2


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
