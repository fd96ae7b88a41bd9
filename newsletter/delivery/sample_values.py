"""Merge fields filled with made-up values, so that an email can be looked at as a reader would get it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from newsletter.model.document import Document
from newsletter.model.email import MERGE_FIELD, Email

LINK_NAMES = {"unsubscribe_url": "unsubscribe", "preferences_url": "preferences", "web_version_url": "web version"}
"""The merge fields that are links, as people call them.  Here they lead nowhere."""

NOWHERE = "#merge-field-"
"""What the address of such a link begins with in the HTML; the field's name follows."""

_MADE_UP = {"first_name": "first name", "email": "email address"}
_WHOLE_ADDRESS = re.compile(rf'"@@({"|".join(LINK_NAMES)})@@"')


def sample_values(document: Document) -> dict[str, str]:
    """A value for each merge field that is not a link.  The postal address is the organization's own."""
    return {
        "first_name": "Maria",
        "email": "maria@example.org",
        "postal_address": ", ".join(document.organization.postal_address),
    }


def filled_text(text: str, values: Mapping[str, str]) -> str:
    """Plain text with its merge fields filled in.  Unknown ones stay: the checks speak of them."""
    words = {name: f"[{link} link, filled in by the mailing service]" for name, link in LINK_NAMES.items()}
    known = {**words, **values}
    return MERGE_FIELD.sub(lambda field: known.get(field[1], field[0]), text)


def filled_html(html: str, values: Mapping[str, str]) -> str:
    """The same for HTML."""
    html = _WHOLE_ADDRESS.sub(lambda field: f'"{NOWHERE}{field[1]}"', html)
    return filled_text(html, {name: escape(value) for name, value in values.items()})


def said_of_samples(email: Email, values: Mapping[str, str]) -> str:
    """One or two sentences that tell which values are samples and which links lead nowhere; empty without any."""
    everything = " ".join((email.subject, email.preheader, email.html, email.text))
    used = {match[1] for match in MERGE_FIELD.finditer(everything)}
    samples = [f"{said} “{values[name]}”" for name, said in _MADE_UP.items() if name in used]
    links = [link for name, link in LINK_NAMES.items() if name in used]
    sentences = [f"Sample values: {'; '.join(samples)}."] if samples else []
    if links:
        sentences.append(f"These links lead nowhere until the mailing service fills them in: {', '.join(links)}.")
    return " ".join(sentences)
