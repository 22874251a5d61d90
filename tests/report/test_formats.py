"""Every output format is valid in its own terms, for hostile and for empty input."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from kanwu.finding import Finding, Fix, Safety, Severity
from kanwu.located import Located, locate
from kanwu.report import FORMATS
from kanwu.report.console import cell_width

TEXT = "会议记录\n今天的标準已经\u200b公布。\n50%: one,two\r\nend"
PATH = "通报/三月, 一:百%.txt"
FINDINGS = (
    Finding(
        *("VAR001", 9, 10, "“标準” mixes scripts: 準 stands for 准.", Severity.WARNING),
        evidence={"word": "标准"},
        fix=Fix("準", "准", Safety.SAFE),
    ),
    Finding("CHR001", 12, 13, "A zero width space.", Severity.ERROR, fix=Fix("\u200b", "", Safety.SAFE)),
    Finding("STR001", 17, 33, "Line\nbreak, 100%: \ud800\x00\x1b[31m]]><b>&", Severity.INFO),
)


def written(name: str, findings: Sequence[Finding] = FINDINGS, path: str = PATH) -> str:
    """Write findings of the sample text in a format; the result must have a UTF-8 form."""
    out = io.StringIO()
    FORMATS[name](locate(path, TEXT, findings), out)
    out.getvalue().encode("utf-8")
    return out.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_no_control_character_reaches_a_terminal(name: str) -> None:
    """Text of a document cannot steer the terminal or reorder what it shows."""
    assert not {"\x00", "\x1b", "\x9b", "\u202e", "\ud800"} & set(written(name, path="a\u202e\x1b\x9b.txt"))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_findings_give_the_same_text(name: str) -> None:
    """Nothing depends on the time or on the order of a set."""
    assert written(name) == written(name)


def test_concise_is_one_line_a_finding() -> None:
    """Path, line, column, code, severity, message."""
    lines = written("concise").splitlines()
    assert len(lines) == 3
    assert lines[0] == f"{PATH}:2:5: VAR001 warning: “标準” mixes scripts: 準 stands for 准."
    assert written("concise", []) == ""


def test_text_marks_the_place_under_wide_characters() -> None:
    """The marks stand under the characters they mean, two cells each."""
    headline, line, mark, fix, blank = written("text", FINDINGS[:1]).splitlines()
    assert headline.startswith(f"{PATH}:2:5: VAR001")
    at = line.index("準")
    assert cell_width(line[:at]) == mark.index("^")
    assert mark.count("^") == 2
    assert fix.endswith("safe fix: “準” becomes “准”")
    assert not blank


def test_text_shows_what_cannot_be_seen() -> None:
    """A zero width space is written out and marked in full."""
    _, line, mark, fix, _ = written("text", FINDINGS[1:2]).splitlines()
    assert line.count("U+200B") == 1
    assert mark.count("^") == len("U+200B")
    assert fix.endswith("safe fix: remove “U+200B”")


def test_text_shows_the_neighbourhood_of_a_long_line() -> None:
    """A line of a whole paragraph is cut on both sides."""
    text = "长" * 500 + "错" + "长" * 500
    out = io.StringIO()
    FORMATS["text"](locate("a.txt", text, [Finding("VAR001", 500, 501, "It.", Severity.ERROR)]), out)
    line, mark = out.getvalue().splitlines()[1:3]
    assert line.startswith(" 1 | …长")
    assert line.endswith("长…")
    assert cell_width(line) < 140
    assert cell_width(line[: line.index("错")]) == mark.index("^")


def test_json_and_jsonl_hold_the_same_records() -> None:
    """Everything a finding has can be read back, surrogates included."""
    records = json.loads(written("json"))
    assert records == [json.loads(line) for line in written("jsonl").splitlines()]
    assert records[2]["message"] == FINDINGS[2].message
    assert records[0]["fix"] == {"original": "準", "replacement": "准", "safety": "safe"}
    assert (records[0]["line"], records[0]["column"], records[0]["end_column"]) == (2, 5, 6)
    assert json.loads(written("json", [])) == []
    assert written("jsonl", []) == ""


def test_github_escapes_properties_and_messages() -> None:
    """The escapes of workflow commands, and one command a line."""
    lines = written("github").splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::warning", "::error", "::notice"]
    assert "file=通报/三月%2C 一%3A百%25.txt,line=2,endLine=2,col=5,endColumn=6," in lines[0]
    assert "Line%0Abreak, 100%25: U+D800U+0000" in lines[2]
    assert "col=" not in lines[2].split("::")[1]
    assert written("github", []) == ""


def test_gitlab_fingerprints_are_unique_and_survive_moved_lines() -> None:
    """The same finding on another line keeps its fingerprint; two findings never share one."""
    issues = json.loads(written("gitlab", [*FINDINGS, FINDINGS[0]]))
    assert len({issue["fingerprint"] for issue in issues}) == 4
    assert {issue["severity"] for issue in issues} == {"minor", "major", "info"}
    assert issues[0]["location"] == {"path": PATH, "lines": {"begin": 2, "end": 2}}
    moved = io.StringIO()
    later = Finding("VAR001", 11, 12, FINDINGS[0].message, Severity.WARNING, fix=FINDINGS[0].fix)
    FORMATS["gitlab"](locate(PATH, "\n\n" + TEXT, [later]), moved)
    assert json.loads(moved.getvalue())[0]["fingerprint"] == issues[0]["fingerprint"]
    assert json.loads(written("gitlab", [])) == []


def test_sarif_has_the_parts_code_scanning_reads() -> None:
    """Rules, regions, fixes, fingerprints, percent-encoded relative locations."""
    log = json.loads(written("sarif"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [f.code for f in FINDINGS]
    known = [rule for rule in rules if "name" in rule]
    assert known
    assert all(rule["fullDescription"]["text"].endswith(".") for rule in known)  # GitHub refuses a file without
    first: dict[str, Any] = run["results"][0]
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uriBaseId"] == "SRCROOT"
    assert location["artifactLocation"]["uri"].isascii()
    assert " " not in location["artifactLocation"]["uri"]
    assert location["region"]["startColumn"] == 5
    assert first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "准"}
    assert [result["level"] for result in run["results"]] == ["warning", "error", "note"]
    assert json.loads(written("sarif", []))["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.txt", "a%20b.txt"),
        ("./a.txt", "a.txt"),
        ("/srv/勘.txt", "file:///srv/%E5%8B%98.txt"),
        ("C:\\data\\a.txt", "file:///C:/data/a.txt"),
        ("bad\udcff.txt", "bad%ED%B3%BF.txt"),
    ],
)
def test_sarif_locations_are_uris(path: str, uri: str) -> None:
    """Every path becomes a valid URI."""
    result = json.loads(written("sarif", path=path))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_junit_is_well_formed_and_counts_failures() -> None:
    """Information is a passed case; what XML cannot hold is written out."""
    root = ET.fromstring(written("junit"))  # noqa: S314 - written by the code under test
    (suite,) = root.findall("testsuite")
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert len(suite.findall("testcase/failure")) == 2
    output = suite.find("testcase/system-out")
    assert output is not None
    assert "U+D800U+0000U+001B[31m]]><b>&" in (output.text or "")
    empty = ET.fromstring(written("junit", []))  # noqa: S314 - written by the code under test
    assert len(empty.findall("testsuite/testcase")) == 1


def test_formats_are_streams() -> None:
    """The line formats write each finding before the next one is asked for."""
    out = io.StringIO()

    def watched() -> Any:
        for place in locate(PATH, TEXT, FINDINGS[:2]):
            yield place
            assert out.getvalue()

    for name in ("jsonl", "concise", "github", "text", "json"):
        out.truncate(0)
        places: Sequence[Located] = watched()
        FORMATS[name](places, out)
