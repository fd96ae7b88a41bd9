"""listmonk's API: a campaign of raw HTML in a template that adds nothing."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import replace
from email.utils import parseaddr
from typing import Any
from urllib.parse import urljoin

from newsletter.services.drafts._conversation import (
    READ,
    Listing,
    Talk,
    asked,
    at,
    drafting,
    from_header,
    id_at,
    is_status,
    number,
    path,
    reply_to,
    text_at,
)
from newsletter.services.drafts.draft_api import Answer, DraftApi, DraftContent, RemoteDraft, Request, Upload
from newsletter.services.service import Certainty, Source


def _campaign(content: DraftContent) -> dict[str, Any]:
    return {
        "name": content.name,
        "subject": content.subject,
        "lists": [number(content.settings, "list_id")],
        "from_email": from_header(content.sender),
        "type": "regular",
        "messenger": "email",
        "content_type": "html",
        "body": content.html,
        "altbody": content.text,
        "template_id": number(content.settings, "template_id"),
        "headers": [{"Reply-To": reply_to(content.sender)}],
    }


def _create(content: DraftContent) -> Talk[str]:
    answer = yield from asked(Request("make the draft", "POST", "/campaigns", _campaign(content)))
    return id_at(answer, "data", "id")


def _update(draft_id: str, content: DraftContent) -> Talk[None]:
    where = path("campaigns", draft_id)
    yield from asked(Request("update the draft", "PUT", where, _campaign(content), repeatable=True))


def _read(draft_id: str, content: DraftContent) -> Talk[RemoteDraft | None]:
    # listmonk answers 400 for a campaign that is not there.
    request = Request(READ, "GET", path("campaigns", draft_id), missing=(400, 404), repeatable=True)
    answer = yield from asked(request)
    if answer.gone:
        return None
    campaign = at(answer.data, "data")
    sender = text_at(campaign, "from_email")
    return RemoteDraft(
        draft_id,
        is_draft=is_status(text_at(campaign, "status"), "draft"),
        subject=text_at(campaign, "subject"),
        html=text_at(campaign, "body"),
        text=text_at(campaign, "altbody"),
        from_address=parseaddr(sender)[1] if sender else None,
        reply_to=text_at(campaign, "headers", 0, "Reply-To"),
        address=f"{content.settings['url'].rstrip('/')}/admin/campaigns/{draft_id}",
    )


def _upload(picture: Upload, settings: Mapping[str, str]) -> Generator[Request, Answer, str]:
    file = replace(picture, field="file")
    answer = yield Request(f"upload {picture.name}", "POST", "/media", upload=file, repeatable=True)
    return urljoin(settings["url"], id_at(answer, "data", "url"))


_LISTING = Listing(
    "/campaigns",
    entries=("data", "results"),
    query={"order_by": "created_at", "order": "DESC", "per_page": "100", "no_body": "true"},
)

API = DraftApi(
    address="{url}/api",
    authorization=("Authorization", "token {key}"),
    key_help=(
        "In listmonk, open Users, and make one of the type API that may manage campaigns and media. The key is its "
        "name, a colon and its token: name:token."
    ),
    needs={
        "url": "the address of your listmonk, such as https://lists.example.org",
        "list_id": "the number of the list: in listmonk, open Lists and choose yours; its number stands in the address "
        "of the page",
        "template_id": 'the number of the template whose whole content is {{ template "content" . }}; it stands in '
        "the list of campaign templates",
    },
    draft=drafting(_read, _create, _update, _LISTING),
    upload=_upload,
    read_message=lambda data: text_at(data, "message"),
    certainty=Certainty.DOCUMENTED,
    by_hand=(
        "Press Preview. If there is an error about the template, nothing can be sent yet.",
        "listmonk has no field for the preheader; it stands in the email already.",
    ),
    sources=(
        Source("listmonk, its source code and API description", "July 2026"),
        Source("listmonk issues 514, 1126 and 1362, on Reply-To", "November 2026"),
    ),
)
