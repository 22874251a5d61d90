"""Evidence: whether a sum that does not close is an error of the table, or the table was misread.

What a total adds up is not printed, and a column may not be one that adds up. So one sum is judged by its neighbours:
where the same reading of the table closes elsewhere, the one that does not close is wrong. Where nothing else closes,
only a slip of the keyboard that explains the difference to the last digit is an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kanwu.figure import Claim, Figure, Verdict
from kanwu.validate.claims.slips import one_slip
from kanwu.validate.tables.cells import Amount

UNSURE = "nothing else in the table confirms that these figures belong together"


@dataclass(frozen=True, slots=True)
class Trial:
    """A claim of one reading of a table, before it is known whether the reading is right.

    Attributes:
        claim: the claim.
        is_telling: whether it would not hold by chance.
        is_slip: whether one slip explains why it does not hold.
        may_fail: whether it may be called wrong at all.
    """

    claim: Claim
    is_telling: bool
    is_slip: bool = False
    may_fail: bool = True

    @property
    def holds(self) -> bool:
        """Whether the arithmetic closes."""
        return self.claim.verdict is Verdict.CONSISTENT


def support(trials: Sequence[Trial]) -> tuple[int, int]:
    """Return how many trials hold and would not by chance, and how many do not hold."""
    return sum(trial.holds and trial.is_telling for trial in trials), sum(not trial.holds for trial in trials)


def settled(trials: Sequence[Trial], *, least: int, ratio: int) -> list[Claim]:
    """Return the claims of a reading.

    One that does not hold is an error if at least `least` others hold and it is the only one, or `ratio` times as many
    hold as fail; else it is left open.
    """
    holding, failing = support(trials)
    is_confirmed = holding >= least and (failing <= 1 or failing * ratio <= holding)
    return [
        trial.claim if trial.holds or (trial.may_fail and (is_confirmed or trial.is_slip)) else open_claim(trial.claim)
        for trial in trials
    ]


def open_claim(claim: Claim, reason: str = UNSURE) -> Claim:
    """Return a claim as one that cannot be decided."""
    return replace(claim, verdict=Verdict.UNCHECKABLE, comparison=None, reason=reason)


def is_slip(parts: Sequence[Amount], whole: Amount) -> bool:
    """Say whether one slip in a number explains why the parts do not add up."""
    return one_slip([_plain(part) for part in parts], _plain(whole))


def _plain(amount: Amount) -> Figure:
    return replace(amount.figure, text=amount.digits)
