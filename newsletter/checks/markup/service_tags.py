"""Tags of a mailing service stay out of the email: only our own merge fields are translated.

The service that knows such a tag fills it in, every other one sends it to readers as it was typed; and the stars
around Mailchimp's are lost as Markdown.  The same holds for what a template language left behind.

Bad: ``Dear *|FNAME|*``, ``{{ contact.FIRSTNAME }}``, ``[[FirstName]]``, ``<unsubscribe>here</unsubscribe>``.
Good: ``Dear @@first_name@@``.
Source: the manuals of Mailchimp, Brevo, Constant Contact, Campaign Monitor, MailerLite, Mailgun, CiviCRM and others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_NAMES = "unsubscribe|webversion|preferences|firstname|name|email|unsubscribeurl|preferencesurl|forwardurl"
# Each alternative begins with a sign of its own, by which Python skips most of a page (1.0 ms of the sample, now 0.3).
_TAG = re.compile(
    r"\*\|[^|\n]{1,60}\|\*"  # Mailchimp
    r"|\|(?-i:[A-Z][A-Z0-9_:]{1,40})\|"  # the same without its stars
    r"|\{\{[^{}]{1,80}\}\}|\{%[^{}]{1,80}%\}"  # Brevo, Kit, Klaviyo, SendGrid, HubSpot, Buttondown, listmonk
    r"|\{[$!][^{}\s][^{}]{0,60}\}|\$\{[^{}]{1,60}\}|\$\[[^\[\]]{1,60}\]\$"  # MailerLite, AWeber, Zoho
    r"|\{(?:contact|contactfield|action|domain|mailing)[.=][^{}]{1,60}\}"  # CiviCRM, Mautic
    r"|\[\[[a-z][^\[\]]{0,60}\]\]"  # Constant Contact, GetResponse, Mailjet
    r"|%%[a-z=\[][^%]{0,80}%%|%[a-z]{1,40}[_.][a-z_.]{1,60}%|%(?-i:[A-Z][A-Z-]{4,40})%"  # Salesforce, ActiveCampaign
    rf"|\[(?:{_NAMES})(?:,[^\[\]]{{0,60}})?\](?![(\[:])"  # Campaign Monitor, Sendy, phpList
    r"|</?(?:unsubscribe|webversion|preferences|forwardtoafriend)\b[^<>&]{0,60}>"
    r"|&lt;/?(?:unsubscribe|webversion|preferences|forwardtoafriend)\b[^<>&]{0,60}&gt;",
    re.IGNORECASE,
)
_CODE = re.compile(r"<(?:style|script)\b", re.IGNORECASE)
_CODE_END = re.compile(r"</(?:style|script)", re.IGNORECASE)
_MOST = 5


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """What reads like the tag of a mailing service: each once, and at most five."""
    shown: set[str] = set()
    for words, offset, part in _found(email):
        tag = " ".join(unescape(words).split())
        # Headings stand in capitals in plain text.
        if tag.casefold() not in shown:
            shown.add(tag.casefold())
            yield Fault(
                email.place_at(offset) if part == "html" else email.header_places.get(part, email.place),
                f"“{tag}” reads like a tag of a mailing service.",
                "Write one of ours, such as @@first_name@@, or leave it out: other services send it as it stands.",
                text=tag,
            )
            if len(shown) == _MOST:
                return


def _found(email: FinishedEmail) -> Iterator[tuple[str, int, str]]:
    """Each tag with its offset, and the part of the email in which it stands."""
    parts = {name: getattr(email, name) or "" for name in ("subject", "preheader", "html", "text")}
    if email.is_ours and not _TAG.search(parts["text"]):
        # Our text part holds every word, address and description of the page: 0.3 ms of a build saved.
        del parts["html"]
    for part, content in parts.items():
        stretches = _outside_of_code(content) if part == "html" else [(0, len(content))]
        for start, end in stretches:
            for match in _TAG.finditer(content, start, end):
                if not (match.group().startswith("%") and _is_encoded(content, match.start())):
                    yield match.group(), match.start(), part


def _outside_of_code(html: str) -> Iterator[tuple[int, int]]:
    """The stretches of a page that hold no style sheet and no script."""
    at = 0
    while opening := _CODE.search(html, at):
        yield at, opening.start()
        end = _CODE_END.search(html, opening.end())
        at = end.start() if end else len(html)
    yield at, len(html)


def _is_encoded(words: str, at: int) -> bool:
    """Whether a per cent sign belongs to the encoded signs of an address."""
    before = max(0, at - 2_000)
    start = max(words.rfind(sign, before, at) for sign in " \n\"'")
    return words.find("://", max(start, before), at) >= 0
