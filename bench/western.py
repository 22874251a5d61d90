"""Western text read with the wrong codec, measured against ftfy: `python bench/western.py [--cases FILE]`.

Prints

- on ftfy's own cases (`tests/test_cases.json` of its source distribution, fetched with pip into a temporary folder
  unless `--cases` names it): on how many of those that `ftfy.fix_encoding` passes kanwu gives the same;
- the time that ENC110 and ENC111 take, as a ratio to `ftfy.fix_encoding`, line by line, on clean and on damaged text;
- the time that a damaged document takes, by chain, and the ratio to `ftfy.fix_text` (`--chains`: that alone);
- every clean line that ENC110, ENC111 and ENC120 change or flag, in the message catalogues and manual pages of this
  machine and in Python's own documentation.
"""

from __future__ import annotations

import argparse
import gettext
import gzip
import importlib
import json
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import ftfy

import kanwu
from kanwu.finding import Finding, Severity

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("KANWU_SHARED", ROOT.parent / "shared"))
FTFY = "ftfy==6.3.1"
REPEATS = 7
RULES = ("ENC110", "ENC111")
SAFE = kanwu.Config(select=RULES)
UNSAFE = kanwu.Config(select=RULES, unsafe_fixes=True)
EVERYTHING = kanwu.Config(unsafe_fixes=True)


def ftfy_cases(given: Path | None) -> list[dict[str, Any]]:
    """Return ftfy's own cases; they are read where they are and never become part of this project."""
    if given:
        return list(json.loads(given.read_text("utf-8")))
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "ftfy"]
        subprocess.run([*pip, "--dest", folder, FTFY], check=True)
        with tarfile.open(next(Path(folder).glob("ftfy*.tar.gz"))) as archive:
            member = next(name for name in archive.getnames() if name.endswith("tests/test_cases.json"))
            file = archive.extractfile(member)
            assert file is not None
            return list(json.load(file))


def compare(cases: Sequence[dict[str, Any]]) -> None:
    """Print how often kanwu gives what ftfy gives, on the cases ftfy passes."""
    passed = [
        case["original"]
        for case in cases
        if ftfy.fix_encoding(case["original"]) == case.get("fixed-encoding", case["fixed"])
    ]
    print(f"ftfy's own cases: {len(cases)}, of which ftfy.fix_encoding passes {len(passed)}")
    settings = {"these rules, unsafe fixes too": UNSAFE, "these rules, safe fixes": SAFE}
    settings |= {"all rules, unsafe fixes too": EVERYTHING, "all rules, safe fixes": kanwu.Config()}
    for name, config in settings.items():
        different = []
        for text in passed:
            want, got = ftfy.fix_encoding(text), result(text, config)
            if got != want:
                different.append((text, want, got))
        share = 1 - len(different) / len(passed)
        print(f"  {name}: the same on {len(passed) - len(different)}, {share:.1%}")
        if config.unsafe_fixes:
            for text, want, got in different:
                print(f"    {text!r}\n      ftfy  {want!r}\n      kanwu {got!r}")


def result(text: str, config: kanwu.Config) -> str:
    """Mend a text; what breaks is printed in its place."""
    try:
        return kanwu.clean(text, config).text
    except (ValueError, LookupError) as error:
        return f"({type(error).__name__}: {error})"


CHINESE = "会议指出，要“提前谋划、统筹安排”——确保各项工作落到实处。第3季度投资1.2亿元，同比增长8.5%……\n"
ENGLISH = (
    "The committee met on 3 May — it’s “unlikely” to report before June, as 45% of the work is still to be done.\n"
)
FRENCH = "L’été dernier, les élèves du collège ont été invités à découvrir la région où naît le fleuve.\n"
RUSSIAN = "Летом прошлого года школьники поехали в гости к реке: «Волга» начинается именно там.\n"


def damaged(text: str, codec: str) -> str:
    """Read its UTF-8 with another codec."""
    return text.encode("utf-8").decode(codec)


