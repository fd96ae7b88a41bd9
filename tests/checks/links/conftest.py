from __future__ import annotations

import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class _Pages(BaseHTTPRequestHandler):
    """Every way in which websites answer a link check; the path says which."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_HEAD(self) -> None:
        self._answer("HEAD")

    def do_GET(self) -> None:
        self._answer("GET")

    def _answer(self, method: str) -> None:
        path = self.path.partition("?")[0]
        self.server.log.append((method, self.path))
        self.server.hosts.append(self.headers["Host"])
        with self.server.count:
            self.server.busy += 1
            self.server.busiest = max(self.server.busiest, self.server.busy)
        try:
            self._say(method, path)
        finally:
            with self.server.count:
                self.server.busy -= 1

    def _say(self, method: str, path: str) -> None:
        name, _, rest = path.strip("/").partition("/")
        if name.startswith("head-") and method == "HEAD":
            if name == "head-hangs":
                self.server.stop.wait(20)
            elif name == "head-hangs-up":
                self.close_connection = True
            else:
                self._send(int(name[5:]))
        elif name == "once":  # busy at first, then fine
            self.server.visits[path] += 1
            self._send(int(rest) if self.server.visits[path] < (2 if rest == "429" else 3) else 200, retry="0")
        elif name == "retry":
            self._send(429, retry=rest)
        elif name == "to":
            self._send(int(rest[:3]), location="/" + rest[4:])
        elif name == "away":
            self._send(302, location=rest.replace("!", "/"))
        elif name == "circle":
            self._send(302, location="/circle", cookie=rest == "cookie")
        elif name == "cookies":
            self._send(302, location="/cookies", cookie=True)
        elif name == "chain":
            self._send(302, location=f"/chain/{int(rest) - 1}" if int(rest) > 1 else "/page")
        elif name == "slow":
            time.sleep(0.1)
            self._send(200)
        elif name == "huge":
            self._huge()
        elif name == "drips":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not self.server.stop.wait(0.05):
                self.wfile.write(b"X-More: 1\r\n")
        elif name == "hangs":
            self.server.stop.wait(20)
            self.close_connection = True
        else:
            self._send(int(name) if name.isdigit() else 200)

    def _send(self, status: int, location: str = "", retry: str = "", cookie: bool = False) -> None:
        self.send_response(status)
        for header, value in (("Location", location), ("Retry-After", retry), ("Set-Cookie", "a=b" if cookie else "")):
            if value:
                self.send_header(header, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(10**12))
        self.end_headers()
        while not self.server.stop.is_set():
            self.wfile.write(bytes(65_536))
            self.server.sent += 65_536

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Site(ThreadingHTTPServer):
    """A website on this computer, and what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.log: list[tuple[str, str]] = []
        self.hosts: list[str] = []
        self.visits: Counter[str] = Counter()
        self.count = threading.Lock()
        self.busy = self.busiest = self.sent = 0
        self.stop = threading.Event()

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"

    def use_tls(self, certificate: str, key: str) -> None:
        """Answer at https:// from now on."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is meant here."""


@pytest.fixture
def site() -> Iterator[Site]:
    """A website on this computer."""
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.stop.set()
    server.shutdown()
    server.server_close()
    thread.join()
