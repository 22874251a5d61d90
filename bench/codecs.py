"""Measure the repair of wrong-codec text: `python bench/codecs.py [matrix] [clean] [special] [inferred] [--show]`.

- matrix: paragraphs damaged by every chain of codecs, how many come back exactly with safe fixes, and which share of
  the characters comes back with safe and with unsafe fixes; against the class and the oracle's recall where
  `../shared/mojibake_matrix.tsv` lies beside the repository;
- clean: sound Chinese paragraphs, and lines in all languages of this machine's message catalogues and manual pages;
- special: chains of three steps, one mangled sentence in a sound document, strings of 2 to 8 characters;
- inferred: how many of the characters that were inferred where a byte was lost are wrong.

Paragraphs come from the seeds, and from `../shared/realtext` where it is there.
"""

from __future__ import annotations

import argparse
import gettext
import gzip
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import ftfy.bad_codecs  # noqa: F401 - registers the sloppy codecs
import opencc

import kanwu

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
MATRIX = SHARED / "mojibake_matrix.tsv"
SAFE = kanwu.Config(select=("ENC101", "ENC102"))
UNSAFE = kanwu.Config(select=("ENC101", "ENC102"), unsafe_fixes=True)
WRITTEN = ("utf-8", "gb18030", "gbk", "big5", "cp950", "shift_jis", "euc-jp", "euc-kr", "utf-16le")
SHOWN = (
    "latin-1", "cp1252", "sloppy-windows-1252", "gbk", "gb18030", "big5", "shift_jis", "cp949", "cp1251", "koi8-r",
    "mac-roman", "cp1250", "sloppy-windows-1250", "cp1254", "sloppy-windows-1254",
)  # fmt: skip
RELATED = ({"gbk", "gb18030"}, {"big5", "cp950"}, {"shift_jis"}, {"euc-kr", "cp949"})
SEVERAL = (
    "utf-8>cp1252+utf-8>cp1252",
    "utf-8>sloppy-windows-1252+utf-8>sloppy-windows-1252",
    "utf-8>latin-1+utf-8>latin-1",
    "utf-8>gbk+utf-8>gbk",
    "utf-8>gb18030+utf-8>gb18030",
    "utf-8>sloppy-windows-1252+utf-8>gbk",
    "utf-8>gbk+utf-8>sloppy-windows-1252",
    "gbk>latin-1+utf-8>latin-1",
    "gbk>sloppy-windows-1252+utf-8>sloppy-windows-1252",
    "utf-8>sloppy-windows-1252+utf-8>sloppy-windows-1252+utf-8>sloppy-windows-1252",
)
COMMON = (
    "utf-8>latin-1", "utf-8>sloppy-windows-1252", "gbk>latin-1", "gbk>sloppy-windows-1252", "utf-8>gb18030",
    "gbk>big5", "big5>gb18030", "shift_jis>gbk", "big5>latin-1", "utf-8>mac-roman", "utf-8>koi8-r", "gbk>koi8-r",
)  # fmt: skip
THREE = (
    "utf-8>sloppy-windows-1252+utf-8>sloppy-windows-1252+utf-8>sloppy-windows-1252",
    "utf-8>latin-1+utf-8>latin-1+utf-8>latin-1",
    "gbk>latin-1+utf-8>latin-1+utf-8>latin-1",
    "gbk>sloppy-windows-1252+utf-8>sloppy-windows-1252+utf-8>latin-1",
    "shift_jis>sloppy-windows-1252+utf-8>latin-1+utf-8>sloppy-windows-1252",
    "big5>latin-1+utf-8>sloppy-windows-1252+utf-8>sloppy-windows-1252",
    "utf-8>koi8-r+utf-8>latin-1+utf-8>latin-1",
    "utf-8>mac-roman+utf-8>sloppy-windows-1252+utf-8>sloppy-windows-1252",
)
LOSSY = (
    "utf-8>cp1252", "utf-8>gbk", "utf-8>gb18030", "utf-8>shift_jis", "utf-8>cp949", "utf-8>cp1251", "gbk>big5",
    "gbk>cp949", "gbk>shift_jis", "big5>gbk", "big5>shift_jis", "shift_jis>cp1252", "euc-jp>big5", "utf-16le>gb18030",
)  # fmt: skip
LENGTHS = range(40, 401)


