"""Characters that a gloss tore apart and that were decoded wrongly from there on.

## What it does

Mends places such as `向?qū)嵺`運用`. The tool that writes glosses looks for two bytes without respecting where a
character begins. When it finds them in the last byte of one character and the first of the next, the reading lands
inside a character: the opening parenthesis is swallowed, a `?` stands in its place, and what follows is decoded one
byte late until the bytes fall into step again.

The rule puts the lost byte back. It is the second byte of a character that has the reading shown and begins with the
byte before the gap. Then it decodes again up to the place where both readings are in step. Other glosses inside, and
other torn places inside or right behind, are undone on the way.

## Why it matters

Removing the reading alone leaves nonsense for good. The text is whole again only with its bytes.

## Example

`向?qū)嵺`運用` becomes `向實踐運用`: CF F2 | 8C 8D | DB 60, in which the tool took F2 8C for 驅 (qū).

## When it is wrong

Where the scraper dropped private-use characters inside the torn stretch, its neighbours can close up to a character
that the page never had: 全日本 to 日本. A character that could hide such a loss must be much likelier than all pairs of
characters it could be what is left of, or the fix is unsafe; a likely wrong word is possible but rare.

## Fix safety

Safe where exactly one reading is made of ordinary characters, nothing in it can hide a loss, and damaging it again
gives what is shown. Unsafe where a character rests on inference, and behind a torn place that cannot be mended.
Flagged only where no reading, or several, remain.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kanwu.finding import Safety, Severity
from kanwu.repair.glosses.table import TONE_MARK_BEFORE_PARENTHESIS, has_reading, past_soft_hyphens
from kanwu.repair.glosses.torn import TORN, Page, Run, broken_runs, candidates, survey_page, torn_runs
from kanwu.rule import Match, RepairRule, View, gate_of

_IN_STEP = re.compile("[\x00-\x7f\ufffd]")  # out of step, the next ASCII byte ends a pair or cannot begin one


def find(view: View) -> Iterator[Match]:
    """Give the torn places with what stood there."""
    if not has_reading(view.text):
        return
    places = list(TORN.finditer(view.text))
    if not places:
        return
    page = survey_page(view.text, view.earlier)
    broken = [(run.start, run.end) for run in broken_runs(page)] if page.glossed else []
    done = 0
    doubtful_until = -1
    for torn in places:
        if torn.start() < done or _is_inside(torn.start(), broken):
            continue
        match = _match(page, torn, in_doubt=torn.start() <= doubtful_until)
        if match is None:
            continue
        done = match.end
        if match.safety is Safety.UNSAFE:
            ends = _IN_STEP.search(view.text, match.end)
            doubtful_until = ends.start() if ends else len(view.text)
        yield match


def _is_inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether a place lies in one of some spans; they are in order and do not overlap."""
    before = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return before >= 0 and at < spans[before][1]


def _match(page: Page, torn: re.Match[str], *, in_doubt: bool) -> Match | None:
    runs = torn_runs(page, torn)
    certain = [run for run in runs if not run.doubts]
    if len(runs) == 1 or len(certain) == 1:
        run = (certain or runs)[0]
        return _mended(page, run, safe=len(certain) == 1 and not in_doubt)
    if not runs and not page.glossed and not candidates(page, torn):
        return None  # a question mark and a stray reading
    if not runs and torn[1] and not candidates(page, torn):
        return None  # a question mark, then a reading in parentheses
    readings = " or ".join(run.restored for run in runs)
    message = (
        f"A gloss tore a character apart here; it may be {readings}."
        if runs
        else ("A gloss tore a character apart here; what stood there cannot be told.")
    )
    return Match(torn.start(), torn.end(), message, evidence={"reading": torn[2], "readings": readings})


def _mended(page: Page, run: Run, *, safe: bool) -> Match:
    before = page.text[run.start - 1]
    data = run.restored.encode("gbk").hex(" ").upper()
    evidence = {
        "bytes": data,
        "after": f"{before} {before.encode('gbk').hex(' ').upper()}",
        "cause": " ".join(run.causes),
    }
    if run.doubts:
        evidence["inferred"] = run.doubts
    message = f"A gloss of {run.causes[0]} tore {run.restored} apart."
    end = past_soft_hyphens(page.text, run.end)
    return Match(run.start, end, message, run.restored, Safety.SAFE if safe else Safety.UNSAFE, evidence)


RULE = RepairRule(
    "GLS002", "gloss-collision", Severity.ERROR, __doc__, find, gate_of(TONE_MARK_BEFORE_PARENTHESIS, TORN.pattern)
)
