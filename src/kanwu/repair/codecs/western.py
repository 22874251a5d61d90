"""Mend one line by ftfy's plan, as exact spans: what was changed where, and whether it can be undone exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

Plan = tuple[tuple[str, str], ...]
"""ftfy's steps, such as `("encode", "latin-1"), ("decode", "utf-8")`."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A mended run of characters.

    Attributes:
        start: offset of its first character in the line.
        end: offset after its last character.
        text: what takes its place.
        plan: how it was mended.
        exact: whether damaging `text` by the plan, backwards, gives the shown characters again.
    """

    start: int
    end: int
    text: str
    plan: Plan
    exact: bool


_ROW, _LONG_ROW = 8, 200
"""Characters of a row such as `••••` behind which a line is cut. ftfy may take one character of such a row in each pass
over the whole line, so that a long one takes hours. No character in mangled text has more than three of them in a
row, unless some are first characters in another codec: Ø goes on in Windows-1257 and begins in Latin-1, and a word of
Arabic is `Ø§Ø±Ø¯Ø§Ø±`. No word is as long as the second limit."""


def repairs(line: str) -> Iterator[Repair]:
    """Give what ftfy's `fix_encoding` would change in a line, C1 controls that stand for themselves apart.

    >>> [(r.start, r.end, r.text, r.exact) for r in repairs("le cafÃ© est lÃ oÃ¹ il Ã©tait")]
    [(6, 8, 'é', True), (14, 15, 'à', False), (17, 19, 'ù', True), (23, 25, 'é', True)]
    """
    at = 0
    for row in _rows().finditer(line):
        cut = row.start() + (_ROW if row["row"] else _LONG_ROW)
        yield from _shifted(_of_part(line[at:cut]), at)
        at = cut
    yield from _shifted(_of_part(line[at:]), at)


@cache
def _rows() -> re.Pattern[str]:
    from ftfy.chardata import CHARMAP_ENCODINGS, UTF8_CLUES

    following = UTF8_CLUES["utf8_continuation"].replace(" ", "")
    first = frozenset("".join(_FIRST_BYTES.decode(codec, "ignore") for codec in CHARMAP_ENCODINGS))
    only = "".join(
        char for char in map(chr, range(0x80, 0x2200)) if char not in first and re.match(f"[{following}]", char)
    )
    row = f"(?P<row>[{only}]{{{_ROW + 1},}}+|(?P<same>[{following}])(?P=same){{{_ROW},}}+)"
    return re.compile(f"{row}|[{following}]{{{_LONG_ROW + 1},}}+")


_FIRST_BYTES = bytes(range(0xC2, 0xF5))  # of a character in UTF-8


def _shifted(found: Sequence[Repair], by: int) -> Sequence[Repair]:
    return [replace(each, start=each.start + by, end=each.end + by) for each in found] if by else found


_SHORT = 80  # characters; lines of tables and lists come again and again


def _of_part(part: str) -> Sequence[Repair]:
    return _of_short_part(part) if len(part) <= _SHORT else _repairs(part)


@lru_cache(maxsize=1024)
def _of_short_part(part: str) -> Sequence[Repair]:
    return _repairs(part)


def _repairs(part: str) -> Sequence[Repair]:
    fixed, whole = _explain(part)
    if fixed == part:
        return ()
    plan, controls = _without_controls(whole)
    if not plan:
        return ()
    if all(step[0] == "encode" for step in plan[::2]) and all(step == _DECODE for step in plan[1::2]):
        found = [_whole(run, plan) for run in _MANGLED.finditer(part)]
        if _with_controls(_replaced(part, found), controls=controls) == fixed:
            return found
    changed = list(_changed(part, plan))
    if _with_controls(_replaced(part, changed), controls=controls) != fixed:
        # The pieces do not make the whole: ftfy did something this module does not know. Take the line as one.
        return (Repair(0, len(part), fixed, whole, exact=False),)
    return tuple(_joined(part, (repair for run in changed for repair in _certain(part, run, plan))))


_DECODE = ("decode", "utf-8")
_MANGLED = re.compile(
    # Characters beyond ASCII, joined where no more than a space, a comma or the like parts them.
    r"[^\x00-\x7f]++(?:[\x00-\x09\x0b-/:-@\[-`{-\x7f]{0,2}+[^\x00-\x7f]++)*+"
)


def _whole(run: re.Match[str], plan: Plan) -> Repair:
    """Mend a run by a plan that fits a whole line without a loss, so that nothing is left to prove."""
    text = run[0]
    for at in range(0, len(plan), 2):
        text = text.encode(plan[at][1]).decode(plan[at + 1][1])
    return Repair(run.start(), run.end(), text, plan, exact=True)


def _explain(text: str) -> tuple[str, Plan]:
    from ftfy import fix_encoding_and_explain

    fixed, plan = fix_encoding_and_explain(text)
    return fixed, tuple((step[0], step[1]) for step in plan or ())


_CONTROLS = ("transcode", "fix_c1_controls")
_CONTROLS_OF_LINE = (("encode", "latin-1"), ("decode", "windows-1252"))


def _without_controls(plan: Plan) -> tuple[Plan, bool]:
    """Take the steps that only mend C1 controls off the end of a plan: ENC111 judges those one by one."""
    controls = False
    while plan:
        if plan[-1] == _CONTROLS:
            plan = plan[:-1]
        elif plan[-2:] == _CONTROLS_OF_LINE:
            plan = plan[:-2]
        else:
            break
        controls = True
    return plan, controls


def _with_controls(text: str, *, controls: bool) -> str:
    """Do what those steps did."""
    from ftfy.fixes import fix_c1_controls

    return fix_c1_controls(text) if controls else text


_LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class _Run:
    """A changed piece of a line."""

    start: int
    end: int
    text: str


_NO_HALF = "\x00-\x19\x1b-\x1f!->@-\x7f\u2e80-\uf8fe\uf900-\ufaff\ufb03-\ufffc\U00010000-\U0010ffff"
_PIECE = re.compile(
    # Where one piece ends and the next begins: before a character that can be half of another, behind one that
    # cannot. Right behind such a character spaces, question marks and U+001A can be: lossy programs put them there.
    f"(?:(?<=[{_NO_HALF}])|(?<=[{_NO_HALF}][ ?\x1a]))(?=[\x80-\u2e7f\uf8ff\ufb01\ufb02\ufffd])"
)


def _changed(part: str, plan: Plan) -> Iterator[_Run]:
    """Apply a plan to each piece of a line; give those that it changes, without what stays at their ends."""
    embedded = _embedded() if plan[0] == _EMBEDDED else None
    cuts = [0, *(cut.start() for cut in _PIECE.finditer(part)), len(part)]
    for start, end in pairwise(cuts):
        piece = part[start:end]
        if piece.isascii() or (embedded and not embedded.search(piece)):
            continue
        # A full stop in front: ftfy mends an embedded run only where it is shorter than the text it is in.
        mended = _apply(f".{piece}", plan)[1:]
        if mended != piece:
            yield _trimmed(start, piece, mended)


_EMBEDDED = ("apply", "decode_inconsistent_utf8")


def _embedded() -> re.Pattern[str]:
    """Return what ftfy takes for UTF-8 inside sound text."""
    from ftfy.chardata import UTF8_DETECTOR_RE

    return UTF8_DETECTOR_RE


def _apply(text: str, plan: Plan) -> str:
    from ftfy import apply_plan

    try:
        return str(apply_plan(text, list(plan)))
    except UnicodeError:
        return text  # then the pieces do not make the whole, which is noticed


def _trimmed(start: int, shown: str, mended: str) -> _Run:
    """Leave off what is the same at both ends; a U+FFFD that stays belongs to the sequence that lost it."""
    shorter = min(len(shown), len(mended))
    front = next((at for at in range(shorter) if shown[at] != mended[at] or shown[at] == _LOST), shorter)
    back = 0
    while back < shorter - front and shown[-1 - back] == mended[-1 - back] != _LOST:
        back += 1
    return _Run(start + front, start + len(shown) - back, mended[front : len(mended) - back])


_GAP = re.compile(r"[\x00-\x09\x0b-/:-@\[-`{-\x7f]{0,2}\Z")
_WIDEST_GAP = 2


def _joined(part: str, found: Iterator[Repair]) -> Iterator[Repair]:
    """Join exact repairs that only a space, a comma or the like parts: one sentence of Russian is one run."""
    pending: list[Repair] = []
    for repair in found:
        if pending and not _belong_together(part, pending[-1], repair):
            yield _one(part, pending)
            pending = []
        pending.append(repair)
    if pending:
        yield _one(part, pending)


def _belong_together(part: str, before: Repair, after: Repair) -> bool:
    if not (before.exact and after.exact and before.plan == after.plan):
        return False
    gap = part[before.end : min(after.start, before.end + _WIDEST_GAP + 1)]
    return _GAP.match(gap) is not None


def _one(part: str, repairs_: Sequence[Repair]) -> Repair:
    start, end = repairs_[0].start, repairs_[-1].end
    inside = [_Run(each.start - start, each.end - start, each.text) for each in repairs_]
    return replace(repairs_[0], end=end, text=_replaced(part[start:end], inside))


def _replaced(text: str, runs: Sequence[_Run | Repair]) -> str:
    pieces, at = [], 0
    for run in runs:
        pieces += [text[at : run.start], run.text]
        at = run.end
    return "".join((*pieces, text[at:]))


def _certain(part: str, run: _Run, plan: Plan) -> Sequence[Repair]:
    """Say how a run was mended; part what is exact from what lost bytes."""
    shown = part[run.start : run.end]
    if any(step[0] == "apply" for step in plan):
        mended, own = _explain(shown)
        own, _ = _without_controls(own)
        plan = own if mended == run.text and own else plan
    if _damaged(run.text, plan) == shown:
        return [Repair(run.start, run.end, run.text, _pure(plan), exact=True)]
    inner = _without_edge_controls(run, shown)
    if inner is not None:
        return _certain(part, inner, plan) if inner.start < inner.end else []
    return _around_losses(run, shown, plan) or [Repair(run.start, run.end, run.text, plan, exact=False)]


def _pure(plan: Plan) -> Plan:
    return tuple(step for step in plan if step[0] in {"encode", "decode"})


def _without_edge_controls(run: _Run, shown: str) -> _Run | None:
    """Leave C1 controls at the ends of a run to ENC111; None where there are none."""
    between = _with_controls(shown, controls=True)
    if between == shown or len(between) != len(shown):
        return None
    inner = _trimmed(run.start, between, run.text)
    return inner if inner.end - inner.start < len(shown) else None


_SEQUENCES = re.compile(
    # Well-formed UTF-8 (Unicode, table 3-7), with what ASCII is between.
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+"
)
_ONE_LAYER = 2  # steps: encode, decode


def _around_losses(run: _Run, shown: str, plan: Plan) -> list[Repair]:
    """Part a run that lost bytes in places into exact stretches and the places; nothing where that does not add up."""
    pure = _pure(plan)
    if len(pure) != _ONE_LAYER or pure[0][0] != "encode":
        return []
    try:
        data = shown.encode(pure[0][1])
    except UnicodeEncodeError:
        return []  # a C1 control among them, mended by a step before
    if len(data) != len(shown):
        return []
    found: list[Repair] = []
    at = taken = 0
    for sequence in _SEQUENCES.finditer(data):
        text = sequence[0].decode("utf-8")
        place = run.text.find(text, taken)
        if place < 0:
            return []
        if sequence.start() > at or place > taken:
            found.append(_lossy(run.start + at, shown[at : sequence.start()], run.text[taken:place], plan))
        found.append(Repair(run.start + sequence.start(), run.start + sequence.end(), text, pure, exact=True))
        at, taken = sequence.end(), place + len(text)
    if at < len(shown) or taken < len(run.text):
        found.append(_lossy(run.start + at, shown[at:], run.text[taken:], plan))
    return [each for each in found if each.start < each.end or each.text]


def _lossy(start: int, shown: str, mended: str, plan: Plan) -> Repair:
    run = _trimmed(start, shown, mended)
    return Repair(run.start, run.end, run.text, plan, exact=False)


def _damaged(text: str, plan: Plan) -> str | None:
    """Do to a text, backwards, what the plan undid; None where that cannot be."""
    encodes = [step[1] for step in plan if step[0] == "encode"]
    decodes = [step[1] for step in plan if step[0] == "decode"]
    if len(encodes) != len(decodes) or not encodes:
        return None
    try:
        for shown_by, written_as in zip(reversed(encodes), reversed(decodes), strict=True):
            text = _bytes(text, written_as).decode(shown_by)
    except UnicodeError:
        return None
    return text


def _bytes(text: str, written_as: str) -> bytes:
    if written_as != "utf-8-variants":
        return text.encode(written_as)
    # CESU-8 and Java's UTF-8: characters beyond U+FFFF as two surrogates of three bytes each, NUL as two bytes.
    units = text.encode("utf-16-be", "surrogatepass")
    points = (int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2))
    return b"".join(b"\xc0\x80" if point == 0 else chr(point).encode("utf-8", "surrogatepass") for point in points)
