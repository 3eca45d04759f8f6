"""The server itself: routes, limits, and what may ask (SPARQL 1.1 Protocol, W3C Recommendation of 2013)."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.ask import query
from kg.serve.hand import Question
from kg.serve.pool import Pool, Reply
from kg.store import Store

_WEB: Final = Path(__file__).parent / "web"
_LARGEST: Final = 1_000_000
"""Bytes of the largest request."""
_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_SAFE: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""Headers of every answer: a page runs nothing but our own script, and asks nobody but us."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a server is run."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 7878
    names: tuple[str, ...] = ()
    """Names beside those of this machine that it may be asked under."""
    origin: str = ""
    """The origin (scheme, name, port) whose pages may ask it, or *."""
    jobs: int = 4
    seconds: float = 30.0
    rows: int = 100_000

    @property
    def hosts(self) -> set[str]:
        """What the Host header may say, without the port."""
        return {"localhost", "127.0.0.1", "[::1]", *self.names}


class _RefusedError(Exception):
    """A request that is not heard: its status and the sentence that says why."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status, self.sentence = status, sentence
        super().__init__(sentence)


def serve(options: Options) -> None:
    """Serve until SIGINT or SIGTERM; raises StoreError where there is no store to serve."""
    Store.open(options.store).close()
    config = uvicorn.Config(
        app(options), host=options.host, port=options.port, log_config=None, access_log=False, server_header=False,
        timeout_graceful_shutdown=5, h11_max_incomplete_event_size=_LARGEST, lifespan="on",
    )  # fmt: skip
    uvicorn.Server(config).run()


def app(options: Options) -> ASGIApp:
    """Make the application."""
    pool = Pool(options.store, options.jobs, options.seconds)
    service = _Service(options, pool)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        """Start the processes that answer before the first question, and end them after the last."""
        await pool.fill()
        yield
        await pool.close()

    routes = [
        Route("/", _page("page.html", "text/html"), methods=["GET"]),
        Route("/page.js", _page("page.js", "text/javascript"), methods=["GET"]),
        Route("/page.css", _page("page.css", "text/css"), methods=["GET"]),
        Route("/sparql", service.sparql, methods=["GET", "POST"]),
        Route("/queries", service.catalogue, methods=["GET"]),
        Route("/queries/{name}", service.named, methods=["GET"]),
        Route("/explain", service.explain, methods=["GET"]),
        Route("/.well-known/void", service.void, methods=["GET"]),
        Route("/health", _health, methods=["GET"]),
        Route("/ready", service.ready, methods=["GET"]),
    ]
    handlers = {_RefusedError: _refuse}
    return _Door(Starlette(routes=routes, lifespan=life, exception_handlers=handlers), options)  # type: ignore[arg-type]


async def _refuse(_: Request, error: _RefusedError) -> Response:
    return PlainTextResponse(error.sentence + "\n", error.status)


def _page(name: str, media: str) -> Callable[[Request], Awaitable[Response]]:
    async def page(_: Request) -> Response:
        return FileResponse(_WEB / name, media_type=media)

    return page


async def _health(_: Request) -> Response:
    return PlainTextResponse("ok\n")


class _Service:
    """What the routes answer."""

    def __init__(self, options: Options, pool: Pool) -> None:
        self._options, self._pool = options, pool

    async def sparql(self, request: Request) -> Response:
        """Answer a query; without one, describe the service."""
        given = await _parameters(request)
        if request.method == "GET" and not given:
            if "text/html" in request.headers.get("accept", ""):
                return RedirectResponse("/", 303)
            return await self._about(request, "description")
        if any(name == "update" for name, _ in given):
            raise _RefusedError(403, "This would change the store, and this server only reads it.")
        queries = [value for name, value in given if name == "query"]
        if len(queries) != 1:
            raise _RefusedError(400, "Ask one query: give the parameter query once.")
        graphs = [value for name, value in given if name == "default-graph-uri"]
        named = [value for name, value in given if name == "named-graph-uri"]
        return await self._ask(request, Question(query=_text(queries[0]), graphs=graphs, named=named))

    async def named(self, request: Request) -> Response:
        """Answer one of our named queries, its values given as parameters."""
        name = request.path_params["name"]
        if name not in query.names():
            raise _RefusedError(404, f"There is no query {name!r}. See /queries.")
        return await self._ask(request, Question(query=name, values=dict(request.query_params)))

    async def catalogue(self, _: Request) -> Response:
        """List the named queries."""
        found = [query.named(name) for name in query.names()]
        return JSONResponse(
            [{"name": q.name, "help": q.help, "parameters": dict(q.parameters), "text": q.text} for q in found]
        )

    async def explain(self, request: Request) -> Response:
        """Tell why an event is in the graph."""
        return _response(await self._pool.ask(Question(page="explain", about=request.query_params.get("event", ""))))

    async def void(self, request: Request) -> Response:
        """Describe the data."""
        return await self._about(request, "void")

    async def ready(self, _: Request) -> Response:
        """Tell whether queries can be answered now."""
        head, body = await self._pool.ask(Question(query="ASK { }", accept="", limit=1))
        return PlainTextResponse("ready\n") if head["status"] == 200 else Response(body, 503, media_type="text/plain")

    async def _ask(self, request: Request, question: Question) -> Response:
        cut = request.headers.get("kg-limit", "")
        limit = min(int(cut), self._options.rows) if cut.isdecimal() and len(cut) < 10 else self._options.rows
        accept = request.headers.get("accept", "")
        events = "kg-events" in request.headers
        told = Question(accept=accept, limit=limit, cut=bool(cut), events=events)
        return _response(await self._pool.ask({**question, **told}))

    async def _about(self, request: Request, page: str) -> Response:
        question = Question(page=page, about=str(request.base_url), accept=request.headers.get("accept", ""))
        return _response(await self._pool.ask(question))


