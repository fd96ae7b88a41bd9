"""The page of one issue: its sections on the left, the form of one of them in the middle, the preview on the right."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from newsletter.checks.report import groups
from newsletter.content.editing_sections import insert_section, move_section, section_names
from newsletter.content.issues import HEADER, STANDING_PREFIX
from newsletter.content.saving import open_file
from newsletter.content.section_files import add_section, delete_section, duplicate_section, undelete_section
from newsletter.content.section_kinds import section_kinds
from newsletter.model.errors import EditError, ProjectError
from newsletter.studio.checked_issues import NOT_YET
from newsletter.studio.field_labels import kind_words
from newsletter.studio.opened import Opened, open_header, open_section
from newsletter.studio.page import page
from newsletter.studio.section_form import FormPages, form_of_file
from newsletter.studio.section_list import section_rows
from newsletter.studio.status import set_status, status_of
from newsletter.studio.studio import Studio, form_of
from newsletter.studio.things_to_look_at import ThingsPages, things_of


class IssuePages:
    """Everything below ``/issues/<name>`` but the preview."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._header = FormPages(studio, self._open_header, self._shown_again, only_issues=True)
        self._section = FormPages(studio, self._open_section, self._shown_again, only_issues=True)
        self._things = ThingsPages(studio, self.after)

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        issue, section = "/issues/{name}", "/issues/{name}/sections/{section}"
        return [
            Route(issue, self.show, methods=["GET"]),
            Route(f"{issue}/left", self.left, methods=["GET"]),
            Route(f"{issue}/header", self._header.save, methods=["PUT"]),
            Route(f"{issue}/sections", self.arrange, methods=["POST"]),
            Route(section, self.show, methods=["GET"]),
            Route(section, self._section.save, methods=["PUT"]),
            *self._header.more_routes(f"{issue}/header"),
            *self._section.more_routes(section),
            Route(f"{issue}/status", self.status, methods=["POST"]),
            *self._things.routes(),
        ]

    def show(self, request: Request) -> Response:
        """The page, or with ``HX-Request`` what changes in it when another section is chosen."""
        name, section = request.path_params["name"], request.path_params.get("section", "")
        try:
            waits = "studio-waits" in request.headers
            return self._page(name, section, whole="hx-request" not in request.headers, waits=waits)
        except ProjectError as error:
            raise HTTPException(404, str(error)) from None

    def left(self, request: Request) -> Response:
        """The left pane by itself, as it is now."""
        name, section = request.path_params["name"], request.query_params.get("section", "")
        return page("studio/left.html", swap=False, **self._left(name, section, waits=True))

    def after(self, name: str, section: str, said: str, undo: str = "") -> Response:
        """What the page shows after a change of the issue: the form anew, the left pane, and what was done."""
        return self._page(name, section, whole=False, said=said, undo=undo)

    def _page(
        self, name: str, section: str, *, whole: bool, waits: bool = False, said: str = "", undo: str = ""
    ) -> Response:
        studio = self._studio
        opened = open_section(studio.project, name, section) if section else open_header(studio.project, name)
        open_file(studio.recovery, opened.file)
        url = f"/issues/{quote(name)}/sections/{quote(section)}" if section else f"/issues/{quote(name)}/header"
        left = self._left(name, section, waits=waits)
        is_sent = left["issue_status"].is_sent
        form = form_of_file(studio, opened, url, f"/issues/{quote(name)}/pictures", is_sent=is_sent)
        answer = page(
            "studio/issue.html" if whole else "studio/form.html",
            form=form,
            revision=studio.issues.revision,
            kinds=[(kind, one.TITLE, kind_words(one)) for kind, one in section_kinds().items()],
            standing_pages=[(choice.value, choice.label) for choice in studio.choices().entries("pages")],
            answers_change=not whole,
            swap=False,
            said=said,
            undo=undo,
            shows_status=not section,
            **left,
        )
        if not whole:
            answer.headers["hx-push-url"] = (
                f"/issues/{quote(name)}/sections/{quote(section)}" if section else (f"/issues/{quote(name)}")
            )
        return answer

    def _left(self, name: str, section: str, *, waits: bool) -> dict[str, Any]:
        """Without ``waits`` the first checks of an issue, up to 3 s, are left to the page's next look."""
        studio = self._studio
        verdict = studio.checked.verdict(name) if waits or studio.checked.knows(name) else NOT_YET
        found = groups(verdict.findings, name, verdict.draft)
        status = status_of(studio.project, name)
        return {
            "name": name,
            "issue_title": status.title,
            "issue_status": status,
            "selected": section,
            "left_url": f"/issues/{quote(name)}/left?section={quote(section)}",
            "rows": section_rows(studio.project, name, studio.reference(), found),
            "things": things_of(studio, name, verdict, section),
        }

    def _open_header(self, request: Request) -> Opened:
        return open_header(self._studio.project, request.path_params["name"])

    def _open_section(self, request: Request) -> Opened:
        return open_section(self._studio.project, request.path_params["name"], request.path_params["section"])

    def _shown_again(self, request: Request, said: str) -> Response:
        return self.after(request.path_params["name"], request.path_params.get("section", ""), said)

    async def arrange(self, request: Request) -> Response:
        """POST: a section moved, added, copied, taken out or put back."""
        form = await form_of(request)
        return await run_in_threadpool(self._arrange, request.path_params["name"], form)

    def _arrange(self, name: str, form: dict[str, str]) -> Response:
        studio, project = self._studio, self._studio.project
        folder = project.issue_folder(name)
        header, file = folder / HEADER, f"issues/{folder.name}/{HEADER}"
        do, section, selected = form.get("do"), form.get("name", ""), form.get("selected", "")
        said, undo = "", ""
        if do in ("up", "down", "to"):
            names = section_names(header, file=file)
            if section not in names:
                raise EditError("studio/no-section", f"There is no section “{section}” in {name} any more.")
            step = {"up": -1, "down": 1}.get(do)
            wanted = names.index(section) + step if step else _number(form.get("to"))
            to = min(max(wanted, 0), len(names) - 1)
            move_section(header, section, to, file=file)
            said = f"It is number {to + 1} of {len(names)} now."
        elif do == "add":
            selected = add_section(project, name, form.get("kind", "")).name
            said = "Added. Its title comes first."
        elif do == "place":
            entry = form.get("entry", "")
            if entry not in [choice.value for choice in studio.choices().entries("pages")]:
                raise EditError("studio/no-entry", f"There is no page “{entry}” in the standing information.")
            insert_section(header, f"{STANDING_PREFIX}pages/{entry}", None, file=file)
            said = "The page stands at the end of the issue now."
        elif do == "duplicate":
            selected = duplicate_section(project, name, section).name
            said = "This is the copy."
        elif do == "remove":
            deleted = delete_section(project, name, section, studio.recovery)
            undo = studio.remember_deleted(deleted)
            selected = "" if selected == section else selected
            said = "Taken out. Its words are kept for 30 days."
        elif do == "restore":
            kept = studio.deleted(form.get("token", ""))
            if kept is None:
                raise EditError("studio/no-undo", "This cannot be undone any more. Its words are kept for 30 days.")
            restored = undelete_section(project, kept, studio.recovery)
            selected, said = "" if restored.name.startswith(STANDING_PREFIX) else restored.name, "It is back."
        else:
            raise HTTPException(400, "The studio does not know what to do with this section.")
        studio.saved()
        return self.after(name, selected, said, undo)

    async def status(self, request: Request) -> Response:
        """POST: the issue moved to another status."""
        name, form = request.path_params["name"], await form_of(request)
        return await run_in_threadpool(self._set_status, name, form)

    def _set_status(self, name: str, form: dict[str, str]) -> Response:
        set_status(self._studio.project, name, form.get("status", ""), form.get("by", ""), date.today())
        self._studio.saved()
        return self.after(name, "", "Noted, with your name and today's date.")


def _number(text: str | None) -> int:
    if text is None or not text.isdecimal():
        raise HTTPException(400, "The page named no place. Load it again.")
    return int(text)
