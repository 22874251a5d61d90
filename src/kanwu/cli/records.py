"""`kanwu check --schema` and `--as figures`: the records of a table instead of the text of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kanwu.errors import InputError

if TYPE_CHECKING:
    from kanwu.checking.result import FileCheck
    from kanwu.located import Located


def check_schema(paths: Sequence[Path], reference: str) -> tuple[int, Iterator[FileCheck]]:
    """Check records against the user's schema.

    Returns:
        How many files there are, and what was found in each.

    Raises:
        ConfigError: the schema cannot be loaded.
        InputError: a path is missing or holds no records.
    """
    from kanwu.corpus.records import read_records, record_files
    from kanwu.validate.records.schemas import check_records, load_schema, text_columns

    schema = load_schema(reference)
    as_text = text_columns(schema)
    files = record_files(paths)

    def check(path: Path) -> FileCheck:
        records = read_records(path, as_text)
        return _result(records.located(check_records(records.table, schema)))

    return len(files), _each(files, check)


def check_extracted(paths: Sequence[Path]) -> tuple[int, Iterator[FileCheck]]:
    """Check files of figures that another tool extracted.

    Returns:
        How many files there are, and what was found in each.

    Raises:
        InputError: a path is missing or holds no records.
    """
    from kanwu.corpus.records import read_records, record_files
    from kanwu.validate.records.extracted import OPTIONAL, REQUIRED, check_figures

    files = record_files(paths)

    def check(path: Path) -> FileCheck:
        records = read_records(path, (*REQUIRED, *OPTIONAL))
        try:
            findings = check_figures(records.table).findings
        except InputError as error:
            raise InputError(f"{records.name}: {error}") from error
        return _result(records.located(findings))

    return len(files), _each(files, check)


def _result(located: Iterator[Located]) -> FileCheck:
    from kanwu.checking.result import FileCheck

    return FileCheck(tuple(located))


def _each(files: Sequence[Path], check: Callable[[Path], FileCheck]) -> Iterator[FileCheck]:
    """Check one file after the other; one that cannot be read is told and the rest still done."""
    from kanwu.checking.result import FileCheck

    for path in files:
        try:
            yield check(path)
        except InputError as error:
            yield FileCheck(failure=str(error))
