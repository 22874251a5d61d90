"""Every day that a month lacks is reported, in each form, and no other."""

from __future__ import annotations

import calendar

import pytest

import kanwu

_FORMS = ("{year}-{month:02}-{day:02}", "{year}/{month}/{day}", "{year}年{month}月{day}日", "{day} {name} {year}")


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize("year", [2023, 2024])
def test_days_of_a_year(form: str, year: int) -> None:
    """From the 27th to the 39th of each month, those after its last are found."""
    for month in range(1, 13):
        last = calendar.monthrange(year, month)[1]
        for day in range(27, 40):
            name = calendar.month_name[month]
            text = form.format(year=year, month=month, day=day, name=name)
            found = [claim.code for claim in kanwu.check(f"闭馆，{text}。").claims]
            assert found == ["DAT104"] * (day > last), text
