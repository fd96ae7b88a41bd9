"""How nine mailing services answer, as far as their descriptions say it, and what an account at each is called."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api_description import Operation
from fake_service import FakeService, Response

NOW = "2027-01-03T12:00:00Z"


@dataclass(frozen=True)
class Account:
    """What newsletter.yaml says of a service, how its fake answers, and what it says when it refuses something.

    ``status`` leads to a draft's status in the store; ``sent`` is its value once the email went out.
    """

    settings: Mapping[str, str]
    answers: Callable[[Operation, Any, FakeService], Response]
    refusal: Response
    words: str
    sent: str = "sent"


def _id(operation: Operation) -> str:
    return operation.ids[0] if operation.ids else ""


def _mailchimp(operation: Operation, body: Any, here: FakeService) -> Response:
    if operation.path == "/file-manager/files":
        here.pictures.append(base64.b64decode(body["file_data"]))
        return 200, {"id": here.new_number(), "full_size_url": f"https://pictures.example.org/{body['name']}"}
    if operation.path == "/campaigns" and operation.method == "get":
        return 200, {"campaigns": list(here.drafts.values()), "total_items": len(here.drafts)}
    if operation.method == "post":
        campaign = {**body, "id": f"c{here.new_number()}", "status": "save", "content": {"html": "", "plain_text": ""}}
        here.drafts[campaign["id"]] = campaign
    elif _id(operation) not in here.drafts:
        words = "The requested resource could not be found."
        return 404, {"type": "about:blank", "title": "Not Found", "status": 404, "detail": words, "instance": "1"}
    else:
        campaign = here.drafts[_id(operation)]
    if operation.path.endswith("content"):
        campaign["content"] |= body or {}
        return 200, campaign["content"]
    campaign |= body or {}
    return 200, {name: value for name, value in campaign.items() if name != "content"}


def _brevo(operation: Operation, body: Any, here: FakeService) -> Response:
    if operation.method == "post":
        number = here.new_number()
        empty = {"footer": "", "header": "", "type": "classic", "createdAt": NOW, "modifiedAt": NOW}
        here.drafts[str(number)] = {**empty, **body, "id": number, "status": "draft"}
        return 201, {"id": number}
    if not operation.ids:
        return 200, {"campaigns": list(here.drafts.values()), "count": len(here.drafts)}
    if _id(operation) not in here.drafts:
        return 404, {"code": "document_not_found", "message": "Campaign not found"}
    if operation.method == "put":
        here.drafts[_id(operation)] |= body
        return 204, None
    if here.drafts[_id(operation)].get("mirrorActive", True):
        here.drafts[_id(operation)]["htmlContent"] = "View in browser"
    return 200, here.drafts[_id(operation)]


def _mailerlite(operation: Operation, body: Any, here: FakeService) -> Response:
    if operation.method == "post":
        draft_id, status = str(here.new_number()), 201
        here.drafts[draft_id] = {"id": draft_id, "status": "draft"}
    elif not operation.ids:
        return 200, {"data": list(here.drafts.values())}
    elif _id(operation) not in here.drafts:
        return 404, {"message": "Resource not found."}
    else:
        draft_id, status = _id(operation), 200
    if body:
        emails = [{"id": "1", "plain_text": "made by MailerLite", **email} for email in body["emails"]]
        here.drafts[draft_id] |= {**body, "emails": emails}
    draft = here.drafts[draft_id]
    told = [{name: value for name, value in email.items() if name != "content"} for email in draft["emails"]]
    return status, {"data": {**draft, "emails": told}}


def _sendgrid(operation: Operation, body: Any, here: FakeService) -> Response:
    if operation.method == "post":
        draft_id = str(UUID(int=here.new_number()))
        here.drafts[draft_id] = {**body, "id": draft_id, "status": "draft", "created_at": NOW}
        return 201, here.drafts[draft_id]
    if not operation.ids:
        unused = {"type": "subject", "winner_criteria": "manual", "test_percentage": 50, "duration": "PT12H"}
        unused |= {"winning_template_id": "", "winner_selected_at": NOW, "expiration_date": NOW}
        short = {"abtest": unused, "categories": [], "is_abtest": False, "updated_at": NOW}
        return 200, {"result": [{**short, **draft} for draft in here.drafts.values()]}
    if _id(operation) not in here.drafts:
        return 404, {"errors": [{"field": "id", "message": "not found"}]}
    here.drafts[_id(operation)] |= body or {}
    email = here.drafts[_id(operation)]["email_config"]
    if email.get("generate_plain_content", True):
        email["plain_content"] = "made by SendGrid"
    return (202 if body else 200), here.drafts[_id(operation)]


def _buttondown(operation: Operation, body: Any, here: FakeService) -> Response:
    if operation.path == "/images":
        here.pictures.append(body["image"])
        where = f"https://pictures.example.org/{here.new_number()}.jpg"
        return 201, {"id": str(here.made), "creation_date": NOW, "image": where}
    if operation.method == "post":
        draft_id = f"em_{here.new_number()}"
        here.drafts[draft_id] = {
            "id": draft_id, "creation_date": NOW, "modification_date": NOW, "status": "about_to_send", "source": "api",
            "absolute_url": f"https://buttondown.com/letter/archive/{draft_id}", "canonical_url": "", "image": "",
            "commenting_mode": "enabled", "archival_mode": "enabled", "featured": False, "related_email_ids": [],
            "filters": {"filters": [], "groups": [], "predicate": "and"}, "should_trigger_pay_per_email_billing": False,
            **body,
        }  # fmt: skip
        return 201, here.drafts[draft_id]
    if not operation.ids:
        return 200, {"results": list(here.drafts.values()), "count": len(here.drafts)}
    if _id(operation) not in here.drafts:
        return 404, {"detail": "No Email matches the given query."}
    here.drafts[_id(operation)] |= body or {}
    return 200, here.drafts[_id(operation)]


def _listmonk(operation: Operation, body: Any, here: FakeService) -> Response:
    if operation.path == "/media":
        here.pictures.append(body["file"])
        return 200, {"data": {"id": here.new_number(), "url": f"/uploads/{here.made}.jpg"}}
    if operation.method == "post":
        number = here.new_number()
        here.drafts[str(number)] = {"id": number, "status": "draft"}
    elif not operation.ids:
        return 200, {"data": {"results": [{**draft, "lists": []} for draft in here.drafts.values()]}}
    elif _id(operation) not in here.drafts:
        return 400, {"message": "Campaign not found"}
    else:
        number = int(_id(operation))
    here.drafts[str(number)] |= body or {}
    draft = here.drafts[str(number)]
    if "template_id" not in draft:
        draft["body"] = f"<html><body>listmonk {draft['body']}</body></html>"
    return 200, {"data": draft if body else {**draft, "lists": [{"id": one, "name": "All"} for one in draft["lists"]]}}


def _resend(operation: Operation, body: Any, here: FakeService) -> Response:
    if operation.method == "post":
        draft_id = str(UUID(int=here.new_number()))
        status = "queued" if body.get("send") else "draft"
        here.drafts[draft_id] = {**body, "id": draft_id, "status": status}
        return 201, {"id": draft_id, "object": "broadcast"}
    if not operation.ids:
        return 200, {"object": "list", "data": list(here.drafts.values()), "has_more": False}
    if _id(operation) not in here.drafts:
        return 404, {"statusCode": 404, "name": "not_found", "message": "Broadcast not found"}
    here.drafts[_id(operation)] |= body or {}
    return 200, {"id": _id(operation), "object": "broadcast"} if body else here.drafts[_id(operation)]


def _constant_contact(operation: Operation, body: Any, here: FakeService) -> Response:
    if operation.method == "post":
        campaign, activity = (str(UUID(int=here.new_number())) for _ in range(2))
        here.drafts[campaign] = {
            **body["email_campaign_activities"][0], "name": body["name"], "status": "Draft", "activity": activity,
        }  # fmt: skip
    elif operation.path == "/emails":
        every = here.drafts.items()
        told = [{"campaign_id": one, "name": it["name"], "current_status": it["status"]} for one, it in every]
        return 200, {"campaigns": told}
    elif operation.path == "/emails/{campaign_id}":
        campaign = _id(operation)
    else:
        found = [name for name, draft in here.drafts.items() if draft["activity"] == _id(operation)]
        if not found:
            return 404, [{"error_key": "not_found", "error_message": "The activity was not found."}]
        here.drafts[found[0]] |= body or {}
        own = {"name", "status", "activity"}
        activity_told = {name: value for name, value in here.drafts[found[0]].items() if name not in own}
        return 200, {**activity_told, "campaign_activity_id": _id(operation), "role": "primary_email"}
    if campaign not in here.drafts:
        return 404, [{"error_key": "not_found", "error_message": "The campaign was not found."}]
    draft = here.drafts[campaign]
    roles = (("permalink", str(UUID(int=1))), ("primary_email", draft["activity"]))
    activities = [{"role": role, "campaign_activity_id": one} for role, one in roles]
    told = {"campaign_id": campaign, "current_status": draft["status"], "name": draft["name"]}
    return 200, {**told, "campaign_activities": activities}


def _klaviyo(operation: Operation, body: Any, here: FakeService) -> Response:
    kind, attributes = operation.path.split("/")[2], dict(body["data"].get("attributes", {})) if body else {}
    if kind == "images":
        before, _, data = attributes["import_from_url"].partition(",")
        assert before in ("data:image/jpeg;base64", "data:image/png;base64"), before
        here.pictures.append(base64.b64decode(data))
        where = f"https://pictures.example.org/{attributes['name']}"
        told = {"name": "garden", "image_url": where, "format": "jpeg", "size": 1, "hidden": False, "updated_at": NOW}
        return 201, _resource("image", str(here.new_number()), told)
    if kind == "templates":
        if operation.ids and _id(operation) not in here.templates:
            return _klaviyo_missing()
        template = _id(operation) or f"T{here.new_number()}"
        here.templates[template] = here.templates.get(template, {}) | attributes
        return (200 if operation.ids else 201), _resource("template", template, here.templates[template])
    if kind == "campaign-message-assign-template":
        draft = _of_message(here, body["data"]["id"])
        draft["copy"] = dict(here.templates[body["data"]["relationships"]["template"]["data"]["id"]])
        return 200, _resource("campaign-message", body["data"]["id"], {"label": "", **draft["definition"]})
    if kind == "campaign-messages":
        draft = _of_message(here, _id(operation))
        draft["definition"] = attributes.get("definition", draft["definition"])
        if operation.path.endswith("template"):
            return (200, _resource("template", "copy", draft["copy"])) if "copy" in draft else _klaviyo_missing()
        return 200, _message_told(_id(operation), draft)
    if operation.method == "get" and not operation.ids:
        return 200, {"data": [_campaign_told(one, draft)["data"] for one, draft in here.drafts.items()]}
    draft_id = _id(operation) or f"C{here.new_number()}"
    if operation.method == "post":
        message = attributes.pop("campaign-messages")["data"][0]["attributes"]
        here.drafts[draft_id] = {"message": f"M{here.new_number()}", "status": "Draft", **message}
    if draft_id not in here.drafts:
        return _klaviyo_missing()
    draft = here.drafts[draft_id]
    draft.setdefault("attributes", {}).update(attributes)
    message = _message_told(draft["message"], draft)["data"]
    return (200 if operation.ids else 201), {**_campaign_told(draft_id, draft), "included": [message]}


def _campaign_told(draft_id: str, draft: Mapping[str, Any]) -> dict[str, Any]:
    told = {"archived": False, "send_options": {}, "send_strategy": {"method": "immediate"}, "created_at": NOW}
    told |= {**draft["attributes"], "status": draft["status"], "updated_at": NOW}
    campaign = _resource("campaign", draft_id, told)
    related = [{"type": "campaign-message", "id": draft["message"]}]
    campaign["data"]["relationships"] = {"campaign-messages": {"data": related, "links": _links()}}
    return campaign


def _of_message(here: FakeService, message: str) -> dict[str, Any]:
    return next(draft for draft in here.drafts.values() if draft["message"] == message)


def _message_told(message: str, draft: Mapping[str, Any]) -> dict[str, Any]:
    return _resource("campaign-message", message, {"definition": draft["definition"], "send_times": []})


def _resource(kind: str, name: str, attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {"data": {"type": kind, "id": name, "attributes": dict(attributes), "links": _links()}, "links": _links()}


def _links() -> dict[str, str]:
    return {"self": "https://a.klaviyo.com", "related": "https://a.klaviyo.com"}


def _klaviyo_missing() -> Response:
    error = {"id": "1", "code": "not_found", "title": "Not found.", "detail": "It does not exist."}
    return 404, {"errors": [error]}


ACCOUNTS = {
    "brevo": Account(
        {"list_id": "7"}, _brevo, (400, {"code": "invalid_parameter", "message": "Sender is invalid"}),
        "Sender is invalid",
    ),
    "buttondown": Account(
        {}, _buttondown, (400, {"code": "email_invalid", "detail": "The body is blank."}), "The body is blank."
    ),
    "constant_contact": Account(
        {}, _constant_contact, (400, [{"error_key": "e", "error_message": "The name is taken."}]), "The name is taken.",
        sent="Done",
    ),
    "klaviyo": Account(
        {"list_id": "Y6nRLr"}, _klaviyo,
        (400, {"errors": [{"id": "1", "code": "invalid", "title": "Invalid", "detail": "No such list."}]}),
        "No such list.", sent="Sent",
    ),
    "listmonk": Account(
        {"list_id": "3", "template_id": "5"}, _listmonk, (400, {"message": "Unknown list."}), "Unknown list.",
        sent="finished",
    ),
    "mailchimp": Account(
        {"server": "us1", "list_id": "a1b2c3"}, _mailchimp,
        (400, {
            "type": "about:blank", "title": "Invalid Resource", "status": 400, "instance": "1",
            "detail": "The resource submitted could not be validated.",
            "errors": [{"field": "recipients.list_id", "message": "No such audience."}],
        }),
        "recipients.list_id No such audience.",
    ),
    "mailerlite": Account(
        {"group_id": "42"}, _mailerlite,
        (422, {"message": "The given data was invalid.", "errors": {"emails.0.from": ["It is not verified."]}}),
        "The given data was invalid. It is not verified.", sent="sent",
    ),
    "resend": Account(
        {"segment_id": "78261eea"}, _resend,
        (422, {"statusCode": 422, "name": "validation_error", "message": "Invalid from."}), "Invalid from.",
    ),
    "sendgrid": Account(
        {"sender_id": "12", "suppression_group_id": "34"}, _sendgrid,
        (400, {"errors": [{"field": "sender_id", "message": "Unknown sender."}]}), "Unknown sender.", sent="triggered",
    ),
}  # fmt: skip
