"""`kanwu rules`: the catalogue, or one rule's page."""

from __future__ import annotations

import inspect
from typing import Annotated

import typer


def command(
    code: Annotated[str | None, typer.Argument(help="A rule's code, to print its page.", show_default=False)] = None,
) -> None:
    """List the rules, or print the page of one."""
    from kanwu.rule import FAMILIES, catalogue

    if code is not None:
        rule = catalogue()[code.upper()]
        typer.echo(f"# {rule.code} {rule.name} ({rule.severity})\n\n{inspect.cleandoc(rule.doc)}")
        return
    family = ""
    for rule in catalogue().rules:
        if rule.family != family:
            family = rule.family
            typer.echo(f"{family}  {FAMILIES[family]}")
        typer.echo(f"  {rule.code}  {rule.severity:<8} {rule.name:<26} {rule.summary}")
