"""Small and vertical forms of punctuation.

## What it does

Finds the small forms of old Taiwanese encodings (`﹐` `﹔` `﹖`) and the forms for text from top to bottom (`︰` `︵`
`﹁`) in text that has letters, and offers the ordinary marks.

Emoticons (`︶︿︶`), rows of such signs, low lines and overlines stay.

## Why it matters

Sentence splitters and searches know only the ordinary marks.

## Example

With `--unsafe-fixes`, or with a profile, `會議指出﹐要抓好落實﹔` becomes `會議指出，要抓好落實；`.

## When it is wrong

Text about typography shows the forms themselves. `﹒` is a full stop in its name and a dot between names in use; it is
flagged only.

## Fix safety

Unsafe, because it is a matter of house style; safe where a `profile` names the house style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from kanwu.finding import Safety, Severity
from kanwu.repair.punctuation.chinese import house_style
from kanwu.repair.summary import summed_up
from kanwu.rule import Match, RepairRule, View, gate_of

_FORMS: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            "﹐﹑﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹪﹫",
            "，、；：？！—（）｛｝〔〕＃＆＊＋－＜＞＝＼＄％＠",
            strict=True,
        )
    )
    | dict(zip("︐︑︒︓︔︕︖︗︘︙", "，、。：；！？〖〗…", strict=True))
    | dict(zip("︰︱︲︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈", "：—–（）｛｝〔〕【】《》〈〉「」『』［］", strict=True))
)
"""The ordinary mark of each form: their compatibility mappings in UnicodeData.txt, in full width."""

_RARE = "﹐-﹫︐-︙︰-︲︵-﹄﹇﹈"
_RUN = re.compile(f"[{_RARE}]{{1,100000}}")
_OF_EMOTICONS = frozenset("︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈")
_LONGEST = 2  # marks in a row; more are ornament


def find(view: View) -> Iterator[Match]:
    """Give the forms that stand in text."""
    yield from summed_up(_forms(view.text, house_style(view.config)), view.config)


def _forms(text: str, style: Safety) -> Iterator[Match]:
    for run in _RUN.finditer(text):
        before, after = text[max(0, run.start() - 1) : run.start()], text[run.end() : run.end() + 1]
        if len(run[0]) > _LONGEST or not (before.isalnum() or after.isalnum()):
            continue
        if not _OF_EMOTICONS.isdisjoint(run[0]) and not _are_brackets(text, run):
            continue
        for at in range(run.start(), run.end()):
            yield _match(text[at], at, style)


def _are_brackets(text: str, run: re.Match[str]) -> bool:
    """Say whether a bracket for vertical text has its partner near, with letters between them."""
    line = text[max(0, run.start() - _FAR) : run.end() + _FAR]
    for first, last in ("︵︶", "︷︸", "︹︺", "︻︼", "︽︾", "︿﹀", "﹁﹂", "﹃﹄", "﹇﹈"):
        if first in run[0] or last in run[0]:
            inside = re.search(f"{first}([^{first}{last}\n]{{1,{_FAR}}}){last}", line)
            return inside is not None and any(map(str.isalnum, inside[1]))
    return False


_FAR = 60


def _match(form: str, at: int, style: Safety) -> Match:
    ordinary = _FORMS.get(form)
    evidence = {"character": f"U+{ord(form):04X}"}
    if ordinary is None:
        return Match(at, at + 1, f"{form} is a small form whose meaning depends on its place.", evidence=evidence)
    return Match(at, at + 1, f"{form} is a small or vertical form of {ordinary}.", ordinary, style, evidence)


RULE = RepairRule("PUN002", "presentation-form", Severity.INFO, __doc__, find, gate_of(f"[{_RARE}]"), _RARE)
