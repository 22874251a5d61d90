"""What kanwu does to clean text in ten languages: `python bench/clean_text.py [FOLDER ...] [--show RULE]`.

Paragraphs are taken from the message catalogues, manual pages and manuals of this machine, and of the folders that are
named, into which packages with documentation were unpacked; the language of a file is in its path (`ja/`,
`install.ko.txt.gz`).
Chinese ones are also taken from `../shared/realtext`, if it is there. Printed are, for each language, the paragraphs
looked at, those that the default settings change, and the findings of each rule of the families CHR and PUN; then every
change, and with `--show` every finding of a rule or family.
"""

from __future__ import annotations

import argparse
import gettext
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import kanwu
from kanwu.finding import Finding

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
MACHINE = (Path("/usr/share/locale"), Path("/usr/share/man"), Path("/usr/share/doc"))
LANGUAGES = {
    "zh_CN": "Simplified",
    "zh_TW": "Traditional",
    "ja": "Japanese",
    "ko": "Korean",
    "vi": "Vietnamese",
    "ar": "Arabic",
    "hi": "Hindi",
    "ru": "Russian",
    "en": "English",
    "fr": "French",
}
SHORTEST = {"zh_CN": 20, "zh_TW": 20, "ja": 20, "ko": 25}
"""Characters of a paragraph; labels and headings are shorter."""
SHORTEST_ELSEWHERE = 50
LETTERS = {
    "zh_CN": "[\u4e00-\u9fff]",
    "zh_TW": "[\u4e00-\u9fff]",
    "ja": "[\u3041-\u30fa]",
    "ko": "[\uac00-\ud7a3]",
    "vi": "[ăâđêôơưạ-ỹ]",
    "ar": "[\u0600-\u06ff]",
    "hi": "[\u0900-\u097f]",
    "ru": "[\u0400-\u04ff]",
    "en": "[a-z]",
    "fr": "[éèàêç]",
}
FAMILIES = ("CHR", "PUN")
MOST = 20_000  # paragraphs of a language

Reader = Callable[[Path], Iterator[str]]


def messages(path: Path) -> Iterator[str]:
    """Yield the translated messages of a gettext catalogue."""
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001 - no other way
    yield from (text for key, text in catalogue.items() if key)


def paragraphs(path: Path) -> Iterator[str]:
    """Yield the paragraphs of a text, of a manual page, or of a gzipped one."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = content.decode("utf-8")
    if re.fullmatch(r"\.\d\w*", Path(path.name.removesuffix(".gz")).suffix):
        text = re.sub(r"(?m)^[.'].*$", "\n", re.sub(r"\\f[A-Z]|\\&", "", text))
    yield from re.split(r"\n\s*\n", text)


READERS: dict[str, Reader] = {".mo": messages, ".txt": paragraphs, ".gz": paragraphs}


def language_of(path: Path) -> str | None:
    """Return the language that a path names; English where it is a manual page without one."""
    parts = [part.split(".") for part in path.parts]
    for piece in reversed([piece for part in parts for piece in part]):
        if piece.replace("-", "_") in LANGUAGES:
            return piece.replace("-", "_")
    return "en" if path.parent.name.startswith("man") and path.parent.parent.name == "man" else None


def collect(folders: Sequence[Path]) -> dict[str, list[str]]:
    """Return the paragraphs of each language, every one once."""
    found: dict[str, dict[str, None]] = {language: {} for language in LANGUAGES}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            reader, language = READERS.get(path.suffix), language_of(path)
            if reader is None or language is None or not path.is_file():
                continue
            try:
                texts = [text.strip() for text in reader(path)]
            except (OSError, ValueError, LookupError, EOFError):
                continue  # a file that is not what its name says
            found[language].update(dict.fromkeys(text for text in texts if is_paragraph(text, language)))
    for language, name in {"zh_CN": "zh-Hans", "zh_TW": "zh-Hant"}.items():
        if (path := SHARED / "realtext" / f"{name}.jsonl.gz").exists():
            with gzip.open(path, "rt", encoding="utf-8") as file:
                lines = [line for row in file for line in json.loads(row)["text"].split("\n")]
            found[language].update(dict.fromkeys(line for line in lines if is_paragraph(line, language)))
    return {language: chosen(list(texts)) for language, texts in found.items()}


def is_paragraph(text: str, language: str) -> bool:
    """Say whether a piece is long enough, and in its language as far as letters show that."""
    letters = len(re.findall(LETTERS[language], text))
    return len(text) >= SHORTEST.get(language, SHORTEST_ELSEWHERE) and letters * 20 >= len(text)


def chosen(texts: list[str]) -> list[str]:
    """Return at most `MOST` of them, always the same."""
    return texts if len(texts) <= MOST else random.Random(3).sample(texts, MOST)  # noqa: S311 - no secret


def describe(finding: Finding, source: str) -> str:
    """Write a finding in one line."""
    around = source[max(0, finding.start - 15) : finding.end + 15]
    return f"{finding.code} {around!r} -> {finding.fix.replacement if finding.fix else None!r}"


def measure(language: str, texts: Sequence[str], show: str | None) -> None:
    """Print what the rules do to the paragraphs of a language."""
    counts: Counter[str] = Counter()
    changed = 0
    for text in texts:
        cleaned = kanwu.clean(text)
        changed += cleaned.changed
        for finding in cleaned.findings:
            if finding.code.startswith(FAMILIES):
                counts[f"{finding.code} {finding.severity}"] += 1
            if finding.applied or (show and finding.code.startswith(show)):
                print(f"    {language} {'changed' if finding.applied else 'found'}: {describe(finding, text)}")
    findings = ", ".join(f"{code} {count}" for code, count in sorted(counts.items())) or "none"
    print(f"{LANGUAGES[language]:<12} {len(texts):6} paragraphs, {changed} changed; findings: {findings}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="unpacked packages with text in these languages")
    parser.add_argument("--show", help="print every finding of this rule or family")
    arguments = parser.parse_args()
    if not SHARED.exists():
        print("There is no ../shared: Chinese is measured on manuals only.")
    for language, texts in collect([*MACHINE, *arguments.folders]).items():
        measure(language, texts, arguments.show)


if __name__ == "__main__":
    main()
