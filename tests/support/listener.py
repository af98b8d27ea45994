"""A listener on loopback that notes who calls, for whoever promises to call nobody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from support.printed import picture


@dataclass
class Listener:
    """Answers every path with a picture."""

    address: str = ""
    """`http://127.0.0.1:` and its port."""
    heard: list[str] = field(default_factory=list)
    """Each request: its path."""
    calls: int = 0
    """How often somebody called, whatever was said then."""


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen until the end of the block."""
    listener = Listener()
    answer = picture(9, 9)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            listener.heard.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        do_HEAD = do_POST = do_OPTIONS = do_GET

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def get_request(self) -> tuple[Any, Any]:
            listener.calls += 1
            return super().get_request()

    server = Server(("127.0.0.1", 0), Handler)
    listener.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
