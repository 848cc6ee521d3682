"""The addresses of the desk for programs, as an OpenAPI document written from the routes."""

from __future__ import annotations

import re
from typing import Any

from comity import __version__
from comity.desk.routes import ROUTES, WORDS, Route

_PARTS = {
    "id": "id of a measure or source, such as un.agreement",
    "a": "a state: ISO 3166 code, or a name in any language, which leads to the code",
    "b": "the other state",
    "name": "a name that the page of the assessment gives",
}


def openapi() -> dict[str, Any]:
    """The document, of OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Comity",
            "version": __version__,
            "description": "Assessments of the relations of any two countries. All is read; nothing is written.",
        },
        "paths": {route.path: {"get": _operation(route)} for route in ROUTES},
        "components": {"securitySchemes": {"desk": {"type": "apiKey", "in": "cookie", "name": "comity-PORT"}}},
        "security": [{"desk": []}],
    }


def _operation(route: Route) -> dict[str, Any]:
    parts = [_parameter(name, "path", _PARTS[name]) for name in re.findall(r"{(\w+)}", route.path)]
    words = [_parameter(name, "query", WORDS[name]) for name in route.words]
    content: dict[str, Any] = {kind: {} for kind in route.kinds}
    refused = {"description": "what was asked is a mistake, in one line that says what to do next"}
    return {
        "summary": route.says,
        "operationId": f"{route.page.__module__.rpartition('.')[2]}_{route.page.__name__}",
        "parameters": parts + words,
        "responses": {
            "200": {"description": route.says, "content": content},
            "300": refused,
            "303": {"description": "leads to the page of what was named"},
            "307": {"description": "leads to the same under the codes of the states"},
            "400": refused,
            "403": {"description": "the browser has not shown the key"},
            "404": refused,
        },
    }


def _parameter(name: str, where: str, says: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": where,
        "required": where == "path",
        "description": says,
        "schema": {"type": "string", "maxLength": 200},
    }
