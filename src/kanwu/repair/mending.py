"""Run the repair rules over a text one after another and keep the account of what they changed.

The fixes that were applied never overlap in the source text: when a rule changes something inside an earlier
change, the earlier finding's fix takes the new replacement and the later finding says which one it went into.
So replaying the applied fixes on the source gives the mended text, and undoing them gives the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from kanwu.config import Config
from kanwu.errors import RestoreError
from kanwu.finding import Finding, Fix, Safety
from kanwu.rule import Match, RepairRule, View
from kanwu.text.spans import Edit, SourceMap, apply_edits, map_of


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended text and the account of it.

    Attributes:
        text: the mended text; the same object as the source where nothing changed.
        findings: what the rules found, in the order of the source text.
        source_map: where each place of `text` came from.
    """

    text: str
    findings: tuple[Finding, ...]
    source_map: SourceMap


@dataclass(frozen=True, slots=True)
class _Change:
    """A fix that is in force: an edit of the source and the finding that owns it."""

    edit: Edit
    owner: int


_LAYERED = ("ENC", "CHR", "VAR")
"""Families that look again at what they mended: a text that was mangled in two ways shows the one only without the
other, and a character of known script tells how to read its neighbours."""
_HIDING = "CHR"
"""An invisible character inside mangled text hides what it is, so the families before this one look again where it
took something out."""
_LOSSY = "ENC102"
"""What is left beside lost bytes is no second layer; looking at it again mends it wrongly more often than rightly."""
_MOST_ROUNDS = 4  # what is mangled in more layers is left to a second cleaning


_NO_CHANGE = SourceMap()
_NOBODY: frozenset[str] = frozenset()
_PLACE = attrgetter("start", "end")


@dataclass(frozen=True, slots=True)
class Rota:
    """Rules in the order in which they see a text, made ready once for many texts.

    Attributes:
        groups: the rules, family by family.
        rare: by code, the characters of which a rule needs one, where it says so (`RepairRule.rare`).
        any_rare: all these characters, and those beyond the first plane; None where no rule says so.
    """

    groups: tuple[tuple[str, tuple[RepairRule, ...]], ...]
    rare: Mapping[str, re.Pattern[str]]
    any_rare: re.Pattern[str] | None

    @classmethod
    def of(cls, rules: Iterable[RepairRule]) -> Rota:
        """Make the rules ready, in their order."""
        groups = tuple((family, tuple(members)) for family, members in groupby(rules, key=lambda rule: rule.family))
        rare = {rule.code: rule.rare for _, members in groups for rule in members if rule.rare}
        any_rare = _one_of_any(rare.values()) if rare else None
        return cls(groups, {code: re.compile(f"[{inside}]") for code, inside in rare.items()}, any_rare)

    def quiet(self, text: str) -> frozenset[str]:
        """Return the codes of rules that have nothing to do with a text, as the characters of it tell."""
        if self.any_rare is None:
            return _NOBODY
        first = None if text.isascii() and text.isprintable() else self.any_rare.search(text)
        if first is None:
            return frozenset(self.rare)
        shown = "".join(set(self.any_rare.findall(text, first.start())))
        return frozenset(code for code, pattern in self.rare.items() if not pattern.search(shown))


def _one_of_any(classes: Iterable[str]) -> re.Pattern[str]:
    """Compile the insides of classes into one class, told by the characters that are in none of them.

    `re` looks a character of the first plane up in one table, and only that is fast; each range beyond it is one more
    comparison for every character of a text. The negated class has no such range.
    """
    others = re.findall(f"[^{''.join(classes)}]+", "".join(map(chr, range(_PLANE))))
    return re.compile(f"[^{''.join(f'{re.escape(run[0])}-{re.escape(run[-1])}' for run in others)}]")


_PLANE = 0x10000


