"""A comment that should accept findings names no rule, or one that does not exist.

## What it does

Reports a `kanwu: ignore…` comment without codes in brackets, and one whose code no rule begins with.

## Why it matters

Such a comment accepts nothing, while its author believes that it does.

## Example

`<!-- kanwu: ignore[GSL001] -->`: the code should be GLS001.

## When it is wrong

In a document about kanwu that shows the comment to explain it.

## Fix safety

None: only its author knows which rule was meant.
"""

from __future__ import annotations

from kanwu.finding import Severity
from kanwu.rule import CheckRule

RULE = CheckRule(code="SUP002", name="invalid-suppression", severity=Severity.WARNING, doc=__doc__)