def chains() -> Iterator[str]:
    """Yield every chain of the matrix, and the code pages that it leaves out."""
    for written in WRITTEN:
        for shown in SHOWN:
            if written != shown and not any({written, shown} <= family for family in RELATED):
                yield f"{written}>{shown}"
    yield from SEVERAL


def damage(text: str, chain: str) -> str:
    """Read a text with the wrong codecs of a chain."""
    for step in chain.split("+"):
        written, shown = step.split(">")
        text = text.encode(written, "ignore").decode(shown, "replace")
    return text


def written(text: str, chain: str) -> str:
    """Return what the first codec of a chain can write of a text."""
    codec = chain.partition(">")[0]
    return text.encode(codec, "ignore").decode(codec)


def seed_paragraphs() -> Iterator[str]:
    """Yield the paragraphs of the mended seeds."""
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        yield from kanwu.clean(path.read_text("utf-8")).text.split("\n")


def real_paragraphs(name: str) -> Iterator[str]:
    """Yield the paragraphs of real text, where it is there."""
    path = SHARED / "realtext" / f"{name}.jsonl.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield from json.loads(line)["text"].split("\n")


@cache
def paragraphs(script: str) -> tuple[str, ...]:
    """Return paragraphs in Simplified or Traditional characters, in a fixed random order."""
    convert = opencc.OpenCC("t2s" if script == "zh-Hans" else "s2t").convert
    seeds = [convert(text) for text in seed_paragraphs()]
    found = [text.strip() for text in (*seeds, *real_paragraphs(script))]
    fit = sorted({text for text in found if len(text) in LENGTHS and "http" not in text})
    random.Random(7).shuffle(fit)  # noqa: S311 - a fixed order
    return tuple(fit)