def mend(
    source: str,
    rules: Iterable[RepairRule] | Rota,
    config: Config,
    before: Sequence[Finding] = (),
    quiet: frozenset[str] | None = None,
) -> Mended:
    """Apply the rules in order; fixes that `config` does not allow are reported only.

    Args:
        source: the decoded text.
        rules: the rules, in the order in which they see it.
        config: the settings.
        before: what decoding found; the rules see it, the result does not repeat it.
        quiet: codes of rules that are known to find nothing in `source` as it is; None where nobody asked.
    """
    rota = rules if isinstance(rules, Rota) else Rota.of(rules)
    account = _Account(source, _Look(rota, config, before), rota.quiet(source) if quiet is None else quiet)
    for place, (family, members) in enumerate(rota.groups):
        shown = account.text
        account.settle(members, _rounds(family, config))
        if family == _HIDING and account.text != shown:
            for hidden_family, hidden in rota.groups[:place]:
                account.settle(hidden, _rounds(hidden_family, config))
    if not account.findings:
        return Mended(source, (), _NO_CHANGE)
    findings = sorted(map(_told, account.findings), key=_PLACE)
    return Mended(account.text, tuple(findings), account.source_map)


def _rounds(family: str, config: Config) -> int:
    """Return how often the rules of a family look at a text; a conversion is made once."""
    if family not in _LAYERED or (config.to and family == "VAR"):
        return 1
    return _MOST_ROUNDS


def _told(finding: Finding) -> Finding:
    """Say so where a later rule gave back what stood in the source: a conversion, say."""
    if not finding.applied or finding.fix is None or finding.fix.original != finding.fix.replacement:
        return finding
    evidence = {**finding.evidence, "undone": "a later change gave back what stood here"}
    return replace(finding, fix=None, applied=False, evidence=evidence)


def unmend(text: str, findings: Iterable[Finding]) -> str:
    """Undo every applied fix: give back the source text.

    Raises:
        RestoreError: the text is not the one that these findings belong to.
    """
    edits = []
    shift = 0
    applied = sorted((f for f in findings if f.applied and f.fix), key=lambda finding: (finding.start, finding.end))
    for finding in applied:
        fix = finding.fix
        assert fix is not None
        start = finding.start + shift
        end = start + len(fix.replacement)
        if text[start:end] != fix.replacement:
            raise RestoreError(
                f"{finding.code} put {fix.replacement!r} at character {start}, but the text has {text[start:end]!r}:"
                " it was changed after it was cleaned."
            )
        edits.append(Edit(start, end, fix.original))
        shift += len(fix.replacement) - len(fix.original)
    return apply_edits(text, edits)


@dataclass(frozen=True, slots=True)
class _Look:
    """Who looks at a text, and by which settings."""

    rota: Rota
    config: Config
    before: Sequence[Finding]


