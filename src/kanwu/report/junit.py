"""Findings as JUnit XML: a suite a file, a test case a finding."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import TextIO

from kanwu.finding import Severity
from kanwu.located import Located
from kanwu.report.visible import visible


def write_junit(located: Iterable[Located], out: TextIO) -> None:
    """Write one JUnit document; errors and warnings are failures, information is a passed case with output.

    Without findings there is one passed case, because some services call a report without cases a mistake.
    """
    suites = [_suite(path, list(places)) for path, places in groupby(located, key=lambda place: place.path)]
    if not suites:
        suites = ['<testsuite name="kanwu" tests="1" failures="0"><testcase name="no findings"/></testsuite>']
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="kanwu">\n')
    out.writelines(f"{suite}\n" for suite in suites)
    out.write("</testsuites>\n")


def _suite(path: str, places: list[Located]) -> str:
    failures = sum(place.finding.severity is not Severity.INFO for place in places)
    cases = "\n".join(_case(place) for place in places)
    name = _xml(path)
    return f'<testsuite name="{name}" tests="{len(places)}" failures="{failures}">\n{cases}\n</testsuite>'


def _case(place: Located) -> str:
    finding = place.finding
    where = f"{place.path}:{place.line}:{place.column}"
    name = _xml(f"{finding.code} {place.line}:{place.column}")
    opening = f'<testcase name="{name}" classname="{_xml(place.path)}" file="{_xml(place.path)}" line="{place.line}">'
    body = _xml(f"{where}: {finding.message}")
    if finding.severity is Severity.INFO:
        return f"{opening}<system-out>{body}</system-out></testcase>"
    failure = f'<failure type="{finding.severity}" message="{_xml(finding.message)}">{body}</failure>'
    return f"{opening}{failure}</testcase>"


def _xml(text: str) -> str:
    return escape(visible(text))
