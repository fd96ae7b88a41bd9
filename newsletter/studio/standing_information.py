"""Standing information: every entry of the reference, its form, and which issues change with it."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from newsletter.content.project import SETTINGS_FILE
from newsletter.content.review import review_entries
from newsletter.content.saving import open_file
from newsletter.content.targets import find_target, target_ids
from newsletter.content.typed_files import read_yaml_file
from newsletter.content.where_used import issues_with
from newsletter.model.errors import ProjectError
from newsletter.model.settings import Settings
from newsletter.studio.opened import Opened, open_entry
from newsletter.studio.page import page
from newsletter.studio.section_form import FormPages, form_of_file
from newsletter.studio.standing_review import due_for_review
from newsletter.studio.studio import Studio

_KINDS = {
    "organization": "The organization",
    "pages": "Pages",
    "drugs": "Drugs",
    "drug-groups": "Groups of drugs",
    "webinars": "Webinars",
    "notices": "Notices",
}


class StandingPages:
    """Everything below ``/standing``, and the names by which a text refers to it."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._form = FormPages(studio, self._open, self._shown_again, only_issues=False)

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        entry = "/standing/{entry:path}"
        return [
            Route("/references.json", self.names, methods=["GET"]),
            Route("/standing", self.list, methods=["GET"]),
            *self._form.more_routes(entry),
            Route(f"{entry}/issues", self.issues, methods=["GET"]),
            Route(entry, self.show, methods=["GET"]),
            Route(entry, self._form.save, methods=["PUT"]),
        ]

    def list(self, _request: Request) -> Response:
        """Every entry by kind, with what is due for review."""
        reference = self._studio.reference()
        due = {one.id: one.why for one in due_for_review(reference, date.today())}
        kinds: dict[str, list[tuple[str, str, str]]] = {}
        for entry in review_entries(reference) if reference is not None else ():
            kind = entry.id.partition("/")[0]
            kinds.setdefault(_KINDS.get(kind, kind.capitalize()), []).append(
                (entry.id, entry.title, due.get(entry.id, ""))
            )
        broken = sorted(reference.broken) if reference is not None else []
        return page(
            "studio/standing.html", kinds=kinds, broken=[one for one in broken if not one.startswith("people/")]
        )

    def names(self, _request: Request) -> Response:
        """What a text can refer to, with every name by which it is known."""
        reference = self._studio.reference()
        if reference is None:
            return JSONResponse([])
        choices = self._studio.choices()
        also = {f"{kind}/{one.value}": one.also.split(", ") for kind in _KINDS for one in choices.entries(kind)}
        named = ((name, find_target(reference, name)) for name in target_ids(reference))
        return JSONResponse(
            [
                {
                    "id": name,
                    "title": target.full_name,
                    "words": list(filter(None, also.get(name, ()))),
                }
                for name, target in named
                if target is not None
            ]
        )

    def show(self, request: Request) -> Response:
        """One entry as a form."""
        try:
            return self._shown(request, whole=True)
        except ProjectError as error:
            raise HTTPException(404, str(error)) from None

    def issues(self, request: Request) -> Response:
        """The issues that would change with an entry."""
        entry, studio = request.path_params["entry"], self._studio
        reference = studio.reference()
        settings = read_yaml_file(studio.project.root / SETTINGS_FILE, SETTINGS_FILE, Settings).value
        issues = issues_with(studio.project, entry, reference, settings) if reference is not None else ()
        told = [(f"/issues/{quote(issue.name)}", issue.header.title) for issue in issues]
        return page("studio/entry_issues.html", issues=told)

    def _open(self, request: Request) -> Opened:
        return open_entry(self._studio.project, request.path_params["entry"])

    def _shown_again(self, request: Request, said: str) -> Response:
        return self._shown(request, whole=False, said=said)

    def _shown(self, request: Request, *, whole: bool, said: str = "") -> Response:
        entry, studio = request.path_params["entry"], self._studio
        opened = self._open(request)
        open_file(studio.recovery, opened.file)
        form = form_of_file(studio, opened, f"/standing/{quote(entry)}")
        return page(
            "studio/entry.html" if whole else "studio/form.html",
            form=form,
            issue_title="Standing information",
            revision=studio.issues.revision,
            answers_change=False,
            shows_status=False,
            said=said,
            undo="",
        )
