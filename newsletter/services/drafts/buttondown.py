"""Buttondown's API: an email that says it is a draft, since one that says nothing is sent at once."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import replace
from typing import Any

from newsletter.services.drafts._conversation import (
    READ,
    Listing,
    Talk,
    asked,
    drafting,
    id_at,
    is_status,
    joined,
    list_at,
    path,
    text_at,
)
from newsletter.services.drafts.draft_api import Answer, DraftApi, DraftContent, RemoteDraft, Request, Upload
from newsletter.services.service import Certainty, Source

_NAKED = "<!-- buttondown-editor-mode: naked -->\n"
"""Without it, Buttondown guesses the editor that the email was made in."""


def _email(content: DraftContent) -> dict[str, Any]:
    return {
        "subject": content.subject,
        "description": content.preheader,
        "body": _NAKED + content.html,
        "status": "draft",
        "template": "naked",
        "metadata": {"issue": content.name},
    }


def _create(content: DraftContent) -> Talk[str]:
    return id_at((yield from asked(Request("make the draft", "POST", "/emails", _email(content)))), "id")


def _update(draft_id: str, content: DraftContent) -> Talk[None]:
    where = path("emails", draft_id)
    yield from asked(Request("update the draft", "PATCH", where, _email(content), repeatable=True))


def _read(draft_id: str, content: DraftContent) -> Talk[RemoteDraft | None]:
    answer = yield from asked(Request(READ, "GET", path("emails", draft_id), missing=(404,), repeatable=True))
    status = text_at(answer.data, "status")
    if answer.gone or status == "deleted":
        return None
    body = text_at(answer.data, "body")
    return RemoteDraft(
        draft_id,
        is_draft=is_status(status, "draft"),
        subject=text_at(answer.data, "subject"),
        preheader=text_at(answer.data, "description"),
        html=body.removeprefix(_NAKED) if body is not None else None,
        address="https://buttondown.com/emails",
    )


def _upload(picture: Upload, settings: Mapping[str, str]) -> Generator[Request, Answer, str]:
    file = replace(picture, field="image")
    answer = yield Request(f"upload {picture.name}", "POST", "/images", upload=file, repeatable=True)
    return id_at(answer, "image")


def _message(data: Any) -> str | None:
    return text_at(data, "detail") or joined(*(text_at(error, "msg") for error in list_at(data, "detail")))


_LISTING = Listing(
    "/emails",
    entries=("results",),
    name=("metadata", "issue"),
    query={"status": "draft", "ordering": "-creation_date", "excluded_fields": "body"},
)

API = DraftApi(
    address="https://api.buttondown.com/v1",
    authorization=("Authorization", "Token {key}"),
    key_help="In Buttondown, open Settings, then API, and create a key that may write emails and images.",
    draft=drafting(_read, _create, _update, _LISTING),
    upload=_upload,
    read_message=_message,
    certainty=Certainty.DOCUMENTED,
    by_hand=(
        "The API takes no sender. See in the settings of the newsletter that name, address and replies are right.",
        "Buttondown puts an email into its archive on the web when it is sent. If a contributor agreed to email alone, "
        "turn that off for this one.",
        "Whether clicks are counted is a setting of the newsletter: Settings, then Tracking.",
        "Naked mode is part of the paid plans. See in the draft that the email looks as it should.",
    ),
    sources=(
        Source("Buttondown API description and documentation", "August 2026"),
        Source("Open programs that make naked emails", "November 2026"),
    ),
)
