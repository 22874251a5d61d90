"""What becomes of a verdict: the finding that a claim gives rise to, as severe as the settings say."""

from __future__ import annotations

from dataclasses import replace

from kanwu.config import Config
from kanwu.figure import Claim, Verdict
from kanwu.finding import Finding, Severity


def finding_of(claim: Claim, config: Config) -> Finding | None:
    """Return the finding a claim gives rise to: none where it holds or cannot be checked."""
    severity = {Verdict.INCONSISTENT: Severity.ERROR, Verdict.TRUNCATED: Severity.INFO}.get(claim.verdict)
    if severity is None:
        return None
    says = "does not hold" if claim.verdict is Verdict.INCONSISTENT else "holds only if the figure was cut, not rounded"
    evidence = {"kind": claim.kind, "relation": claim.relation, "test": str(claim.comparison)}
    finding = Finding(claim.code, claim.start, claim.end, f"{claim.relation} {says}.", severity, evidence)
    return graded(finding, config)


def graded(finding: Finding, config: Config) -> Finding:
    """Give a finding the severity that the configuration has for its rule; the longest prefix counts."""
    named = [prefix for prefix in config.severity if finding.code.startswith(prefix)]
    return replace(finding, severity=Severity(config.severity[max(named, key=len)])) if named else finding
