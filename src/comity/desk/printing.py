"""PDF and Word made in a process of its own: it takes a hundred megabytes for a moment, and no fault of it ends a desk.

As a program it reads an assessment as JSON from standard input and writes one document to standard output.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from comity.errors import ComityError

if TYPE_CHECKING:
    from comity.dossier.assessment import Assessment

PRINTED = ("pdf", "docx")
_SECONDS = 120


def printed(it: Assessment, kind: str, name: str) -> bytes:
    """One document of an assessment, of the kind `pdf` or `docx`, under the name that a report gives it."""
    text = it.model_dump_json(by_alias=True).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "comity.desk.printing", kind, name],
            input=text,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ComityError(f"{name} was not made within {_SECONDS} seconds") from None
    if done.returncode or not done.stdout:
        raise ComityError(f"{name} was not made: {done.stderr.decode('utf-8', 'replace')[-300:]}")
    return done.stdout


def main() -> None:
    """Make the document that the arguments name."""
    from comity.dossier.assessment import Assessment
    from comity.report.write import pages

    kind, name = sys.argv[1:]
    it = Assessment.model_validate_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(pages(it, frozenset({kind}))[name])


if __name__ == "__main__":
    main()
