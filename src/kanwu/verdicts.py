"""What becomes of a verdict: the finding that a claim gives rise to."""

from __future__ import annotations

from kanwu.figure import Claim, Verdict
from kanwu.finding import Finding, Severity


def finding_of(claim: Claim) -> Finding | None:
    """Return the finding a claim gives rise to: none where it holds or cannot be checked."""
    severity = {Verdict.INCONSISTENT: Severity.ERROR, Verdict.TRUNCATED: Severity.INFO}.get(claim.verdict)
    if severity is None:
        return None
    says = "does not hold" if claim.verdict is Verdict.INCONSISTENT else "holds only if the figure was cut, not rounded"
    evidence = {"kind": claim.kind, "relation": claim.relation, "test": str(claim.comparison)}
    return Finding(claim.code, claim.start, claim.end, f"{claim.relation} {says}.", severity, evidence)
