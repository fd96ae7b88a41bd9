"""The hand-off of an issue: from the choice of a mailing service to the mark that it was sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from newsletter.build import Build, Builder
from newsletter.content.email_files import MAX_BYTES
from newsletter.content.frozen_issues import read_frozen
from newsletter.content.frozen_manifest import NAME as RECEIPT
from newsletter.content.hand_off import (
    choose_service,
    note_arrived,
    note_sent,
    note_step,
    read_hand_off,
    take_back_step,
)
from newsletter.delivery.exported import exported_services, read_export
from newsletter.delivery.freeze import freeze, sent_issue
from newsletter.delivery.handing_over import circumstances
from newsletter.delivery.package import HTML, MESSAGE, TEXT, Package, default_images, packaged, write_package
from newsletter.delivery.verify import what_came_back
from newsletter.model.errors import ContentError, EditError, NewsletterError, ProjectError
from newsletter.model.finding import Severity, has_errors
from newsletter.services import service as service_named
from newsletter.services import service_names
from newsletter.studio.hand_off_sending import SendingPages
from newsletter.studio.hand_off_view import HandOffView, chosen_service, hand_off_view
from newsletter.studio.page import page
from newsletter.studio.status import status_of
from newsletter.studio.studio import Studio, body_of, form_of

Form = dict[str, str]


class HandOffPages:
    """``/issues/<name>/hand-off``."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._sending = SendingPages(studio, self._checked)

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        base = "/issues/{name}/hand-off"
        return [
            Route(base, self.show, methods=["GET"]),
            Route(base, self.act, methods=["POST"]),
            Route(f"{base}/arrived", self.arrived, methods=["POST"]),
            *self._sending.routes(base),
            Route(f"{base}/{{service}}/{{file}}", self.file, methods=["GET"]),
            Route("/issues/{name}/receipt", self.receipt, methods=["GET"]),
        ]

    def show(self, request: Request) -> Response:
        """The page, or with ``HX-Request`` its steps alone."""
        try:
            return self._page(request.path_params["name"], whole="hx-request" not in request.headers)
        except ProjectError as error:
            raise HTTPException(404, str(error)) from None

    def _page(self, name: str, *, whole: bool, said: str = "") -> Response:
        studio = self._studio
        folder = studio.project.issue_folder(name)
        frozen = read_frozen(folder)
        status = status_of(studio.project, folder.name)
        told: dict[str, Any] = {
            "name": folder.name,
            "issue_status": status,
            "revision": studio.issues.revision,
            "said": said,
        }
        if frozen is not None and not whole:
            return Response(status_code=204, headers={"hx-refresh": "true"})
        if frozen is not None:
            noted = read_hand_off(folder)
            titles = [service_named(one).title for one in frozen.services]
            return page("studio/hand_off_sent.html", frozen=frozen, noted=noted, titles=titles, **told)
        view = hand_off_view(studio, folder.name, studio.checked.verdict(folder.name))
        now = datetime.now(ZoneInfo(view.package.draft.settings.timezone)) if view.package else datetime.now()
        template = "studio/hand_off.html" if whole else "studio/hand_off_steps.html"
        return page(template, view=view, states=view.states, now=f"{now:%Y-%m-%dT%H:%M}", **told)

    async def act(self, request: Request) -> Response:
        """POST: one step done, named by ``do``; the steps as they are then."""
        name, form = request.path_params["name"], await form_of(request)
        return await run_in_threadpool(self._act, name, form)

    def _act(self, name: str, form: Form) -> Response:
        actions: dict[str, Callable[[str, Form], str]] = {
            "choose": self._choose,
            "ready": self._get_ready,
            "tick": self._tick,
            "untick": self._untick,
            "publish": self._sending.publish_pictures,
            "test-mail": self._sending.send_test_mail,
            "sent": self._mark_as_sent,
        }
        action = actions.get(form.get("do", ""))
        if action is None:
            raise HTTPException(400, "The studio does not know this step. Load the page again.")
        name = self._studio.project.issue_folder(name).name
        said = action(name, form)
        self._studio.saved()
        return self._page(name, whole=False, said=said)

    def _choose(self, name: str, form: Form) -> str:
        service = form.get("service", "")
        if service not in service_names():
            raise EditError("studio/no-service", "Choose one of the mailing services in the list.")
        choose_service(self._studio.project.issue_folder(name), service)
        return f"Chosen: {service_named(service).title}."

    def _get_ready(self, name: str, form: Form) -> str:
        by = named(form)
        build, package = self._checked(name)
        write_package(package, self._studio.project.output, circumstances(build, package, by))
        return f"It is ready for {package.service.title}. Nothing has left this computer."

    def _tick(self, name: str, form: Form) -> str:
        view, words = self._step(name, form)
        folder = self._studio.project.issue_folder(name)
        note_step(folder, view.service, view.email, words, named(form), date.today())
        return ""

    def _untick(self, name: str, form: Form) -> str:
        view, words = self._step(name, form)
        take_back_step(self._studio.project.issue_folder(name), view.service, view.email, words)
        return ""

    def _step(self, name: str, form: Form) -> tuple[HandOffView, str]:
        """The page as it is, and the step that was meant, which has to be the one that was shown."""
        view = hand_off_view(self._studio, name, self._studio.checked.verdict(name))
        step = form.get("step", "")
        if not any(one.key == step for one in view.steps) or form.get("email") != view.email:
            raise EditError("studio/step-gone", "The email has changed since, so the steps begin anew. Look again.")
        return view, step

    def _checked(self, name: str) -> tuple[Build, Package]:
        """The issue for its service, every check made now.  Raises where something must be mended first."""
        project = self._studio.project
        service = chosen_service(project, name, read_hand_off(project.issue_folder(name)))
        if not service:
            raise EditError("studio/no-service", "Choose one of the mailing services in the list.")
        build = Builder(project).check(name)
        package = packaged(build.draft, service, default_images(build.draft.settings))
        findings = [*build.findings, *package.findings]
        if has_errors(findings):
            raise ContentError([finding for finding in findings if finding.severity is Severity.ERROR])
        return build, package

    async def arrived(self, request: Request) -> Response:
        """POST: a copy that came back, with its ``name`` and who looks (``by``); then the steps."""
        name, told = request.path_params["name"], request.query_params
        content = await body_of(request, MAX_BYTES)
        return await run_in_threadpool(self._arrived, name, content, told.get("name", ""), told.get("by", ""))

    def _arrived(self, name: str, content: bytes, file: str, by: str) -> Response:
        studio, by = self._studio, named({"by": by})
        folder = studio.project.issue_folder(name)
        service = chosen_service(studio.project, folder.name, read_hand_off(folder))
        if not content.strip() or not service:
            raise EditError("studio/no-copy", "There is nothing to compare. Drop the email here, or paste its HTML.")
        export = read_export(studio.project.output, folder.name, service)
        found = what_came_back(export, content, PurePath(PurePath(file).name or "pasted.html"))
        severities = [finding.severity for group in found for finding in group.findings]
        counts = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
        note_arrived(folder, service, export.message[:16], counts, by, date.today())
        studio.differences[folder.name, "arrived"] = found
        studio.saved()
        return self._page(folder.name, whole=False, said=_counted(*counts))

    def _mark_as_sent(self, name: str, form: Form) -> str:
        project, by = self._studio.project, named(form)
        folder = project.issue_folder(name)
        pressed, at = form.get("pressed", "").strip(), form.get("at", "").strip().replace("T", " ")
        if not pressed or not at:
            raise EditError("studio/not-said", "Say who pressed Send, and on which day and at what time.")
        try:
            datetime.strptime(at, "%Y-%m-%d %H:%M")
        except ValueError:
            raise EditError("studio/not-said", "Say who pressed Send, and on which day and at what time.") from None
        service = chosen_service(project, name, read_hand_off(folder))
        builder = Builder(project)
        build = builder.build(name)
        sent = sent_issue(build, project.output)
        if service not in sent.services or service in sent.changed:
            raise EditError(
                "studio/not-ready",
                f"The issue is not what was handed over: it has changed since. If {service_named(service).title} has "
                "the earlier one, take the change back. Otherwise get it ready and hand it over again.",
            )
        note_sent(folder, service, pressed, at)
        now = datetime.now(ZoneInfo(build.draft.settings.timezone))
        # Exports for other services were made to try them out.
        own = replace(sent, services=(service,), changed=())
        freeze(own, builder.renderer, project.output, by=by, at=now)
        return "Marked as sent. From now on nothing here changes this issue."

    def file(self, request: Request) -> Response:
        """One file of an export, to be saved."""
        project, told = self._studio.project, request.path_params
        name, service, file = told["name"], told["service"], told["file"]
        # Looked up among the names that an export has; it never becomes a path.
        known = (f"{name}.zip", HTML, TEXT, MESSAGE)
        if name not in project.issue_names() or service not in exported_services(project.output, name):
            raise HTTPException(404, "There is no such file. Get the issue ready first.")
        path = project.output / name / service / next((one for one in known if one == file), "")
        return _download(path, f"{name}-{file}" if file != known[0] else file)

    def receipt(self, request: Request) -> Response:
        """What was sent, byte for byte, and who marked it."""
        try:
            folder = self._studio.project.issue_folder(request.path_params["name"])
            frozen = read_frozen(folder)
        except NewsletterError as error:
            raise HTTPException(404, error.message) from None
        if frozen is None:
            raise HTTPException(404, "This issue has no receipt yet: it was not marked as sent.")
        return _download(frozen.folder / RECEIPT, f"{folder.name}-receipt.json")


def named(form: Form) -> str:
    """Who does it.  Raises EditError where nobody said so."""
    by = form.get("by", "").strip()
    if not by:
        raise EditError("studio/no-name", "Write your name, so that the others know who decided it.")
    return by


def _counted(must_fix: int, please_look: int) -> str:
    if not must_fix and not please_look:
        return "It arrived as it was handed over."
    return f"Compared: {must_fix} to mend, {please_look} to look at. The list is below."


def _download(path: PurePath, name: str) -> Response:
    try:
        open(path, "rb").close()
    except OSError:
        raise HTTPException(404, "There is no such file. Get the issue ready first.") from None
    headers = {"content-security-policy": "default-src 'none'; sandbox"}
    kind = "text/plain; charset=utf-8" if name.endswith((".html", ".txt")) else "application/octet-stream"
    return FileResponse(str(path), media_type=kind, filename=name, headers=headers)
