"""Klaviyo's API: a template, a campaign with one message, and the template put into the message.

Putting it there makes a copy, so that is done anew whenever the template has changed.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
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
from newsletter.services.drafts.draft_api import (
    Answer,
    DraftApi,
    DraftContent,
    FileInBase64,
    Made,
    RemoteDraft,
    Request,
    Upload,
)
from newsletter.services.service import Certainty, Source

_REVISION = "2026-07-15"
_JSON_API = "application/vnd.api+json"


def _definition(content: DraftContent) -> dict[str, Any]:
    email = {
        "subject": content.subject,
        "preview_text": content.preheader,
        "from_email": content.sender.address,
        "from_label": content.sender.name,
        "reply_to_email": reply_to(content.sender),
    }
    return {"definition": {"channel": "email", "content": email}}


def _tracking(content: DraftContent) -> dict[str, Any]:
    track = content.track_links
    return {"add_tracking_params": False, "is_tracking_clicks": track, "is_tracking_opens": track}


def _create(content: DraftContent) -> Talk[str]:
    attributes = {
        "name": content.name,
        "audiences": {"included": [content.settings["list_id"]]},
        "tracking_options": _tracking(content),
        "campaign-messages": {"data": [{"type": "campaign-message", "attributes": _definition(content)}]},
    }
    body = {"data": {"type": "campaign", "attributes": attributes}}
    return id_at((yield from asked(Request("make the draft", "POST", "/api/campaigns", body))), "data", "id")


def _update(draft_id: str, content: DraftContent) -> Talk[None]:
    message = _message_id((yield from asked(_reading(draft_id, "find the message in the draft"))))
    for words, kind, part, attributes in (
        ("update the draft", "campaign", draft_id, {"name": content.name, "tracking_options": _tracking(content)}),
        ("update its subject and sender", "campaign-message", message, _definition(content)),
    ):
        body = {"data": {"type": kind, "id": part, "attributes": attributes}}
        yield from asked(Request(words, "PATCH", path("api", f"{kind}s", part), body, repeatable=True))


def _fill(draft_id: str, content: DraftContent) -> Talk[None]:
    template = yield from _template(content)
    message = _message_id((yield from asked(_reading(draft_id, "find the message in the draft"))))
    relation = {"template": {"data": {"type": "template", "id": template}}}
    body = {"data": {"type": "campaign-message", "id": message, "relationships": relation}}
    where = "/api/campaign-message-assign-template"
    yield from asked(Request("put the email into the draft", "POST", where, body, repeatable=True))


def _template(content: DraftContent) -> Talk[str]:
    attributes = {"name": content.name, "html": content.html, "text": content.text}
    known = content.known.get("template")
    if known:
        body = {"data": {"type": "template", "id": known, "attributes": attributes}}
        where = path("api", "templates", known)
        answer = yield from asked(Request("update the template", "PATCH", where, body, missing=(404,), repeatable=True))
        if not answer.gone:
            return known
    body = {"data": {"type": "template", "attributes": {**attributes, "editor_type": "CODE"}}}
    answer = yield from asked(Request("hand over the email as a template", "POST", "/api/templates", body))
    template = id_at(answer, "data", "id")
    yield Made("template", template)
    return template


def _read(draft_id: str, content: DraftContent) -> Talk[RemoteDraft | None]:
    campaign = yield from asked(_reading(draft_id, READ))
    if campaign.gone:
        return None
    where = path("api", "campaign-messages", _message_id(campaign), "template")
    template = yield from asked(Request("read its content back", "GET", where, missing=(404,), repeatable=True))
    email = at(campaign.data, "included", 0, "attributes", "definition", "content")
    return RemoteDraft(
        draft_id,
        is_draft=is_status(text_at(campaign.data, "data", "attributes", "status"), "draft"),
        subject=text_at(email, "subject"),
        preheader=text_at(email, "preview_text"),
        html=text_at(template.data, "data", "attributes", "html"),
        text=text_at(template.data, "data", "attributes", "text"),
        from_address=text_at(email, "from_email"),
        reply_to=text_at(email, "reply_to_email"),
        address="https://www.klaviyo.com/campaigns",
    )


def _reading(draft_id: str, words: str) -> Request:
    where = path("api", "campaigns", draft_id)
    return Request(words, "GET", where, query={"include": "campaign-messages"}, missing=(404,), repeatable=True)


def _message_id(campaign: Answer) -> str:
    return id_at(campaign, "data", "relationships", "campaign-messages", "data", 0, "id")


def _upload(picture: Upload, settings: Mapping[str, str]) -> Generator[Request, Answer, str]:
    file = FileInBase64(picture.path, before=f"data:{picture.media_type};base64,")
    body = {"data": {"type": "image", "attributes": {"name": picture.name, "import_from_url": file}}}
    answer = yield Request(f"upload {picture.name}", "POST", "/api/images", body, repeatable=True)
    return id_at(answer, "data", "attributes", "image_url")


def _message(data: Any) -> str | None:
    return joined(*(text_at(error, "detail") for error in list_at(data, "errors")))


_LISTING = Listing(
    "/api/campaigns",
    entries=("data",),
    name=("attributes", "name"),
    status=("attributes", "status"),
    query={"filter": "equals(messages.channel,'email'),equals(status,'Draft')", "sort": "-created_at"},
)

API = DraftApi(
    address="https://a.klaviyo.com",
    authorization=("Authorization", "Klaviyo-API-Key {key}"),
    key_help=(
        "In Klaviyo, open Settings, then API keys, and create a private key with full access to campaigns, templates "
        "and images, and to nothing else."
    ),
    needs={"list_id": "the id of the list: in Klaviyo, open the list, then Settings; it is six letters and digits"},
    headers={"revision": _REVISION, "accept": _JSON_API, "content-type": _JSON_API},
    draft=drafting(_read, _create, _update, _LISTING, _fill),
    upload=_upload,
    read_message=_message,
    certainty=Certainty.DOCUMENTED,
    by_hand=(
        "Klaviyo may skip people who got another email from you in these days. If everyone is to get this one, turn "
        "off Smart Sending in the draft.",
        "The email also stands among your templates, under the name of the issue. It can stay there.",
    ),
    sources=(Source("Klaviyo API description", _REVISION),),
)
