"""A mailing service on this computer: a real server that refuses what its description does not describe."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from api_description import ApiDescription, Operation

SENDING = re.compile(r"/(send|schedul|test|action|publish|status|campaign-send)")
"""What no request of ours may ever ask for."""

Response = tuple[int, Any]


@dataclass
class Asked:
    """A request as it came in, and what was wrong with it."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    raw: bytes
    problems: list[str]


@dataclass
class FakeService:
    """What a service keeps, and how it answers.

    ``answers`` gets the operation, the body and the store, and gives status and data; ``drafts`` are by id.
    The answer to a method that it ``loses`` never leaves.
    """

    description: ApiDescription
    authorization: tuple[str, str]
    answers: Callable[[Operation, Any, FakeService], Response]
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    templates: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: list[bytes] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    loses: str = ""
    address: str = ""
    made: int = 0

    def new_number(self) -> int:
        """A number that was never used before."""
        self.made += 1
        return 100 + self.made

    def respond(self, method: str, target: str, headers: dict[str, str], raw: bytes) -> Response:
        """The answer to a request, which is recorded."""
        url = urlsplit(target)
        path = url.path.removeprefix(self.description.base)
        kind = headers.get("content-type", "").partition(";")[0]
        body = _form(headers["content-type"], raw) if kind.startswith("multipart") else json.loads(raw) if raw else None
        operation = self.description.operation(method, path)
        query = dict(parse_qsl(url.query))
        problems = ["there is no such thing to ask"] if operation is None else []
        if operation is not None:
            problems += self.description.problems(operation, query, headers, kind, _judged(body))
        if SENDING.search(path):
            problems.append("this would send")
        name, value = self.authorization
        if headers.get(name.lower()) != value:
            problems.append("the key is wrong")
        self.asked.append(Asked(method, path, headers, body, raw, problems))
        if operation is None or problems:
            return 418, {"refused": problems}
        status, data = self.answers(operation, body, self)
        faults = self.description.faults_of_answer(operation, status, data)
        assert not faults, f"the fake answers as the service never would: {faults}"
        return status, data

    @contextmanager
    def running(self) -> Iterator[FakeService]:
        """Serve on the loopback interface."""

        class Handler(BaseHTTPRequestHandler):
            def answer(handler) -> None:  # noqa: N805
                raw = handler.rfile.read(int(handler.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in handler.headers.items()}
                try:
                    status, data = self.respond(handler.command, handler.path, headers, raw)
                except AssertionError as error:
                    status, data = 599, {"fault": str(error)}
                    self.asked[-1].problems.append(str(error))
                if handler.command == self.loses:
                    handler.close_connection = True
                    return
                content = b"" if data is None else json.dumps(data).encode()
                handler.send_response(status)
                handler.send_header("content-type", "application/json")
                handler.send_header("content-length", str(len(content)))
                handler.end_headers()
                handler.wfile.write(content)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815

            def log_message(handler, *_: object) -> None:  # noqa: N805
                """Nothing goes to the terminal."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()


def _form(kind: str, raw: bytes) -> dict[str, bytes]:
    message = email.message_from_bytes(b"content-type: " + kind.encode() + b"\n\n" + raw, policy=email.policy.default)
    names = [str(part["content-disposition"].params["name"]) for part in message.iter_parts()]
    return dict(zip(names, (part.get_payload(decode=True) for part in message.iter_parts()), strict=True))


def _judged(body: Any) -> Any:
    """A form as its description sees it: files are strings there."""
    is_form = isinstance(body, dict) and any(isinstance(value, bytes) for value in body.values())
    return dict.fromkeys(body, "a file") if is_form else body
