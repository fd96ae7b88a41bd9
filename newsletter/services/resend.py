"""Resend, broadcasts: variables in three braces; one page for unsubscribing and preferences."""

from __future__ import annotations

from newsletter.services._steps import SEND_TIME, TEST_EMAIL, click_tracking
from newsletter.services.service import (
    Certainty,
    Escape,
    Pictures,
    Service,
    Source,
    Step,
    Tag,
    needs_unsubscribe,
)

DOCUMENTED, UNCERTAIN = Certainty.DOCUMENTED, Certainty.UNCERTAIN
_UNSUBSCRIBE = r"\{\{\{ ?RESEND_UNSUBSCRIBE_URL ?\}\}\}"
_FIRST_NAME = "{{{contact.{first_name}|{fallback}}}}"

SERVICE = Service(
    title="Resend",
    homepage="https://resend.com",
    tags={
        "unsubscribe_url": Tag("{{{RESEND_UNSUBSCRIBE_URL}}}", "{{{RESEND_UNSUBSCRIBE_URL}}}", DOCUMENTED),
        "preferences_url": Tag(
            "{{{RESEND_UNSUBSCRIBE_URL}}}",
            "{{{RESEND_UNSUBSCRIBE_URL}}}",
            DOCUMENTED,
            "It is the same page: readers choose their topics there, if you have made any.",
        ),
        "web_version_url": Tag(None, None, UNCERTAIN, "We found no such variable. The link is left out."),
        "postal_address": Tag(None, None, UNCERTAIN, "We found no such variable. Our address is printed."),
        "first_name": Tag(_FIRST_NAME, _FIRST_NAME, DOCUMENTED),
        "email": Tag("{{{contact.email}}}", "{{{contact.email}}}", DOCUMENTED),
    },
    defaults={"first_name": "first_name", "fallback": "there"},
    looks_like_a_tag=r"\{\{",
    escape=Escape("{entities}", None, UNCERTAIN),
    requires=(
        needs_unsubscribe("Resend", "html", _UNSUBSCRIBE, UNCERTAIN),
        needs_unsubscribe("Resend", "text", _UNSUBSCRIBE, UNCERTAIN),
    ),
    pictures=Pictures.HOSTED,
    takes_text_part=True,
    steps=(
        Step(
            "Pictures have to be on the web: in newsletter.yaml, write below images: where they lie, as base_url, and "
            "export once more."
        ),
        Step("In Resend, open Broadcasts and create one. Choose the segment that receives it."),
        Step("Copy this into the field for the subject: {subject}"),
        Step("Copy this into the field for the preview text: {preheader}"),
        Step("As the sender, give {from_name} <{from_address}>, and {reply_to} for replies."),
        Step(
            "Insert all of {html_file} as HTML. If your account offers no place for whole pages, hand the issue over "
            "as a draft instead.",
            UNCERTAIN,
        ),
        Step("Find the plain-text version, delete what stands there and paste all of {text_file}.", UNCERTAIN),
        click_tracking(
            "Open Domains, choose yours and, under Configuration, see that the tracking of clicks is off. It is off "
            "unless someone turned it on."
        ),
        TEST_EMAIL,
        SEND_TIME,
    ),
    notes=(
        "Resend is made for developers. Its own editor builds emails of blocks, and may not keep our page as it is.",
        "A broadcast made through the API is a draft unless it says otherwise. Ours always are.",
    ),
    sources=(
        Source("Resend documentation: compose and send broadcasts with the API", "November 2026"),
        Source("Resend documentation: open and click tracking", "November 2026"),
        Source("Resend documentation: contact properties; broadcasts", "November 2026"),
        Source("Resend API description, version 1.5.0", "August 2026"),
    ),
)
