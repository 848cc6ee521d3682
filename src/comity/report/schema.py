"""The published JSON Schema of `report.json`."""

from __future__ import annotations

from typing import Any

from comity.dossier.assessment import SCHEMA, Assessment


def assessment_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) that every `report.json` of this version satisfies."""
    schema = Assessment.model_json_schema(by_alias=True, mode="serialization")
    schema["properties"]["schema"]["const"] = SCHEMA
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        **schema,
    }
