"""What is made of the whole atlas as seen from a day and hangs on no pair: made once for all who ask in a process."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from comity.atlas.read import Atlas

V = TypeVar("V")


def derived(atlas: Atlas, what: str, make: Callable[[], V]) -> V:
    """The value under the name `what`, which comes of the atlas and its day alone. It is shared: never change it."""
    return cast(V, atlas._shared.derived.of((what, atlas.as_of), make))