def speed() -> None:
    """Print times relative to ftfy's on the same text, medians of runs that take turns."""
    texts = {
        "clean Chinese": CHINESE * 4000,
        "clean English": ENGLISH * 3000,
        "clean Chinese and English": (CHINESE + ENGLISH) * 2000,
        "clean, five languages": (CHINESE + ENGLISH + FRENCH + RUSSIAN) * 1000,
        "clean French": FRENCH * 3000,
        "clean Russian": RUSSIAN * 3000,
        "1 line in 100 damaged": ((CHINESE + ENGLISH) * 50 + damaged(FRENCH, "sloppy-windows-1252")) * 40,
        "1 line in 2 damaged": (ENGLISH + damaged(FRENCH, "sloppy-windows-1252")) * 1000,
        "every line damaged, French": damaged(numbered(FRENCH, 1000), "sloppy-windows-1252"),
        "every line damaged, Russian": damaged(numbered(RUSSIAN, 1000), "sloppy-windows-1252"),
        "one line without an end": (CHINESE + ENGLISH).replace("\n", " ") * 4000 + damaged(FRENCH, "latin-1"),
        "lines of one character": "é\n" * 50_000,
    }
    if (path := SHARED / "realtext" / "zh-Hans.jsonl.gz").exists():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            texts["real Chinese"] = "\n".join(json.loads(line)["text"] for line in file)[:2_000_000]
    print("Speed: ftfy.fix_encoding, line by line, against the rules")
    for name, text in texts.items():
        plain, gated = medians(partial(by_lines, text), partial(kanwu.clean, text, SAFE))
        rate = len(text.encode()) / gated / 1e6
        print(f"  {name:<28} {plain / gated:7.1f} times as fast; {rate:6.1f} MB/s")


CHAINS = (
    ("utf-8", "gb18030"), ("utf-8", "gbk"), ("utf-8", "cp1252"), ("utf-8", "sloppy-windows-1252"), ("utf-8", "latin-1"),
    ("utf-8", "big5"), ("utf-8", "cp1251"), ("gbk", "latin-1"), ("big5", "gbk"), ("shift_jis", "gbk"),
)  # fmt: skip
DOCUMENT = 1500  # characters
LEAST = 5  # documents, so that no single one decides


def by_chain() -> None:
    """Print the CPU time of documents that were read with the wrong codec; what cannot be written is left out."""
    text = "\n".join(kanwu.clean(path.read_bytes()).text for path in sorted((ROOT / "seeds").glob("*.txt")))
    if (path := SHARED / "realtext" / "zh-Hant.jsonl.gz").exists():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            text = "\n".join(json.loads(line)["text"] for line in file)
    starts = range(0, min(len(text), 2 * LEAST * DOCUMENT), DOCUMENT)
    config = kanwu.Config(select=("ENC",))
    print(f"Damaged documents of {DOCUMENT} characters, {len(starts)} a chain: ENC rules against ftfy.fix_text")
    for written, shown in CHAINS:
        sample = [
            text[at : at + DOCUMENT].encode(written, "ignore").decode(shown, "replace").replace("\r", "")
            for at in starts
        ]
        kanwu.clean(sample[0], config)  # tables are read once a process
        ours, theirs = (statistics.median(map(partial(cpu, job), sample[1:])) for job in (config_job(config), fix_text))
        print(f"  {written + ' > ' + shown:<30} {1000 * ours:7.1f} ms, {ours / theirs:6.1f} times ftfy's", flush=True)


def config_job(config: kanwu.Config) -> Callable[[str], object]:
    """Return what mends a text with a configuration."""
    return lambda text: kanwu.clean(text, config)


def fix_text(text: str) -> object:
    """Mend a text as ftfy does."""
    return ftfy.fix_text(text)


def cpu(job: Callable[[str], object], text: str) -> float:
    """Return the CPU time a job takes, in seconds."""
    start = time.process_time()
    job(text)
    return time.process_time() - start


