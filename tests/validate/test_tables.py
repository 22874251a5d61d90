"""Tables are read where they stand, and sound ones raise no alarm."""

from __future__ import annotations

import csv
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu
from kanwu.figure import Verdict
from kanwu.rule import Reading
from kanwu.validate.tables.cells import Amount, Missing, read_cell
from kanwu.validate.tables.grid import Cell
from kanwu.validate.tables.separated import fields
from kanwu.validate.tables.sheets import sheets

FIELD = st.text(st.sampled_from('ab"1,\t 甲'), max_size=8)


@given(st.lists(FIELD, min_size=2, max_size=5))
def test_fields_are_those_of_the_csv_module(row: list[str]) -> None:
    """However a record is quoted, its fields stand where the csv module finds them."""
    out = StringIO()
    csv.writer(out, lineterminator="").writerow(row)
    line = out.getvalue()
    found = list(fields(line, 0, len(line), ","))
    assert [each.text.replace('""', '"') for each in found] == [each.strip(" \t") for each in row]
    assert all(line[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize(
    ("text", "value", "half"),
    [
        ("1,234.5", "1234.5", "0.05"),
        ("(1,392)", "-1392", "0.5"),
        ("$  1,452.4", "1452.4", "0.05"),
        ("- 27", "-27", "0.5"),
        ("+ 2 392", "2392", "0.5"),
        ("１，２３４", "1234", "0.5"),
        ("3.5万", "35000", "500"),
        ("12个", "12", "0"),
        ("18,111(1)", "18111", "0.5"),
        ("42.0%*", "42", "0.05"),
        ("−5.6", "-5.6", "0.05"),
    ],
)
def test_cells_are_read(text: str, value: str, half: str) -> None:
    """Signs, brackets, group marks, units and footnote marks."""
    amount = read_cell(Cell(0, len(text), text))
    assert isinstance(amount, Amount)
    middle = Fraction(value)
    assert (amount.interval.low, amount.interval.high) == (middle - Fraction(half), middle + Fraction(half))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Missing.BLANK),
        ("—", Missing.NONE),
        ("…", Missing.UNKNOWN),
        ("n.a.", Missing.UNKNOWN),
        ("3:2", Missing.WORDS),
        ("80-84", Missing.WORDS),
        ("1.2.3", Missing.WORDS),
        ("2024-01-05", Missing.WORDS),
        ("12 34", Missing.WORDS),
    ],
)
def test_other_cells_hold_no_figure(text: str, kind: Missing) -> None:
    """Dashes, missing values, ranges, scores and dates."""
    assert read_cell(Cell(0, len(text), text)) is kind


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=2, max_size=6))
def test_true_totals_are_never_an_alarm(rows: list[tuple[int, int]]) -> None:
    """Whatever the numbers, a table that adds up raises no alarm, in each format."""
    lines = [["类别", "2021年", "2022年"], *([f"第{at}类", *map(str, row)] for at, row in enumerate(rows))]
    lines.append(["合计", str(sum(first for first, _ in rows)), str(sum(second for _, second in rows))])
    drawn = ["|".join(["", *line, ""]) for line in [lines[0], ["---"] * 3, *lines[1:]]]
    marked = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    texts = (
        "\n".join(drawn),
        f"<table>{marked}</table>",
        "\n".join(map("\t".join, lines)),
        "\n".join(map(",".join, lines)),
    )
    for text in texts:
        claims = [claim for claim in kanwu.check(text).claims if claim.kind == "table_total"]
        assert [claim.verdict for claim in claims] == [Verdict.CONSISTENT] * 2
        source = [text[figure.start : figure.end] == figure.text for claim in claims for figure in claim.figures]
        assert all(source)


@given(st.lists(st.decimals(0, 10**4, places=3), min_size=3, max_size=6))
def test_rounded_columns_are_never_an_alarm(values: list[object]) -> None:
    """Parts and totals that were rounded each for itself differ within rounding."""
    exact = [Fraction(str(value)) for value in values]
    rows = "".join(f"|第{at}类|{float(round(value, 1)):.1f}|\n" for at, value in enumerate(exact))
    text = f"|类别|用量|\n|---|---|\n{rows}|合计|{float(round(sum(exact), 1)):.1f}|\n"
    assert [c.verdict for c in kanwu.check(text).claims if c.code == "TAB101"] in ([Verdict.CONSISTENT], [])


@given(st.text(st.sampled_from('<>/table tr td="|-\n\t,1合计增减2021&;!?'), max_size=200))
def test_broken_markup_is_no_crash(text: str) -> None:
    """Whatever stands in a text, reading its tables ends well."""
    sheets(Reading(f"<table>{text}</table>", ()))
    sheets(Reading(text, ()))


def test_places_are_those_of_the_source() -> None:
    """Marks inside a number stay in the figure's text, so that it is found in the document."""
    text = "<table><tr><th>区</th><th>户数</th></tr><tr><td>东</td><td>1&nbsp;204</td></tr>"
    text += "<tr><td>西</td><td><b>96</b></td></tr>"
    text += "<tr><td>合计</td><td>1300</td></tr></table>"
    (claim,) = [claim for claim in kanwu.check(text).claims if claim.code == "TAB101"]
    assert [figure.text for figure in claim.figures] == ["1&nbsp;204", "96", "1300"]
    assert claim.relation == "1 204+96 = 1300"
