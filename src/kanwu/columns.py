"""Whole columns of texts: the gates of the rules run over them at once, and Python sees only what they let through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kanwu.config import Config
from kanwu.errors import InputError
from kanwu.figure import Claim, Figure
from kanwu.finding import Finding
from kanwu.pipeline import Cleaned, check_cleaned, clean, clean_text
from kanwu.rule import RepairRule, View, catalogue
from kanwu.text.spans import SourceMap

Column = pa.StringArray | pa.LargeStringArray

_NO_CHANGE = SourceMap()


@dataclass(frozen=True, slots=True)
class _Screen:
    """The gates of the rules that are switched on, and how a column goes through them.

    Attributes:
        first: one pattern of each gate, joined, so that a column is read once for all of them; None where a rule lets
            every text through.
        gates: by the code of a rule, the patterns that must all occur.
        asked: the rules that ordinary text gets to; asking them is cheaper than their gate.
    """

    first: str | None
    gates: Mapping[str, tuple[str, ...]]
    asked: tuple[RepairRule, ...]

    def suspects(self, texts: Column) -> list[frozenset[str] | None]:
        """Return for each text the codes of the rules that find nothing in it; None where none finds anything.

        The rules that are asked are left out.
        """
        if self.first is None:
            return [frozenset()] * len(texts)
        mask = pc.match_substring_regex(texts, self.first)
        dirty: Column = texts.filter(mask)
        through = [_passes(dirty, patterns).to_pylist() for patterns in self.gates.values()]
        quiet = iter(zip(*through, strict=True) if through else ())
        return [self._closed(next(quiet)) if look else None for look in mask.to_pylist()]

    def _closed(self, through: tuple[bool, ...]) -> frozenset[str] | None:
        if not any(through):
            return None
        return frozenset(code for code, is_open in zip(self.gates, through, strict=True) if not is_open)


def _passes(texts: Column, patterns: Sequence[str]) -> pa.BooleanArray:
    """Say for each text whether all patterns occur in it."""
    through = pc.match_substring_regex(texts, patterns[0])
    for pattern in patterns[1:]:
        through = pc.and_(through, pc.match_substring_regex(texts, pattern))
    return through


@lru_cache(maxsize=32)
def _screen(config: Config) -> _Screen:
    rules = [rule for rule in catalogue().selected(config).rules if isinstance(rule, RepairRule)]
    gates = {rule.code: gate for rule in rules if not rule.asked and (gate := rule.gate(config)) is not None}
    first = "|".join(f"(?:{pattern})" for pattern in sorted({gate[0] for gate in gates.values() if gate}))
    return _Screen((first or None) if all(gates.values()) else None, gates, tuple(rule for rule in rules if rule.asked))


def clean_column(texts: Sequence[str], config: Config) -> list[Cleaned]:
    """Mend many texts; the same as `clean` on each."""
    if not texts:
        return []
    screen = _screen(config)
    quiet = screen.suspects(pa.array(texts, pa.large_string()))
    nothing = frozenset(screen.gates)
    return [
        clean_text(text, config, nothing if closed is None else closed)
        if closed is not None or _fires(screen.asked, text, config)
        else Cleaned(text, text, (), _NO_CHANGE, None)
        for text, closed in zip(texts, quiet, strict=True)
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
