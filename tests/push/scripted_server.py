"""A real server on this computer that keeps what it was asked, and answers as a test wants it to."""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        """Its JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """An answer.  ``cut`` ends the connection before it, ``slowly`` waits as many seconds between its bytes."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    slowly: float = 0.0

    @property
    def content(self) -> bytes:
        """The bytes of the body."""
        if self.body is None:
            return b""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class ScriptedServer(ThreadingHTTPServer):
    """Answers with what is in ``script``, then with what ``usual`` makes of a request."""

    daemon_threads = True

    def __init__(self, usual: Callable[[Asked], Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.usual = usual
        self.script: deque[Reply | Callable[[Asked], Reply]] = deque()
        self.asked: list[Asked] = []
        self.scheme = "http"

    @property
    def address(self) -> str:
        """Where it is."""
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    @property
    def lines(self) -> list[str]:
        """Method and path of each request, without what was asked behind the path."""
        return [f"{asked.method} {asked.path.partition('?')[0]}" for asked in self.asked]

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no fault of the test."""


class _Handler(BaseHTTPRequestHandler):
    server: ScriptedServer

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        asked = Asked(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        self.server.asked.append(asked)
        reply = self.server.script.popleft() if self.server.script else self.server.usual
        reply = reply(asked) if callable(reply) else reply
        if reply.cut:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(reply.status)
        for name, value in {"content-type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(reply.content)))
        self.end_headers()
        for start in range(0, len(reply.content), 1 if reply.slowly else 65536):
            self.wfile.write(reply.content[start : start + (1 if reply.slowly else 65536)])
            time.sleep(reply.slowly)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing goes to the terminal."""


@contextmanager
def serving(usual: Callable[[Asked], Reply], context: ssl.SSLContext | None = None) -> Iterator[ScriptedServer]:
    """Serve on the loopback interface, over TLS where there is a ``context``."""
    server = ScriptedServer(usual)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.scheme = "https"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Listmonk:
    """As much of listmonk as a push asks for."""

    def __init__(self, picture_host: str = "https://lists.example.org") -> None:
        self.campaigns: dict[str, dict[str, Any]] = {}
        self.pictures: list[bytes] = []
        self._host = picture_host

    def __call__(self, asked: Asked) -> Reply:
        path = asked.path.removeprefix("/api")
        if path == "/media":
            self.pictures.append(asked.body)
            return Reply(body={"data": {"id": len(self.pictures), "url": f"{self._host}/{len(self.pictures)}.jpg"}})
        if path.startswith("/campaigns?"):
            return Reply(body={"data": {"results": list(self.campaigns.values())}})
        number = path.removeprefix("/campaigns").strip("/") or str(len(self.campaigns) + 7)
        if asked.method == "POST":
            self.campaigns[number] = {"id": int(number), "status": "draft", **asked.data}
        if number not in self.campaigns:
            return Reply(400, {"message": "Campaign not found"})
        if asked.method == "PUT":
            self.campaigns[number] |= asked.data
        return Reply(body={"data": self.campaigns[number]})
