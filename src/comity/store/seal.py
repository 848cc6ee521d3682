"""Records that carry their own seal: small JSON files in which one changed byte is noticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from comity.errors import BadFile

_SEAL = "seal"


def sealed_text(record: Mapping[str, Any]) -> str:
    """The record as JSON with the hash of its content as `seal`: one record, one text."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"))
    content = dict(record) | {_SEAL: hashlib.sha256(text.encode()).hexdigest()}
    return json.dumps(content, indent=1, sort_keys=True) + "\n"


def unsealed(path: Path) -> dict[str, Any]:
    """What a sealed file records. Raises BadFile, without advice, where it is missing, no record, or altered."""
    try:
        raw = path.read_bytes()
        record = json.loads(raw)
    except (OSError, ValueError, RecursionError) as error:
        raise BadFile(f"{path} is damaged ({str(error).splitlines()[0]})") from error
    if not isinstance(record, dict) or _SEAL not in record:
        raise BadFile(f"{path} is damaged (it carries no seal)")
    del record[_SEAL]
    # The text is compared, not only the seal in it: a changed blank is a changed file.
    if raw != sealed_text(record).encode():
        raise BadFile(f"{path} was altered (its seal differs)")
    return record
