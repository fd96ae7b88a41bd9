"""The right-hand pane of an issue's page: the email as readers get it, with words that are not saved yet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from newsletter.model.errors import ProjectError
from newsletter.studio.live_issues import Look, Preview
from newsletter.studio.page import page, part
from newsletter.studio.preview_places import find_place
from newsletter.studio.preview_views import changed_passages, rooms
from newsletter.studio.saving import Change
from newsletter.studio.section_form import change_of
from newsletter.studio.studio import Studio, body_of
from newsletter.studio.unsaved import files_as_seen, unsaved_files

VIEWS = {
    "email": "Email",
    "text": "Plain text",
    "inbox": "In the inbox",
    "words": "Changes, by word",
    "beside": "Changes, side by side",
    "room": "Size",
    "source": "HTML source",
}
"""What can be shown of an email."""

WIDTHS = {"phone": (375, "Phone"), "tablet": (768, "Tablet"), "desktop": (680, "Desktop"), "free": (0, "Free width")}
"""Widths of the window around an email, in pixels; that of a computer leaves room around the 600 of the email."""


_FROM_THE_WEB = re.compile(r'<img\b[^>]*\ssrc="https?:', re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """What a page wants to see.

    ``changes`` are those of the form of ``section`` that are not saved yet; ``frame`` is the token of the email in its
    frame; ``raw`` shows merge fields as they are.  A comparison is with the issue before where ``previous``, else with
    the files as they were with the digests in ``seen``.
    """

    section: str
    changes: tuple[Change, ...]
    view: str = "email"
    frame: str = ""
    raw: bool = False
    previous: bool = False
    seen: Mapping[str, str] = field(default_factory=dict)


class PreviewPane:
    """The pane itself, what it shows, and where a place in it was written."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[Route]:
        """The addresses below ``/issues/<name>``."""
        return [
            Route("/issues/{name}/preview-pane", self.pane, methods=["GET"]),
            Route("/issues/{name}/preview", self.show, methods=["POST"]),
            Route("/issues/{name}/preview/place", self.place, methods=["POST"]),
        ]

    def pane(self, request: Request) -> Response:
        """The pane with the last good build of the files."""
        name = request.path_params["name"]
        try:
            look = self._studio.issues.look(name)
        except ProjectError as error:
            raise HTTPException(404, str(error)) from None
        return page("studio/preview_pane.html", name=name, look=look, views=VIEWS, widths=WIDTHS)

    async def show(self, request: Request) -> Response:
        """POST: what is asked for of the email with the words that are not saved yet.

        The answer is JSON.  ``html`` is the email for its frame, or ``panel`` what is shown in its place; ``frame`` is
        the token of the frame, another one where its pictures are others; ``web`` says whether it has pictures from
        the web; ``message`` says what keeps the newest words from being shown.
        """
        asked = _asked(await body_of(request))
        return JSONResponse(await run_in_threadpool(self._shown, request.path_params["name"], asked))

    def _shown(self, name: str, asked: Asked) -> dict[str, Any]:
        issues = self._studio.issues
        look = issues.look_unsaved(name, unsaved_files(self._studio, name, asked.section, asked.changes))
        preview = look.preview
        if preview is None:
            return {"message": _message(look), "panel": part("studio/preview_none.html", findings=look.findings)}
        message = _message(look)
        if asked.view not in ("email", "beside"):
            return {"message": message, "panel": self._panel(name, asked, preview)}
        frame = issues.preview(asked.frame)
        is_same = frame is not None and frame.images_digest == preview.images_digest
        html = preview.draft.email.marked_html if asked.raw else preview.html
        answer = {
            "message": message,
            "frame": asked.frame if is_same else preview.token,
            "html": html,
            "web": _FROM_THE_WEB.search(html) is not None,
        }
        if asked.view == "beside":
            other, title = self._other(name, asked)
            answer |= {"other": other.token, "title": title}
        return answer

    def _panel(self, name: str, asked: Asked, preview: Preview) -> str:
        email = preview.draft.email
        if asked.view == "text":
            return part("studio/preview_text.html", text=email.text if asked.raw else preview.text)
        if asked.view == "source":
            return part("studio/preview_source.html", html=email.html)
        if asked.view == "inbox":
            return part("studio/preview_inbox.html", preview=preview)
        if asked.view == "room":
            return part("studio/preview_room.html", rooms=rooms(preview.draft))
        other, title = self._other(name, asked)
        changed = changed_passages(other.html, preview.html)
        return part("studio/preview_words.html", changed=changed, title=title)

    def _other(self, name: str, asked: Asked) -> tuple[Preview, str]:
        """The email that an issue is compared with, and what it is called.  Raises ProjectError where there is none."""
        issues, project = self._studio.issues, self._studio.project
        if asked.previous:
            folder = project.issue_folder(name).name
            before = max((other for other in project.issue_names() if other < folder), default=None)
            if before is None:
                raise ProjectError("studio/no-previous", "There is no issue before this one to compare it with.")
            look, title = issues.look(before), before
        else:
            look = issues.look_unsaved(name, files_as_seen(self._studio, name, asked.seen))
            title = "before your edits"
        if look.preview is None:
            raise ProjectError("studio/other-broken", f"The email {title} cannot be built, so nothing is compared.")
        return look.preview, title

    async def place(self, request: Request) -> Response:
        """POST: the page and the field in which something in the email was written; JSON as ``studio:show`` has it."""
        body = await body_of(request)
        asked = _asked(body)
        told = json.loads(body)
        at, words = str(told.get("at", "")), str(told.get("words", ""))
        return JSONResponse(await run_in_threadpool(self._place, request.path_params["name"], asked, at, words))

    def _place(self, name: str, asked: Asked, at: str, words: str) -> dict[str, Any]:
        unsaved = unsaved_files(self._studio, name, asked.section, asked.changes)
        return find_place(self._studio.project, name, at, words, unsaved).as_json()


def _message(look: Look) -> str:
    """What keeps the newest words from being shown; empty where nothing does."""
    if look.is_current:
        return ""
    wrong = next(iter(look.findings), None)
    return f"Not shown yet: {wrong.message} {wrong.remedy}".rstrip() if wrong else "Not shown yet."


def _asked(body: bytes) -> Asked:
    """What a page sent, looked at before anything is made of it."""
    try:
        data: Any = json.loads(body)
        view, seen = data.get("view", "email"), data.get("seen", {})
        if view not in VIEWS or not all(isinstance(one, str) for pair in seen.items() for one in pair):
            raise ValueError(view)
        return Asked(
            section=str(data.get("section", "")),
            changes=tuple(change_of(one) for one in data.get("changes", ())),
            view=view,
            frame=str(data.get("frame", "")),
            raw=data.get("raw") is True,
            previous=data.get("previous") is True,
            seen=seen,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HTTPException(400, "What the page sent cannot be read. Load it again; your words are kept.") from error
