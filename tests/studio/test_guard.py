"""Who gets in, and who does not."""

from __future__ import annotations

from http.client import HTTPConnection
from typing import Any

import pytest
from previewing import Previewing, run_apart
from starlette.types import Message, Receive, Scope, Send

from newsletter.studio.guard import Guard

FETCH = {"Sec-Fetch-Mode": "cors"}
NAVIGATE = {"Sec-Fetch-Mode": "navigate"}
HERE = "http://127.0.0.1:8000"

# (method or "websocket", headers, whether it gets in); the Host is 127.0.0.1:8000 where none is given.
TABLE: list[tuple[str, dict[str, str], bool]] = [
    ("GET", {}, True),
    ("GET", {"Host": "localhost:8000"}, True),
    ("GET", {"Host": "LOCALHOST:8000"}, True),
    ("GET", {"Host": "127.0.0.1"}, True),
    ("GET", {"Host": "[::1]:8000"}, True),
    ("GET", {"Host": "evil.example"}, False),
    ("GET", {"Host": "evil.example:8000"}, False),
    ("GET", {"Host": "127.0.0.1.evil.example:8000"}, False),
    ("GET", {"Host": "localhost.:8000"}, False),
    ("GET", {"Host": "user@127.0.0.1:8000"}, False),
    ("GET", {"Host": "0.0.0.0:8000"}, False),
    ("GET", {"Host": "127.0.0.1:"}, False),
    ("GET", {"Host": ""}, False),
    ("GET", {"Origin": HERE}, True),
    ("GET", {"Origin": "http://localhost:8000"}, False),
    ("GET", {"Origin": "http://evil.example"}, False),
    ("GET", {"Origin": "null"}, False),
    ("POST", {"Origin": HERE}, True),
    ("POST", {}, False),
    ("POST", {"Origin": "null"}, False),
    ("POST", {"Origin": "https://127.0.0.1:8000"}, False),
    ("POST", {"Origin": "http://127.0.0.1:3000"}, False),
    ("PUT", {"Origin": HERE, "Sec-Fetch-Site": "same-origin", **FETCH}, True),
    ("DELETE", {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site", **NAVIGATE}, False),
    ("OPTIONS", {"Origin": "http://evil.example"}, False),
    ("GET", {"Sec-Fetch-Site": "same-origin", **FETCH}, True),
    ("GET", {"Sec-Fetch-Site": "none", **NAVIGATE}, True),
    ("GET", {"Sec-Fetch-Site": "cross-site", **NAVIGATE}, True),
    ("GET", {"Sec-Fetch-Site": "cross-site", **FETCH}, False),
    ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, False),
    ("GET", {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"}, False),
    ("GET", {"Sec-Fetch-Site": "cross-site"}, False),
    ("websocket", {"Origin": HERE}, True),
    ("websocket", {}, False),
    ("websocket", {"Origin": "http://evil.example"}, False),
    ("websocket", {"Origin": HERE, "Host": "evil.example"}, False),
]


def answered(kind: str, headers: list[tuple[str, str]]) -> tuple[bool, list[Message]]:
    """Whether the application behind the guard was reached, and what was sent."""
    reached = False
    sent: list[Message] = []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        nonlocal reached
        reached = True
        if kind != "websocket":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {"type": "websocket"} if kind == "websocket" else {"type": "http", "method": kind}
    scope["headers"] = [(name.lower().encode(), value.encode()) for name, value in headers]
    run_apart(Guard(app)(scope, receive, send))
    return reached, sent


@pytest.mark.parametrize(("kind", "headers", "welcome"), TABLE)
def test_who_gets_in(kind: str, headers: dict[str, str], welcome: bool) -> None:
    reached, sent = answered(kind, list({"Host": "127.0.0.1:8000", **headers}.items()))
    assert reached is welcome
    if kind == "websocket":
        assert [(m["type"], m["code"]) for m in sent] == ([] if welcome else [("websocket.close", 1008)])
    else:
        assert sent[0]["status"] == (200 if welcome else 403)
        assert {name: value for name, value in sent[0]["headers"] if not name.startswith(b"content-")} == {
            b"cache-control": b"no-store",
            b"cross-origin-resource-policy": b"same-origin",
            b"referrer-policy": b"same-origin",
            b"x-content-type-options": b"nosniff",
        }


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Host", "127.0.0.1:8000"), ("Host", "evil.example")],
        [("Host", "127.0.0.1:8000"), ("Origin", HERE), ("Origin", "http://evil.example")],
    ],
)
def test_headers_that_are_missing_or_sent_twice_are_refused(headers: list[tuple[str, str]]) -> None:
    assert answered("GET", headers)[0] is False


def test_it_stands_before_every_page(preview: Previewing) -> None:
    for path in ("/", "/issues/2026-12", "/updates", "/static/preview.js", "/nowhere", "/preview/none/email.html"):
        refused = preview.client.get(path, headers={"Host": "evil.example"})
        assert refused.status_code == 403
        assert refused.headers["x-content-type-options"] == "nosniff"
        assert "LMS" not in refused.text
    assert preview.client.get("/", headers={"Origin": "http://evil.example"}).status_code == 403
    foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert preview.client.get("/static/preview.js", headers=foreign).status_code == 403
    assert preview.client.post("/issues/2026-12").status_code == 403
    assert preview.client.post("/issues/2026-12", headers={"Origin": preview.address}).status_code == 405


def test_it_listens_on_loopback_only(preview: Previewing) -> None:
    port = int(preview.address.rsplit(":", 1)[1])
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in _lines(table)
        if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
    ]
    assert listening == [f"0100007F:{port:04X}"]


def _lines(table: str) -> list[str]:
    try:
        with open(table) as file:
            return file.readlines()[1:]
    except FileNotFoundError:
        if table.endswith("6"):
            return []
        pytest.skip("only Linux lists listening sockets as a file")


@pytest.mark.parametrize(
    "wanted",
    [
        "images/../issue.yaml", "images/..%2f..%2f..%2fnewsletter.yaml", "..%2f..%2fnewsletter.yaml",
        "%2e%2e/%2e%2e/newsletter.yaml", "..%5c..%5cnewsletter.yaml", "%2fetc%2fpasswd", "/etc/passwd",
        "images/none.jpg", "images/", "", "issue.yaml", "images/garden.jpg%00",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["preview", "static"])
def test_no_path_leads_to_a_file_that_is_not_shown(preview: Previewing, before: str, wanted: str) -> None:
    token = preview.client.get("/issues/2026-12").text.split("/preview/")[1].split("/")[0]
    path = f"/preview/{token}/{wanted}" if before == "preview" else f"/static/{wanted}"
    # http.client sends the path as it is.
    connection = HTTPConnection(preview.address.removeprefix("http://"), timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 404
    assert b"title: LMSeAlerts" not in answer.read()
    connection.close()
