"""What becomes of a verdict: the finding that a claim gives rise to, as severe as the settings say."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from kanwu.config import Config
from kanwu.figure import Claim, Operator, Verdict
from kanwu.finding import Finding, Severity
from kanwu.text.intervals import Interval
from kanwu.text.numerals import ENGLISH_MULTIPLIERS, MULTIPLIERS


def finding_of(claim: Claim, config: Config) -> Finding | None:
    """Return the finding a claim gives rise to: none where it holds or cannot be checked."""
    severity = {Verdict.INCONSISTENT: Severity.ERROR, Verdict.TRUNCATED: Severity.INFO}.get(claim.verdict)
    if severity is None:
        return None
    computed = computed_value(claim)
    evidence = {"kind": claim.kind, "relation": claim.relation, "test": str(claim.comparison)}
    if computed is not None:
        evidence["computed"] = computed
    if claim.verdict is Verdict.INCONSISTENT:
        says = "does not hold" if computed is None else f"does not hold: it comes to {computed}"
    else:
        says = "holds only if the figure was cut, not rounded"
    finding = Finding(claim.code, claim.start, claim.end, f"{claim.relation} {says}.", severity, evidence)
    return graded(finding, config)


def graded(finding: Finding, config: Config) -> Finding:
    """Give a finding the severity that the configuration has for its rule; the longest prefix counts."""
    named = [prefix for prefix in config.severity if finding.code.startswith(prefix)]
    return replace(finding, severity=Severity(config.severity[max(named, key=len)])) if named else finding


_COMPUTED = frozenset({"share", "parts", "growth", "difference", "points", "multiple", "average", "annual_growth"})
_COMPUTED |= {"whole", "table_total", "table_percent", "table_change"}
"""The kinds of claim whose left side is a sum to be done."""
_PRINTED = re.compile(
    r"[^-−\d.]{0,20}(?P<number>[-−]?\d(?:[,， \u00a0\u202f]?\d){0,40}(?:\.(?P<decimals>\d{1,20}))?)(?P<tail>\D{0,20})"
)
_MULTIPLIERS = MULTIPLIERS | ENGLISH_MULTIPLIERS
_MULTIPLIER = re.compile("|".join(_MULTIPLIERS))
_MORE_PLACES = 4  # at most so many; what is still not told apart is told with them


def computed_value(claim: Claim) -> str | None:
    """Return what the left side of a claim comes to, written like the stated figure: `99.4%`, `7.9 to 8.3倍`.

    None where there is nothing to compute, or the stated figure is not written in digits.
    """
    test = claim.comparison
    stated = claim.relation.rpartition(" = ")[2].translate(_HALF_WIDTH)
    printed = _PRINTED.fullmatch(stated)
    if test is None or test.operator is not Operator.MEETS or claim.kind not in _COMPUTED or printed is None:
        return None
    factor = Fraction(1)
    for word in _MULTIPLIER.findall(printed["tail"]):
        factor /= _MULTIPLIERS[word]
    number = Fraction(re.sub(r"[^-\d.]", "", printed["number"].replace("−", "-"))) / factor
    factor *= _scale(number, test.right)
    ends = sorted((test.left.low * factor, test.left.high * factor))
    places = len(printed["decimals"] or "")
    for more in range(_MORE_PLACES):
        low, high = (_written(end, places + more) for end in ends)
        hidden = (ends[0] and not low.strip("-0.,")) or f"{low}{printed['tail']}" == stated
        if not hidden:
            break
    shown = low if low == high else f"{low} to {high}"
    return f"{shown}{printed['tail'].rstrip()}"


def _written(value: Fraction, places: int) -> str:
    return f"{Decimal(round(value * 10**places)).scaleb(-places):,f}"


_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，％－", "0123456789.,%-")


def _scale(number: Fraction, right: Interval) -> Fraction:
    """Return what the compared values are multiplied with to be the printed number: 100 for percent."""
    for scale in (1, 100, 1000, -1, -100, -1000):
        if right.low <= number / scale <= right.high:
            return Fraction(scale)
    return Fraction(1)
