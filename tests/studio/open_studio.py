"""The studio as an application, and a page of it as a person has it open."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import httpx
from previewing import run_apart

from newsletter.content.project import Project
from newsletter.content.recovery import Recovery
from newsletter.studio.guard import Guard
from newsletter.studio.live_issues import LiveIssues
from newsletter.studio.live_updates import LiveUpdates
from newsletter.studio.studio_app import studio_app

HERE = "http://127.0.0.1:8000"
ISSUE = "/issues/2026-12"
STORY = f"{ISSUE}/sections/story"


class Client:
    """Requests to an application without a server in between, as a page of its own would send them."""

    def __init__(self, app: Guard) -> None:
        self._app = app

    def request(self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
                return await client.request(method, path, headers={"Origin": HERE, **(headers or {})}, **more)

        return run_apart(ask())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def put(self, path: str, **more: Any) -> httpx.Response:
        return self.request("PUT", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.request("POST", path, **more)


class OpenStudio:
    """The studio of one publication: what its pages say, and what they save."""

    def __init__(self, root: Path, recovery: Path) -> None:
        project = Project(root)
        issues = LiveIssues(project)
        self.root = root
        self.recovery = Recovery(project, recovery)
        self.client = Client(studio_app(issues, LiveUpdates(issues), self.recovery))

    def text(self, file: str) -> str:
        return (self.root / file).read_text("utf-8")

    def page(self, path: str) -> OpenPage:
        return OpenPage(self, path)

    def post(self, path: str, **fields: str) -> httpx.Response:
        return self.client.request("POST", path, data=fields, headers={"HX-Request": "true"})


class OpenPage:
    """One form on the screen: it keeps the digest that it was shown with, as a browser does."""

    def __init__(self, studio: OpenStudio, path: str) -> None:
        self.studio = studio
        answer = studio.client.get(path)
        assert answer.status_code == 200, answer.text
        self.html = answer.text
        found = re.search(r'data-url="([^"]+)" data-digest="([^"]+)"', self.html)
        assert found, self.html
        self.url, self.digest = found[1], found[2]

    def save(self, *changes: tuple[list[str | int] | None, Any], expect: int = 200) -> dict[str, Any]:
        told = [{"field": field, "value": value} for field, value in changes]
        answer = self.studio.client.put(
            self.url,
            content=json.dumps({"page": str(id(self)), "changes": told}),
            headers={"If-Match": f'"{self.digest}"', "Accept": "application/json"},
        )
        assert answer.status_code == expect, (answer.status_code, answer.text)
        data: dict[str, Any] = answer.json()
        self.digest = data.get("digest", self.digest)
        return data

    def fields(self) -> list[list[str | int]]:
        found = re.findall(r'data-(?:field|list)="([^"]+)"', self.html)
        return [json.loads(html.unescape(one)) for one in found if one != "null"]
