"""The texts of records, taken from the cleaned files of a run: each file is read once, the texts wait on disk."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from kanwu.config import Config
from kanwu.corpus.containers import Unit, convert
from kanwu.corpus.formats import Layout
from kanwu.corpus.formats.format import Content, Text
from kanwu.corpus.restore import inside
from kanwu.corpus.run import Run
from kanwu.corpus.scan import Source
from kanwu.corpus.tables import read_rows
from kanwu.errors import InputError


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text as it stands in a cleaned file, and what is known of its encoding from outside."""

    content: Content
    declared: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text waits."""

    at: int
    length: int
    is_text: bool
    declared: str | None


class _Enough(Exception):  # noqa: N818 - nothing is wrong: the rest of the file is not needed
    """Every text that was wanted of a file has been read."""


class Kept:
    """The texts of some records of a run."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._file: IO[bytes] | None = None
        self._places: dict[str, _Place] = {}
        self._gone: dict[str, OSError] = {}

    def expect(self, positions: Mapping[str, Mapping[int, str]]) -> None:
        """Read the texts that are wanted: by file, and by the place of the record among those of the file."""
        if not positions:
            return
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it is open as long as texts are asked for
        layouts = {row["id"]: row["format"] for row in read_rows(self._run.folder, "files", ["id", "format"])}
        config = Config(text_field=tuple(self._run.record["config"].get("text_field", ())))
        for file, wanted in positions.items():
            path = inside(self._run.folder / self._run.record["cleaned"], file)
            layout = Layout.parse(layouts[file])
            try:
                convert(Unit(Source(file, path), layout), layout, None, config, _Picker(wanted, self._keep))
            except _Enough:
                pass
            except InputError:  # it was changed; the texts that were found have their hashes looked at
                pass
            except OSError as error:
                self._gone |= dict.fromkeys(wanted.values(), error)

    def _keep(self, name: str, text: Text) -> None:
        assert self._file is not None
        is_text = isinstance(text.content, str)
        data = text.content.encode("utf-8") if isinstance(text.content, str) else text.content
        self._places[name] = _Place(self._file.tell(), len(data), is_text, text.declared)
        self._file.write(data)

    def close(self) -> None:
        """Remove the temporary file."""
        if self._file is not None:
            self._file.close()

    def text(self, name: str) -> KeptText | None:
        """Return the text of a record, by its document's id; None where its file does not hold it.

        Raises:
            OSError: its file cannot be read.
        """
        if name in self._gone:
            raise self._gone[name]
        place = self._places.get(name)
        if place is None or self._file is None:
            return None
        self._file.seek(place.at)
        data = self._file.read(place.length)
        return KeptText(data.decode("utf-8") if place.is_text else data, place.declared)


class _Picker:
    """Takes the texts of a file in the place of a desk, and leaves them as they are.

    Attributes:
        changed: whether anything of the file is other than it was; never here.
        records: how many were read.
        quarantined: how many of them could not be read.
        fault: the first reason for that.
        member: the member of an archive that is read.
    """

    def __init__(self, wanted: Mapping[int, str], keep: Callable[[str, Text], None]) -> None:
        self.changed = False
        self.records = self.quarantined = 0
        self.fault: str | None = None
        self.member: str | None = None
        self._wanted = wanted
        self._left = len(wanted)
        self._keep = keep
        self._at = 0

    def mend(self, texts: Sequence[Text]) -> list[Content | None]:
        """Keep the texts that are wanted."""
        for text in texts:
            name = self._wanted.get(self._at)
            self._at += 1
            if name is not None:
                self._keep(name, text)
                self._left -= 1
        if not self._left:
            raise _Enough
        return [None] * len(texts)

    def refuse(self, name: str, raw: bytes, fault: str) -> None:
        """Pass over a record that cannot be read."""

    def keep_original(self, at: int, before: bytes, after: bytes, column: str | None = None) -> None:
        """Note nothing: nothing is changed."""
