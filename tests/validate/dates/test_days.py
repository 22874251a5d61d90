"""Days: how they are read, and hostile input."""

from __future__ import annotations

import pytest

from kanwu.figure import FigureKind, Verdict
from kanwu.rule import Reading
from kanwu.validate.dates import dat101_weekday, dat104_impossible_date
from kanwu.validate.dates.days import dated, read_days


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023年12月21日", "2023-12-21"),
        ("2023 年 12 月 21 日", "2023-12-21"),
        ("２０２３年１２月２１日", "2023-12-21"),
        ("二〇二三年十二月二十一日", "2023-12-21"),
        ("民國112年12月21日", "2023-12-21"),
        ("中華民國一百一十二年十二月二十一日", "2023-12-21"),
        ("2023-12-21", "2023-12-21"),
        ("2023.12.21", "2023-12-21"),
        ("December 21, 2023", "2023-12-21"),
        ("21st of December 2023", "2023-12-21"),
        ("Dec. 21, 2023", "2023-12-21"),
    ],
)
def test_a_day_is_read(text: str, date: str) -> None:
    """The same day in its common forms."""
    (day,) = read_days(text)
    assert (day.text, day.date and day.date.isoformat()) == (text, date)


@pytest.mark.parametrize("text", ["农历2023年3月3日", "昭和50年3月3日", "1.2023-12-21-7", "10.2.2023.12.21.3"])
def test_what_is_no_day_of_the_calendar(text: str) -> None:
    """Lunar days, years of an emperor, and numbers with dots are no days."""
    assert read_days(text) == ()


def test_a_year_comes_from_the_sentence_or_the_dateline_only() -> None:
    """Another sentence, another paragraph, or a word such as 去年 leaves the year open."""
    for text, year in [
        ("2024年4月29日电：今日无事。5月1日休息。", 2024),
        ("2023年12月30日至1月1日", 2024),
        ("2024年4月29日通报。5月1日休息。", None),
        ("2024年4月29日通报，去年的5月1日", None),
        ("2024年1月2日通报，9月1日的事", None),
    ]:
        days = read_days(text)
        date = dated(text, days, 1)
        assert (date and date.year) == year, text


def test_the_calendar_is_named_in_the_language_of_the_text() -> None:
    """An alarm says what the calendar says."""
    for text, relation in [
        ("2023年12月21日（禮拜三）", "2023-12-21 is 禮拜三 (by the calendar 禮拜四)"),
        ("on Friday, December 21, 2023.", "2023-12-21 is Friday (by the calendar Thursday)"),
    ]:
        (claim,) = dat101_weekday.find(Reading(text, ()))
        assert claim.relation == relation
        assert all(figure.kind is FigureKind.DATE for figure in claim.figures)


def test_an_old_day_is_not_judged() -> None:
    """Before 1924 a weekday that does not fit may follow the Julian calendar; one that fits is confirmed."""
    verdicts = [
        claim.verdict for claim in dat101_weekday.find(Reading("1917年3月2日（星期五）、1917年3月3日（星期五）", ()))
    ]
    assert verdicts == [Verdict.CONSISTENT, Verdict.UNCHECKABLE]


@pytest.mark.parametrize("hostile", ["1" * 200_000, "一" * 200_000, "月" * 200_000, "星期" * 100_000, "2023-" * 40_000])
def test_hostile_text_holds_no_claim(hostile: str) -> None:
    """200 KB of one thing come to an end, and nothing is made of them."""
    assert list(dat101_weekday.find(Reading(f"Mon 月{hostile}", ()))) == []
    assert list(dat104_impossible_date.find(Reading(f"Mon 月{hostile}", ()))) == []


def test_many_days_are_all_read() -> None:
    """Ten thousand days with their weekdays are each a claim, and as many that do not exist."""
    assert len(list(dat101_weekday.find(Reading("2023年3月3日（星期五）" * 10_000, ())))) == 10_000
    assert len(list(dat104_impossible_date.find(Reading("2023年2月30日。" * 10_000, ())))) == 10_000
