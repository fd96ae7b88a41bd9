"""Brevo's API: an email campaign, which is a draft while no time is set for it."""

from __future__ import annotations

from typing import Any

from newsletter.services.drafts._conversation import (
    READ,
    Listing,
    Talk,
    asked,
    drafting,
    id_at,
    is_status,
    number,
    path,
    reply_to,
    text_at,
)
from newsletter.services.drafts.draft_api import DraftApi, DraftContent, RemoteDraft, Request
from newsletter.services.service import Certainty, Source

_OWN_WEB_VERSION = "{{ mirror }}"


def _campaign(content: DraftContent) -> dict[str, Any]:
    campaign: dict[str, Any] = {
        "name": content.name,
        "subject": content.subject,
        "previewText": content.preheader,
        "sender": {"name": content.sender.name, "email": content.sender.address},
        "replyTo": reply_to(content.sender),
        "htmlContent": content.html,
        "mirrorActive": _OWN_WEB_VERSION not in content.html,
        "inlineImageActivation": False,
    }
    if content.settings.get("list_id"):
        campaign["recipients"] = {"listIds": [number(content.settings, "list_id")]}
    return campaign


def _create(content: DraftContent) -> Talk[str]:
    return id_at((yield from asked(Request("make the draft", "POST", "/emailCampaigns", _campaign(content)))), "id")


def _update(draft_id: str, content: DraftContent) -> Talk[None]:
    where = path("emailCampaigns", draft_id)
    yield from asked(Request("update the draft", "PUT", where, _campaign(content), repeatable=True))


def _read(draft_id: str, content: DraftContent) -> Talk[RemoteDraft | None]:
    where = path("emailCampaigns", draft_id)
    campaign = yield from asked(Request(READ, "GET", where, missing=(404,), repeatable=True))
    if campaign.gone:
        return None
    return RemoteDraft(
        draft_id,
        is_draft=is_status(text_at(campaign.data, "status"), "draft"),
        subject=text_at(campaign.data, "subject"),
        preheader=text_at(campaign.data, "previewText"),
        html=text_at(campaign.data, "htmlContent"),
        from_address=text_at(campaign.data, "sender", "email"),
        reply_to=text_at(campaign.data, "replyTo"),
        address="https://app.brevo.com",
    )


_LISTING = Listing(
    "/emailCampaigns",
    entries=("campaigns",),
    query={"status": "draft", "limit": "50", "sort": "desc", "excludeHtmlContent": "true"},
)

API = DraftApi(
    address="https://api.brevo.com/v3",
    authorization=("api-key", "{key}"),
    key_help="In Brevo, open the menu of your account, then SMTP & API, then API keys, and generate one.",
    draft=drafting(_read, _create, _update, _LISTING),
    read_message=lambda data: text_at(data, "message"),
    certainty=Certainty.DOCUMENTED,
    by_hand=(
        "Choose the list, unless newsletter.yaml names it (services, brevo, list_id: its number).",
        "Brevo makes the plain-text part itself.",
        "Look at the top and the foot of the preview: Brevo should have added no header and no footer of its own.",
        "The API cannot turn off the counting of clicks. If your account can, turn it off for this campaign.",
    ),
    sources=(
        Source("Brevo API: create, update and get an email campaign", "November 2026"),
        Source("brevo-python, Brevo’s own library", "5.1.0"),
    ),
)
