"""The application: routes, work in a few threads, pages held, and errors in one line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qsl

import anyio
from anyio import to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Path

from comity.desk.asked import STUDY, Asked, Visitor
from comity.desk.drawing import drawn, style
from comity.desk.guard import VISITOR
from comity.desk.holding import Desk
from comity.desk.log import log
from comity.desk.missing import NotThere
from comity.desk.openapi import openapi
from comity.desk.pictures import POLICY
from comity.desk.receiving import MOST_OPEN, Unfit, body_of
from comity.desk.reply import CSS, ICON, SVG, Reply, json_reply, reply
from comity.desk.rights import NotAllowed, expect, keeps
from comity.desk.routes import ROUTES, WRITTEN, Route, Written
from comity.desk.sending import response
from comity.desk.sent import NotOurs, Sent
from comity.desk.world import land_svg
from comity.errors import AmbiguousState, BadFile, ComityError, NotCoexisting, UnknownMeasure, UnknownState, UserError
from comity.store.clock import today

_KEPT = {"Cache-Control": "private, max-age=86400"}
OPEN_FILES = frozenset({"/static/desk.css", "/static/icon.svg", "/robots.txt"})
"""What the page by which one comes in needs."""
THREADS = 3
"""Pages that are made at the same time: more would only take turns on the processors."""
UPLOADS = 2
"""Forms that are received at the same time: each may be as large as a file may be."""
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="6" cy="8" r="5" fill="#123f7a"/>'
    '<circle cx="10" cy="8" r="5" fill="#b0560a" fill-opacity=".85"/></svg>'
)
_STATUS: tuple[tuple[type[UserError], int], ...] = (
    (UnknownState, 404),
    (UnknownMeasure, 404),
    (NotCoexisting, 404),
    (NotThere, 404),
    (AmbiguousState, 300),
    (NotOurs, 403),
    (NotAllowed, 403),
    (UserError, 400),
)


def application(desk: Desk) -> Starlette:
    """The desk as an ASGI application; whoever serves it puts a `Guard` before it."""
    limiter: list[anyio.CapacityLimiter] = []
    receiving = anyio.Semaphore(UPLOADS)

    async def answer(route: Route, request: Request) -> Response:
        if not limiter:
            limiter.append(anyio.CapacityLimiter(THREADS))
        key = (today(), request.url.path, request.url.query)
        # With a study a page depends on more than the atlas and its address.
        with_study = _names_study(request.url.query)
        shared = route.held and not with_study
        try:
            held = desk.held(key) if shared else None
        except OSError:
            held = None
        if held is not None:
            return response(held, request.scope, "page;desc=held")
        found = await to_thread.run_sync(
            partial(_made, desk, route, request, key if shared else None), limiter=limiter[0]
        )
        if with_study:
            found = replace(found, headers={"Cache-Control": "no-store", **found.headers})
        return response(found, request.scope, "page;desc=made")

    async def take(route: Written, request: Request) -> Response:
        if not limiter:
            limiter.append(anyio.CapacityLimiter(THREADS))
        try:
            if route.right == "open":
                # Whoever is not in sends a name and a password, and does not keep those who are in from sending more.
                body, kind = await body_of(request, files=False, most=MOST_OPEN, seconds=10.0)
            else:
                async with receiving:
                    body, kind = await body_of(request, files=route.files)
        except Unfit as error:
            return response(refused(request.url.path, error.status, str(error)), request.scope)
        found = await to_thread.run_sync(partial(_taken, desk, route, request, body, kind), limiter=limiter[0])
        return response(found, request.scope)

    paths = [Path(route.path, partial(answer, route), methods=["GET"]) for route in ROUTES]
    paths += [Path(route.path, partial(take, route), methods=["POST"]) for route in WRITTEN]
    fixed = {
        "/static/desk.css": lambda: reply(style(), CSS, headers=_KEPT),
        "/static/icon.svg": lambda: reply(_ICON, ICON, headers=_KEPT),
        "/static/land.svg": lambda: reply(land_svg(), SVG, headers={**_KEPT, "Content-Security-Policy": POLICY}),
        "/openapi.json": lambda: json_reply(openapi()),
        "/robots.txt": lambda: reply("User-agent: *\nDisallow: /\n", "text/plain; charset=utf-8"),
    }
    paths = [*(Path(path, _fixed(make), methods=["GET"]) for path, make in fixed.items()), *paths]
    app = Starlette(routes=paths, exception_handlers={404: _nowhere, Exception: _fault})
    app.router.redirect_slashes = False
    return app


def _fixed(make: Callable[[], Reply]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return response(make(), request.scope)

    return endpoint


def _made(desk: Desk, route: Route, request: Request, key: tuple[object, ...] | None) -> Reply:
    """The page, or what is wrong with what was asked."""

    visitor: Visitor = request.scope[VISITOR]
    seen = desk.seen_by(visitor)

    def make() -> Reply:
        _expect(seen, route, visitor, request)
        return route.page(seen, Asked.parse(request.url.query, visitor, route.longest), **request.path_params)

    return _or_refused(request, lambda: make() if key is None else desk.page(key, make))


def _taken(desk: Desk, route: Written, request: Request, body: bytes, kind: str) -> Reply:
    """What is said to a form."""

    visitor: Visitor = request.scope[VISITOR]
    seen = desk.seen_by(visitor)

    def make() -> Reply:
        _expect(seen, route, visitor, request)
        return route.page(seen, Sent.parse(body, kind, visitor), **request.path_params)

    found = _or_refused(request, make)
    if desk.team is not None and route.noted:
        # What is done is noted before it is acknowledged: where that fails nobody is told that all is well.
        return _or_refused(request, lambda: _noted(seen, route, visitor, request, found))
    return found


def _noted(desk: Desk, route: Written, visitor: Visitor, request: Request, found: Reply) -> Reply:
    """The reply, when the audit trail says who did what. What was refused is named by its kind alone."""
    assert desk.team is not None
    study = request.path_params.get("study") or _begun(found)
    known = study and study in {listed.name for listed in desk.studies.listed()}
    row = request.path_params.get("id", "") if known and found.status < 400 else ""
    desk.team.trail.note(
        visitor.name, visitor.role, route.says, study=study if known else "", row=row, status=found.status
    )
    return found


def _begun(found: Reply) -> str:
    """The study to which a reply leads."""
    return found.headers.get("Location", "").removeprefix("/studies/").partition("?")[0]


def _expect(desk: Desk, route: Route | Written, visitor: Visitor, request: Request) -> None:
    """Raise NotAllowed or NotThere where a visitor may not have what an address gives."""
    study = request.path_params.get("study", "")
    if study and not keeps(visitor, study):
        # One that is not theirs to see is not there, whatever they would do with it.
        desk.studies.folder(study)
    expect(route.right, visitor, study)


def _names_study(query: str) -> bool:
    """Whether an address asks for a study, however that is written: such a page is for whoever asks alone."""
    try:
        return any(name == STUDY for name, _ in parse_qsl(query, keep_blank_values=True))
    except ValueError:
        return True


def _or_refused(request: Request, make: Callable[[], Reply]) -> Reply:
    """What is made, or what is wrong with what was asked."""
    try:
        return make()
    except BadFile as error:
        log(error, private=_is_private(request))
        return refused(request.url.path, 503, "The atlas cannot be read; whoever runs the desk finds why in its log.")
    except UserError as error:
        status = next(code for kind, code in _STATUS if isinstance(error, kind))
        return refused(request.url.path, status, str(error).replace("--", ""))
    except OSError as error:
        log(error, private=_is_private(request))
        return refused(request.url.path, 503, "The desk cannot read what it needs; its log says why.")
    except ComityError as error:
        log(error, private=_is_private(request))
        return refused(request.url.path, 500, "A fault of Comity; its log says which.")


def refused(path: str, status: int, said: str) -> Reply:
    """A mistake in one line, as the kind of page that was asked for."""
    line = f"{said[:1].upper()}{said[1:]}"
    if path.endswith(".json"):
        return json_reply({"error": line}, status)
    if path.endswith(".csv"):
        return reply(f"{line}\n", "text/plain; charset=utf-8", status)
    return drawn("refused.html.j2", None, status=status, said=line)


async def _nowhere(request: Request, error: Exception) -> Response:
    return response(refused(request.url.path, 404, "Nothing stands at this address."), request.scope)


async def _fault(request: Request, error: Exception) -> Response:
    log(error, private=True)
    return response(refused(request.url.path, 500, "A fault of Comity; its log says which."), request.scope)


def _is_private(request: Request) -> bool:
    """Whether a request has to do with a study."""
    return "study" in request.path_params or _names_study(request.url.query)
