"""The pages of ``newsletter preview``, as an ASGI application."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

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
from newsletter.studio.page import EXPLAINED, PAGES, page

# frame-src of the page around it keeps links inside the frame from leading anywhere.
_EMAIL_POLICY = (
    "default-src 'none'; img-src 'self' data:{}; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
_LIVE_EMAIL = "email.html"


def preview_app(issues: LiveIssues, updates: LiveUpdates) -> Guard:
    """Every page of the preview behind its guard.

    ``/`` lists the issues, ``/issues/<name>`` shows one, ``/preview/<token>/`` holds a built email with its
    pictures and nothing else, ``/updates`` tells of changes.
    """
    routes = [*_Pages(issues).routes(), *EmailRoutes(issues, updates).routes()]
    return Guard(Starlette(routes=routes, exception_handlers=EXPLAINED))


class EmailRoutes:
    """Built emails and news of changes: what the preview and the studio both serve.

    Handlers that read or build are plain functions: Starlette runs them in threads.
    """

    def __init__(self, issues: LiveIssues, updates: LiveUpdates) -> None:
        self._issues = issues
        self._updates = updates

    def routes(self) -> list[Route | Mount]:
        """The addresses below ``/preview/``, ``/updates`` and ``/static``."""
        return [
            Route("/preview/{token}/" + _LIVE_EMAIL, self.email),
            Route("/preview/{token}/{image:path}", self.image),
            Route("/updates", self.updates),
            Mount("/static", StaticFiles(directory=PAGES / "static")),
        ]

    def email(self, request: Request) -> Response:
        """One build of an issue; ``?pictures=web`` lets it load pictures from elsewhere, which tells their servers."""
        policy = _EMAIL_POLICY.format(" https: http:" if request.query_params.get("pictures") == "web" else "")
        return HTMLResponse(self._preview(request).html, headers={"content-security-policy": policy})

    def image(self, request: Request) -> Response:
        """A picture of one build."""
        # The address is looked up among those of the document; it never becomes a path.
        path = self._preview(request).images.get(request.path_params["image"])
        try:
            content = path.read_bytes() if path else None
        except OSError:
            content = None
        if content is None:
            raise HTTPException(404, "This email has no such picture.")
        return Response(content, media_type=picture_type(content))

    async def updates(self, _request: Request) -> Response:
        """Server-sent events: a revision whenever a file was saved."""
        return StreamingResponse(self._updates.events(), media_type="text/event-stream")

    def _preview(self, request: Request) -> Preview:
        preview = self._issues.preview(request.path_params["token"])
        if preview is None:
            raise HTTPException(404, "This version is no longer kept. Reload the page.")
        return preview


class _Pages:
    """The list of issues, and one of them."""

    def __init__(self, issues: LiveIssues) -> None:
        self._issues = issues

    def routes(self) -> list[Route]:
        return [Route("/", self.index), Route("/issues/{name}", self.issue)]

    def index(self, _request: Request) -> Response:
        return page("index.html", issues=_listed(self._issues.project))

    def issue(self, request: Request) -> Response:
        name = request.path_params["name"]
        try:
            look = self._issues.look(name)
        except ProjectError as error:
            raise HTTPException(404, str(error)) from None
        return page("issue.html", name=name, look=look, preview=look.preview, groups=_groups(look.findings))


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


def picture_type(content: bytes) -> str:
    """The media type by the first bytes; a picture's name may say anything.  See FORMATS in content.pictures."""
    kinds = {b"\x89PNG": "image/png", b"GIF8": "image/gif", b"\xff\xd8\xff": "image/jpeg"}
    return next((kind for start, kind in kinds.items() if content.startswith(start)), "application/octet-stream")
