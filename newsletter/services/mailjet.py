"""Mailjet: tags in double brackets, and a template language in double braces beside them."""

from __future__ import annotations

from newsletter.services._steps import CLOSING, upload_pictures
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

DOCUMENTED, SEEN, UNCERTAIN = Certainty.DOCUMENTED, Certainty.SEEN, Certainty.UNCERTAIN
_UNSUBSCRIBE = r"\[\[UNSUB_LINK_[A-Z]{2}\]\]"
_FIRST_NAME = '[[data:{first_name}:"{fallback}"]]'

SERVICE = Service(
    title="Mailjet",
    homepage="https://www.mailjet.com",
    tags={
        "unsubscribe_url": Tag(
            "[[UNSUB_LINK_{unsubscribe_language}]]",
            "[[UNSUB_LINK_{unsubscribe_language}]]",
            DOCUMENTED,
            "The last two letters are the language of the page on which readers unsubscribe.",
        ),
        "preferences_url": Tag(None, None, UNCERTAIN, "We found no tag. The link is left out."),
        "web_version_url": Tag("[[PERMALINK]]", "[[PERMALINK]]", SEEN),
        "postal_address": Tag(None, None, UNCERTAIN, "We found no tag. Our address is printed."),
        "first_name": Tag(_FIRST_NAME, _FIRST_NAME, DOCUMENTED, "The name is that of a contact property."),
        "email": Tag("[[EMAIL_TO]]", "[[EMAIL_TO]]", SEEN),
    },
    defaults={"first_name": "firstname", "fallback": "there", "unsubscribe_language": "EN"},
    looks_like_a_tag=r"\[\[|\{[{%]",
    escape=Escape("{entities}", None, UNCERTAIN),
    requires=(
        needs_unsubscribe("Mailjet", "html", _UNSUBSCRIBE, SEEN),
        needs_unsubscribe("Mailjet", "text", _UNSUBSCRIBE, SEEN),
    ),
    pictures=Pictures.UPLOADED,
    takes_text_part=True,
    steps=(
        upload_pictures("to the image gallery of your account", UNCERTAIN),
        Step("In Mailjet, open the campaigns and press New Campaign. Give it the name of the issue."),
        Step("Copy this into the field for the subject: {subject}"),
        Step("Copy this into the field for the preview text: {preheader}", UNCERTAIN),
        Step("As the sender, give {from_name} with {from_address}, and {reply_to} for replies."),
        Step("Choose the language of the issue as that of the campaign."),
        Step(
            "For the design, choose to use HTML of your own. Delete the code that stands there and paste all of "
            "{html_file}, from the first line to the last."
        ),
        Step("Find the plain-text version, delete what stands there and paste all of {text_file}.", UNCERTAIN),
        *CLOSING,
    ),
    notes=(
        "Mailjet reads double braces as its template language, and double brackets as tags.",
        "For an issue in another language, set unsubscribe_language in newsletter.yaml, for example FR.",
    ),
    sources=(
        Source("Mailjet documentation: how to add an unsubscribe link to your newsletter", "November 2026"),
        Source("Mailjet documentation: template language reference", "November 2026"),
        Source("Mailjet documentation: Passport, its editor", "2023"),
        Source("Mailjet API guide: send marketing campaigns", "2023"),
        Source("Open emails that use [[PERMALINK]] and [[EMAIL_TO]]", "November 2026"),
    ),
)
