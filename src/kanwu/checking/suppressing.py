"""Leave out the findings that a comment or the list of accepted places accepts, and tell which of these accept none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kanwu.checking.directives import Directive, Scope, read_directives
from kanwu.checking.sidecar import Accepted
from kanwu.config import Config
from kanwu.finding import Finding
from kanwu.rule import Rule, catalogue
from kanwu.text.lines import Lines

UNUSED = "SUP001"
INVALID = "SUP002"


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The findings of a document, divided.

    Attributes:
        kept: what is to be reported, in order; with what is wrong with the comments themselves.
        accepted: what a comment or the list accepts.
        used: the lines of the list that accepted something.
    """

    kept: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    used: frozenset[int]


def suppress(
    path: str, source: str, findings: Sequence[Finding], config: Config, sidecar: Sequence[Accepted] = ()
) -> Suppressed:
    """Divide the findings of a document.

    Args:
        path: the file, as the patterns of the list see it.
        source: the text that the findings' offsets refer to.
        findings: of every family, in order.
        config: the settings; a rule that they switch off is not missed.
        sidecar: the list of accepted places.
    """
    lines = Lines.of(source)
    directives = list(read_directives(lines))
    if not directives and not sidecar:
        return Suppressed(tuple(findings), (), frozenset())
    comments = _Comments(directives)
    used: set[int] = set()
    kept: list[Finding] = []
    accepted: list[Finding] = []
    for finding in findings:
        by_list = {each.line for each in sidecar if each.accepts(finding, path, source)}
        used |= by_list
        by_comment = comments.accept(finding.code, lines.place(finding.start)[0])
        (accepted if by_comment or by_list else kept).append(finding)
    kept += _complaints(directives, comments.needed, config)
    kept.sort(key=lambda finding: (finding.start, finding.end, finding.code))
    return Suppressed(tuple(kept), tuple(accepted), frozenset(used))


class _Comments:
    """Answers which comment accepts a finding; asked in the order of the lines, in time that grows with neither."""

    def __init__(self, directives: Sequence[Directive]) -> None:
        self.needed: set[tuple[int, str]] = set()
        self._waiting = sorted(directives, key=lambda each: each.first, reverse=True)
        self._active: defaultdict[str, list[Directive]] = defaultdict(list)

    def accept(self, code: str, line: int) -> bool:
        """Say whether a comment accepts a finding of that rule in that line, and remember the comment as needed."""
        while self._waiting and self._waiting[-1].first <= line:
            directive = self._waiting.pop()
            for named in directive.codes:
                self._active[named].append(directive)
        for length in range(len(code), 0, -1):
            covering = self._active.get(code[:length], [])
            while covering and covering[-1].last < line:
                covering.pop()
            if covering:
                self.needed.add((covering[-1].start, code[:length]))
                return True
        return False


def _complaints(directives: Sequence[Directive], needed: set[tuple[int, str]], config: Config) -> Iterator[Finding]:
    """Give what is wrong with comments: they name no rule, or nothing of that rule is where they point."""
    on = {rule.code: rule for rule in catalogue().selected(config).rules}
    known = [rule.code for rule in catalogue().rules]
    for directive in directives:
        unknown = [code for code in directive.codes if not any(each.startswith(code) for each in known)]
        if INVALID in on and (unknown or not directive.codes):
            yield _finding(on[INVALID], directive, _what_is_wrong(unknown), ", ".join(unknown))
        idle = [
            code
            for code in directive.codes
            if code not in unknown
            and (directive.start, code) not in needed
            and any(each.startswith(code) for each in on)
        ]
        if UNUSED in on and idle:
            where = "in this file" if directive.scope is Scope.FILE else "where it points"
            yield _finding(on[UNUSED], directive, f"Nothing of {', '.join(idle)} is {where}.", ", ".join(idle))


def _what_is_wrong(unknown: Sequence[str]) -> str:
    if not unknown:
        return "The comment names no rule; write the codes in brackets, as in ignore[GLS001]."
    return f"No rule begins with {', '.join(unknown)}; `kanwu rules` lists the codes."


def _finding(rule: Rule, directive: Directive, message: str, codes: str) -> Finding:
    evidence = {"comment": str(directive.scope), "codes": codes}
    return Finding(rule.code, directive.start, directive.end, message, rule.severity, evidence)


def complaints_about_list(
    text: str, sidecar: Sequence[Accepted], used: Collection[int], config: Config
) -> Iterator[Finding]:
    """Give the lines of the list that accepted nothing or name no rule; offsets in the list's own text.

    Args:
        text: the list.
        sidecar: its lines that should accept something.
        used: the lines that accepted something.
        config: the settings; a rule that they switch off is not missed.
    """
    on = {rule.code: rule for rule in catalogue().selected(config).rules}
    known = [rule.code for rule in catalogue().rules]
    lines = Lines.of(text)
    for each in sidecar:
        unknown = not any(code.startswith(each.code) for code in known)
        idle = each.line not in used and any(code.startswith(each.code) for code in on)
        code = INVALID if unknown else UNUSED
        if code in on and (unknown or idle):
            start = lines.starts[each.line - 1]
            end = start + len(lines.line(each.line))
            message = _what_is_wrong([each.code]) if unknown else _idle_line(each)
            evidence = {"comment": "list", "codes": each.code}
            yield Finding(code, start, end, message, on[code].severity, evidence)


def _idle_line(accepted: Accepted) -> str:
    place = f" at “{accepted.text}”" if accepted.text else ""
    return f"Nothing of {accepted.code} is in {accepted.pattern}{place}."
