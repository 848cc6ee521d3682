"""The addresses of the desk for programs, as an OpenAPI document written from the routes."""

from __future__ import annotations

import re
from typing import Any

from comity import __version__
from comity.desk.routes import ROUTES, WORDS, WRITTEN, Route, Written
from comity.desk.sent import FIELD, FORM, LONGEST

_PARTS = {
    "id": "id of a measure, source, statement or proposal, such as un.agreement",
    "study": "name of a study that the desk serves",
    "a": "a state: ISO 3166 code, or a name in any language, which leads to the code",
    "b": "the other state",
    "name": "a name that the page of the assessment gives",
}

_PAGE: dict[str, Any] = {"text/html": {}}
_UNFIT = ("400", "404", "408", "411", "413", "415")
"""What is said to forms that are not taken."""


def _refused(says: str) -> dict[str, Any]:
    """A line that says what is wrong, as the kind of page that was asked for."""
    return {"description": says, "content": {**_PAGE, "application/json": {}, "text/plain": {}}}


_OF_ALL: dict[str, Any] = {
    "414": _refused("the address is too long"),
    "421": _refused("the desk does not answer to that name"),
    "429": _refused("too many tries to sign in; the header says how long to wait"),
    "503": _refused("the atlas, the accounts or the provider of identities cannot be read now"),
}


def openapi() -> dict[str, Any]:
    """The document, of OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Comity",
            "version": __version__,
            "description": "Assessments of the relations of any two countries. Only the forms of a study write.",
        },
        "paths": _paths(),
        "components": {"securitySchemes": {"desk": {"type": "apiKey", "in": "cookie", "name": "comity-PORT"}}},
        "security": [{"desk": []}],
    }


def _paths() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {route.path: {"get": _operation(route)} for route in ROUTES}
    for route in WRITTEN:
        found.setdefault(route.path, {})["post"] = _form(route)
    return found


def _form(route: Written) -> dict[str, Any]:
    fields = {name: {"type": "string", "maxLength": LONGEST} for name in (FIELD, *route.fields)}
    schema = {"type": "object", "required": [FIELD], "properties": fields}
    content = {FORM: {"schema": schema}}
    if route.files:
        file = {"type": "string", "format": "binary"}
        content = {"multipart/form-data": {"schema": {**schema, "properties": {**fields, "file": file}}}}
    return {
        "summary": route.says,
        "operationId": f"{route.page.__module__.rpartition('.')[2]}_{route.page.__name__}",
        "parameters": [_parameter(n, "path", _PARTS[n]) for n in re.findall(r"{(\w+)}", route.path)],
        "requestBody": {"required": True, "content": content},
        "responses": {
            "200": {"description": "what came of it", "content": _PAGE},
            "303": {"description": "leads to the page that shows what was done"},
            "403": _refused("sent by another site, with a form of another session, or not allowed to whoever sends it"),
            "409": _refused("somebody changed it meanwhile: both are shown, and nothing is written"),
            **{
                status: _refused("what was sent is a mistake, in one line that says what to do next")
                for status in _UNFIT
            },
            **_OF_ALL,
        },
        **({"security": []} if route.right == "open" else {}),
    }


def _operation(route: Route) -> dict[str, Any]:
    parts = [_parameter(name, "path", _PARTS[name]) for name in re.findall(r"{(\w+)}", route.path)]
    words = [_parameter(name, "query", WORDS[name]) for name in route.words]
    content: dict[str, Any] = {kind: {} for kind in route.kinds}
    asked = _refused("what was asked is a mistake, in one line that says what to do next")
    return {
        "summary": route.says,
        "operationId": f"{route.page.__module__.rpartition('.')[2]}_{route.page.__name__}",
        "parameters": parts + words,
        "responses": {
            "200": {"description": route.says, "content": content},
            "300": _refused("a name that more than one state bears"),
            "303": {"description": "leads to the page of what was named"},
            "307": {"description": "leads to the same under the codes of the states"},
            "400": asked,
            "403": _refused("the browser is not let in, or may not see it"),
            "404": asked,
            **_OF_ALL,
        },
        **({"security": []} if route.right == "open" else {}),
    }


def _parameter(name: str, where: str, says: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": where,
        "required": where == "path",
        "description": says,
        "schema": {"type": "string", "maxLength": 200},
    }
