"""Rule: one kind of defect, in one file, with its documentation; and the catalogue of all rules."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any, TypeVar

import pathspec

from kanwu.config import Config
from kanwu.errors import ConfigError
from kanwu.figure import Claim, Figure
from kanwu.finding import Evidence, Finding, Safety, Severity
from kanwu.text.spans import SourceMap

DOC_SECTIONS = ("What it does", "Why it matters", "Example", "When it is wrong", "Fix safety")
"""The sections every rule's documentation has, in this order."""

FAMILIES = MappingProxyType(
    {
        "ENC": "bytes and codecs",
        "CHR": "characters",
        "GLS": "glosses",
        "PUN": "punctuation",
        "VAR": "script variants",
        "STR": "structure: repeated paragraphs, page furniture",
        "FIG": "figures",
        "DAT": "dates",
        "TAB": "tables",
        "SCH": "the user's own record schemas",
        "SUP": "comments that accept findings",
    }
)
"""The rule families, in the order in which a document meets them.

Invisible characters go first: one of them can hide that a gloss stands inside a word.
"""


@dataclass(frozen=True, slots=True)
class View:
    """What a repair rule sees of a document.

    Attributes:
        text: the text as mended by the rules before this one.
        config: the configuration in force.
        earlier: what the rules before this one found; offsets in the source text.
        source_map: where each place of `text` came from in the source text.
    """

    text: str
    config: Config
    earlier: Sequence[Finding] = ()
    source_map: SourceMap = field(default_factory=SourceMap)


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a repair rule fires; offsets in `View.text`.

    Attributes:
        start: offset of the first character.
        end: offset after the last character.
        message: one sentence for a reader.
        replacement: what takes the place of the span, or None to flag only.
        safety: whether the replacement may be applied by default.
        evidence: what the match rests on.
        severity: when it differs from the rule's own.
    """

    start: int
    end: int
    message: str
    replacement: str | None = None
    safety: Safety = Safety.UNSAFE
    evidence: Evidence = field(default_factory=dict)
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a claim rule sees of a document.

    Attributes:
        text: the mended text.
        figures: the quantities found in it, in order; offsets in `text`.
        made: what `once` has made of it, by what made it.
    """

    text: str
    figures: Sequence[Figure]
    made: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)


Made = TypeVar("Made")


def once(make: Callable[[Reading], Made]) -> Callable[[Reading], Made]:
    """Make something of a reading when it is first asked for; the rules that ask for it later share it."""

    def made(reading: Reading) -> Made:
        try:
            found: Made = reading.made[make]
        except KeyError:
            found = reading.made[make] = make(reading)
        return found

    made.__doc__ = make.__doc__
    return made


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of defect.

    Attributes:
        code: family and number, such as `GLS001`.
        name: a short name in kebab case.
        severity: how bad a finding is, unless the finding says otherwise.
        doc: its documentation in Markdown: a summary line, then `DOC_SECTIONS`.
        turn: its turn in its family; rules of a lower turn see the document first, others in the order of codes.
    """

    code: str
    name: str
    severity: Severity
    doc: str
    turn: int = field(default=0, kw_only=True)

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code[:3]

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return inspect.cleandoc(self.doc).partition("\n")[0]


@dataclass(frozen=True, slots=True)
class DecodingRule(Rule):
    """A rule about bytes; its findings come from decoding."""


Gate = Callable[[Config], tuple[str, ...] | None]
"""Tells by the settings which patterns must all occur in a text before a rule can fire on it; None: it cannot fire.