class _Account:
    """The text as mended so far, the findings, and the changes in force."""

    def __init__(self, source: str, settings: _Look, quiet: frozenset[str]) -> None:
        self.source = source
        self.text = source
        self.settings = settings
        self.quiet = quiet  # codes of rules that have nothing to do with the text as it is
        self.findings: list[Finding] = []
        self.offered: dict[tuple[str, int, int], int] = {}  # what is found again in a later round is told once
        self.changes: list[_Change] = []
        self.source_map = _NO_CHANGE

    def look(self, rules: Iterable[RepairRule]) -> None:
        """Let rules look at the text one after another, but for those that are quiet."""
        view = self.view()
        for rule in rules:
            if rule.code in self.quiet:
                continue
            matches = sorted(rule.find(view), key=_PLACE)
            if matches:
                self.record(rule, matches)
                view = self.view()

    def settle(self, rules: Sequence[RepairRule], rounds: int) -> None:
        """Let rules look at the text until it stays as it is."""
        for _ in range(rounds):
            shown = self.text
            self.look(rules)
            if self.text == shown or any(finding.code == _LOSSY for finding in self.findings):
                break

    def view(self) -> View:
        """Return what the next rule sees."""
        return View(self.text, self.settings.config, (*self.settings.before, *self.findings), self.source_map)

    def record(self, rule: RepairRule, matches: Sequence[Match]) -> None:
        """Add a rule's matches to the account and make the edits that are allowed."""
        unsafe_fixes = self.settings.config.unsafe_fixes
        pending: list[_Change] = []
        end_of_last = 0
        for match in matches:
            allowed = match.safety is Safety.SAFE or unsafe_fixes
            applied = match.replacement is not None and allowed and match.start >= end_of_last
            finding = self._finding(rule, match, applied=applied)
            place = finding.code, finding.start, finding.end
            if not applied and place in self.offered:
                continue
            owner = self.offered.pop(place, len(self.findings))
            self.findings[owner : owner + 1] = [finding]
            if applied:
                assert match.replacement is not None
                end_of_last = match.end
                pending.append(_Change(Edit(match.start, match.end, match.replacement), owner))
            else:
                self.offered[place] = owner
        if pending:
            self._merge(pending)
            self.quiet = self.settings.rota.quiet(self.text)

    def _finding(self, rule: RepairRule, match: Match, *, applied: bool) -> Finding:
        start, end = self.source_map.to_source(match.start, match.end)
        fix = None
        if match.replacement is not None:
            around = self._chunks_text(match)
            fix = Fix(self.source[start:end], around[0] + match.replacement + around[1], match.safety)
        severity = match.severity or rule.severity
        return Finding(rule.code, start, end, match.message, severity, match.evidence, fix, applied)

    def _chunks_text(self, match: Match) -> tuple[str, str]:
        """Return the mended text beside the match that its widened source span takes in."""
        touched = self.source_map.touching(match.start, match.end)
        if not touched:
            return "", ""
        first, last = self.source_map.chunks[touched[0]], self.source_map.chunks[touched[-1]]
        return self.text[first.start : match.start], self.text[match.end : last.end]

    def _merge(self, pending: Sequence[_Change]) -> None:
        """Compose new edits of the mended text with the changes in force."""
        chunks = self.source_map.chunks
        merged: list[_Change] = []
        kept_until = 0  # chunks before this index are in `merged` already
        at = 0
        while at < len(pending):
            touched = self.source_map.touching(pending[at].edit.start, pending[at].edit.end)
            group = [pending[at]]
            while (
                touched
                and at + len(group) < len(pending)
                and (following := self._touched_by(pending[at + len(group)]))
                and following.start < touched.stop
            ):
                group.append(pending[at + len(group)])
                touched = range(touched.start, max(touched.stop, following.stop))
            first = touched.start if touched else self._chunks_before(group[0].edit.start)
            merged += self.changes[kept_until:first]
            merged.append(self._absorb(group, touched))
            kept_until = touched.stop if touched else first
            at += len(group)
        merged += self.changes[kept_until : len(chunks)]
        self.changes = merged
        edits = [change.edit for change in merged]
        self.source_map = map_of(edits)
        self.text = apply_edits(self.source, edits)

    def _touched_by(self, change: _Change) -> range:
        return self.source_map.touching(change.edit.start, change.edit.end)

    def _chunks_before(self, at: int) -> int:
        return bisect_right(self.source_map.chunks, at, key=lambda chunk: chunk.end)

    def _absorb(self, group: Sequence[_Change], touched: range) -> _Change:
        """Turn new edits, and the earlier changes they touch, into one change of the source."""
        new = [change.edit for change in group]
        if not touched:
            source = self.source_map.to_source(new[0].start, new[0].end)
            return _Change(Edit(*source, new[0].replacement), group[0].owner)
        first, last = self.source_map.chunks[touched[0]], self.source_map.chunks[touched[-1]]
        start, end = min(first.start, new[0].start), max(last.end, new[-1].end)
        inside = [Edit(edit.start - start, edit.end - start, edit.replacement) for edit in new]
        replacement = apply_edits(self.text[start:end], inside)
        source_start = first.source_start - (first.start - start)
        source_end = last.source_end + (end - last.end)
        owner = self.changes[touched[0]].owner
        absorbed = [self.changes[index].owner for index in touched[1:]] + [change.owner for change in group]
        self._hand_over(owner, absorbed, Edit(source_start, source_end, replacement))
        return _Change(Edit(source_start, source_end, replacement), owner)

    def _hand_over(self, owner: int, absorbed: Sequence[int], edit: Edit) -> None:
        """Give the owner the joint fix; the absorbed findings keep their evidence and name the owner."""
        involved = [self.findings[index].fix for index in (owner, *absorbed)]
        safe = all(fix is None or fix.safety is Safety.SAFE for fix in involved)
        original = self.source[edit.start : edit.end]
        fix = Fix(original, edit.replacement, Safety.SAFE if safe else Safety.UNSAFE)
        kept = self.findings[owner]
        self.findings[owner] = replace(kept, start=edit.start, end=edit.end, fix=fix)
        for index in absorbed:
            finding = self.findings[index]
            after = finding.fix.replacement if finding.fix else finding.evidence.get("after", "")
            evidence = {**finding.evidence, "part of": f"{kept.code} at {edit.start}", "after": after}
            self.findings[index] = replace(finding, fix=None, applied=False, evidence=evidence)
