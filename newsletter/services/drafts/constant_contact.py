"""Constant Contact's V3 API: a custom code email, whose words stand in its one activity."""

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
    path,
    reply_to,
    text_at,
)
from newsletter.services.drafts.draft_api import Answer, DraftApi, DraftContent, RemoteDraft, Request
from newsletter.services.service import Certainty, Source

_LONGEST_NAME = 80
_CUSTOM_CODE = 5
_KEPT = ("contact_list_ids", "segment_ids", "physical_address_in_footer")
"""What an editor may have chosen in the account, and an update would take away."""


def _activity(content: DraftContent) -> dict[str, Any]:
    return {
        "from_name": content.sender.name,
        "from_email": content.sender.address,
        "reply_to_email": reply_to(content.sender),
        "subject": content.subject,
        "preheader": content.preheader,
        "html_content": content.html,
    }


def _create(content: DraftContent) -> Talk[str]:
    activity = {"format_type": _CUSTOM_CODE, **_activity(content)}
    body = {"name": content.name[:_LONGEST_NAME], "email_campaign_activities": [activity]}
    return id_at((yield from asked(Request("make the draft", "POST", "/emails", body))), "campaign_id")


def _update(draft_id: str, content: DraftContent) -> Talk[None]:
    campaign = yield from asked(_reading(draft_id, "find the email in the draft"))
    where = _place(campaign)
    before = yield from asked(Request("see what is chosen already", "GET", where, query=_INCLUDE, repeatable=True))
    body = {name: at(before.data, name) for name in _KEPT if at(before.data, name)} | _activity(content)
    yield from asked(Request("update the draft", "PUT", where, body, repeatable=True))


def _read(draft_id: str, content: DraftContent) -> Talk[RemoteDraft | None]:
    campaign = yield from asked(_reading(draft_id, READ))
    status = text_at(campaign.data, "current_status")
    if campaign.gone or is_status(status, "removed"):
        return None
    activity = yield from asked(
        Request("read its content back", "GET", _place(campaign), query=_INCLUDE, repeatable=True)
    )
    return RemoteDraft(
        draft_id,
        is_draft=is_status(status, "draft"),
        subject=text_at(activity.data, "subject"),
        preheader=text_at(activity.data, "preheader"),
        html=text_at(activity.data, "html_content"),
        from_address=text_at(activity.data, "from_email"),
        reply_to=text_at(activity.data, "reply_to_email"),
        address="https://app.constantcontact.com",
    )


_INCLUDE = {"include": "html_content,physical_address_in_footer"}


def _reading(draft_id: str, words: str) -> Request:
    return Request(words, "GET", path("emails", draft_id), missing=(404,), repeatable=True)


def _place(campaign: Answer) -> str:
    """Where the activity of a campaign that holds its words is found."""
    activities = list_at(campaign.data, "campaign_activities")
    place = next((n for n, one in enumerate(activities) if text_at(one, "role") == "primary_email"), 0)
    return path("emails", "activities", id_at(campaign, "campaign_activities", place, "campaign_activity_id"))


def _message(data: Any) -> str | None:
    errors = data if isinstance(data, list) else [data]
    return joined(*(text_at(error, "error_message") for error in errors))


_LISTING = Listing(
    "/emails",
    entries=("campaigns",),
    status=("current_status",),
    id=("campaign_id",),
    longest=_LONGEST_NAME,
    query={"limit": "500"},
)

API = DraftApi(
    address="https://api.cc.email/v3",
    authorization=("Authorization", "Bearer {key}"),
    key_help=(
        "An access token of Constant Contact’s V3 API with the scope campaign_data. Make an application of your own in "
        "the V3 Developer Portal and let its OAuth2 page give you a token. It does not last, probably a day: get a new "
        "one when it is no longer accepted."
    ),
    draft=drafting(_read, _create, _update, _LISTING),
    read_message=_message,
    certainty=Certainty.DOCUMENTED,
    by_hand=(
        "Choose the list.",
        "Your account has to have confirmed the sender’s address and the one for replies.",
        "Constant Contact makes the plain-text part itself, and adds a footer with the address of your account.",
        "Clicks and opens are always counted; we found no way to turn that off.",
    ),
    sources=(
        Source("Constant Contact V3 API description, version 3.0.178", "August 2026"),
        Source("Constant Contact V3 API guide: custom code emails", "November 2026"),
    ),
)