They are in RE2's syntax, so that they run over a whole column of texts at once: no look-around, no possessive
quantifiers. A gate may let clean text through; it must never stop a text on which the rule fires.
"""


def no_gate(_: Config) -> tuple[str, ...]:
    """Let every text through."""
    return ()


def gate_of(*patterns: str) -> Gate:
    """Return a gate that asks for the same patterns whatever the settings are."""
    return lambda _: patterns


@dataclass(frozen=True, slots=True)
class CheckRule(Rule):
    """A rule about how a document uses the check; its findings come from `kanwu check`."""


@dataclass(frozen=True, slots=True)
class RepairRule(Rule):
    """A rule about text that can mend it.

    Attributes:
        find: gives its matches in order, not overlapping. It begins with a cheap necessary condition.
        gate: that condition for a column of texts. A text that passes none of the gates is clean.
        rare: the inside of a class of characters that ordinary text can do without, where the rule needs one of them.
            One look at a text, for all such rules together, tells that none of them has anything to do.
        asked: whether ordinary text passes the gate, so that in a column the rule itself is asked instead.
    """

    find: Callable[[View], Iterable[Match]]
    gate: Gate = no_gate
    rare: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class ClaimRule(Rule):
    """A rule about figures.

    Attributes:
        kind: the kind of claim it finds.
        find: gives its claims with their verdicts; offsets in `Reading.text`.
        words: spellings of which one stands in every text in which it finds something; empty where none need.
        fewest: how many figures such a text has at least.
        units: units of which one of those figures has one; empty where any will do.
    """

    kind: str
    find: Callable[[Reading], Iterable[Claim]]
    words: tuple[str, ...] = ()
    fewest: int = 0
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RecordRule(Rule):
    """A rule about the records of a table; its findings come from a schema."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All rules, by code."""

    rules: tuple[Rule, ...]

    def __getitem__(self, code: str) -> Rule:
        """Return the rule of that code.

        Raises:
            ConfigError: no rule has that code.
        """
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise ConfigError(f"There is no rule {code}; `kanwu rules` lists them.")

    def selected(self, config: Config) -> Catalogue:
        """Return the rules that a configuration leaves switched on.

        The longest matching prefix decides; of `select` and `ignore` with equally long prefixes, `ignore` wins.

        Raises:
            ConfigError: a selector matches no rule.
        """
        per_file = (code for codes in config.per_file_ignores.values() for code in codes)
        for selector in (*config.select, *config.extend_select, *config.ignore, *per_file, *config.severity):
            if not any(rule.code.startswith(selector) for rule in self.rules) and selector not in FAMILIES:
                raise ConfigError(f"No rule begins with {selector!r}; `kanwu rules` lists the codes.")
        return Catalogue(tuple(rule for rule in self.rules if _is_on(rule.code, config)))

    def for_file(self, path: str, config: Config) -> Config:
        """Return the configuration that holds for one file: what `per_file_ignores` names for it is switched off.

        Args:
            path: the file, relative to where the patterns are meant to start, with `/`.
            config: the configuration of all files.
        """
        if not config.per_file_ignores:
            return config
        off = [code for pattern, codes in config.per_file_ignores.items() if matches(pattern, path) for code in codes]
        # Named in full, so that no selector can be longer.
        whole = tuple(rule.code for rule in self.rules if rule.code.startswith(tuple(off)))
        return replace(config, ignore=(*config.ignore, *whole), per_file_ignores={})


@cache
def _pattern(pattern: str) -> pathspec.GitIgnoreSpec:
    return pathspec.GitIgnoreSpec.from_lines([pattern])


def matches(pattern: str, path: str) -> bool:
    """Say whether a path matches a pattern as in .gitignore.

    >>> matches("drafts/", "drafts/a.txt"), matches("*.md", "docs/a.md"), matches("/a.md", "docs/a.md")
    (True, True, False)
    """
    return _pattern(pattern).match_file(path)


def _is_on(code: str, config: Config) -> bool:
    chosen = max((len(s) for s in config.select if code.startswith(s)), default=-1) if config.select else 0
    extended = max((len(s) for s in config.extend_select if code.startswith(s)), default=-1)
    ignored = max((len(s) for s in config.ignore if code.startswith(s)), default=-1)
    return max(chosen, extended) > ignored


_RULE_MODULE = re.compile(r"[a-z]{3}\d{3}_\w+\Z")


def _rule_modules() -> Iterator[ModuleType]:
    for stage in ("kanwu.repair", "kanwu.validate", "kanwu.checking"):
        package = importlib.import_module(stage)
        names = (module.name for module in pkgutil.walk_packages(package.__path__, f"{stage}."))
        yield from (importlib.import_module(name) for name in names if _RULE_MODULE.match(name.rpartition(".")[2]))


def rule_files() -> dict[str, Path]:
    """Return the source file of every rule, by code."""
    return {module.RULE.code: Path(inspect.getfile(module)) for module in _rule_modules()}


@cache
def catalogue() -> Catalogue:
    """Return every rule that is shipped: each module named like `gls001_gbk_gloss` holds one as `RULE`."""
    rules: list[Rule] = [module.RULE for module in _rule_modules()]
    order = {family: place for place, family in enumerate(FAMILIES)}
    return Catalogue(tuple(sorted(rules, key=lambda rule: (order[rule.family], rule.turn, rule.code))))
