"""The stages that a document goes through: bytes, text, mended text, figures, claims, verdicts.

This is the only module that knows all three stages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kanwu import repair, validate
from kanwu.config import Config
from kanwu.document import Document
from kanwu.figure import Claim, Figure
from kanwu.finding import Finding
from kanwu.rule import ClaimRule, DecodingRule, Reading, RepairRule, catalogue
from kanwu.text.encoded import Encoding
from kanwu.text.spans import Edit, SourceMap, apply_edits, map_of
from kanwu.validate.sieve import Sieve
from kanwu.verdicts import finding_of, graded


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A mended text with the account of every change.

    Attributes:
        text: the mended text.
        source: the decoded input; the offsets of the findings refer to it.
        findings: what the repair rules found, in the order of the source.
        source_map: where each place of `text` came from.
        codec: what gives the input's bytes back, or None for a str.
    """

    text: str
    source: str
    findings: tuple[Finding, ...]
    source_map: SourceMap
    codec: Encoding | None

    @property
    def encoding(self) -> str | None:
        """The name of the codec the input was decoded with, or None for a str."""
        return None if self.codec is None else self.codec.name

    @property
    def changed(self) -> bool:
        """Whether the text differs from its source."""
        return self.text != self.source

    def without(self, left: Collection[Finding]) -> Cleaned:
        """Return the same with the fixes of these findings not applied."""
        findings = tuple(replace(each, applied=each.applied and each not in left) for each in self.findings)
        edits = [Edit(f.start, f.end, f.fix.replacement) for f in findings if f.applied and f.fix is not None]
        return replace(self, text=apply_edits(self.source, edits), findings=findings, source_map=map_of(edits))

    def restore(self) -> str | bytes:
        """Give the input back exactly: str for str, bytes for bytes."""
        source = repair.unmend(self.text, self.findings)
        return source if self.codec is None else self.codec.encode(source)


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` found; offsets refer to the decoded input.

    Attributes:
        findings: of every family, in the order of the source.
        figures: the quantities read from the mended text.
        claims: the relations between them, with their verdicts.
        cleaned: the mended text that the figures were read from.
    """

    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    cleaned: Cleaned


_DEFAULT = Config()


def clean(document: str | bytes | bytearray | memoryview | Document, config: Config | None = None) -> Cleaned:
    """Mend a text.

    Args:
        document: a text, the bytes of one, or a document.
        config: the settings; the defaults where None. No configuration file is read.

    Raises:
        TypeError: the document is neither.

    >>> clean("市中區(qū)以更實更細(xì)舉措").text
    '市中區以更實更細舉措'
    """
    config = config or _DEFAULT
    if isinstance(document, bytearray | memoryview):
        document = bytes(document)
    codec: Encoding | None
    if isinstance(document, bytes):
        decoded = repair.decode(document)
        source, codec = decoded.text, decoded.encoding
        found = switched_on(decoded.findings, config)
    elif isinstance(document, Document):
        source, codec, found = document.text, document.encoding, ()
    elif isinstance(document, str):
        source, codec, found = document, None, ()
    else:
        raise TypeError(f"a document is a str, bytes or a kanwu.Document, not {type(document).__name__}")
    return _cleaned(source, codec, config, found)


def clean_text(text: str, config: Config, quiet: frozenset[str]) -> Cleaned:
    """Mend a text, the same as `clean`, where the codes of rules are known that find nothing in it as it is."""
    return _cleaned(text, None, config, (), quiet)


def _cleaned(
    source: str,
    codec: Encoding | None,
    config: Config,
    found: tuple[Finding, ...],
    quiet: frozenset[str] | None = None,
) -> Cleaned:
    rules = _rules(config)
    mended = repair.mend(source, rules.rota, config, found, quiet)
    findings = tuple(sorted((*found, *mended.findings), key=_place)) if found else mended.findings
    if config.severity:
        findings = tuple(graded(finding, config) for finding in findings)
    return Cleaned(mended.text, source, findings, mended.source_map, codec)


def switched_on(findings: Iterable[Finding], config: Config) -> tuple[Finding, ...]:
    """Return those findings of decoding whose rules are on."""
    on = _rules(config).decoding
    return tuple(finding for finding in findings if finding.code in on)


def check(document: str | bytes | bytearray | memoryview | Document, config: Config | None = None) -> Checked:
    """Mend a text in memory and check its figures; report the findings of every family.

    >>> [claim.relation for claim in check("检视出1686个问题，完成整改1676个、整改率99.4%。").claims]
    ['1676/1686 = 99.4%']
    """
    config = config or _DEFAULT
    return check_cleaned(clean(document, config), config)


def check_cleaned(cleaned: Cleaned, config: Config) -> Checked:
    """Check the figures of a text that is mended already."""
    figures, claims = read_claims(cleaned.text, _rules(config).claims)
    if cleaned.source_map.chunks:
        to_source = _Mapper(cleaned.source_map)
        claims = tuple(to_source.claim(claim) for claim in claims)
        figures = tuple(to_source.figure(figure) for figure in figures)
    failures = [finding for claim in claims if (finding := finding_of(claim, config)) is not None]
    findings = tuple(sorted((*cleaned.findings, *failures), key=_place)) if failures or cleaned.findings else ()
    return Checked(findings, figures, claims, cleaned)


def read_claims(text: str, sieve: Sieve) -> tuple[tuple[Figure, ...], tuple[Claim, ...]]:
    """Read the figures of a text and the claims that the rules of a sieve find among them; offsets in `text`."""
    figures = tuple(validate.read_figures(text))
    reading = Reading(text, figures)
    claims = [claim for rule in sieve.through(reading) for claim in rule.find(reading)]
    claims.sort(key=lambda c: (c.start, c.end, c.code))
    return figures, tuple(claims)


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.code


@dataclass(frozen=True, slots=True)
class _Rules:
    """The selected rules, a stage each."""

    decoding: frozenset[str]
    rota: repair.Rota
    claims: Sieve


@lru_cache(maxsize=32)
def _rules(config: Config) -> _Rules:
    chosen = catalogue().selected(config).rules
    return _Rules(
        frozenset(rule.code for rule in chosen if isinstance(rule, DecodingRule)),
        repair.Rota.of(rule for rule in chosen if isinstance(rule, RepairRule)),
        Sieve([rule for rule in chosen if isinstance(rule, ClaimRule)]),
    )


class _Mapper:
    """Moves figures and claims from the mended text to its source."""

    def __init__(self, source_map: SourceMap) -> None:
        self._map = source_map

    def figure(self, figure: Figure) -> Figure:
        start, end = self._map.to_source(figure.start, figure.end)
        return replace(figure, start=start, end=end)

    def claim(self, claim: Claim) -> Claim:
        start, end = self._map.to_source(claim.start, claim.end)
        figures: Sequence[Figure] = [self.figure(figure) for figure in claim.figures]
        return replace(claim, start=start, end=end, figures=tuple(figures))
