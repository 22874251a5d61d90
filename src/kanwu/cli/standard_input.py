"""Standard input that is one document."""

from __future__ import annotations

import sys

from kanwu.config import Config
from kanwu.errors import InputError


def read_standard_input(name: str, config: Config) -> bytes:
    """Read standard input to its end.

    Args:
        name: what it is called.
        config: the settings.

    Raises:
        InputError: it is larger than `largest_document` allows; no more than that is read.
    """
    from kanwu.corpus.formats.format import Limits

    limits = Limits.of(config)
    data = sys.stdin.buffer.read(limits.document + 1)
    if len(data) > limits.document:
        raise InputError(f"{name} {limits.too_large('is a text')}.")
    return data
