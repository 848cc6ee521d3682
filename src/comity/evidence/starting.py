"""Begin a study: a folder that every command takes at once, with an example that counts nowhere."""

import csv
import secrets
import shutil
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from comity.errors import BadFile, UserError
from comity.evidence.columns import COLUMNS, TYPED
from comity.terms.country import State, display_name
from comity.terms.names import sanitise

EXAMPLE = "evidence/example.txt"
"""Its ending keeps it out of the evidence."""
_HELD = "sector", "value", "unit", "url", "note", "due", "fulfils", *TYPED
COLUMNS_AT_FIRST = tuple(
    column.name for column in COLUMNS if column.required or column.name in ("b", "published", *_HELD)
)


def begin(folder: Path, a: State, b: State) -> None:
    """Make a study of `a` and its partner `b`. `UserError` where `folder` holds anything; nothing is written then."""
    label = sanitise(str(folder), 200)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UserError(f"{label} is in the way; name a folder that is not there")
    if folder.is_dir() and any(folder.iterdir()):
        raise UserError(f"{label} holds something already; name a new folder or an empty one")
    made = folder.parent / f".{folder.name}.{secrets.token_hex(4)}"
    try:
        (made / "evidence").mkdir(parents=True)
        for name, text in _files(a, b).items():
            (made / name).write_text(text, encoding="utf-8", newline="\n")
        made.replace(folder)
    except OSError as error:
        raise BadFile(f"{label} cannot be made ({sanitise(error.strerror or 'unknown error')})") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _files(a: State, b: State) -> dict[str, str]:
    one, two = display_name(a), display_name(b)
    return {
        "study.yaml": f"""# What the study is about; every field stands in docs/study-folder.md of Comity.
pair: {{a: {a.id}, b: {b.id}}}
title: "{one} and {two}: the state of relations"
""",
        "evidence/statements.csv": _csv([COLUMNS_AT_FIRST]),
        EXAMPLE: "An example, which counts nowhere since this file is no .csv. Rows stand in statements.csv.\n\n"
        + _csv([COLUMNS_AT_FIRST, _example(a, b)]),
        "README.md": f"""# {one} and {two}

A study for Comity. `study.yaml` names the two states; `evidence/` holds statements, one claim of one source in each
row, dated and graded. `evidence/example.txt` shows a row.

    comity gather {a.id} {b.id} --study FOLDER --mirror MIRROR   # documents about the two, from named places
    comity read FOLDER                    # proposes statements out of them
    comity review FOLDER                  # accept, change, reject; nothing counts before
    comity evidence add FOLDER            # asks for one statement
    comity evidence import FOLDER FILE    # takes rows of a table or a bibliography
    comity evidence check FOLDER          # what does not fit together
    comity assess {a.id} {b.id} --study FOLDER
""",
    }


def _example(a: State, b: State) -> Sequence[str]:
    cells = {
        "id": "1",
        "date": "2014-05",
        "a": a.id,
        "b": b.id,
        "question": "scope",
        "kind": "agreement",
        "sector": "trade",
        "claim": "The two signed an agreement on trade.",
        "status": "signed",
        "source": "Title, publisher, date",
        "source_type": "primary",
        "reliability": "B",
        "credibility": "2",
    }
    return [cells.get(name, "") for name in COLUMNS_AT_FIRST]


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
