"""A record that does not meet its schema.

## What it does
Checks the records of a corpus (Parquet, CSV, TSV, JSON Lines) against a pandera schema that the user brings
(`kanwu check data.parquet --schema my_schemas.py:Articles`), and figures from another tool (`--as figures`) against
kanwu's own. Every failure is a finding that names the row and the column.

## Why it matters
A missing date, an empty title or an id that occurs twice spoils what is computed from the corpus later, far from where
it went wrong.

## Example
With `"id": Column(pa.string(), unique=True)`, the second record with the id `a7` gives
`Row 2, column id: "a7" is not unique.`

## When it is wrong
When the schema is: kanwu only repeats what pandera says.

## Fix safety
None: what the record should hold cannot be known.
"""

from __future__ import annotations

from kanwu.finding import Severity
from kanwu.rule import RecordRule

RULE = RecordRule("SCH001", "record-schema", severity=Severity.ERROR, doc=__doc__)
