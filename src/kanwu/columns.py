"""Whole columns of texts: the gates of the rules run over them at once, and Python sees only what they let through."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from kanwu.config import Config
from kanwu.pipeline import Cleaned, clean
from kanwu.rule import RepairRule, catalogue
from kanwu.text.spans import SourceMap

Column = pa.StringArray | pa.LargeStringArray

_NO_CHANGE = SourceMap()


@lru_cache(maxsize=32)
def _gates(config: Config) -> tuple[tuple[str, ...], ...] | None:
    """Return the gates of the rules that are switched on; None where one of them lets every text through.

    All gates of one pattern are joined into one, so that a column is read once for them.
    """
    chosen = [rule for rule in catalogue().selected(config).rules if isinstance(rule, RepairRule)]
    gates = {gate for rule in chosen if (gate := rule.gate(config)) is not None}
    if () in gates:
        return None
    alone = sorted(gate[0] for gate in gates if len(gate) == 1)
    joined = [("|".join(f"(?:{pattern})" for pattern in alone),)] if alone else []
    return (*joined, *sorted(gate for gate in gates if len(gate) > 1))


def dirty(texts: Column, config: Config) -> pa.BooleanArray:
    """Say for each text of a column whether a repair rule may fire on it; the others are clean. Null for null."""
    gates = _gates(config)
    if gates is None:
        return pa.array([True] * len(texts))
    mask: pa.BooleanArray = pa.array([False] * len(texts))
    for gate in gates:
        through = pc.match_substring_regex(texts, gate[0])
        for pattern in gate[1:]:
            through = pc.and_(through, pc.match_substring_regex(texts, pattern))
        mask = pc.or_(mask, through)
    return mask


def clean_column(texts: Sequence[str], config: Config) -> list[Cleaned]:
    """Mend many texts; the same as `clean` on each."""
    if not texts:
        return []
    mask = dirty(pa.array(texts, pa.large_string()), config).to_pylist()
    return [
        clean(text, config) if look else Cleaned(text, text, (), _NO_CHANGE, None)
        for text, look in zip(texts, mask, strict=True)
    ]
