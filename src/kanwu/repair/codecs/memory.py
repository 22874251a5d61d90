"""Memory: what was found out about parts of the last two texts.

The rules see one text after the other, which differ in a few lines.
"""

from __future__ import annotations

from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """Remembers what was put in since the turn before last."""

    def __init__(self, most: int) -> None:
        """Make an empty memory.

        Args:
            most: how many entries of one text are kept; then it begins anew.
        """
        self._most = most
        self._now: dict[Key, Value] = {}
        self._before: dict[Key, Value] = {}

    def turn(self) -> None:
        """Begin with another text."""
        self._before, self._now = self._now, {}

    def __bool__(self) -> bool:
        """Say whether anything is remembered."""
        return bool(self._now or self._before)

    def get(self, key: Key) -> Value | None:
        """Return what is remembered, or None.

        >>> memory = Memory(10)
        >>> memory.put("a", 1)
        >>> memory.turn()
        >>> memory.get("a"), memory.get("b")
        (1, None)
        """
        found = self._now.get(key)
        if found is None and (found := self._before.get(key)) is not None:
            self.put(key, found)
        return found

    def put(self, key: Key, value: Value) -> None:
        """Remember something; it is not None."""
        if len(self._now) >= self._most:
            self._now.clear()
        self._now[key] = value
