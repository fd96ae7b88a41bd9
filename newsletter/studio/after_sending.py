"""“Something is wrong with a sent issue”: what can be done then, who decides it, and the right thing started."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from newsletter.content.editing import replace_body, set_value
from newsletter.content.frozen_issues import frozen_manifest
from newsletter.content.frozen_manifest import is_frozen
from newsletter.content.new_issue import correction_name, new_issue
from newsletter.content.section_files import add_section
from newsletter.delivery.freeze import take_back
from newsletter.delivery.redaction import telling_names
from newsletter.delivery.withdraw import planned_withdrawal, withdraw
from newsletter.delivery.withdraw_checklist import steps_left
from newsletter.model.errors import EditError, ProjectError
from newsletter.studio.hand_off import named
from newsletter.studio.page import page
from newsletter.studio.status import status_of
from newsletter.studio.studio import Studio, form_of

Form = dict[str, str]


class AfterSendingPages:
    """``/issues/<name>/after-sending``."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        base = "/issues/{name}/after-sending"
        return [
            Route(base, self.show, methods=["GET"]),
            Route(base, self.act, methods=["POST"]),
            Route(f"{base}/withdraw", self.plan, methods=["GET"]),
            Route(f"{base}/withdraw", self.withdraw, methods=["POST"]),
        ]

    def show(self, request: Request) -> Response:
        """The cases, each with who decides and what to do."""
        name = self._sent(request)
        project = self._studio.project
        open_issues = [other for other in project.issue_names() if self._is_open(other)]
        return page(
            "studio/after_sending.html",
            name=name,
            title=status_of(project, name).title,
            can_be_given_back=is_frozen(project.issues / name),
            issues=[(other, status_of(project, other).title) for other in open_issues],
            people=self._people(name),
        )

    async def act(self, request: Request) -> Response:
        """POST: a note for the next issue, a correction by email, or the issue given back; then the page to go on."""
        name, form = await run_in_threadpool(self._sent, request), await form_of(request)
        actions: dict[str, Callable[[str, Form], str]] = {
            "note": self._note,
            "email": self._correction,
            "give-back": self._give_back,
        }
        if form.get("do") not in actions:
            raise HTTPException(400, "The studio does not know what to do here. Load the page again.")
        address = await run_in_threadpool(actions[form["do"]], name, form)
        self._studio.saved()
        return RedirectResponse(address, 303)

    def _note(self, name: str, form: Form) -> str:
        """A note in an issue that is still to go out."""
        words, issue = self._words(name, form), form.get("issue", "")
        project = self._studio.project
        if issue not in project.issue_names() or not self._is_open(issue):
            raise EditError("studio/no-open-issue", "Choose an issue that is still to go out, or start the next one.")
        return self._written(issue, add_section(project, issue, "text").name, words)

    def _correction(self, name: str, form: Form) -> str:
        """An issue of its own that corrects another one."""
        words, project = self._words(name, form), self._studio.project
        issue = correction_name(project, name)
        new_issue(project, issue, name, correction=True, day=date.today())
        return self._written(issue, "correction", words)

    def _words(self, name: str, form: Form) -> str:
        wrong, right = form.get("wrong", "").strip(), form.get("right", "").strip()
        if not wrong or not right:
            raise EditError("studio/no-correction", "Say what readers were told, and what is right.")
        title = status_of(self._studio.project, name).title
        return f"In our issue of {title} we wrote: {wrong}\n\nThis is right: {right}\n"

    def _written(self, issue: str, section: str, words: str) -> str:
        path, file = self._studio.project.issues / issue / f"{section}.md", f"issues/{issue}/{section}.md"
        set_value(path, ("title",), "A correction", file=file)
        replace_body(path, words, file=file)
        return f"/issues/{quote(issue)}/sections/{quote(section)}"

    def _give_back(self, name: str, form: Form) -> str:
        """An issue that was not sent after all."""
        because = form.get("because", "").strip()
        if not because:
            raise EditError("studio/no-reason", "Say why, so that the others can follow it.")
        project, now = self._studio.project, datetime.now().astimezone()
        take_back(project.issue_folder(name), project.output, by=named(form), at=now, because=because)
        return f"/issues/{quote(name)}"

    def plan(self, request: Request) -> Response:
        """What a withdrawal will remove, and what no software can; nothing is changed."""
        name = self._sent(request)
        planned = planned_withdrawal(self._studio.project, self._person(request.query_params.get("person", "")))
        return page(
            "studio/withdraw.html",
            name=name,
            planned=planned,
            effects=list(planned.effects()),
            shared=[(each.issue, picture) for each in planned.sections for picture in each.shared],
            elsewhere=[str(mention) for mention in planned.elsewhere()],
            may_replace=bool(planned.name and telling_names(planned.name)),
            steps=list(steps_left(planned)),
        )

    async def withdraw(self, request: Request) -> Response:
        """POST: the withdrawal, carried out; then its receipt and what is left to do."""
        name, form = await run_in_threadpool(self._sent, request), await form_of(request)
        return await run_in_threadpool(self._withdraw, name, form)

    def _withdraw(self, name: str, form: Form) -> Response:
        studio, by, on_word_of = self._studio, named(form), form.get("on_word_of", "").strip()
        if not on_word_of:
            raise EditError("studio/no-word", "Say who asked for it and how, without the name: the author, by phone.")
        if form.get("understood") != "yes":
            raise EditError("studio/not-confirmed", "Read what cannot be taken back, and tick that you have.")
        planned = planned_withdrawal(studio.project, self._person(form.get("person", "")))
        everywhere = form.get("everywhere") == "yes" and bool(planned.name and telling_names(planned.name))
        try:
            done = withdraw(
                planned,
                by=by,
                on_word_of=on_word_of,
                at=datetime.now().astimezone(),
                everywhere=everywhere,
                recovery=studio.recovery.folder,
            )
        finally:
            studio.forget()
        return page(
            "studio/withdrawn.html",
            name=name,
            receipt=done.receipt.relative_to(studio.project.root).as_posix(),
            mentions=[str(mention) for mention in done.mentions],
            steps=list(steps_left(planned, done)),
        )

    def _person(self, person: str) -> str:
        if person not in [known for known, _ in self._people("")]:
            raise EditError("studio/no-person", "Choose the person who withdraws.")
        return person

    def _people(self, issue: str) -> list[tuple[str, str]]:
        """Everybody who contributed, those of an issue first: the id, and the name they agreed to."""
        project = self._studio.project
        reference = self._studio.reference()
        shown = {name: file.person.shown_as for name, file in reference.people.items()} if reference else {}
        known = sorted(path.stem for path in project.people.glob("*.yaml"))
        own = self._named(issue) if issue else set()
        ordered = sorted(known, key=lambda person: (person not in own, person))
        return [(p, f"{shown.get(p, p)} ({p}{', in this issue' if p in own else ''})") for p in ordered]

    def _named(self, issue: str) -> set[str]:
        folder = self._studio.project.issues / issue
        sections = frozen_manifest(folder).sections if is_frozen(folder) else ()
        return {person for section in sections for person in section.people}

    def _is_open(self, name: str) -> bool:
        status = status_of(self._studio.project, name)
        return not status.is_sent and not status.practice

    def _sent(self, request: Request) -> str:
        """The issue, which has to have been sent.  Raises HTTPException."""
        try:
            name = self._studio.project.issue_folder(request.path_params["name"]).name
        except ProjectError as error:
            raise HTTPException(404, str(error)) from None
        if not (status_of(self._studio.project, name).is_sent or is_frozen(self._studio.project.issues / name)):
            raise HTTPException(404, "This issue has not been sent, so it can still be changed.")
        return name
