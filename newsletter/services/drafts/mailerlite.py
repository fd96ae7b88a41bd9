"""MailerLite's API: a campaign with one email, which is a draft until someone schedules it."""

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
    path,
    reply_to,
    text_at,
)
from newsletter.services.drafts.draft_api import DraftApi, DraftContent, RemoteDraft, Request
from newsletter.services.service import Certainty, Source


def _campaign(content: DraftContent) -> dict[str, Any]:
    email = {
        "subject": content.subject,
        "from_name": content.sender.name,
        "from": content.sender.address,
        "reply_to": reply_to(content.sender),
        "content": content.html,
    }
    campaign: dict[str, Any] = {"name": content.name, "type": "regular", "emails": [email]}
    if content.settings.get("group_id"):
        campaign["groups"] = [content.settings["group_id"]]
    return campaign


def _create(content: DraftContent) -> Talk[str]:
    answer = yield from asked(Request("make the draft", "POST", "/campaigns", _campaign(content)))
    return id_at(answer, "data", "id")


def _update(draft_id: str, content: DraftContent) -> Talk[None]:
    where = path("campaigns", draft_id)
    yield from asked(Request("update the draft", "PUT", where, _campaign(content), repeatable=True))


def _read(draft_id: str, content: DraftContent) -> Talk[RemoteDraft | None]:
    where = path("campaigns", draft_id)
    answer = yield from asked(Request(READ, "GET", where, missing=(404,), repeatable=True))
    if answer.gone:
        return None
    email = at(answer.data, "data", "emails", 0)
    return RemoteDraft(
        draft_id,
        is_draft=is_status(text_at(answer.data, "data", "status"), "draft"),
        subject=text_at(email, "subject"),
        from_address=text_at(email, "from"),
        reply_to=text_at(email, "reply_to"),
        address="https://dashboard.mailerlite.com/campaigns",
    )


def _message(data: Any) -> str | None:
    errors = at(data, "errors")
    fields = [text_at(errors, name, 0) for name in errors] if isinstance(errors, dict) else []
    return joined(text_at(data, "message"), *fields)


_LISTING = Listing("/campaigns", entries=("data",), query={"filter[status]": "draft", "limit": "100"})

API = DraftApi(
    address="https://connect.mailerlite.com/api",
    authorization=("Authorization", "Bearer {key}"),
    key_help="In MailerLite, open Integrations, then MailerLite API, and generate a token.",
    headers={"accept": "application/json"},
    draft=drafting(_read, _create, _update, _LISTING),
    read_message=_message,
    certainty=Certainty.DOCUMENTED,
    by_hand=(
        "Choose the group, unless newsletter.yaml names it (services, mailerlite, group_id).",
        "MailerLite takes finished emails through its API on the Advanced plan alone. On another, the draft is empty.",
        "MailerLite does not tell what became of the email. Look at the whole preview.",
        "The API takes no preheader; it stands in the email already. It takes no plain-text part either: paste ours.",
        "See that replies go to the right address. Other programs hand it over as we do; the manual does not say so.",
        "The API cannot turn off the counting of clicks. If your account can, turn it off for this campaign.",
    ),
    sources=(
        Source("MailerLite API documentation: campaigns", "2026"),
        Source("mailerlite-go and mailerlite-nodejs, MailerLite’s own libraries", "November 2026"),
        Source("Open programs that hand over reply_to", "November 2026"),
    ),
)
