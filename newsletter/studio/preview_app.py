"""The pages of ``newsletter preview``, as an ASGI application."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from newsletter.content.issues import HEADER
from newsletter.content.project import Project
from newsletter.content.typed_files import read_yaml_file
from newsletter.model.errors import ProjectError
from newsletter.model.finding import Finding, Severity
from newsletter.model.issue import IssueHeader
from newsletter.studio.guard import Guard
from newsletter.studio.live_issues import LiveIssues, Preview
from newsletter.studio.live_updates import LiveUpdates

_PAGES = Path(__file__).parent / "pages"
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
# frame-src of the page around it keeps links inside the frame from leading anywhere.
_EMAIL_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
_LIVE_EMAIL = "email.html"


def preview_app(issues: LiveIssues, updates: LiveUpdates) -> Guard:
    """Every page of the preview behind its guard.

    ``/`` lists the issues, ``/issues/<name>`` shows one, ``/preview/<token>/`` holds a built email with its
    pictures and nothing else, ``/updates`` tells of changes.
    """
    return Guard(Starlette(routes=_Pages(issues, updates).routes(), exception_handlers=_EXPLAINED))


class _Pages:
    """The handlers.  Those that read or build are plain functions: Starlette runs them in threads."""

    def __init__(self, issues: LiveIssues, updates: LiveUpdates) -> None:
        self._issues = issues
        self._updates = updates

    def routes(self) -> list[Route | Mount]:
        return [
            Route("/", self.index),
            Route("/issues/{name}", self.issue),
            Route("/preview/{token}/" + _LIVE_EMAIL, self.email),
            Route("/preview/{token}/{image:path}", self.image),
            Route("/updates", self.updates),
            Mount("/static", StaticFiles(directory=_PAGES / "static")),
        ]

    def index(self, _request: Request) -> Response:
        return _page("index.html", issues=_listed(self._issues.project))

    def issue(self, request: Request) -> Response:
        name = request.path_params["name"]
        try:
            look = self._issues.look(name)
        except ProjectError as error:
            raise HTTPException(404, str(error)) from None
        return _page("issue.html", name=name, look=look, preview=look.preview, groups=_groups(look.findings))

    def email(self, request: Request) -> Response:
        return HTMLResponse(self._preview(request).html, headers={"content-security-policy": _EMAIL_POLICY})

    def image(self, request: Request) -> Response:
        # The address is looked up among those of the document; it never becomes a path.
        path = self._preview(request).images.get(request.path_params["image"])
        try:
            content = path.read_bytes() if path else None
        except OSError:
            content = None
        if content is None:
            raise HTTPException(404, "This email has no such picture.")
        return Response(content, media_type=_picture_type(content))

    async def updates(self, _request: Request) -> Response:
        return StreamingResponse(self._updates.events(), media_type="text/event-stream")

    def _preview(self, request: Request) -> Preview:
        preview = self._issues.preview(request.path_params["token"])
        if preview is None:
            raise HTTPException(404, "This version is no longer kept. Reload the page.")
        return preview


def _listed(project: Project) -> list[tuple[str, IssueHeader | None]]:
    """Each issue with its ``issue.yaml`` where that can be read, the newest first."""
    return [
        (name, read_yaml_file(project.issues / name / HEADER, f"issues/{name}/{HEADER}", IssueHeader).value)
        for name in reversed(project.issue_names())
    ]


def _groups(findings: Sequence[Finding]) -> list[tuple[Severity, list[Finding]]]:
    """Findings by severity, the most serious first."""
    by_rank = sorted(findings, key=lambda finding: finding.severity.rank)
    return [(severity, list(group)) for severity, group in groupby(by_rank, lambda finding: finding.severity)]


def _picture_type(content: bytes) -> str:
    """The media type by the first bytes; a picture's name may say anything.  See FORMATS in content.pictures."""
    kinds = {b"\x89PNG": "image/png", b"GIF8": "image/gif", b"\xff\xd8\xff": "image/jpeg"}
    return next((kind for start, kind in kinds.items() if content.startswith(start)), "application/octet-stream")


_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_PAGES, encoding="utf-8"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _page(template: str, status: int = 200, **context: Any) -> HTMLResponse:
    html = _ENVIRONMENT.get_template(template).render(context)
    return HTMLResponse(html, status, headers={"content-security-policy": _PAGE_POLICY})


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    unknown = "There is no such page." if error.detail == "Not Found" else error.detail
    return _page("message.html", error.status_code, message=unknown)


async def _failed(_request: Request, _error: Exception) -> Response:
    """A bug: its traceback goes to the terminal, where it can be copied from."""
    return _page("message.html", 500, message="The program made a mistake. The terminal window says more about it.")


_EXPLAINED = {HTTPException: _refused, Exception: _failed}
