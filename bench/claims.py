"""How many labelled claims and figures kanwu finds, and how often it raises an alarm where there is no error.

    python bench/claims.py [--show KIND ...] [--realtext] [--misses]

Reads the seeds and the cases in `fixtures/`, and, where `../shared` lies beside the repository, the labelled passages
in `../shared/figures`, on which the grammar was written, and with `--realtext` the pages in `../shared/realtext`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import kanwu
from kanwu.figure import Claim, Verdict

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
KINDS = {
    "share": ("share_count", "share_amount"),
    "parts": ("parts_total", "sum_subset"),
    "growth": ("growth_from_to", "growth_level_change", "growth_weighted"),
    "difference": ("difference", "change_triple"),
    "points": ("pp_difference",),
    "multiple": ("multiple", "multiple_growth", "ratio", "product"),
    "average": ("average",),
    "annual_growth": ("cagr",),
    "list_count": ("list_count",),
    "ordinal": ("ordinal_sequence", "ordinal_count"),
    "repeat": ("repeat",),
    "whole": ("sum_100",),
    "bounds": ("rate_between", "range_order"),
    "rank": ("rank_order",),
    "currency": ("currency_pair",),
    "weekday": ("weekday",),
    "interval": ("date_interval", "date_order"),
    "age": ("age",),
    "table_total": ("table_footing",),
    "table_percent": ("table_percent",),
    "table_change": ("table_change",),
}
KIND_OF = {label: kind for kind, labels in KINDS.items() for label in labels}
_DIGITS = re.compile(r"[0-9０-９]+(?:[.．,， ][0-9０-９]+)*|[〇零一二三四五六七八九十百千两兩]+")


def read_lines(name: str) -> Iterator[dict[str, Any]]:
    """Yield the passages of a labelled file."""
    with (SHARED / "figures" / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def number_in(text: str) -> str:
    """Return the digits of a printed figure, so that labels with and without unit and approximator compare."""
    found = _DIGITS.search(text)
    return found[0] if found else text


def same_figures(claim: Claim, labelled: dict[str, Any]) -> bool:
    """Say whether a claim relates exactly the figures that a label names."""
    spans: list[str] = labelled["spans"]
    printed = [figure.text for figure in claim.figures]
    match claim.kind:
        case "weekday":  # a label names the weekday alone, a claim also the day
            return [printed[-1]] == spans
        case "list_count":  # a label names the count, then the items
            items = claim.left is not None and claim.left.low == claim.left.high == len(spans) - 1
            return items and same_count(printed[0], spans[0])
        case "ordinal":  # a label may begin with the stated count
            return len(printed) == len(spans) and same_count(printed[0], spans[0]) and printed[1:] == spans[1:]
    return Counter(map(number_in, spans)) == Counter(map(number_in, printed))


def same_count(printed: str, labelled: str) -> bool:
    """Say whether a count is the labelled one, which may have a noun behind its measure word: 5个 and 5个重点."""
    return number_in(printed) == number_in(labelled) and labelled.startswith(printed)


def finds(claims: tuple[Claim, ...], labelled: dict[str, Any]) -> bool:
    """Say whether some claim has the label's kind, figures and verdict."""
    return any(
        claim.kind == KIND_OF[labelled["kind"]]
        and claim.verdict == labelled["verdict"]
        and same_figures(claim, labelled)
        for claim in claims
    )


def show(claim: Claim, text: str) -> str:
    """Return a claim with its surroundings on one line."""
    around = text[max(0, claim.start - 80) : claim.end + 60].replace("\n", "/")
    return f"{claim.kind} {claim.verdict} {claim.relation} | {around}"


def measure_labelled(options: argparse.Namespace) -> None:
    """Print labelled claims found a kind, and alarms on passages without errors."""
    total: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    sound = alarmed = 0
    for passage in read_lines("dev.jsonl"):
        claims = kanwu.check(passage["text"]).claims
        for labelled in passage["claims"]:
            key = KIND_OF[labelled["kind"]], labelled["verdict"]
            total[key] += 1
            found[key] += finds(claims, labelled)
            if options.misses and not finds(claims, labelled):
                print("missed", passage["id"], labelled["kind"], labelled["verdict"], labelled["relation"])
        if all(labelled["verdict"] != "inconsistent" for labelled in passage["claims"]):
            sound += 1
            alarms = [claim for claim in claims if claim.verdict is Verdict.INCONSISTENT]
            alarmed += bool(alarms)
            for claim in alarms:
                print("ALARM", passage["id"], show(claim, passage["text"]))
    print("dev passages (the grammar was written against them): labelled claims found (kind, verdict, figures):")
    for key in sorted(total):
        print(f"  {key[0]:14} {key[1]:13} {found[key]:3} of {total[key]:3}")
    print(f"alarms on sound dev passages: {alarmed} of {sound}")


