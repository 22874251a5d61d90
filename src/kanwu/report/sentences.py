"""What findings and claims say, in the language of a report.

The rules say it in English, with what they found set in. A catalogue has their sentences with `{names}` for what is
set in; what stands there is carried over, unless the catalogue has such parts, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from kanwu.report.page import ReportClaim, ReportDocument, ReportFinding, RunReport
from kanwu.report.sorted_rows import PackedRow, SortedRows

_HERE = Path(__file__).parent / "strings"
_NAME = re.compile(r"\{(\w{1,40})\}")
_DEEPEST = 24  # a part within a part: the names of a run of characters, one after the other
_FAMILY = 3  # letters of a code


def in_language(report: RunReport, lang: str) -> RunReport:
    """Return a report whose findings and claims speak a language; in English, and where none is known, the same."""
    says = sentences(lang)
    if says is None:
        return report
    return replace(
        report,
        documents=tuple(map(says.document, report.documents)),
        findings=_each(report.findings, says.finding, says.packed_finding),
        claims=_each(report.claims, says.claim, says.packed_claim),
    )


@cache
def sentences(lang: str) -> Sentences | None:
    """Return the sentences of a language, or None where the catalogue has none."""
    path = _HERE / "messages" / f"{lang}.json"
    if not path.is_file():
        return None
    read = json.loads(path.read_text("utf-8"))
    rules = json.loads((_HERE / "rules" / f"{lang}.json").read_text("utf-8"))
    parts = {name: _templates(some) for name, some in read["parts"].items()}
    messages = {code: _templates(some) for code, some in read["messages"].items()}
    return Sentences(messages, _templates(read["reasons"]), parts, rules)


@dataclass(frozen=True, slots=True)
class _Template:
    pattern: re.Pattern[str]
    words: str


_Templates = Sequence[_Template]
_Facts = tuple[tuple[str, str], ...]


def _templates(pairs: Mapping[str, str]) -> _Templates:
    """Return the templates of sentences, those that say the most in front: others may match what they do, too."""
    longest_first = sorted(pairs.items(), key=lambda pair: (-len(_NAME.sub("", pair[0])), pair[0]))
    return tuple(_Template(_pattern(english), words) for english, words in longest_first)


def _pattern(english: str) -> re.Pattern[str]:
    """Return what matches a sentence: any text in the place of a name, the same text where a name comes again."""
    parts = _NAME.split(english)
    written = (f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
    return re.compile("".join(written), re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Sentences:
    """The sentences of a language: messages by code or family, reasons, and parts of both by name."""

    messages: Mapping[str, _Templates]
    reasons: _Templates
    parts: Mapping[str, _Templates]
    rules: Mapping[str, str]

    def document(self, document: ReportDocument) -> ReportDocument:
        """Return a document that says in the language why it was set aside; what is not in the catalogue stays."""
        return replace(document, reason=self._part("refusal", document.reason)) if document.reason else document

    def finding(self, finding: ReportFinding) -> ReportFinding:
        """Return a finding that speaks the language.

        A message that is not in the catalogue, as of a rule of another version, stands behind what its rule finds.
        """
        evidence = dict(_evidence(self, finding.code, tuple(finding.evidence.items())))
        return replace(finding, message=self._message(finding.code, finding.message), evidence=evidence)

    def packed_finding(self, row: PackedRow) -> PackedRow:
        """Return a packed row of the findings that speaks the language."""
        _, code, _, message, *_, evidence = row
        return *row[:3], self._message(code, message), *row[4:-1], _evidence(self, code, evidence)

    def _message(self, code: str, english: str) -> str:
        message = self.message(code, english)
        return f"{self.rules.get(code, '')}{english}" if message is None else message

    def claim(self, claim: ReportClaim) -> ReportClaim:
        """Return a claim that speaks the language; a reason that is not in the catalogue stays as it is."""
        return replace(claim, relation=self.relation(claim.relation), reason=self._reason(claim.reason))

    def packed_claim(self, row: PackedRow) -> PackedRow:
        """Return a packed row of the claims that speaks the language."""
        *_, relation, _, _, _, _, _, _, _, _, reason, _ = row
        return *row[:4], self.relation(relation), *row[5:-2], self._reason(reason), row[-1]

    def _reason(self, english: str) -> str:
        return english and (self.reason(english) or english)

    def message(self, code: str, english: str) -> str | None:
        """Return a finding's message, or None where the catalogue does not have it."""
        return _message(self, code, english)

    def relation(self, written: str) -> str:
        """Return a line of arithmetic; only those about days have words in them."""
        return self._part("relation", written)

    def reason(self, english: str) -> str | None:
        """Return the reason why a claim cannot be checked, or None where the catalogue does not have it."""
        return self._filled(self.reasons, english, 0)

    def evidence(self, code: str, facts: _Facts) -> _Facts:
        """Return what a finding rests on; a rule may have a meaning of its own for a word."""
        own = {name: f"{code} {name}" for name, _ in facts if f"{code} {name}" in self.parts}
        return tuple((name, self._part(own.get(name, name), value)) for name, value in facts)

    def _part(self, name: str, value: str, depth: int = 0) -> str:
        known = self.parts.get(name, ())
        filled = self._filled(known, value, depth) if known and depth < _DEEPEST else None
        return value if filled is None else filled

    def _filled(self, templates: Iterable[_Template], english: str, depth: int) -> str | None:
        for template in templates:
            found = template.pattern.fullmatch(english)
            if found:
                return self._fill(template.words, found.groupdict(), depth)
        return None

    def _fill(self, words: str, values: Mapping[str, str], depth: int) -> str:
        return _NAME.sub(lambda name: self._part(name[1], values[name[1]], depth + 1), words)

    def said(self, code: str, english: str) -> str | None:
        """Look a message up: of its rule, of its family, or one that any rule may wrap its own in."""
        for template in self.messages["*"]:
            found = template.pattern.fullmatch(english)
            inner = found and self.message(code, found["message"])
            if found and inner is not None:
                return self._fill(template.words, found.groupdict() | {"message": inner}, 0)
        for key in (code, code[:_FAMILY]):
            filled = self._filled(self.messages.get(key, ()), english, 0)
            if filled is not None:
                return filled
        return None


@lru_cache(1 << 14)  # the same is said of many places
def _message(says: Sentences, code: str, english: str) -> str | None:
    return says.said(code, english)


@lru_cache(1 << 14)
def _evidence(says: Sentences, code: str, facts: _Facts) -> _Facts:
    return says.evidence(code, facts)


_Item = TypeVar("_Item")


def _each(
    items: Sequence[_Item], change: Callable[[_Item], _Item], change_packed: Callable[[PackedRow], PackedRow]
) -> Sequence[_Item]:
    return items.map(change, change_packed) if isinstance(items, SortedRows) else tuple(map(change, items))
