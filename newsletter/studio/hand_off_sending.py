"""What leaves this computer during a hand-off, each only on its own button: a test mail, pictures, a draft."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from newsletter.build import Build, Builder
from newsletter.content.frozen_manifest import refuse_frozen
from newsletter.content.issues import HEADER
from newsletter.delivery.api_keys import api_key
from newsletter.delivery.handing_over import circumstances
from newsletter.delivery.package import Package, refuse_practice
from newsletter.delivery.picture_store import PictureStore
from newsletter.delivery.pictures import packed_pictures
from newsletter.delivery.publish_images import publish
from newsletter.delivery.push import Pushed, refuse_sample
from newsletter.delivery.send_test import chosen_reviewers, messages, prepared, without_consent
from newsletter.delivery.smtp import send, smtp_server
from newsletter.model.errors import ContentError, EditError
from newsletter.model.finding import Severity
from newsletter.studio.hand_off_view import push_of
from newsletter.studio.progress import Say, told_meanwhile
from newsletter.studio.studio import Studio, form_of

Form = dict[str, str]
Checked = Callable[[str], tuple[Build, Package]]


class SendingPages:
    """The buttons of the hand-off that talk to others; ``checked`` gives an issue that may be handed over."""

    def __init__(self, studio: Studio, checked: Checked) -> None:
        self._studio = studio
        self._checked = checked

    def routes(self, base: str) -> list[Route]:
        """The addresses below that of the hand-off."""
        return [Route(f"{base}/push", self.push, methods=["POST"])]

    def send_test_mail(self, name: str, _form: Form) -> str:
        """A message to each reviewer; what became of them, in words.  Raises DeliveryError, ContentError."""
        build = Builder(self._studio.project).build(name)
        draft = build.draft
        addresses = chosen_reviewers(draft.settings.reviewers)
        server = smtp_server(os.environ)
        if missing := without_consent(build):
            raise ContentError(missing)
        at = datetime.now(ZoneInfo(draft.settings.timezone))
        mails = messages(prepared(draft), addresses, at)
        outcomes = list(send(mails, draft.document.sender.address, server))
        sent = [outcome.address for outcome in outcomes if outcome.problem is None]
        problems = [str(outcome.problem) for outcome in outcomes if outcome.problem is not None]
        return " ".join([f"A test mail is on its way to {', '.join(sent)}."] * bool(sent) + problems)

    def publish_pictures(self, name: str, _form: Form) -> str:
        """The pictures of an issue put on the web, where newsletter.yaml says.  Raises DeliveryError, ContentError."""
        project = self._studio.project
        build = Builder(project).check(name)
        draft = build.draft
        refuse_practice(draft.document)
        if errors := [finding for finding in build.findings if finding.severity is Severity.ERROR]:
            raise ContentError(errors)
        where = draft.settings.images.upload_to
        if where is None:
            raise EditError(
                "studio/no-picture-store",
                "newsletter.yaml does not say where the pictures go. Ask whoever set up the newsletter to write it "
                "there: images, upload_to.",
            )
        pictures = packed_pictures(draft.email.images)
        with PictureStore(where, project.root) as store:
            publish(draft.issue.folder, pictures, store, lambda _name: None)
        return "The pictures are on the web."

    async def push(self, request: Request) -> Response:
        """POST: a draft at the service, made or changed; how far it is, one line of JSON a step."""
        name, form = request.path_params["name"], await form_of(request)
        by = form.get("by", "").strip()
        if not by:
            raise EditError("studio/no-name", "Write your name, so that the others know who decided it.")
        await run_in_threadpool(self._studio.project.issue_folder, name)
        return told_meanwhile(lambda say: self._push(name, by, say))

    def _push(self, name: str, by: str, say: Say) -> None:
        studio = self._studio
        say({"message": "Looking at the issue once more."})
        build, package = self._checked(name)
        push = push_of(studio.project, package)
        refuse_sample(package)
        refuse_frozen(push.folder / HEADER)
        key = api_key(package.name, os.environ)
        told = circumstances(build, package, by)
        pushed = push.make(key, studio.project.output, told, lambda words: say({"message": words}))
        studio.differences[name, "push"] = pushed.differences
        studio.saved()
        for words in _said(push.title, pushed, push.api.by_hand):
            say({"message": words})
        say({"done": True})


def _said(title: str, pushed: Pushed, by_hand: tuple[str, ...]) -> list[str]:
    done = f"{'Made a draft' if pushed.is_new else 'Changed the draft'} at {title}."
    if pushed.draft.is_draft is None:
        done += f" {title} does not say whether it is a draft. See there that nothing is scheduled."
    else:
        done += " It is a draft. Nothing was sent."
    left = [f"To do there by hand: {sentence}" for sentence in by_hand]
    same = "What came back is what was handed over." if not pushed.differences else f"{title} changed something:"
    return [done, *left, same]
