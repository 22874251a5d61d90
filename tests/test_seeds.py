"""The five seeds come out as seeds/README.md says."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

import pytest

import kanwu
from kanwu.config import read_config
from kanwu.corpus.restore import restore_run
from tests.conftest import ROOT, load_script

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
CLAIMS = list(csv.DictReader((ROOT / "seeds" / "claims.tsv").read_text("utf-8").splitlines(), delimiter="\t"))
GLOSS = re.compile(r"[一-鿿?]\(?[a-z]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,4}\)")


def seed(number: str) -> str:
    (path,) = (path for path in SEEDS if path.name.startswith(number))
    return path.read_text("utf-8")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_seed_is_restored(path: Path) -> None:
    """Every seed comes back byte for byte."""
    data = path.read_bytes()
    assert kanwu.clean(data).restore() == data


def test_the_main_job_and_the_way_back(seeds: Path, tmp_path: Path) -> None:
    """The demo's run has a report and its folder restores the five originals; the seeds' README is no document."""
    run = kanwu.run([seeds], tmp_path / "run", read_config(seeds / "kanwu.toml"))
    assert run.report().stat().st_size > 10_000
    assert run.counts["documents"] == {"clean": 3, "mended": 2}
    assert restore_run(run.folder, tmp_path / "back") == (5, [])
    for path in SEEDS:
        assert (tmp_path / "back" / path.name).read_bytes() == path.read_bytes()


def test_seed_002_has_no_gloss_and_no_collision() -> None:
    """All 167 glosses are gone, and the collision is undone by putting the bytes back."""
    source = unicodedata.normalize("NFC", seed("002"))
    assert len(GLOSS.findall(source)) == 168
    text = kanwu.clean(seed("002")).text
    assert GLOSS.findall(unicodedata.normalize("NFC", text)) == []
    assert "理論學習真正向實踐運用轉化" in text


@pytest.mark.parametrize(
    ("mended", "garbled"),
    [("示範", "示范"), ("幹部", "干部"), ("標準", "標准"), ("瞄準", "瞄准"), ("先後", "先后")],
)
def test_seed_000_reads_traditional(mended: str, garbled: str) -> None:
    """The characters that a one-by-one conversion left behind are mended everywhere."""
    text = kanwu.clean(seed("000")).text
    assert mended in text
    assert garbled not in text
    assert "依托" in text


@pytest.mark.parametrize("number", ["001", "003", "004"])
def test_simplified_seeds_are_clean(number: str) -> None:
    """Nothing in the Simplified seeds is changed."""
    source = seed(number)
    assert kanwu.clean(source).text is source


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_nothing_in_the_seeds_is_inconsistent(path: Path) -> None:
    """No claim in a seed fails, and none is said to be cut off."""
    verdicts = {str(claim.verdict) for claim in kanwu.check(path.read_bytes()).claims}
    assert verdicts <= {"consistent", "uncheckable"}


def required() -> list[tuple[str, str, str, int]]:
    """Return seed, kind, figures and how often, of each required claim."""
    rows = [(row["seed"], row["kind"], row["figures"]) for row in CLAIMS if row["required"] == "yes"]
    return [(*row, rows.count(row)) for row in dict.fromkeys(rows)]


@pytest.mark.parametrize(("number", "kind", "figures", "times"), required())
def test_required_claims_are_confirmed(number: str, kind: str, figures: str, times: int) -> None:
    """Each claim of claims.tsv is found consistent at the place of its figures."""
    checked = kanwu.check(seed(number))
    source = checked.cleaned.source
    named = re.findall(r"[^ …]+", figures)
    found = {
        (claim.start, claim.end)
        for claim in checked.claims
        if claim.kind == kind
        and claim.verdict == "consistent"
        and all(name in source[claim.start : claim.end] for name in named)
    }
    assert len(found) >= times


def test_there_are_27_required_claims() -> None:
    """The list is complete."""
    assert sum(times for *_, times in required()) == 27


def test_every_change_is_listed_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """What default settings change in the seeds is listed place by place in fixtures/seeds, each with its reason."""
    module = load_script("tools", "list_seed_changes")
    monkeypatch.setattr("sys.argv", ["list_seed_changes", "--check"])
    assert module.main() == 0


def left() -> list[list[str]]:
    """Return the places that a reader would change and default settings leave."""
    lines = (ROOT / "fixtures" / "seeds" / "left.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("number", "text", "better", "rules", "why"), left())
def test_what_is_left_is_known(number: str, text: str, better: str, rules: str, why: str) -> None:
    """Each place of fixtures/seeds/left.tsv still stands, and the rule it names reports it."""
    cleaned = kanwu.clean(seed(number))
    text = text.replace("\\n", "\n")
    at = cleaned.text.find(text)
    assert at >= 0
    assert better not in {text, "-"}
    assert why
    start, end = cleaned.source_map.to_source(at, at + len(text))
    reported = {f.code for f in cleaned.findings if not f.applied and start <= f.end and f.start < end}
    assert set(rules.replace("-", "").split()) <= reported
