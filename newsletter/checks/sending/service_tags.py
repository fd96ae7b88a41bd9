"""Tags of a mailing service stay out of the text: only our own merge fields are translated.

The service that knows such a tag fills it in, every other one sends it to readers as it was typed; and the stars
around Mailchimp's are lost as Markdown.

Bad: ``Dear *|FNAME|*``, ``{{ contact.FIRSTNAME }}``, ``[[FirstName]]``, ``<unsubscribe>here</unsubscribe>``.
Good: ``Dear @@first_name@@``.
Source: the manuals of Mailchimp, Brevo, Constant Contact, Campaign Monitor, MailerLite, Mailgun, CiviCRM and others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity
from newsletter.model.place import FieldPath, Place

SEVERITY = Severity.WARNING

_NAMES = "unsubscribe|webversion|preferences|firstname|name|email|unsubscribeurl|preferencesurl|forwardurl"
_TAG = re.compile(
    r"\*\|[^|\n]{1,60}\|\*"  # Mailchimp
    r"|\{\{[^{}\n]{1,80}\}\}|\{%[^{}\n]{1,80}%\}"  # Brevo, Kit, Klaviyo, SendGrid, HubSpot, Buttondown, listmonk
    r"|\{[$!][^{}\n]{1,60}\}|\$\{[^{}\n]{1,60}\}|\$\[[^\[\]\n]{1,60}\]\$"  # MailerLite, AWeber, Zoho
    r"|\{(?:contact|contactfield|action|domain|mailing)[.=][^{}\n]{1,60}\}"  # CiviCRM, Mautic
    r"|\[\[[a-z][^\[\]\n]{0,60}\]\]"  # Constant Contact, GetResponse, Mailjet
    r"|%%[a-z=\[][^%\n]{0,80}%%|%[a-z]+[_.][a-z_.]+%|%(?-i:[A-Z][A-Z-]{4,})%"  # Salesforce, Mailgun, ActiveCampaign
    rf"|\[(?:{_NAMES})(?:,[^\[\]\n]{{0,60}})?\](?![(\[:])"  # Campaign Monitor, Sendy, phpList
    r"|</?(?:unsubscribe|webversion|preferences|forwardtoafriend)\b[^<>\n]{0,60}>",
    re.IGNORECASE,
)


def check(draft: Draft) -> Iterator[Fault]:
    """What reads like the tag of a mailing service, once each, where it was typed."""
    shown: set[str] = set()
    for words, place, section in _typed(draft):
        for match in _TAG.finditer(words):
            tag = match.group()
            if tag.casefold() not in shown:  # headings stand in capitals in plain text
                shown.add(tag.casefold())
                line = place.line + words.count("\n", 0, match.start())
                yield Fault(
                    Place(place.file, line), f"“{tag}” reads like a tag of a mailing service.",
                    "Write one of ours, such as @@first_name@@, or leave it out: other services send it as it stands.",
                    section,
                )  # fmt: skip


def _typed(draft: Draft) -> Iterator[tuple[str, Place, str | None]]:
    """Each text with the place at which it begins, and the id of its section."""
    header, places = draft.issue.header, draft.issue.places
    for name in ("subject", "preheader", "title"):
        yield getattr(header, name), places.of(name), None
    for section in draft.issue.sections:
        for path, words in _texts(section.fields.model_dump(by_alias=True, exclude={"notes"})):
            yield words, section.places.of(*path), section.id
    own = {section.id for section in draft.issue.sections}
    for block in draft.document.blocks:
        yield block.body.markdown, block.body.place(0), block.id if block.id in own else None
    # What stands there by way of the reference.
    yield draft.email.text.replace("\n", " "), places.of("sections"), None


def _texts(value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
