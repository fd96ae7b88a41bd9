"""Mailchimp's Marketing API: a campaign and, apart from it, its content."""

from __future__ import annotations

from collections.abc import Generator, Mapping
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
    reply_to,
    text_at,
)
from newsletter.services.drafts.draft_api import (
    Answer,
    DraftApi,
    DraftContent,
    FileInBase64,
    RemoteDraft,
    Request,
    Upload,
)
from newsletter.services.service import Certainty, Source


def _campaign(content: DraftContent) -> dict[str, Any]:
    track = content.track_links
    campaign: dict[str, Any] = {
        "settings": {
            "title": content.name,
            "subject_line": content.subject,
            "preview_text": content.preheader,
            "from_name": content.sender.name,
            "reply_to": reply_to(content.sender),
            "auto_footer": False,
            "inline_css": False,
            "fb_comments": False,
        },
        "tracking": {"opens": track, "html_clicks": track, "text_clicks": track},
    }
    if content.settings.get("list_id"):
        campaign["recipients"] = {"list_id": content.settings["list_id"]}
    return campaign


def _create(content: DraftContent) -> Talk[str]:
    body = {"type": "regular", **_campaign(content)}
    return id_at((yield from asked(Request("make the draft", "POST", "/campaigns", body))), "id")


def _update(draft_id: str, content: DraftContent) -> Talk[None]:
    settings = Request("update the draft", "PATCH", path("campaigns", draft_id), _campaign(content), repeatable=True)
    yield from asked(settings)


def _fill(draft_id: str, content: DraftContent) -> Talk[None]:
    body = {"html": content.html, "plain_text": content.text}
    where = path("campaigns", draft_id, "content")
    yield from asked(Request("hand over the email", "PUT", where, body, repeatable=True))


def _read(draft_id: str, content: DraftContent) -> Talk[RemoteDraft | None]:
    where = path("campaigns", draft_id)
    campaign = yield from asked(Request(READ, "GET", where, missing=(404,), repeatable=True))
    if campaign.gone:
        return None
    parts = yield from asked(Request("read its content back", "GET", f"{where}/content", repeatable=True))
    return RemoteDraft(
        draft_id,
        is_draft=is_status(text_at(campaign.data, "status"), "save"),
        subject=text_at(campaign.data, "settings", "subject_line"),
        preheader=text_at(campaign.data, "settings", "preview_text"),
        html=text_at(parts.data, "html"),
        text=text_at(parts.data, "plain_text"),
        reply_to=text_at(campaign.data, "settings", "reply_to"),
        address=f"https://{content.settings['server']}.admin.mailchimp.com/campaigns/",
    )


def _upload(picture: Upload, settings: Mapping[str, str]) -> Generator[Request, Answer, str]:
    body = {"name": picture.name, "file_data": FileInBase64(picture.path)}
    answer = yield Request(f"upload {picture.name}", "POST", "/file-manager/files", body, repeatable=True)
    return id_at(answer, "full_size_url")


def _message(data: Any) -> str | None:
    fields = [joined(text_at(error, "field"), text_at(error, "message")) for error in list_at(data, "errors")]
    return joined(text_at(data, "detail"), *fields)


_LISTING = Listing(
    "/campaigns",
    entries=("campaigns",),
    name=("settings", "title"),
    draft="save",
    query={"status": "save", "count": "100", "sort_field": "create_time", "sort_dir": "DESC"},
)

API = DraftApi(
    address="https://{server}.api.mailchimp.com/3.0",
    authorization=("Authorization", "Basic {basic}"),
    key_help=(
        "In Mailchimp, open your profile, then Extras, then API keys, and create one. It has all the rights of your "
        "account, so keep it to yourself."
    ),
    needs={
        "server": "the part behind the last hyphen of your API key, such as us21; it also begins the address of "
        "Mailchimp’s pages when you are logged in"
    },
    draft=drafting(_read, _create, _update, _LISTING, _fill),
    upload=_upload,
    read_message=_message,
    certainty=Certainty.DOCUMENTED,
    by_hand=(
        "Choose the audience, unless newsletter.yaml names it (services, mailchimp, list_id).",
        "Mailchimp’s API has one address for the sender and for replies, and got the one for replies. See in the "
        "draft that the sender is right.",
        "Some plans do not let go of counting clicks. See under Settings & Tracking that it is off.",
    ),
    sources=(
        Source("Mailchimp Marketing API description, as published in a generated library", "2024"),
        Source("mailchimp-marketing, Mailchimp’s own library", "3.0.80 of 2022"),
        Source("Open plugins that make campaigns (MailOptin, Newspack)", "July 2026"),
    ),
)
