"""`kanwu check --schema` and `--as figures` on the formats of records."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.conftest import Kanwu

SCHEMA = """\
import pandera.pyarrow as pp
import pyarrow as pa

Articles = pp.DataFrameSchema(
    {
        "id": pp.Column(pa.string(), unique=True),
        "date": pp.Column(pa.string(), pp.Check.str_matches(r"^\\d{4}-\\d\\d-\\d\\d$")),
    }
)
"""
ROWS = [{"id": "07", "date": "2024-01-05"}, {"id": "08", "date": "5 January"}, {"id": "07", "date": "2024-01-06"}]


@pytest.mark.parametrize(
    ("name", "lines"), [("a.csv", [3, 4]), ("a.tsv", [3, 4]), ("a.jsonl", [2, 3]), ("a.parquet", [2, 3])]
)
def test_every_format(kanwu_command: Kanwu, tmp_path: Path, name: str, lines: list[int]) -> None:
    """The same failures are found in each format, with the line of the record."""
    (tmp_path / "mine.py").write_text(SCHEMA, "utf-8")
    path = tmp_path / name
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(ROWS), path)
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    else:
        separator = {".csv": ",", ".tsv": "\t"}[path.suffix]
        path.write_text(
            "\n".join(separator.join(row) for row in (["id", "date"], *(r.values() for r in ROWS))), "utf-8"
        )
    done = kanwu_command("check", name, "--schema", "mine.py:Articles", "--output-format", "jsonl")
    assert done.returncode == 1, done.stderr.decode()
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [(each["code"], each["message"].partition(":")[0]) for each in found] == [
        ("SCH001", "Row 2, column date"),
        ("SCH001", "Row 3, column id"),
    ]
    concise = kanwu_command("check", name, "--schema", "mine.py:Articles", "--output-format", "concise")
    assert [line.split(":")[1] for line in concise.stdout.decode().splitlines()] == [str(line) for line in lines]


def test_records_that_meet_their_schema(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """Nothing found is exit code 0."""
    (tmp_path / "mine.py").write_text(SCHEMA, "utf-8")
    (tmp_path / "a.csv").write_text("id,date\n07,2024-01-05\n", "utf-8")
    assert kanwu_command("check", "a.csv", "--schema", "mine.py:Articles").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.csv", "--schema", "mine.py:Nothing"],
        ["a.csv", "--schema", "gone.py:Articles"],
        ["a.csv", "--schema", "mine.py"],
        ["gone.csv", "--schema", "mine.py:Articles"],
        ["mine.py", "--schema", "mine.py:Articles"],
        ["a.csv", "--as", "figures"],
        ["broken.csv", "--as", "figures"],
        ["a.csv", "--as", "figures", "--fix"],
    ],
)
def test_what_cannot_be_checked(kanwu_command: Kanwu, tmp_path: Path, arguments: list[str]) -> None:
    """One sentence on standard error, and exit code 2."""
    (tmp_path / "mine.py").write_text(SCHEMA, "utf-8")
    (tmp_path / "a.csv").write_text("id,date\n07,2024-01-05\n", "utf-8")
    (tmp_path / "broken.csv").write_text("document,label\n1\n", "utf-8")
    done = kanwu_command("check", *arguments)
    said = [line for line in done.stderr.decode().splitlines() if line.startswith("kanwu: ")]
    assert (done.returncode, len(said)) == (2, 1), done.stderr.decode()


def test_figures_of_another_tool(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """Sums that do not close are found in a table of figures."""
    rows = "document,label,value,unit,part_of\na,总数,90,人,\na,男,41,人,总数\na,女,48,人,总数\n"
    (tmp_path / "figures.csv").write_text(rows, "utf-8")
    done = kanwu_command("check", "figures.csv", "--as", "figures", "--output-format", "concise")
    assert done.returncode == 1
    assert (
        done.stdout.decode()
        == "figures.csv:2:1: FIG102 error: Rows 2, 3, 1, column value: 41人+48人 = 90人 does not hold:"
        " it comes to 89人.\n"
    )
