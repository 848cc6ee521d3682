"""The fold of a warehouse, as the store keeps it."""

from comity.sources.formats.folded import read_some_pairs as read

__all__ = ["read"]
