"""Records meet their schema or every failure is named, and figures from elsewhere are related."""

from __future__ import annotations

from pathlib import Path

import pandera.pandas as pandas_schemas
import pandera.pyarrow as arrow_schemas
import pyarrow as pa
import pytest

from kanwu.errors import ConfigError, InputError
from kanwu.validate import check_figures
from kanwu.validate.records.schemas import check_records, load_schema

COLUMNS = ("document", "label", "value", "unit", "period", "part_of")


def table(*rows: tuple[str | None, ...]) -> pa.Table:
    return pa.table({name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(COLUMNS)})


def test_parts_are_added_up() -> None:
    """Parts are compared with the figure they are part of, in its document and period."""
    checked = check_figures(
        table(
            ("a", "all", "90", "人", "2023", None),
            ("a", "men", "41", "人", "2023", "all"),
            ("a", "women", "48", "人", "2023", "all"),
            ("a", "men", "99", "人", "2022", "all"),
        )
    )
    assert [(claim.kind, str(claim.verdict), claim.relation) for claim in checked.claims] == [
        ("parts", "inconsistent", "41人+48人 = 90人")
    ]
    (finding,) = checked.findings
    assert (finding.code, finding.start, finding.end, finding.evidence["row"]) == ("FIG102", 0, 3, "2, 3, 1")
    assert finding.message == "Rows 2, 3, 1, column value: 41人+48人 = 90人 does not hold: it comes to 89人."


def test_shares_add_up_to_a_hundred() -> None:
    """Percentages that are parts of an amount make 100 within rounding."""
    rows = [("a", name, value, "%", "", "花费") for name, value in (("吃", "33.3"), ("住", "33.3"), ("行", "33.3"))]
    assert [str(c.verdict) for c in check_figures(table(*rows)).claims] == ["consistent"]
    rows[2] = ("a", "行", "43.3", "%", "", "花费")
    assert [str(c.verdict) for c in check_figures(table(*rows)).claims] == ["inconsistent"]


def test_conflicts_within_and_between_documents() -> None:
    """One label and period with two values is a claim; other units leave it open, other periods are no claim."""
    checked = check_figures(
        table(
            ("a", "读者", "1.2万", "人", "2023", None),
            ("a", "读者", "12,040", "人", "2023", None),
            ("b", "读者", "13,040", "人", "2023", None),
            ("b", "读者", "13,040", "家", "2023", None),
            ("b", "读者", "15,000", "人", "2024", None),
        )
    )
    assert [(claim.code, str(claim.verdict)) for claim in checked.claims] == [
        ("FIG111", "consistent"),
        ("FIG201", "inconsistent"),
        ("FIG111", "uncheckable"),
    ]


def test_malformed_rows_are_named() -> None:
    """A value that is no number and a missing label are findings with row and column."""
    checked = check_figures(table(("a", "x", "1,2x4", "", "", None), ("a", None, "7", "", "", None)))
    assert [finding.message for finding in checked.findings] == [
        'Row 1, column value: "1,2x4" fails number.',
        "Row 2, column label: null may not be null.",
    ]


def test_numbers_and_missing_columns() -> None:
    """Columns of numbers are read too; the optional columns may be left out."""
    checked = check_figures(pa.table({"document": ["a", "a"], "label": ["x", "y"], "value": [7, 12]}))
    assert [(int(f.low + f.high) // 2, f.unit) for f in checked.figures] == [(7, ""), (12, "")]


@pytest.mark.parametrize("wrong", [pa.table({"label": ["x"]}), 7])
def test_no_table_of_figures(wrong: object) -> None:
    """What is no table, or lacks a column, is one clear sentence."""
    with pytest.raises(InputError, match="column"):
        check_figures(wrong)


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        ("A = 7\n", "A", "is a int, no pandera schema"),
        ("A = 7\n", "B", "has no B"),
        ("import not_there\n", "A", "fails: ModuleNotFoundError"),
        ("1 +\n", "A", "fails: SyntaxError"),
    ],
)
def test_wrong_schema_files(tmp_path: Path, content: str, name: str, says: str) -> None:
    """Whatever is wrong with the user's file, one sentence says it."""
    (tmp_path / "mine.py").write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=says):
        load_schema(f"{tmp_path / 'mine.py'}:{name}")


@pytest.mark.parametrize("reference", ["mine.py", "mine.txt:A", "gone.py:A", "gone.yaml"])
def test_wrong_references(tmp_path: Path, reference: str) -> None:
    """A reference names a file that is there, and a schema in it."""
    with pytest.raises(ConfigError):
        load_schema(str(tmp_path / reference))


def _repeated(schema: object) -> list[str]:
    table = pa.table({"id": ["1", "2", "2", None, "2"], "day": ["a", "b", "c", "d", "b"]})
    return [finding.message for finding in check_records(table, schema)]


def test_repeated_values_are_found_whatever_the_schema_is_written_in(tmp_path: Path) -> None:
    """Pandas says the rows, Arrow the values, YAML is pandas: the second and third are found in each."""
    file = tmp_path / "once.yaml"
    file.write_text("columns:\n  id: {dtype: string, unique: true, nullable: true}\n  day: {dtype: string}\n", "utf-8")
    wanted = ['Row 3, column id: "2" is not unique.', 'Row 5, column id: "2" is not unique.']
    columns = {"id": pandas_schemas.Column(unique=True, nullable=True)}
    assert _repeated(pandas_schemas.DataFrameSchema(columns)) == wanted
    arrow = {"id": arrow_schemas.Column(pa.string(), unique=True, nullable=True)}
    assert _repeated(arrow_schemas.DataFrameSchema(arrow)) == wanted
    assert _repeated(load_schema(str(file))) == wanted


def test_repeated_records_are_found() -> None:
    """Columns that are unique together: the later record is the finding."""
    wanted = ['Row 5: "{"id": "2", "day": "b"}" is not unique.']
    for kind in (pandas_schemas, arrow_schemas):
        assert _repeated(kind.DataFrameSchema(unique=["id", "day"])) == wanted


@pytest.mark.parametrize(
    "content",
    ["columns: [1", "columns: 3\n", "- a\n", "columns: {id: {dtype: strong}}\n", "columns: {id: {checks: 3}}\n"],
)
def test_wrong_yaml(tmp_path: Path, content: str) -> None:
    """Whatever is wrong with a YAML schema, one sentence says so and names the file."""
    file = tmp_path / "mine.yaml"
    file.write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=r"mine\.yaml is not a pandera schema: \S"):
        load_schema(str(file))
