"""Who may talk to a server on this computer: its own pages, and nobody else's.

Any web page that is open in the same browser can send requests to 127.0.0.1.  The guard stands before the whole
application and decides by the headers that a page cannot forge: ``Host``, ``Origin`` and ``Sec-Fetch-Site``.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOOPBACK = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?")
_READS = ("GET", "HEAD")
_FOR_EVERY_ANSWER = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    # "no-referrer" would make browsers send "Origin: null" with a form of our own.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class Guard:
    """Wraps an ASGI application; refuses with 403, a WebSocket with close code 1008.

    * ``Host`` must be a loopback name, with any port (DNS rebinding; a tunnel may change the port).
    * ``Origin`` must be this server's own wherever it is sent, and must be sent with every write and WebSocket.
    * What a page of another site, or of another server on this computer, fetches is refused; only a person
      who follows a link comes in from there.

    Every answer says ``nosniff``, ``no-store`` and that other sites may neither embed it nor learn its address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_FOR_EVERY_ANSWER)
            await send(message)

        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif is_welcome(scope):
            await self._app(scope, receive, send_with_headers)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            refusal = PlainTextResponse("This page opens only on this computer, from its own address.\n", 403)
            await refusal(scope, receive, send_with_headers)


def is_welcome(scope: Scope) -> bool:
    """Whether a request (an ASGI scope of HTTP or WebSocket) comes from a page of this server or from a person."""
    headers = Headers(scope=scope)
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    if len(hosts) != 1 or not _LOOPBACK.fullmatch(hosts[0].lower()):
        return False
    writes = scope["type"] == "websocket" or scope["method"] not in _READS
    if origins != [f"http://{hosts[0]}"] and (origins or writes):
        return False
    # Browsers that are too old to send Sec-Fetch-* are left to the other two rules.
    own = headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    return own or headers.get("sec-fetch-mode") == "navigate"
