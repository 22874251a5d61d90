"""A comment accepts findings of a rule that finds nothing there.

## What it does

Reports a `kanwu: ignore…` comment, or a line of the list of accepted places, that names a rule which found nothing
where it points. Each code of a comment is looked at on its own. A rule that is switched off is not missed.

## Why it matters

A comment that outlives its finding hides the next defect at that place.

## Example

`第一节 <!-- kanwu: ignore[GLS001] -->`: there is no gloss in the line, so the comment can go.

## When it is wrong

When the check ran with other settings than usual, such as `--to` or other fixes allowed, a finding may be missing
that is there in the usual run.

## Fix safety

None: the comment is yours.
"""

from __future__ import annotations

from kanwu.finding import Severity
from kanwu.rule import CheckRule

RULE = CheckRule(code="SUP001", name="unused-suppression", severity=Severity.WARNING, doc=__doc__)
