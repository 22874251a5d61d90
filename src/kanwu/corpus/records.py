"""Records of a file: Parquet, CSV, TSV or JSON Lines as an Arrow table, and the line each record begins on."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.json as pa_json
import pyarrow.parquet as pq

from kanwu.corpus.scan import shown_path
from kanwu.errors import InputError
from kanwu.finding import Finding
from kanwu.located import Located

_SEPARATORS = {".csv": ",", ".tsv": "\t"}
_LINES = frozenset({".jsonl", ".ndjson"})
SUFFIXES = (".parquet", *_SEPARATORS, *sorted(_LINES))
"""The endings of the files that hold records."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a file.

    Attributes:
        name: the file, as it shall be printed.
        table: its records.
        lines: the line that each begins on, from 1; where the format has no lines, the number of the record.
    """

    name: str
    table: pa.Table
    lines: Sequence[int]

    def located(self, findings: Iterable[Finding]) -> Iterator[Located]:
        """Give findings about rows their places; what is shown of a line is the value."""
        for finding in findings:
            line = self.lines[finding.start] if finding.start < len(self.lines) and finding.end > finding.start else 1
            value = finding.evidence.get("value", finding.evidence.get("relation", ""))
            yield Located(self.name, finding, line, 1, line, len(value) + 1, value)


def record_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files of records among paths; folders give those in them, by name.

    Raises:
        InputError: a path is missing, or there is no file of records.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (file for file in sorted(path.rglob("*")) if file.suffix.lower() in SUFFIXES and file.is_file())
            found += (
                file for file in inside if not any(part.startswith(".") for part in file.parts[len(path.parts) :])
            )
        elif not path.exists():
            raise InputError(f"{path} does not exist; check the spelling of the path.")
        elif path.suffix.lower() in SUFFIXES:
            found.append(path)
        else:
            raise InputError(f"{path} holds no records that kanwu reads; it reads {', '.join(SUFFIXES)}.")
    if not found:
        raise InputError(f"{', '.join(map(str, paths))} holds no records; kanwu reads {', '.join(SUFFIXES)}.")
    return found


def read_records(path: Path, as_text: Collection[str] = ()) -> Records:
    """Read a file of records.

    Args:
        path: the file.
        as_text: the columns whose values stay as printed where the format has no types (`007` is no 7).

    Raises:
        InputError: it cannot be read, or is not of its format.
    """
    name = shown_path(path)
    suffix = path.suffix.lower()
    try:
        if suffix == ".parquet":
            table = pq.read_table(path)
            return Records(name, table, range(1, table.num_rows + 1))
        if suffix in _LINES:
            return _json_lines(name, path, as_text)
        return _separated(name, path, _SEPARATORS[suffix], as_text)
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}.") from error
    except (pa.ArrowException, UnicodeDecodeError, ValueError, csv.Error) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise InputError(f"{name} is not a valid {suffix.lstrip('.')} file: {reason}.") from error


def _separated(name: str, path: Path, separator: str, as_text: Collection[str]) -> Records:
    data = path.read_bytes()
    reader = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator)
    lines: list[int] = []
    begins = 1
    for fields in reader:
        if fields:
            lines.append(begins)
        begins = reader.line_num + 1
    table = pa_csv.read_csv(
        BytesIO(data),
        parse_options=pa_csv.ParseOptions(delimiter=separator, newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(as_text, pa.string()), strings_can_be_null=True, null_values=[""]
        ),
    )
    return Records(name, table, lines[1:])


def _json_lines(name: str, path: Path, as_text: Collection[str]) -> Records:
    data = path.read_bytes()
    lines = [at for at, line in enumerate(data.split(b"\n"), 1) if line.strip()]
    if not as_text:
        return Records(name, pa_json.read_json(BytesIO(data)), lines)
    printed = [line for line in data.split(b"\n") if line.strip()]
    typed = [json.loads(line) for line in printed]
    if not all(isinstance(row, dict) for row in typed):
        raise ValueError("a line holds no object")
    raw = [json.loads(line, parse_float=str, parse_int=str) for line in printed]
    names = dict.fromkeys(key for row in typed for key in row)
    columns = {key: _texts(raw, key) if key in as_text else [row.get(key) for row in typed] for key in names}
    return Records(name, pa.table({key: pa.array(values) for key, values in columns.items()}), lines)


def _texts(rows: Sequence[dict[str, object]], key: str) -> list[str | None]:
    """Return the values of a column as they are printed."""
    return [None if row.get(key) is None else str(row[key]) for row in rows]
