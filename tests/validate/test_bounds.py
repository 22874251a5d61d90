"""What lies just inside and just outside a bound: tables, extracted figures and days."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

import kanwu
from kanwu.validate.dates.days import dated, read_days
from kanwu.validate.records.extracted import check_figures
from kanwu.validate.tables.layout import _unit_of


def verdicts(text: str, code: str) -> list[str]:
    """Return the verdicts of a rule on a text."""
    return [str(claim.verdict) for claim in kanwu.check(text).claims if claim.code == code]


def totals(*whole: int) -> str:
    """Return a table of two rows whose columns add up to 602, 604, 606 …, with the totals as given."""
    heads = "".join(f" 第{'甲乙丙丁戊己'[at]}区 |" for at in range(len(whole)))
    lines = [f"| 项目 |{heads}", "|---|" + "---|" * len(whole)]
    lines += [f"| {name} |" + "".join(f" {value + at} |" for at in range(len(whole))) for name, value in PARTS]
    return "\n".join([*lines, "| 合计 |" + "".join(f" {value} |" for value in whole), ""])


PARTS = (("粮食", 214), ("棉花", 388))  # 602, 604, 606, ... column by column


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ((602, 604), ["consistent", "consistent"]),
        ((602, 731), ["consistent", "inconsistent"]),
        ((602, 731, 745), ["consistent", "uncheckable", "uncheckable"]),
        ((602, 604, 745, 759), ["consistent", "consistent", "inconsistent", "inconsistent"]),
        ((602, 604, 745, 759, 773), ["consistent", "consistent", "uncheckable", "uncheckable", "uncheckable"]),
        ((731, 745), ["uncheckable", "uncheckable"]),
    ],
)
def test_as_many_columns_must_close_as_fail(whole: tuple[int, ...], expected: list[str]) -> None:
    """A total row is called wrong while at least as many of its columns close as do not."""
    assert verdicts(totals(*whole), "TAB101") == expected


def shares(*percents: str) -> str:
    """Return a table in which each row's rate is the first column over the second."""
    lines = ["| 地区 | 计划 | 完成 | 完成率(%) |", "|---|---|---|---|"]
    lines += [
        f"| {'甲乙丙丁戊己庚辛壬癸'[at]}县 | 400 | {200 + 10 * at} | {each} |" for at, each in enumerate(percents)
    ]
    return "\n".join([*lines, ""])


HOLDING = tuple(f"{(200 + 10 * at) / 4:.1f}" for at in range(10))


@pytest.mark.parametrize(
    ("count", "wrong", "expected"),
    [
        (2, 1, "uncheckable"),
        (3, 1, "inconsistent"),
        (9, 2, "uncheckable"),
        (10, 2, "inconsistent"),
    ],
)
def test_one_rate_in_five_may_be_wrong(count: int, wrong: int, expected: str) -> None:
    """One rate is wrong beside two that hold, two are beside eight; with fewer the header was perhaps misread."""
    printed = [*("91.7", "93.1")[:wrong], *HOLDING[wrong:count]]
    assert verdicts(shares(*printed), "TAB102") == [expected] * wrong + ["consistent"] * (count - wrong)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("人口（人）", ("人", True)),
        ("人口（万人）", ("人", False)),
        ("增幅（%）", ("%", False)),
        ("增幅%", ("%", False)),
        ("增幅％", ("%", False)),
        ("备注（另见附表）", ("", False)),
        ("", ("", False)),
    ],
)
def test_the_unit_of_a_header(header: str, unit: tuple[str, bool]) -> None:
    """A header gives a unit in brackets; whole numbers are exact only where things are counted one by one."""
    assert _unit_of(header) == unit


def test_a_table_after_an_inner_table_is_read_on() -> None:
    """The outer table goes on where the one inside a cell ends, and stray end tags end nothing else."""
    inner = "<table><tr><td>注</td></tr></table>"
    rows = f"<tr><th>区</th><th>户数</th></tr><tr><td>东{inner}</td><td>204</td></tr><tr><td>西</td><td>96</td></tr>"
    for stray in ("", "</tr></td>", "</p>", "</thead>"):
        text = f"<table>{rows}{stray}<tr><td>合计</td><td>300</td></tr></table>"
        assert verdicts(text, "TAB101") == ["consistent"], stray


def figures(*rows: tuple[str, str, str, str | None]) -> pa.Table:
    """Return a table of extracted figures of one document: label, value, unit, part of."""
    names = ("label", "value", "unit", "part_of")
    columns = {name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(names)}
    return pa.table({"document": pa.array(["a"] * len(rows), pa.string()), **columns})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("all", "90", "人", None), ("men", "90", "人", "all")], []),
        ([("all", "60", "%", None), ("a", "35", "%", "all"), ("b", "25", "%", "all")], ["35%+25% = 60%"]),
        ([("all", "60", "人", None), ("a", "65", "%", "all"), ("b", "35", "%", "all")], ["65%+35% = 100%"]),
        ([("a", "65", "%", "all"), ("b", "35", "%", "all")], ["65%+35% = 100%"]),
        ([("a", "65", "人", "all"), ("b", "35", "人", "all")], []),
        ([("all", "40", "人", None), ("a", "65", "人", "all"), ("b", "-25", "人", "all")], ["65人-25人 = 40人"]),
        (
            [("all", "100", "人", None), *[("a", "65", "人", "all")] * 2, ("b", "35", "人", "all")],
            ["65人+35人 = 100人", "65人 = 65人"],
        ),
    ],
)
def test_what_parts_add_up_to(rows: list[tuple[str, str, str, str | None]], expected: list[str]) -> None:
    """One part is no sum; percentages make a hundred unless their whole is one; a part given twice counts once."""
    assert [claim.relation for claim in check_figures(figures(*rows)).claims] == expected


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024年1月1日开工，3月3日完工", dt.date(2024, 3, 3)),  # 62 days
        ("2024年1月1日开工，3月4日完工", None),
        ("2023年12月31日开工，1月1日完工", dt.date(2024, 1, 1)),
        ("2024年1月1日开工，12月31日发文", dt.date(2023, 12, 31)),
        ("2024年2月29日开工，2月30日完工", None),
    ],
)
def test_a_year_is_taken_within_two_months(text: str, date: dt.date | None) -> None:
    """A day without a year is of the year that puts it within 62 days of the full date before it."""
    assert dated(text, read_days(text), 1) == date


@pytest.mark.parametrize(
    ("text", "years"),
    [("1000年1月1日", [1000]), ("999年1月1日", []), ("2999年1月1日", [2999]), ("3000年1月1日", []), ("1月1日", [None])],
)
def test_years_that_a_day_may_have(text: str, years: list[int | None]) -> None:
    """Years of four digits from 1000 to 2999 are read; other numbers before 年 leave no day."""
    assert [day.year for day in read_days(text)] == years


@pytest.mark.parametrize(
    ("text", "arabic"),
    [("2023年1月1日", True), ("二〇二三年一月一日", False), ("2023年１月１日", True), ("May 1, 2023", True)],
)
def test_how_a_day_is_written(text: str, arabic: bool) -> None:  # noqa: FBT001 - a row of the table above
    """A day knows whether it is in Arabic digits, half or full width."""
    assert [day.arabic for day in read_days(text)] == [arabic]
