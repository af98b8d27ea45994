"""A dashboard → a web application on loopback, for whoever was told its address.

Any account of this machine reaches a port of loopback, so each address begins with a secret. It
opens no file: it serves what the dashboard holds by name, so that no request can name a file.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from hmac import compare_digest
from importlib import resources
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from ..press.executors import uninterrupted
from .dashboard import Dashboard

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.datastructures import MutableHeaders
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOOPBACK = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?", re.IGNORECASE)
_NUMBER = re.compile("[0-9]{1,5}", re.ASCII)
_PDF = "application/pdf"
PATIENCE = 15
"""Seconds without news after which a browser is sent an empty line."""
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_PAGE = {
    "preview.html": "text/html",
    "preview.css": "text/css",
    "preview.js": "text/javascript",
    "preview.svg": "image/svg+xml",
}


def refused(host: str, origin: str | None) -> bool:
    """Whether a request comes from elsewhere: by a name that only leads here, or from a page that
    is not ours.
    """
    return not _LOOPBACK.fullmatch(host) or origin not in {None, f"http://{host}"}


def application(dashboard: Dashboard, token: str) -> ASGIApp:
    """The preview as a web application: what lies on *dashboard*, and the page that shows it.

    *token*: what every path begins with.
    """
    from starlette.datastructures import Headers, MutableHeaders
    from starlette.responses import PlainTextResponse

    inner = _pages(dashboard, token)

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _seal(MutableHeaders(scope=message))
            await send(message)

        headers = Headers(scope=scope)
        app: ASGIApp = inner
        if scope["type"] != "http" or refused(headers.get("host", ""), headers.get("origin")):
            app = PlainTextResponse("the preview is for this machine alone", 403)
        elif (path := _path_behind(token, scope["path"])) is None:
            app = PlainTextResponse("open the address that `watch` has printed", 403)
        else:
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await app(scope, receive, send_sealed)

    return guarded


def _seal(headers: MutableHeaders) -> None:
    """Add to the *headers* of a response what a browser may not do with it."""
    # The browser shows a PDF by a page of its own, which the policy would stop.
    left_out = "content-security-policy" if headers.get("content-type") == _PDF else None
    for name, value in _HEADERS.items():
        if name != left_out:
            headers.setdefault(name, value)


def _pages(dashboard: Dashboard, token: str) -> Starlette:
    """The addresses behind the *token*, and what is served at each."""
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse, Response, StreamingResponse
    from starlette.routing import Route

    page = {name: (resources.files(__package__) / "static" / name).read_bytes() for name in _PAGE}
    page["preview.html"] = page["preview.html"].replace(b'="/', f'="/{token}/'.encode())

    def part(request: Request, name: str = "preview.html") -> Response:
        slug = request.path_params.get("slug")
        return Response(
            page[name],
            200 if slug is None or slug in dashboard.cards else 404,
            {"cache-control": "no-cache"},
            _PAGE[name],
        )

    def picture(request: Request) -> Response:
        given = request.path_params
        width = request.query_params.get("width", "")
        number = given["number"].removesuffix(".png")
        data = None
        if _NUMBER.fullmatch(width) and _NUMBER.fullmatch(number):
            brief, paper, name = given["slug"], given["paper"], given["name"]
            data = dashboard.picture(brief, paper, name, int(number), int(width))
        if data is None:
            return PlainTextResponse("no such page", 404)
        forever = {"cache-control": "private, max-age=31536000, immutable"}
        return Response(data, headers=forever, media_type="image/png")

    def pdf(request: Request) -> Response:
        data = dashboard.pdf(f"output/{request.path_params['file']}")
        if data is None:
            return PlainTextResponse("no such PDF", 404)
        return Response(data, headers={"cache-control": "no-cache"}, media_type=_PDF)

    async def news(request: Request) -> Response:
        return StreamingResponse(
            _news(dashboard), headers={"cache-control": "no-store"}, media_type="text/event-stream"
        )

    return Starlette(
        routes=[
            Route("/", part),
            Route("/briefs/{slug}", part),
            Route("/briefs/{slug}/{paper}", part),
            *(Route(f"/{name}", partial(part, name=name)) for name in _PAGE if "html" not in name),
            Route("/news", news),
            Route("/pages/{slug}/{paper}/{name}/{number}", picture),
            Route("/output/{file}", pdf),
        ]
    )


def _path_behind(token: str, path: str) -> str | None:
    """The rest of *path* behind the *token*; None where it does not begin with that."""
    given, _, rest = path.removeprefix("/").partition("/")
    return f"/{rest}" if compare_digest(given.encode(), token.encode()) else None


async def _news(dashboard: Dashboard) -> AsyncIterator[str]:
    """Send a browser all cards, then each that changes, until one of the two closes."""
    loop = asyncio.get_running_loop()
    something = asyncio.Event()
    since, whole = 0, True

    def wake() -> None:
        loop.call_soon_threadsafe(something.set)

    with dashboard.listening(wake):
        yield "retry: 500\n\n"
        while not dashboard.closed:
            something.clear()
            cards = dashboard.news(since)
            if cards or whole:
                news = [card.as_json(dashboard.word) for card in cards]
                event = {"whole": whole, "program": dashboard.program, "cards": news}
                yield f"data: {json.dumps(event)}\n\n"
                since, whole = max((card.serial for card in cards), default=since), False
            elif not dashboard.closed and not await _happens(something, PATIENCE):
                yield ":\n\n"  # to notice that the browser is gone


async def _happens(event: asyncio.Event, seconds: float) -> bool:
    """Wait for *event*; whether it happens within so many *seconds*."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


@contextmanager
def serving(dashboard: Dashboard, port: int) -> Iterator[str]:
    """Serve *dashboard* on loopback, in a thread of its own; gives the address, with its secret."""
    token = token_urlsafe(16)
    with uninterrupted():
        import uvicorn

        config = uvicorn.Config(
            application(dashboard, token),
            lifespan="off",
            access_log=False,
            log_config=None,
            log_level="critical",
            server_header=False,
            timeout_graceful_shutdown=1,
            ws="none",
        )
        server = uvicorn.Server(config)
        listener = listen_on(port)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/{token}/"
    finally:
        dashboard.close()
        server.should_exit = server.force_exit = True
        thread.join(2)
        listener.close()


def listen_on(port: int) -> socket.socket:
    """Listen on *port* of loopback, or on the next one that is free; 0 for any."""
    for wanted in range(port, min(port + 50, 65536)) if port else ():
        with suppress(OSError):
            return _listen(wanted)
    return _listen(0)


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere this would share the port with whoever has it
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