def measure_injected(options: argparse.Namespace) -> None:
    """Print the share of injected errors that some alarm of the injected claim's kind, or any alarm, covers."""
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    for passage in read_lines("dev_injected.jsonl"):
        change = passage["change"]
        kind = KIND_OF[change["claim_kind"]]
        total[kind] += 1
        claims = kanwu.check(passage["text"]).claims
        alarms = [c for c in claims if c.verdict in {Verdict.INCONSISTENT, Verdict.TRUNCATED}]
        hits = [c for c in alarms if c.start <= change["at"] + len(change["new"]) and change["at"] <= c.end]
        found[kind] += any(c.kind == kind for c in hits)
        covered[kind] += bool(hits)
        if options.misses and not hits:
            print("not found", passage["id"], kind, change["op"], change["old"], "->", change["new"])
    print("errors injected into dev passages, found (by their kind; by any kind):")
    for kind in sorted(total):
        print(f"  {kind:14} {found[kind]:3} {covered[kind]:3} of {total[kind]:3}")
    print(f"  {'all':14} {found.total():3} {covered.total():3} of {total.total():3}")


def measure_figures() -> None:
    """Print how many hand-marked figures are read with the right value and unit, and how many are spurious."""
    marked = right = read = spurious = 0
    for passage in read_lines("figures_dev.jsonl"):
        figures = kanwu.check(passage["text"]).figures
        hit = set()
        for gold in passage["figures"]:
            marked += 1
            over = [f for f in figures if f.start < gold["end"] and gold["start"] < f.end]
            hit |= {f.start for f in over}
            right += any(f.low <= Fraction(gold["value"]) <= f.high and f.unit == gold["unit"] for f in over)
        read += len(figures)
        spurious += sum(f.start not in hit for f in figures)
    print(f"figures of dev passages: {right} of {marked} with the right value and unit; {spurious} of {read} spurious")


def measure_seeds() -> None:
    """Print the required claims of the seeds that are confirmed, and every alarm in them."""
    texts = {path.name[:3]: kanwu.check(path.read_bytes()) for path in sorted((ROOT / "seeds").glob("*.txt"))}
    with (ROOT / "seeds" / "claims.tsv").open(encoding="utf-8") as rows:
        required = [row for row in csv.DictReader(rows, delimiter="\t") if row["required"] == "yes"]
    confirmed = 0
    used: set[tuple[str, int, int, str]] = set()
    for row in required:
        seed = row["seed"]
        hit = next(
            (c for c in texts[seed].claims if _confirms(c, row) and (seed, c.start, c.end, c.code) not in used), None
        )
        confirmed += hit is not None
        if hit is None:
            print("  seed claim not confirmed:", row["seed"], row["kind"], row["figures"], row["relation"])
        else:
            used.add((seed, hit.start, hit.end, hit.code))
    for checked in texts.values():
        for claim in checked.claims:
            if claim.verdict is Verdict.INCONSISTENT:
                print("  ALARM in a seed:", show(claim, checked.cleaned.source))
    print(f"seeds: {confirmed} of {len(required)} required claims confirmed")


def measure_fixtures() -> None:
    """Print how many of the project's own cases come out as they say."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for path in sorted((ROOT / "fixtures").glob("*/*.json")):
        code = path.parent.name
        if code.startswith(("FIG", "DAT", "TAB")):
            for case in json.loads(path.read_text("utf-8")):
                if "text" not in case:  # about several documents
                    continue
                found = [claim for claim in kanwu.check(case["text"]).claims if claim.code == code]
                got = [{"figures": [f.text for f in claim.figures], "verdict": claim.verdict} for claim in found]
                total[code] += 1
                right[code] += got == case.get("claims", [])
    print("own cases:", ", ".join(f"{code} {right[code]} of {total[code]}" for code in sorted(total)))


def _confirms(claim: Claim, row: dict[str, str]) -> bool:
    """Say whether a claim is the required one: its kind, that it holds, and a figure of it."""
    if claim.kind != row["kind"] or claim.verdict is not Verdict.CONSISTENT:
        return False
    texts = "".join(figure.text for figure in claim.figures)
    names = re.split(r"[ …]", row["figures"])
    return claim.kind == "ordinal" or all(name in texts for name in names if name)


def measure_realtext(kinds: list[str]) -> None:
    """Print the claims found in real pages by kind and verdict, and every alarm; with kinds, every claim of theirs."""
    counts: Counter[tuple[str, str]] = Counter()
    pages = 0
    if not (SHARED / "realtext").is_dir():
        print("There is no ../shared/realtext beside the repository: the real pages are left out.")
        return
    for path in sorted((SHARED / "realtext").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                text = "\n".join(part for part in (record.get("title", ""), record["text"]) if part)
                pages += 1
                for claim in kanwu.check(text).claims:
                    counts[claim.kind, claim.verdict] += 1
                    if claim.verdict is Verdict.INCONSISTENT or claim.kind in kinds:
                        print(f"{record['id']}: {show(claim, text)}")
    print(f"real pages: {pages}")
    for key in sorted(counts):
        print(f"  {key[0]:14} {key[1]:13} {counts[key]}")


def main() -> None:
    """Run the measurements whose data is there."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--misses", action="store_true", help="print every labelled claim that was not found")
    parser.add_argument("--realtext", action="store_true", help="count claims in the real pages and print every alarm")
    parser.add_argument("--show", nargs="*", default=[], metavar="KIND", help="print every claim of these kinds too")
    options = parser.parse_args()
    measure_seeds()
    measure_fixtures()
    if (SHARED / "figures").is_dir():
        measure_labelled(options)
        measure_injected(options)
        measure_figures()
    else:
        print("There is no ../shared/figures beside the repository: the labelled passages are left out.")
    if options.realtext or options.show:
        measure_realtext(options.show)


if __name__ == "__main__":
    main()
