"""What a reader remembers: bounded, so that one that lives long does not grow, and safe to share among threads."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass
class Kept(Generic[K, V]):
    """Values by key, at most `most` in weight; what was asked for longest ago goes first.

    Values are shared by all who ask: they must not be changed. `weigh` gives the weight of a value, 1 if not told.
    """

    most: int
    weigh: Callable[[V], int] = lambda _: 1
    # An ordinary dictionary finds its oldest by walking over all that were taken out before it.
    _held: OrderedDict[K, tuple[V, int]] = field(default_factory=OrderedDict)
    _weight: int = 0
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: K) -> V | None:
        """The value, or None where none is held."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def put(self, key: K, value: V) -> V:
        """Keep a value, and give it back."""
        weight = max(1, self.weigh(value))
        with self._lock:
            self._weight += weight - self._held.pop(key, (value, 0))[1]
            self._held[key] = value, weight
            while self._weight > self.most and len(self._held) > 1:
                self._weight -= self._held.popitem(last=False)[1][1]
        return value

    def of(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made where none is held. Two who ask at once may both make it."""
        found = self.get(key)
        return self.put(key, make()) if found is None else found

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._held.clear()
            self._weight = 0
