"""The user's own record schema, from a Python file or from YAML."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pyarrow as pa

from kanwu.errors import ConfigError
from kanwu.finding import Finding
from kanwu.validate.records.failures import failures


def load_schema(reference: str) -> Any:
    """Load a schema.

    A Python file is run: only name files that you trust.

    Args:
        reference: `FILE.py:NAME`, where NAME is a pandera schema or model; or a YAML file that pandera wrote.

    Raises:
        ConfigError: the file is missing or fails, or there is no schema of that name in it.
    """
    file, colon, name = reference.rpartition(":")
    if reference.lower().endswith((".yaml", ".yml")):
        return _from_yaml(Path(reference))
    if not colon or not file.endswith(".py") or not name:
        raise ConfigError(f"--schema {reference} must be FILE.py:NAME or a YAML file.")
    found = getattr(_run(Path(file)), name, None)
    if found is None:
        raise ConfigError(f"{file} has no {name}; name the schema after the colon.")
    if hasattr(found, "to_schema"):
        try:
            found = found.to_schema()
        except Exception as error:  # whatever the user's model raises
            raise ConfigError(f"{name} in {file} is no valid pandera model: {_said(error)}.") from error
    if not hasattr(found, "validate") or not hasattr(found, "columns"):
        raise ConfigError(f"{name} in {file} is a {type(found).__name__}, no pandera schema or model of a table.")
    return found


def _run(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"kanwu_schema_{path.stem}", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise ConfigError(f"The schema file {path} does not exist; check the spelling of the path.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever the user's file raises
        raise ConfigError(f"The schema file {path} fails: {type(error).__name__}: {_said(error)}.") from error
    return module


def _from_yaml(path: Path) -> Any:
    if not path.is_file():
        raise ConfigError(f"The schema file {path} does not exist; check the spelling of the path.")
    try:
        from pandera.io.pandas_io import from_yaml
    except ImportError as error:
        raise ConfigError(
            f"A YAML schema needs pandas and PyYAML, which are not installed ({_said(error)});"
            " run `pip install 'kanwu[yaml]'`, or use FILE.py:NAME."
        ) from error
    try:
        read: Any = from_yaml  # pandera does not say its type
        return read(path)
    except AttributeError as error:  # pandera asks a number or a list for its entries
        raise ConfigError(
            f"The schema file {path} is not a pandera schema: a table of names is missing in it."
        ) from error
    except Exception as error:  # whatever else pandera and the YAML parser raise
        raise ConfigError(f"The schema file {path} is not a pandera schema: {_said(error)}.") from error


def _said(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def text_columns(schema: Any) -> list[str]:
    """Return the columns that a schema wants as text; formats without types must not guess at them."""
    names = ("str", "utf8", "large_string", "object")
    return [str(name) for name, column in schema.columns.items() if str(column.dtype).lower().startswith(names)]


def check_records(table: pa.Table, schema: Any) -> list[Finding]:
    """Return what a schema finds in records, in the order of rows.

    Args:
        table: the records.
        schema: a pandera schema of the pyarrow, pandas or polars kind.

    Raises:
        ConfigError: the schema is of a kind whose library is not installed, or fails by itself.
    """
    kind = type(schema).__module__.split(".")
    try:
        if "pandas" in kind:
            data: Any = table.to_pandas()
        elif "polars" in kind:
            import polars as pl  # type: ignore[import-not-found, unused-ignore]  # only where the user's schema needs it

            data = pl.from_arrow(table)
        else:
            data = table
    except ImportError as error:
        raise ConfigError(f"The schema needs {error.name}, which is not installed.") from error
    return failures(schema, data, table)