def _response(reply: Reply) -> Response:
    head, body = reply
    headers = {"Kg-More": "1"} if head.get("more") else {}
    if head["status"] == 503:
        headers["Retry-After"] = "5"
    return Response(body, head["status"], headers, media_type=head["media"])


async def _parameters(request: Request) -> list[tuple[str, str]]:
    """Give the parameters of a request: of its address, its form, or its body that is a query."""
    given = _pairs(request.scope["query_string"])
    if request.method == "GET":
        return given
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if media == _FORM:
        return given + _pairs(body)
    if media == _QUERY:
        return [*given, ("query", _utf8(body))]
    raise _RefusedError(415, f"Send a query as {_QUERY}, or as query=… in {_FORM}.")


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_utf8(data), keep_blank_values=True, errors="strict", max_num_fields=1_000)
    except UnicodeDecodeError as error:
        raise _RefusedError(400, "This is not UTF-8.") from error
    except ValueError as error:
        raise _RefusedError(400, "These are too many parameters.") from error


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _RefusedError(400, "This is not UTF-8.") from error


def _text(given: str) -> str:
    """Tell a query from the name of one of ours, which has its own address."""
    return given if any(c in given for c in " {\n\t") else given + "\n#"


# ── the door ─────────────────────────────────────────────────────────────────


class _Door:
    """Lets in who asks under a name of this machine, with a request of bounded size; logs each request as JSON."""

    def __init__(self, inner: ASGIApp, options: Options) -> None:
        self._inner, self._options = inner, options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        begin, told = time.monotonic(), {"status": 0, "bytes": 0}
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}

        async def out(message: Message) -> None:
            """Count what is sent, and add the headers that every answer has."""
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                message["headers"] = [*message["headers"], *self._headers(headers.get("origin", ""))]
            elif message["type"] == "http.response.body":
                told["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._heard(scope, receive, out, headers)
        finally:
            line = {"method": scope["method"], "path": scope["path"], **told, "ms": _since(begin)}
            print(json.dumps(line), file=sys.stderr, flush=True)  # noqa: T201

    async def _heard(self, scope: Scope, receive: Receive, out: Send, headers: Mapping[str, str]) -> None:
        refusal = self._refusal(scope, headers)
        if refusal:
            await refusal(scope, receive, out)
            return
        length = 0

        async def bounded() -> Message:
            """Receive no more than a request may have."""
            nonlocal length
            message = await receive()
            length += len(message.get("body", b""))
            if length > _LARGEST:
                raise _RefusedError(413, f"A request has at most {_LARGEST:,} bytes.")
            return message

        await self._inner(scope, bounded, out)

    def _refusal(self, scope: Scope, headers: Mapping[str, str]) -> Response | None:
        """Say why a request is not heard, or None."""
        host = headers.get("host", "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
        if name.lower() not in self._options.hosts:
            # Else a page of elsewhere could ask us, having its own name point to this machine (DNS rebinding).
            return PlainTextResponse("This server is not asked under that name. See --name.\n", 421)
        if int(headers.get("content-length", "0") or 0) > _LARGEST:
            return PlainTextResponse(f"A request has at most {_LARGEST:,} bytes.\n", 413)
        if scope["method"] == "OPTIONS" and self._allowed(headers.get("origin", "")):
            return Response(status_code=204, headers={"Access-Control-Allow-Methods": "GET, POST"})
        return None

    def _headers(self, origin: str) -> Sequence[tuple[bytes, bytes]]:
        found = dict(_SAFE)
        if self._allowed(origin):
            found |= {"Access-Control-Allow-Origin": self._options.origin, "Vary": "Origin"}
        return [(name.lower().encode(), value.encode()) for name, value in found.items()]

    def _allowed(self, origin: str) -> bool:
        return bool(origin) and self._options.origin in ("*", origin)


def _since(begin: float) -> int:
    return round(1000 * (time.monotonic() - begin))
