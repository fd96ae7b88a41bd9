"""Brevo, once Sendinblue: a template language in double braces; pictures by address."""

from __future__ import annotations

from newsletter.services._steps import CLOSING, upload_pictures
from newsletter.services.service import (
    Certainty,
    Escape,
    Limit,
    Pictures,
    Service,
    Source,
    Step,
    Tag,
    needs_unsubscribe,
)

DOCUMENTED, SEEN, UNCERTAIN = Certainty.DOCUMENTED, Certainty.SEEN, Certainty.UNCERTAIN
_FIRST_NAME = "{{ contact.{first_name}|default:'{fallback}' }}"

SERVICE = Service(
    title="Brevo",
    homepage="https://www.brevo.com",
    tags={
        "unsubscribe_url": Tag("{{ unsubscribe }}", "{{ unsubscribe }}", SEEN),
        "preferences_url": Tag(
            "{{ update_profile }}",
            "{{ update_profile }}",
            DOCUMENTED,
            "It leads to the form for updating one’s profile; without one of yours, to Brevo’s own.",
        ),
        "web_version_url": Tag("{{ mirror }}", "{{ mirror }}", SEEN),
        "postal_address": Tag(None, None, UNCERTAIN, "We found no tag. Our address is printed."),
        "first_name": Tag(
            _FIRST_NAME,
            _FIRST_NAME,
            DOCUMENTED,
            "The name is the one on the page “Contact attributes”. Some accounts say FNAME or PRENOM.",
        ),
        "email": Tag("{{ contact.EMAIL }}", "{{ contact.EMAIL }}", DOCUMENTED),
    },
    defaults={"first_name": "FIRSTNAME", "fallback": "there"},
    looks_like_a_tag=r"\{[{%#]",
    escape=Escape("{entities}", None, UNCERTAIN),
    requires=(needs_unsubscribe("Brevo", "html", r"\{\{ ?unsubscribe ?\}\}", UNCERTAIN),),
    limits=(Limit("image_bytes", 2_000_000, DOCUMENTED),),
    pictures=Pictures.UPLOADED,
    takes_text_part=False,
    steps=(
        upload_pictures("to your Brevo gallery", UNCERTAIN),
        Step("In Brevo, create an email campaign and give it the name of the issue."),
        Step("Copy this into the field for the subject: {subject}"),
        Step("Copy this into the field for the preview text: {preheader}"),
        Step("As the sender, choose {from_name} with {from_address}, and {reply_to} for replies."),
        Step(
            "For the design, choose to paste your own code. Delete what stands there and paste all of {html_file}, "
            "from the first line to the last.",
            UNCERTAIN,
        ),
        Step(
            "In the advanced settings, turn off Brevo’s own header with the link to the web version: ours has one.",
            UNCERTAIN,
        ),
        *CLOSING,
    ),
    notes=(
        "Brevo makes the plain-text part itself; ours is handed over for your files.",
        "Pictures are at most 2 MB: JPEG, PNG, BMP or GIF.",
        "We do not know whether Brevo refuses an email without its unsubscribe tag or adds a footer. Ours has the tag.",
    ),
    sources=(
        Source("Brevo help: customize your emails using variables", "November 2026"),
        Source("Brevo help: change the format of variables with filters", "November 2026"),
        Source("Brevo API: create an email campaign", "November 2026"),
        Source("brevo-python, Brevo’s own library", "5.1.0"),
        Source("Open plugins and emails that use {{ unsubscribe }} and {{ mirror }}", "November 2026"),
    ),
)
