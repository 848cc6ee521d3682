"""What a door prints as a table for machines, as rows."""

import csv
import io


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a table in CSV; its first line names the columns."""
    return list(csv.DictReader(io.StringIO(text)))
