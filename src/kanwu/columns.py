"""Whole columns of texts: the gates of the rules run over them at once, and Python sees only what they let through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kanwu.config import Config
from kanwu.errors import InputError
from kanwu.figure import Claim, Figure
from kanwu.finding import Finding
from kanwu.rule import RepairRule, View, catalogue
from kanwu.stages import Cleaned, check_cleaned, clean, clean_text
from kanwu.text.spans import SourceMap

Column = pa.StringArray | pa.LargeStringArray

_NO_CHANGE = SourceMap()


_LONG = 300  # characters of a pattern; RE2 slows down tenfold where it joins longer ones with others
_CLASS = re.compile(r"\[[^\\\[\]]*\]")

Opened = Iterator[tuple[int, tuple[str, ...]]]
"""Places in a column of the texts that a gate lets through, with the rules behind it."""


@dataclass(frozen=True, slots=True)
class _Classes:
    """Gates that are classes of hundreds of characters.

    RE2 reads UTF-8 and makes many states of such a class; `re` looks a character up in a table, five times as fast,
    and stops at the first one.

    Attributes:
        codes: by the patterns of a gate, the rules behind it.
    """

    codes: Mapping[tuple[str, ...], tuple[str, ...]]

    def opened(self, texts: Sequence[str]) -> Opened:
        """Give what the gates let through."""
        passed: dict[str, list[int]] = {}
        for patterns, codes in self.codes.items():
            if patterns[0] not in passed:
                search = re.compile(patterns[0]).search
                passed[patterns[0]] = [place for place, text in enumerate(texts) if search(text)]
            more = [re.compile(pattern).search for pattern in patterns[1:]]
            for place in passed[patterns[0]]:
                if all(search(texts[place]) for search in more):
                    yield place, codes


@dataclass(frozen=True, slots=True)
class _Group:
    """Gates that a column is read once for.

    Attributes:
        first: the first patterns of the gates, joined.
        codes: by the patterns of a gate, the rules behind it.
    """

    first: str
    codes: Mapping[tuple[str, ...], tuple[str, ...]]

    def opened(self, texts: Column) -> Opened:
        """Give what the gates let through."""
        places = pc.indices_nonzero(pc.match_substring_regex(texts, self.first))
        if not len(places):
            return
        some = texts.take(places)
        for patterns, codes in self.codes.items():
            through = places
            if patterns != (self.first,):
                through = places.filter(_passes(some, patterns))
            numbers: Any = through.to_pylist()  # there is no null among them
            for place in numbers:
                yield place, codes


def _passes(texts: Column, patterns: Sequence[str]) -> pa.BooleanArray:
    """Say for each text whether all patterns occur in it."""
    through = pc.match_substring_regex(texts, patterns[0])
    for pattern in patterns[1:]:
        through = pc.and_(through, pc.match_substring_regex(texts, pattern))
    return through


@dataclass(frozen=True, slots=True)
class _Screen:
    """The gates of the rules that are switched on, and how a column goes through them.

    Attributes:
        groups: the gates.
        classes: those of them that are long classes of characters.
        gated: the rules that have one.
        asked: the rules that ordinary text gets to; asking them is cheaper than their gate.
    """

    groups: tuple[_Group, ...]
    classes: _Classes
    gated: frozenset[str]
    asked: tuple[RepairRule, ...]

    def opened(self, texts: Sequence[str]) -> dict[int, tuple[str, ...]]:
        """Return, by the place of a text, the rules that may find something in it; the others find nothing.

        The rules that are asked are left out.
        """
        opened: dict[int, tuple[str, ...]] = {}
        column = pa.array(texts, pa.large_string())
        for found in (self.classes.opened(texts), *(group.opened(column) for group in self.groups)):
            for place, codes in found:
                opened[place] = opened.get(place, ()) + codes
        return opened


@lru_cache(maxsize=32)
def _screen(config: Config) -> _Screen:
    rules = [rule for rule in catalogue().selected(config).rules if isinstance(rule, RepairRule)]
    kinds: dict[str, dict[tuple[str, ...], list[str]]] = {}
    classes: dict[tuple[str, ...], list[str]] = {}
    gated: set[str] = set()
    for rule in rules:
        patterns = () if rule.asked else rule.gate(config)
        if patterns:
            gated.add(rule.code)
            if _are_classes(patterns):
                classes.setdefault(patterns, []).append(rule.code)
                continue
            kind = "rare" if rule.rare else patterns[0] if len(patterns[0]) > _LONG else ""
            kinds.setdefault(kind, {}).setdefault(patterns, []).append(rule.code)
    groups = [
        _Group(_joined(gates), {patterns: tuple(codes) for patterns, codes in gates.items()})
        for gates in kinds.values()
    ]
    ungated = (rule for rule in rules if rule.asked or rule.gate(config) == ())
    listed = _Classes({patterns: tuple(codes) for patterns, codes in classes.items()})
    return _Screen(tuple(groups), listed, frozenset(gated), tuple(ungated))


def _are_classes(patterns: tuple[str, ...]) -> bool:
    """Say whether all patterns are long classes of characters."""
    return all(len(pattern) > _LONG and _CLASS.fullmatch(pattern) for pattern in patterns)


def _joined(gates: Iterable[tuple[str, ...]]) -> str:
    first = sorted({gate[0] for gate in gates})
    return first[0] if len(first) == 1 else "|".join(f"(?:{pattern})" for pattern in first)


@lru_cache(maxsize=4096)
def _quiet(gated: frozenset[str], opened: tuple[str, ...]) -> frozenset[str]:
    return gated.difference(opened)


def clean_column(texts: Sequence[str], config: Config) -> list[Cleaned]:
    """Mend many texts; the same as `clean` on each."""
    if not texts:
        return []
    screen = _screen(config)
    opened = screen.opened(texts)
    return [
        clean_text(text, config, _quiet(screen.gated, opened.get(place, ())))
        if place in opened or _fires(screen.asked, text, config)
        else Cleaned(text, text, (), _NO_CHANGE, None)
        for place, text in enumerate(texts)
    ]


def _fires(rules: Iterable[RepairRule], text: str, config: Config) -> bool:
    """Say whether one of these rules finds something in a text that no other rule changes."""
    return any(next(iter(rule.find(View(text, config))), None) is not None for rule in rules)


FINDING = pa.struct(
    [
        ("code", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("message", pa.string()),
        ("severity", pa.string()),
        ("evidence", pa.map_(pa.string(), pa.string())),
        ("original", pa.string()),
        ("replacement", pa.string()),
        ("safety", pa.string()),
        ("applied", pa.bool_()),
    ]
)
"""A finding as an Arrow value; `original`, `replacement` and `safety` are those of its fix, null where it has none."""

FIGURE = pa.struct(
    [
        ("text", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("low", pa.string()),
        ("high", pa.string()),
        ("low_open", pa.bool_()),
        ("high_open", pa.bool_()),
        ("unit", pa.string()),
        ("approximator", pa.string()),
        ("kind", pa.string()),
    ]
)
"""A figure as an Arrow value; the ends of its interval are exact rationals as text."""

CLAIM = pa.struct(
    [
        ("kind", pa.string()),
        ("code", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("relation", pa.string()),
        ("comparison", pa.string()),
        ("verdict", pa.string()),
        ("reason", pa.string()),
        ("figures", pa.list_(pa.struct([("text", pa.string()), ("start", pa.int64()), ("end", pa.int64())]))),
    ]
)
"""A claim as an Arrow value."""

_NESTED = {"findings": FINDING, "figures": FIGURE, "claims": CLAIM}


def check_batch(batch: pa.RecordBatch, config: Config) -> pa.RecordBatch:
    """See `kanwu.pipeline.process_batch`."""
    texts = _text_column(batch)
    if pa.types.is_binary(texts.type) or pa.types.is_large_binary(texts.type):
        cleaned = [None if data is None else clean(data, config) for data in texts.to_pylist()]
    else:
        given = texts.to_pylist()
        sound = iter(clean_column([text for text in given if text is not None], config))
        cleaned = [None if text is None else next(sound) for text in given]
    checked = [None if each is None else check_cleaned(each, config) for each in cleaned]
    columns = {
        "id": batch.column("id"),
        "text": pa.array([each and each.text for each in cleaned], _text_type(texts.type)),
        "encoding": pa.array([each and each.encoding for each in cleaned], pa.string()),
        "changed": pa.array([each and each.changed for each in cleaned], pa.bool_()),
    }
    for name, kind in _NESTED.items():
        rows = [None if each is None else [_ROWS[name](item) for item in getattr(each, name)] for each in checked]
        columns[name] = pa.array(rows, pa.list_(kind))
    return pa.RecordBatch.from_pydict(columns)


def _text_column(batch: pa.RecordBatch) -> pa.Array[Any]:
    for name in ("id", "text"):
        if name not in batch.schema.names:
            raise InputError(f"The batch has no column {name!r}; it has {', '.join(map(repr, batch.schema.names))}.")
    texts = batch.column("text")
    if not any(is_kind(texts.type) for is_kind in _TEXTS):
        raise InputError(f"The column 'text' must be string or binary, not {texts.type}.")
    return texts


_TEXTS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)


def _text_type(kind: pa.DataType) -> pa.DataType:
    large = pa.types.is_large_string(kind) or pa.types.is_large_binary(kind)
    return pa.large_string() if large else pa.string()


def _finding(finding: Finding) -> dict[str, Any]:
    fix = finding.fix
    return {
        **{name: getattr(finding, name) for name in ("code", "start", "end", "message", "applied")},
        "severity": str(finding.severity),
        "evidence": list(finding.evidence.items()),
        "original": fix and fix.original,
        "replacement": fix and fix.replacement,
        "safety": fix and str(fix.safety),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    own = {name: getattr(figure, name) for name in ("text", "start", "end", "low_open", "high_open", "unit")}
    ends = {"low": str(figure.low), "high": str(figure.high)}
    return own | ends | {"approximator": figure.approximator, "kind": str(figure.kind)}


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        **{name: getattr(claim, name) for name in ("kind", "code", "start", "end", "relation", "reason")},
        "comparison": None if claim.comparison is None else str(claim.comparison),
        "verdict": str(claim.verdict),
        "figures": [{"text": each.text, "start": each.start, "end": each.end} for each in claim.figures],
    }


_ROWS: Mapping[str, Callable[[Any], dict[str, Any]]] = {"findings": _finding, "figures": _figure, "claims": _claim}
