"""Resend's API: a broadcast, which is a draft unless it says that it is to be sent."""

from __future__ import annotations

from email.utils import parseaddr
from typing import Any

from newsletter.services.drafts._conversation import (
    READ,
    Listing,
    Talk,
    asked,
    drafting,
    from_header,
    id_at,
    is_status,
    path,
    reply_to,
    text_at,
)
from newsletter.services.drafts.draft_api import DraftApi, DraftContent, RemoteDraft, Request
from newsletter.services.service import Certainty, Source


def _broadcast(content: DraftContent) -> dict[str, Any]:
    broadcast: dict[str, Any] = {
        "name": content.name,
        "segment_id": content.settings["segment_id"],
        "from": from_header(content.sender),
        "subject": content.subject,
        "reply_to": [reply_to(content.sender)],
        "preview_text": content.preheader,
        "html": content.html,
        "text": content.text,
    }
    if content.settings.get("topic_id"):
        broadcast["topic_id"] = content.settings["topic_id"]
    return broadcast


def _create(content: DraftContent) -> Talk[str]:
    body = {**_broadcast(content), "send": False}
    return id_at((yield from asked(Request("make the draft", "POST", "/broadcasts", body))), "id")


def _update(draft_id: str, content: DraftContent) -> Talk[None]:
    where = path("broadcasts", draft_id)
    yield from asked(Request("update the draft", "PATCH", where, _broadcast(content), repeatable=True))


def _read(draft_id: str, content: DraftContent) -> Talk[RemoteDraft | None]:
    answer = yield from asked(Request(READ, "GET", path("broadcasts", draft_id), missing=(404,), repeatable=True))
    if answer.gone:
        return None
    sender = text_at(answer.data, "from")
    return RemoteDraft(
        draft_id,
        is_draft=is_status(text_at(answer.data, "status"), "draft"),
        subject=text_at(answer.data, "subject"),
        preheader=text_at(answer.data, "preview_text"),
        html=text_at(answer.data, "html"),
        text=text_at(answer.data, "text"),
        from_address=parseaddr(sender)[1] if sender else None,
        reply_to=text_at(answer.data, "reply_to", 0),
        address="https://resend.com/broadcasts",
    )


_LISTING = Listing("/broadcasts", entries=("data",), query={"limit": "100"})

API = DraftApi(
    address="https://api.resend.com",
    authorization=("Authorization", "Bearer {key}"),
    key_help="In Resend, open API Keys, and create one with full access: a key for sending alone makes no broadcasts.",
    needs={"segment_id": "the id of the segment that receives the newsletter: in Resend, open Audience, then Segments"},
    draft=drafting(_read, _create, _update, _LISTING),
    read_message=lambda data: text_at(data, "message"),
    certainty=Certainty.DOCUMENTED,
    by_hand=(
        "Whether clicks and opens are counted is a setting of your domain: Domains, then yours, then Configuration.",
    ),
    sources=(
        Source("Resend API description, version 1.5.0", "August 2026"),
        Source("Resend documentation: broadcasts", "November 2026"),
    ),
)
