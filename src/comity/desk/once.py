"""Work that is done once though many ask for it at the same time, and what came of it, bounded."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from comity.atlas.kept import Kept

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass
class Once(Generic[K, V]):
    """Values by key. Of threads that ask for one that is not held, the first makes it and the others wait for it."""

    kept: Kept[K, V]
    _making: dict[K, tuple[Lock, int]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: K) -> V | None:
        """The value, or None where none is held."""
        return self.kept.get(key)

    def of(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made where none is held. What `make` raises is raised, and nothing is held."""
        if (found := self.kept.get(key)) is not None:
            return found
        with self._lock:
            lock, waiting = self._making.get(key, (Lock(), 0))
            self._making[key] = lock, waiting + 1
        try:
            with lock:
                found = self.kept.get(key)
                return self.kept.put(key, make()) if found is None else found
        finally:
            with self._lock:
                lock, waiting = self._making[key]
                if waiting == 1:
                    del self._making[key]
                else:
                    self._making[key] = lock, waiting - 1
