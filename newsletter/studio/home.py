"""The first page: every issue as a card, a new one, and standing information that is due for review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from newsletter.content.new_issue import is_correction, new_issue, next_issue_name
from newsletter.content.project import Project
from newsletter.model.errors import NewsletterError, ProjectError
from newsletter.model.finding import Severity
from newsletter.model.months import long_date
from newsletter.studio.page import page
from newsletter.studio.standing_review import due_for_review
from newsletter.studio.status import IssueStatus, status_of
from newsletter.studio.studio import Studio, form_of

_CARDS = 12
"""How many issues are shown as cards; earlier ones are lines of a list."""
_PRACTICE = "practice"


@dataclass(frozen=True)
class Card:
    """An issue on the first page; ``changed`` says who changed it last, as far as that is known, and when."""

    name: str
    url: str
    status: IssueStatus
    changed: str


class HomePages:
    """``/`` and what it leads to."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        return [
            Route("/", self.home, methods=["GET"]),
            Route("/issues", self.start, methods=["POST"]),
            Route("/issues/{name}/things-count", self.count, methods=["GET"]),
            Route("/issues/{name}/thumbnail", self.thumbnail, methods=["GET"]),
        ]

    def home(self, _request: Request) -> Response:
        """The cards.  Nothing is built for them: thumbnails and counts come when they are looked at."""
        project = self._studio.project
        names = list(reversed(project.issue_names()))
        cards = [_card(project, name) for name in names[:_CARDS]]
        return page(
            "studio/home.html",
            cards=cards,
            earlier=[(name, status_of(project, name)) for name in names[_CARDS:]],
            next_name=next_issue_name(project) or f"{date.today():%Y-%m}",
            sources=[
                (card.name, card.status.title)
                for card in cards
                if not card.status.practice and not is_correction(card.name)
            ],
            has_practice=any(card.status.practice for card in cards),
            due=due_for_review(self._studio.reference(), date.today()),
        )

    async def start(self, request: Request) -> Response:
        """POST: a new issue, from scratch or with the structure of another; then its page."""
        form = await form_of(request)
        name = await run_in_threadpool(self._start, form)
        return RedirectResponse(f"/issues/{quote(name)}", 303)

    def _start(self, form: Mapping[str, str]) -> str:
        project = self._studio.project
        practice = form.get("how") == _PRACTICE
        name = _free_name(project) if practice else form.get("month", "").strip()
        how = form.get("how", "")
        source = how.removeprefix("like:") if how.startswith("like:") else None
        new_issue(
            project,
            name,
            source,
            from_scratch=how == "scratch",
            practice=practice,
            day=date.today() if practice else None,
        )
        self._studio.saved()
        return name

    def count(self, request: Request) -> Response:
        """How much there is to look at in an issue."""
        verdict = self._studio.checked.verdict(_known(self._studio.project, request))
        counts = Counter(finding.severity for finding in verdict.findings)
        return page("studio/count.html", counts=[(one, counts[one]) for one in Severity if counts[one]])

    def thumbnail(self, request: Request) -> Response:
        """The built email of an issue, to be shown small."""
        preview = self._studio.issues.look(_known(self._studio.project, request)).preview
        if preview is None:
            raise HTTPException(404, "This issue cannot be shown yet.")
        return RedirectResponse(f"/preview/{preview.token}/email.html", 307)


def _known(project: Project, request: Request) -> str:
    try:
        return project.issue_folder(request.path_params["name"]).name
    except ProjectError as error:
        raise HTTPException(404, str(error)) from None


def _card(project: Project, name: str) -> Card:
    return Card(name, f"/issues/{quote(name)}", status_of(project, name), _changed(project, name))


def _changed(project: Project, name: str) -> str:
    """ "Ann, November 20, 2026 at 10:42": the editor named in the issue, and when its newest file was saved."""
    try:
        stamps = [path.stat().st_mtime for path in project.issue_folder(name).iterdir() if path.is_file()]
        editor = status_of(project, name).editor
    except (OSError, NewsletterError):
        return ""
    if not stamps:
        return editor
    at = datetime.fromtimestamp(max(stamps))
    return f"{editor + ', ' if editor else ''}{long_date(at.date())} at {at:%H:%M}"


def _free_name(project: Project) -> str:
    names, number, name = project.issue_names(), 1, _PRACTICE
    while name in names:
        number += 1
        name = f"{_PRACTICE}-{number}"
    return name
