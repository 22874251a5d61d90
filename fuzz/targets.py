"""What every harness asks of kanwu: one function for each, from bytes to nothing, or to an error that says what broke.

A harness fails on any exception, on an account that does not replay or restore exactly, on a place outside the source,
and on more than `SECONDS_PER_KILOBYTE` of processor time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import kanwu
from kanwu.corpus.checking import check_bytes
from kanwu.corpus.formats.prose import Prose
from kanwu.finding import Finding
from kanwu.pipeline import Checked, Cleaned
from kanwu.repair import decode
from kanwu.text.spans import Edit, apply_edits

SECONDS_PER_KILOBYTE = 1.0
"""The processor time an input may take; one under a kilobyte has that of a kilobyte."""

_EVERYTHING = kanwu.Config(unsafe_fixes=True)


class BrokenError(AssertionError):
    """An input on which kanwu does not keep its word."""


def _require(holds: object, sentence: str) -> None:
    if not holds:
        raise BrokenError(sentence)


def _sound(cleaned: Cleaned, given: str | bytes) -> None:
    """Ask that a cleaned text replays and gives its input back."""
    _require(cleaned.restore() == given, "restoring does not give the input back")
    applied = [finding for finding in cleaned.findings if finding.applied and finding.fix]
    edits = [Edit(finding.start, finding.end, finding.fix.replacement) for finding in applied if finding.fix]
    _require(apply_edits(cleaned.source, edits) == cleaned.text, "replaying the findings does not give the text")


def _inside(checked: Checked) -> None:
    """Ask that all places lie in the source, and that fixes quote it."""
    source = checked.cleaned.source
    found: list[Finding | kanwu.Figure | kanwu.Claim] = [*checked.findings, *checked.figures, *checked.claims]
    places = [(each.start, each.end) for each in found]
    _require(all(0 <= start <= end <= len(source) for start, end in places), "a place lies outside the source")
    for finding in checked.findings:
        if finding.fix is not None:
            quoted = source[finding.start : finding.end] == finding.fix.original
            _require(quoted, f"the fix of {finding.code} does not quote its place")
    for figure in checked.figures:
        _require(figure.low <= figure.high, f"the interval of {figure.text!r} is upside down")


def decoding(data: bytes) -> None:
    """Bytes become text, are mended with safe and with all fixes, and come back."""
    decoded = decode(data)
    _require(decoded.encoding.encode(decoded.text) == data, "decoding loses bytes")
    for config in (None, _EVERYTHING):
        _sound(kanwu.clean(data, config), data)


def html(data: bytes) -> None:
    """A page keeps its markup, its prose has its place in it, and it comes back."""
    result, cleaned = check_bytes("page.html", data, kanwu.Config(), is_markup=True)
    _sound(cleaned, data)
    prose = Prose(cleaned.source)
    for place in result.located:
        _require(0 <= place.finding.start <= place.finding.end <= len(cleaned.source), "a place lies outside the page")
    for start in range(0, len(prose.text), 7):
        found = prose.place(start, min(len(prose.text), start + 5))
        _require(0 <= found.start <= found.end <= len(prose.page), "a stretch of prose lies outside the page")


def tables(data: bytes) -> None:
    """Rows of cells in every notation; the bytes 0, 1 and 2 stand for the ends of cells, rows and tables."""
    text = data.decode("utf-8", "replace").translate({2: "\n\n"})
    notations = {
        "bars": ("|", "|\n|"),
        "tabs": ("\t", "\n"),
        "commas": (",", "\n"),
        "markup": ("</td><td>", "</td></tr><tr><td>"),
    }
    for name, (cell, row) in notations.items():
        written = text.replace("\0", cell).replace("\1", row)
        _inside(kanwu.check(f"<table><tr><td>{written}</table>" if name == "markup" else written))


def figures(data: bytes) -> None:
    """Any text is read for figures and claims."""
    checked = kanwu.check(data.decode("utf-8", "replace"))
    _inside(checked)
    _sound(checked.cleaned, checked.cleaned.source)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "decoding": decoding,
    "html": html,
    "tables": tables,
    "figures": figures,
}
"""The harnesses by name."""


def ask(name: str, data: bytes) -> None:
    """Run one harness over one input; a slow input is tried again, for the first time may load a table.

    Raises:
        BrokenError: the input breaks a promise, or takes too long.
    """
    allowed = SECONDS_PER_KILOBYTE * max(1.0, len(data) / 1024) * _PASSES.get(name, 1)
    taken = allowed
    for _ in range(_TRIES):
        start = time.process_time()
        TARGETS[name](data)
        taken = time.process_time() - start
        if taken <= allowed:
            return
    raise BrokenError(f"{len(data)} bytes took {taken:.1f} s, more than {allowed:.1f} s")


_TRIES = 3
_PASSES = {"decoding": 2, "tables": 4}
"""How many times a harness sends its input through the program, where that is more than once."""
