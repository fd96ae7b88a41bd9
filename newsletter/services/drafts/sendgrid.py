"""SendGrid's Marketing Campaigns: a Single Send, which stays a draft until it is scheduled."""

from __future__ import annotations

from typing import Any

from newsletter.services.drafts._conversation import (
    READ,
    Listing,
    Talk,
    asked,
    at,
    drafting,
    id_at,
    is_status,
    joined,
    list_at,
    number,
    path,
    text_at,
)
from newsletter.services.drafts.draft_api import DraftApi, DraftContent, RemoteDraft, Request
from newsletter.services.service import Certainty, Source

_LONGEST_NAME = 100


def _single_send(content: DraftContent) -> dict[str, Any]:
    single_send: dict[str, Any] = {
        "name": content.name[:_LONGEST_NAME],
        "email_config": {
            "subject": content.subject,
            "html_content": content.html,
            "plain_content": content.text,
            "generate_plain_content": False,
            "editor": "code",
            "sender_id": number(content.settings, "sender_id"),
            "suppression_group_id": number(content.settings, "suppression_group_id"),
        },
    }
    if content.settings.get("list_id"):
        single_send["send_to"] = {"list_ids": [content.settings["list_id"]]}
    return single_send


def _create(content: DraftContent) -> Talk[str]:
    request = Request("make the draft", "POST", "/marketing/singlesends", _single_send(content))
    return id_at((yield from asked(request)), "id")


def _update(draft_id: str, content: DraftContent) -> Talk[None]:
    where = path("marketing", "singlesends", draft_id)
    yield from asked(Request("update the draft", "PATCH", where, _single_send(content), repeatable=True))


def _read(draft_id: str, content: DraftContent) -> Talk[RemoteDraft | None]:
    where = path("marketing", "singlesends", draft_id)
    answer = yield from asked(Request(READ, "GET", where, missing=(404,), repeatable=True))
    if answer.gone:
        return None
    email = at(answer.data, "email_config")
    return RemoteDraft(
        draft_id,
        is_draft=is_status(text_at(answer.data, "status"), "draft"),
        subject=text_at(email, "subject"),
        html=text_at(email, "html_content"),
        text=text_at(email, "plain_content"),
        address="https://mc.sendgrid.com/single-sends",
    )


def _message(data: Any) -> str | None:
    return joined(*(text_at(error, "message") for error in list_at(data, "errors")))


_LISTING = Listing("/marketing/singlesends", entries=("result",), longest=_LONGEST_NAME, query={"page_size": "100"})

API = DraftApi(
    address="https://api.sendgrid.com/v3",
    authorization=("Authorization", "Bearer {key}"),
    key_help=(
        "In SendGrid, open Settings, then API Keys, and create one with restricted access: Marketing, full access, "
        "and nothing else."
    ),
    needs={
        "sender_id": "the number of your sender: in SendGrid, open Marketing, then Senders, and choose yours; its "
        "number stands in the address of the page",
        "suppression_group_id": "the number of your unsubscribe group: in SendGrid, open Suppressions, then "
        "Unsubscribe Groups; without it the unsubscribe link leads nowhere",
    },
    draft=drafting(_read, _create, _update, _LISTING),
    read_message=_message,
    certainty=Certainty.DOCUMENTED,
    by_hand=(
        "Choose the list, unless newsletter.yaml names it (services, sendgrid, list_id).",
        "Name, address and replies are those of the sender whose number is in newsletter.yaml.",
        "SendGrid’s API has no field for the preheader; it stands in the email already.",
        "Whether clicks are counted is a setting of the whole account: Settings, then Tracking.",
    ),
    sources=(
        Source("SendGrid API description: create, update and get a Single Send", "2024"),
        Source("SendGrid documentation: Single Sends", "2021, copy read in November 2026"),
    ),
)
