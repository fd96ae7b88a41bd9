"""The form of one file: shown, saved while someone writes, and its lists of groups made longer and shorter."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from newsletter.content.editing_items import insert_item, move_item, remove_item
from newsletter.content.recovery import Unsaved
from newsletter.content.saving import unsaved_words
from newsletter.content.section_kinds import section_kinds
from newsletter.model.errors import EditError
from newsletter.model.finding import Finding
from newsletter.model.issue import IssueHeader
from newsletter.model.place import FieldPath
from newsletter.model.reference import Entry
from newsletter.studio.field_labels import kind_words
from newsletter.studio.forms import Field, empty_item, form_fields, shape_at
from newsletter.studio.opened import Opened
from newsletter.studio.saving import Change, save_changes
from newsletter.studio.studio import Studio, body_of, form_of

_FIRST_IN_FORM = ("title",)


@dataclass(frozen=True)
class Form:
    """One file as a form: what a template needs.  ``url`` is where it is saved, ``pictures`` where pictures go."""

    url: str
    file: str
    digest: str
    heading: str
    kind: str
    is_whole: bool
    text: str
    body: str | None
    body_label: str
    language: str
    before: tuple[Field, ...]
    after: tuple[Field, ...]
    mistakes: tuple[Finding, ...]
    pictures: str = ""
    is_sent: bool = False
    kept: tuple[Unsaved, ...] = ()

    @property
    def kept_words(self) -> list[dict[str, Any]]:
        """Words that somebody typed here and that did not get into the file, for the page to offer."""
        return [
            {"field": one.field, "value": one.words, "at": one.copy.made_at.timestamp() * 1000} for one in self.kept
        ]


def form_of_file(studio: Studio, opened: Opened, url: str, pictures: str = "", *, is_sent: bool = False) -> Form:
    """The form of a file that was opened; one of an issue that was sent can only be read."""
    choices = studio.choices()
    fields = form_fields(opened.model, opened.data, choices) if opened.model is not None else ()
    kind = section_kinds().get(str(opened.data.get("kind"))) if opened.model is not IssueHeader else None
    title = opened.data.get("title")
    language = opened.data.get("language")
    name = kind.TITLE if kind is not None else opened.path.stem.replace("-", " ").capitalize()
    heading = "Issue settings" if opened.model is IssueHeader else title if isinstance(title, str) and title else name
    after = [field for field in fields if _stands_below(opened, field)]
    return Form(
        url=url,
        file=opened.file,
        digest=opened.digest,
        heading=heading,
        kind=f"{kind.TITLE}. {kind_words(kind)}" if kind is not None else "",
        is_whole=opened.model is None,
        text=opened.text,
        body=opened.body,
        body_label="Answer" if opened.data.get("kind") == "ask_the_expert" else "Text",
        language=language if isinstance(language, str) else "",
        before=tuple(field for field in fields if field not in after),
        after=tuple(after),
        mistakes=opened.mistakes,
        pictures=pictures,
        is_sent=is_sent,
        kept=unsaved_words(studio.recovery, opened.file),
    )


def _stands_below(opened: Opened, field: Field) -> bool:
    """Whether a field comes after the text: in a section what may stay empty, in an entry what is kept about it."""
    if opened.body is None:
        return False
    if opened.model is not None and issubclass(opened.model, Entry):
        return field.path[0] in Entry.model_fields
    return not field.required and field.path[0] not in _FIRST_IN_FORM


Resolve = Callable[[Request], Opened]
Show = Callable[[Request, str], Response]


class FormPages:
    """Saving of the files that ``opened`` finds for a request; ``shown`` makes the answer that shows the form anew."""

    def __init__(self, studio: Studio, opened: Resolve, shown: Show, *, only_issues: bool) -> None:
        self._studio = studio
        self._opened = opened
        self._shown = shown
        self._only_issues = only_issues

    def more_routes(self, base: str) -> list[Route]:
        """What is done with a form besides saving it, below its address."""
        return [
            Route(f"{base}/items", self.items, methods=["POST"]),
            Route(f"{base}/forget", self.forget, methods=["POST"]),
        ]

    async def save(self, request: Request) -> Response:
        """PUT: changes of fields as JSON, with the digest of the file as it was shown in ``If-Match``.

        ``{"page": "…", "changes": [{"field": ["photo", "alt"], "value": "…"}]}``; the field ``[]`` is the text below
        the fields, null the file as a whole.  The answer is 200 with the new digest and what others changed
        meanwhile, 412 with both versions of what cannot be joined, 422 with a sentence.
        """
        page, changes = _changes(await body_of(request))
        seen = request.headers.get("if-match", "").strip('"')
        if not seen:
            raise HTTPException(428, "The page did not say which version it shows. Load it again.")
        opened = await run_in_threadpool(self._opened, request)
        answer = await run_in_threadpool(save_changes, self._studio, opened, changes, seen, page)
        self._studio.saved(only_issues=self._only_issues)
        return JSONResponse(answer.as_json(), 412 if answer.conflicts else 200)

    def forget(self, request: Request) -> Response:
        """POST: nobody wants the words any more that did not get into the file."""
        for one in self._studio.recovery.unsaved(self._opened(request).file):
            self._studio.recovery.drop(one.copy)
        return Response(status_code=204)

    async def items(self, request: Request) -> Response:
        """POST: an item of a list of groups added, moved or taken out; the answer is the form anew."""
        form = await form_of(request)
        return await run_in_threadpool(self._items, request, form)

    def _items(self, request: Request, form: dict[str, str]) -> Response:
        opened, field = self._opened(request), _path(form.get("field", ""))
        shape = shape_at(opened.model, field) if opened.model is not None else None
        if shape is None or shape.control != "groups":
            raise EditError("studio/no-list", "There is no such list here. Load the page again.")
        index = int(form["index"]) if form.get("index", "").isdecimal() else 0
        do, seen = form.get("do"), request.headers.get("if-match", "").strip('"') or None
        path, file = opened.path, opened.file
        if do == "add":
            insert_item(path, field, empty_item(shape.inner), expected_digest=seen, file=file)
        elif do == "remove":
            remove_item(path, field, index, expected_digest=seen, file=file)
        elif do in ("up", "down"):
            to = index - 1 if do == "up" else index + 1
            move_item(path, field, index, to, expected_digest=seen, file=file)
        else:
            raise HTTPException(400, "The studio does not know what to do with this list.")
        self._studio.saved(only_issues=self._only_issues)
        return self._shown(request, _SAID.get(do, ""))


_SAID = {"remove": "Taken out."}


def _path(text: str) -> FieldPath:
    try:
        parts = json.loads(text)
    except ValueError:
        parts = None
    if not isinstance(parts, list) or not all(isinstance(part, str | int) for part in parts):
        raise HTTPException(400, "The page named no field. Load it again.")
    return tuple(parts)


def _changes(body: bytes) -> tuple[str, tuple[Change, ...]]:
    """What a page sent, looked at before anything is made of it."""
    try:
        data: Any = json.loads(body)
        changes = tuple(change_of(one) for one in data["changes"])
        return str(data.get("page", ""))[:64], changes
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HTTPException(400, "What the page sent cannot be read. Load it again; your words are kept.") from error


def change_of(one: Any) -> Change:
    """One change as a page sends it.  Raises KeyError, TypeError or ValueError where it is none."""
    field, value = one["field"], one["value"]
    if field is not None and not (isinstance(field, list) and all(type(part) in (str, int) for part in field)):
        raise ValueError(field)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = tuple(value)
    if not (value is None or isinstance(value, str | tuple)):
        raise ValueError(value)
    return Change(None if field is None else tuple(field), value)
