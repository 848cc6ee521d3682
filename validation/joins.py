"""What became of every row that was read?"""

from __future__ import annotations

from figures import Figure, Material


def figures(material: Material) -> list[Figure]:
    """One line per source and table, as the atlas's manifest has it."""
    return [
        Figure(
            f"{a.source}: {a.table}",
            f"{a.rows_read:,} read, {a.rows_kept:,} kept",
            "not counted",
            f"{a.unmatched_rows:,} match no state ({a.unmatched_rows / max(a.rows_read, 1):.2%}), "
            f"{a.duplicate_rows:,} repeat a row, {a.combined_rows:,} are a second code of one state, "
            f"{a.contradicted_rows:,} of two codes contradict each other",
        )
        for a in material.atlas.manifest.audits
    ]
