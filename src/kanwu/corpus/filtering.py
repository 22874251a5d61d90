"""A stream of any format from standard input to standard output, mended on the way; no log is kept."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, cast

from kanwu.config import Config
from kanwu.corpus.containers import Unit, convert, rewrite
from kanwu.corpus.files import examine_texts
from kanwu.corpus.formats import Layout, formats
from kanwu.corpus.formats.format import Content, Request, Text
from kanwu.corpus.scan import Source
from kanwu.corpus.streams import Incoming, Outgoing
from kanwu.errors import InputError
from kanwu.rule import catalogue


class _Filter:
    """Mends texts. A record that cannot be read goes through as it is: a filter has nowhere to put it aside."""

    def __init__(self, name: str, config: Config) -> None:
        self.changed = False
        self.member: str | None = None
        self.records = self.quarantined = 0
        self.fault: str | None = None
        self.out: Outgoing | None = None
        self._config = catalogue().for_file(name, config)

    def mend(self, texts: Sequence[Text]) -> list[Content | None]:
        """Mend texts; give what each became, or None where it stays as it is."""
        mended = [seen.mended for seen in examine_texts(texts, self._config, with_claims=False)]
        self.changed |= any(each is not None for each in mended)
        return mended

    def refuse(self, name: str, raw: bytes, fault: str) -> None:
        """Let a record through that cannot be read."""
        self.quarantined += 1
        self.fault = self.fault or f"record {name} {fault}"
        if self.out is not None:
            self.out.write(raw)

    def keep_original(self, at: int, before: bytes, after: bytes, column: str | None = None) -> None:
        """Keep nothing: a filter has no log."""


def filter_stream(source: BinaryIO, target: BinaryIO, name: str, layout: Layout, config: Config) -> str | None:
    """Mend a stream in constant memory.

    A format whose files cannot be read from the beginning to the end goes through a temporary file.

    Args:
        source: what is read.
        target: where it is written; what was written before an error stays written.
        name: what the stream is called.
        layout: what it is.
        config: the settings.

    Returns:
        One sentence if records could not be read and went through as they were.

    Raises:
        InputError: the stream is broken, or not what it should be.
        OSError: it cannot be read or written.
    """
    desk = _Filter(name, config)
    form = formats()[layout.format]
    try:
        if form.open is None:
            _through_files(source, target, desk, name=name, layout=layout, config=config)
        else:
            coming = Incoming(source, layout.compression, None)
            desk.out = Outgoing(target, layout.compression)
            rewrite(form.open(cast("BinaryIO", coming.stream), Request(config.text_field)), desk.out, desk)
            coming.finish()
            desk.out.finish()
    except InputError as error:
        raise InputError(f"{name} {error}.") from error
    if not desk.quarantined:
        return None
    holds = "a record" if desk.quarantined == 1 else f"{desk.quarantined} records"
    return f"{name} holds {holds} that cannot be read and went through unchanged: {desk.fault}."


def _through_files(
    source: BinaryIO, target: BinaryIO, desk: _Filter, *, name: str, layout: Layout, config: Config
) -> None:
    with tempfile.TemporaryDirectory(prefix="kanwu-") as folder:
        before, after = Path(folder) / "in", Path(folder) / "out"
        with before.open("wb") as file:
            shutil.copyfileobj(source, file)
        convert(Unit(Source(name, before, name), layout), layout, after, config, desk)
        with after.open("rb") as file:
            shutil.copyfileobj(file, target)
