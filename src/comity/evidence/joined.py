"""Names that belong together, directly or through others."""

from __future__ import annotations


class Joined:
    """Groups of names: each stands alone until it is joined with another."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def group(self, name: str) -> str:
        """The name by which the group of a name is known."""
        parent = self._parent
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def join(self, one: str, other: str) -> None:
        """Make the groups of two names one, known by that of `other`."""
        first = self.group(one)
        self._parent[first] = self.group(other)