def originals(chain: str, count: int) -> list[str]:
    """Return what the first codec of a chain can write, half Simplified and half Traditional where it can both."""
    codec = chain.partition(">")[0]
    scripts = ("zh-Hans", "zh-Hant") if codec in {"utf-8", "gb18030", "gbk", "utf-16le"} else ("zh-Hant",)
    kept = []
    for script in scripts:
        texts = paragraphs(script)[: count // len(scripts)]
        kept += [written(text, chain) for text in texts]
    return kept


def recall(original: str, text: str) -> float:
    """Return the share of the characters that are there in their order."""
    blocks = SequenceMatcher(None, original, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(original)


@cache
def known_matrix() -> dict[str, tuple[str, float]]:
    """Return each chain's class and the oracle's recall."""
    if not MATRIX.is_file():
        print("There is no ../shared/mojibake_matrix.tsv: classes are left out.", file=sys.stderr)
        return {}
    rows = {}
    for line in MATRIX.read_text("utf-8").split("\n")[1:-1]:
        cells = line.split("\t")
        label = next(cell for cell in cells[5:] if re.match(r"[0A-F] ", cell))
        rows[cells[0]] = label[0], float(cells[5])
    return rows


def score_chain(chain: str, count: int, *, show: bool) -> None:
    """Print what becomes of paragraphs damaged by a chain."""
    texts = originals(chain, count)
    exact = 0
    safe_recall = unsafe_recall = seconds = 0.0
    for text in texts:
        shown = damage(text, chain)
        began = time.perf_counter()
        mended = kanwu.clean(shown, SAFE).text
        seconds += time.perf_counter() - began
        exact += mended == text
        guessed = mended if mended == text else kanwu.clean(shown, UNSAFE).text
        safe_recall += recall(text, mended)
        unsafe_recall += recall(text, guessed)
        if show and mended != text:
            print(f"    was {text[:70]!r}\n    is  {mended[:70]!r}\n    or  {guessed[:70]!r}")
    letter, oracle = known_matrix().get(chain, ("-", float("nan")))
    total = len(texts)
    print(
        f"  {letter} {chain:78} exact {exact / total:6.1%} of {total}; recall safe {safe_recall / total:6.1%}"
        f" unsafe {unsafe_recall / total:6.1%} oracle {oracle:5.1f}%; {1000 * seconds / total:5.1f} ms",
        flush=True,
    )


def lines_by_language(most: int) -> dict[str, list[str]]:
    """Return lines with more than ASCII from message catalogues and manual pages, by language."""
    found: dict[str, set[str]] = defaultdict(set)
    roots = [Path("/usr/share"), Path(sys.prefix), Path(sys.base_prefix)]
    for path in {path for root in roots for path in root.glob("**/LC_MESSAGES/*.mo")}:
        found[path.parent.parent.name] |= set(messages(path))
    for path in Path("/usr/share/man").glob("*/man*/*.gz"):
        with gzip.open(path, "rt", encoding="utf-8", errors="ignore") as text:
            found[path.parent.parent.name] |= set(text.read().split("\n"))
    chance = random.Random(3)  # noqa: S311 - a fixed choice
    lines = {}
    for language, texts in sorted(found.items()):
        foreign = sorted(text for text in texts if not text.isascii() and text.strip())
        if foreign:
            lines[language] = chance.sample(foreign, min(most, len(foreign)))
    return lines


def messages(path: Path) -> Iterator[str]:
    """Yield the lines of a message catalogue; nothing from one that cannot be read."""
    try:
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
    except (OSError, ValueError, IndexError):  # IndexError: a header without a plural form
        return
    for text in vars(catalogue)["_catalog"].values():
        yield from text.split("\n") if isinstance(text, str) else ()


def score_clean(most: int) -> None:
    """Print how much of sound text is changed."""
    for script in ("zh-Hans", "zh-Hant"):
        texts = paragraphs(script)
        score_sound(f"paragraphs {script}", texts)
    whole = [text for script in ("zh-Hans", "zh-Hant") for text in real_paragraphs(script)]
    score_sound("all lines of ../shared/realtext", whole)
    languages = lines_by_language(most)
    lines = [line for texts in languages.values() for line in texts]
    score_sound(f"lines in {len(languages)} languages and variants", lines)


def score_sound(label: str, texts: Sequence[str]) -> None:
    """Print how many sound texts are changed, and how many get a finding."""
    changed = flagged = 0
    began = time.perf_counter()
    for text in texts:
        cleaned = kanwu.clean(text, SAFE)
        changed += cleaned.changed
        flagged += bool(cleaned.findings) and not cleaned.changed
        for finding in cleaned.findings:
            assert finding.fix is not None
            print(f"    {finding.fix.safety}: {finding.fix.original[:40]!r} -> {finding.fix.replacement[:30]!r}")
    speed = sum(map(len, texts)) / (time.perf_counter() - began) / 1e6 if texts else 0.0
    print(f"  {label}: {changed} changed, {flagged} flagged of {len(texts)}; {speed:.1f} million characters a second")


def outcome(original: str, shown: str) -> str:
    """Say what became of a damaged text."""
    cleaned = kanwu.clean(shown, SAFE)
    if cleaned.text == original:
        return "mended"
    if cleaned.changed:
        return "wrongly changed" if not is_partial(original, cleaned) else "mended in part"
    return "flagged" if cleaned.findings else "missed"


def is_partial(original: str, cleaned: kanwu.Cleaned) -> bool:
    """Say whether everything that was put in belongs to the original."""
    return all(f.fix is None or not f.applied or f.fix.replacement in original for f in cleaned.findings)


def tabulate(label: str, cases: Iterable[tuple[str, str]], *, show: bool) -> None:
    """Print the outcomes of a set of cases."""
    counts: Counter[str] = Counter()
    for original, shown in cases:
        result = outcome(original, shown)
        counts[result] += 1
        if show and result == "wrongly changed":
            print(f"    {original[-60:]!r} shown as {shown[-60:]!r}: {kanwu.clean(shown, SAFE).text[-60:]!r}")
    total = counts.total()
    shares = ", ".join(f"{name} {count / total:.1%}" for name, count in counts.most_common())
    print(f"  {label} ({total}): {shares}", flush=True)


def sentences() -> list[str]:
    """Return sentences in both scripts."""
    both = [text for script in ("zh-Hans", "zh-Hant") for text in paragraphs(script)[:400]]
    parts = (part for text in both for part in re.findall(r"[^。！？]{8,60}[。！？]", text))
    return [part for part in parts if len(part) >= 12]


def can(text: str, chain: str) -> bool:
    """Say whether the first codec of a chain can write a text and nothing is lost on the way."""
    for step in chain.split("+"):
        written, shown = step.split(">")
        try:
            inner = text.encode(written).decode(shown)
        except UnicodeError:
            return False
        text = inner
    return True


def reversible(texts: Iterable[str], known: Sequence[str], chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield texts with what a random chain makes of them."""
    for text in texts:
        fit = [chain for chain in known if can(text, chain)]
        if fit:
            yield text, damage(text, chance.choice(fit))


def score_special(count: int, *, show: bool) -> None:
    """Print the three tables of hard cases."""
    chance = random.Random(11)  # noqa: S311 - a fixed choice
    pool = sentences()
    picked = chance.sample(pool, min(count, len(pool)))
    tabulate("chains of three steps", reversible(picked, THREE, chance), show=show)
    tabulate("one mangled sentence in a sound document", inside(reversible(picked, COMMON, chance), chance), show=show)
    lossy = ((written(text, chain), damage(text, chain)) for text in picked for chain in [chance.choice(LOSSY)])
    tabulate("one that lost bytes in a sound document", inside(lossy, chance), show=show)
    for length in range(2, 9):
        texts = list(windows(pool, length, count, chance))
        tabulate(f"strings of {length}, damaged", reversible(texts, COMMON, chance), show=show)
        tabulate(f"strings of {length}, sound", ((text, text) for text in texts), show=show)


def inside(pairs: Iterable[tuple[str, str]], chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield documents of five paragraphs with one sentence of them mangled."""
    for sentence, shown in pairs:
        script = chance.choice(("zh-Hans", "zh-Hant"))
        texts = chance.sample(paragraphs(script), 5)
        before, after = "\n".join(texts[:2]) + "\n" + texts[2], texts[3] + "\n" + texts[4]
        yield before + sentence + after, before + shown + after


def windows(pool: Sequence[str], length: int, count: int, chance: random.Random) -> Iterator[str]:
    """Yield strings of Han characters cut from sentences."""
    found = 0
    while found < count:
        text = chance.choice(pool)
        at = chance.randrange(max(1, len(text) - length))
        part = text[at : at + length]
        if len(part) == length and re.fullmatch("[\u4e00-\u9fff]+", part):
            found += 1
            yield part


def inferred_places(cleaned: kanwu.Cleaned) -> Iterator[int]:
    """Yield where inferred characters stand in a mended text; only those that are all that their fix puts in."""
    grown = 0
    for finding in cleaned.findings:
        if finding.fix is None or not finding.applied:
            continue
        if "inferred" in finding.evidence and len(finding.fix.replacement) == 1:
            yield finding.start + grown
        grown += len(finding.fix.replacement) - len(finding.fix.original)


def score_inferred(count: int) -> None:
    """Print how many inferred characters are wrong."""
    all_wrong = everything = 0
    for chain in LOSSY:
        wrong = total = 0
        for text in originals(chain, count):
            cleaned = kanwu.clean(damage(text, chain), UNSAFE)
            blocks = SequenceMatcher(None, cleaned.text, text, autojunk=False).get_matching_blocks()
            right = {at for block in blocks for at in range(block.a, block.a + block.size)}
            places = list(inferred_places(cleaned))
            total += len(places)
            wrong += sum(place not in right for place in places)
        print(f"  {chain:20} {wrong} of {total} wrong, {wrong / max(total, 1):.1%}", flush=True)
        all_wrong, everything = all_wrong + wrong, everything + total
    print(f"  all together {all_wrong} of {everything} wrong, {all_wrong / max(everything, 1):.1%}")


def main() -> None:
    """Run the measures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="*", choices=("matrix", "clean", "special", "inferred", []), help="default: all")
    parser.add_argument("--chain", action="append", help="only this chain of the matrix")
    parser.add_argument("--count", type=int, default=60, help="paragraphs a chain")
    parser.add_argument("--cases", type=int, default=500, help="cases a table of `special`")
    parser.add_argument("--lines", type=int, default=400, help="lines a language")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    args = parser.parse_args()
    wanted: Callable[[str], bool] = lambda name: not args.what or name in args.what  # noqa: E731
    if not SHARED.is_dir():
        print("There is no ../shared beside the repository: only the seeds are measured.", file=sys.stderr)
    if wanted("matrix"):
        for chain in args.chain or chains():
            score_chain(chain, args.count, show=args.show)
    if wanted("clean"):
        score_clean(args.lines)
    if wanted("special"):
        score_special(args.cases, show=args.show)
    if wanted("inferred"):
        score_inferred(args.count)


if __name__ == "__main__":
    main()