def numbered(line: str, count: int) -> str:
    """Repeat a line with a number in front, so that no two are the same."""
    return "".join(f"{number}. {line}" for number in range(count))


def by_lines(text: str) -> str:
    """Mend a text as ftfy's own `fix_text` goes through it."""
    return "".join(map(ftfy.fix_encoding, text.splitlines(keepends=True)))


def medians(*jobs: Callable[[], object]) -> list[float]:
    """Time jobs that take turns, so that noise hits all alike."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(REPEATS):
        for job, measured in zip(jobs, times, strict=True):
            start = time.perf_counter()
            job()
            measured.append(time.perf_counter() - start)
    return [statistics.median(measured) for measured in times]


def catalogues(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield language and messages of each gettext catalogue."""
    for path in sorted(folder.glob("*/LC_MESSAGES/*.mo")):
        try:
            with path.open("rb") as file:
                messages = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
        except (OSError, ValueError, LookupError):
            continue  # a catalogue that gettext cannot read
        yield path.parts[-3], "\n".join(text for key, text in messages.items() if key)


def manual_pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield language and source of each manual page that is UTF-8."""
    for path in sorted(folder.glob("**/*.gz")):
        language = path.relative_to(folder).parts[0]
        try:
            yield "en" if language.startswith("man") else language, gzip.decompress(path.read_bytes()).decode("utf-8")
        except (OSError, UnicodeDecodeError, EOFError):
            continue


def python_documentation() -> Iterator[tuple[str, str]]:
    """Yield what Python's `help` prints, and the documentation in its modules."""
    topics: dict[str, str] = importlib.import_module("pydoc_data.topics").topics
    yield "en", "\n".join(topics.values())
    for path in sorted(Path(json.__file__).parent.parent.glob("*.py")):
        yield "en", path.read_text("utf-8")


def clean_lines(sources: Iterable[tuple[str, str]]) -> None:
    """Print every change to clean text, and how many lines were looked at; a line counts once."""
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    languages: set[str] = set()
    config = kanwu.Config(select=("ENC11", "ENC12"))
    for language, text in sources:
        lines = [line for line in dict.fromkeys(text.split("\n")) if line.strip() and line not in seen]
        seen.update(lines)
        counts["lines"] += len(lines)
        counts["lines that are not ASCII"] += sum(not line.isascii() for line in lines)
        languages.add(language)
        cleaned = kanwu.clean("\n".join(lines), config)
        changed = {cleaned.source.count("\n", 0, finding.start) for finding in cleaned.findings if finding.applied}
        counts["lines changed"] += len(changed)
        for finding in cleaned.findings:
            kind = "changed" if finding.applied else "flagged" if finding.severity is not Severity.INFO else "noted"
            counts[f"{finding.code} {kind}"] += 1
            print(f"    {language} {kind}: {describe(finding, cleaned)}")
    print(f"  {len(languages)} languages: " + ", ".join(f"{count} {name}" for name, count in counts.items()))


def describe(finding: Finding, cleaned: kanwu.Cleaned) -> str:
    """Write a finding in one line."""
    around = cleaned.source[max(0, finding.start - 20) : finding.end + 20]
    return f"{finding.code} {around!r} -> {finding.fix.replacement if finding.fix else None!r}"


def main() -> None:
    """Print all measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, help="ftfy's test_cases.json")
    parser.add_argument("--chains", action="store_true", help="only the damaged documents, by chain")
    arguments = parser.parse_args()
    by_chain()
    if arguments.chains:
        return
    compare(ftfy_cases(arguments.cases))
    speed()
    print("Clean text: message catalogues")
    clean_lines(catalogues(Path("/usr/share/locale")))
    print("Clean text: manual pages")
    clean_lines(manual_pages(Path("/usr/share/man")))
    print("Clean text: Python's documentation")
    clean_lines(python_documentation())


if __name__ == "__main__":
    main()
