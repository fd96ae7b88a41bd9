"""Buttondown, in its naked mode: Django's template language over a page that is left as it is."""

from __future__ import annotations

from newsletter.services._steps import SEND_TIME, TEST_EMAIL, click_tracking, upload_pictures
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
_FIRST_NAME = "{{ subscriber.metadata.{first_name}|default:'{fallback}' }}"

SERVICE = Service(
    title="Buttondown",
    homepage="https://buttondown.com",
    tags={
        "unsubscribe_url": Tag("{{ unsubscribe_url }}", "{{ unsubscribe_url }}", DOCUMENTED),
        "preferences_url": Tag(
            "{{ manage_subscription_url }}",
            "{{ manage_subscription_url }}",
            DOCUMENTED,
            "It works while the Portal is turned on in the settings.",
        ),
        "web_version_url": Tag("{{ email.absolute_url }}", "{{ email.absolute_url }}", DOCUMENTED),
        "postal_address": Tag(None, None, UNCERTAIN, "We found no tag. Our address is printed."),
        "first_name": Tag(
            _FIRST_NAME,
            _FIRST_NAME,
            DOCUMENTED,
            "The name is that of a metadata field; a newsletter that never asked for names has none.",
        ),
        "email": Tag("{{ subscriber.email }}", "{{ subscriber.email }}", DOCUMENTED),
    },
    defaults={"first_name": "first_name", "fallback": "there"},
    looks_like_a_tag=r"\{[{%#]",
    escape=Escape("{entities}", '{{ "{text}" }}', UNCERTAIN),
    requires=(needs_unsubscribe("Buttondown", "html", r"\{\{ ?unsubscribe_url ?\}\}", DOCUMENTED),),
    pictures=Pictures.UPLOADED,
    takes_text_part=False,
    steps=(
        upload_pictures("to the images of your newsletter", UNCERTAIN),
        Step("In Buttondown, open Emails and press New."),
        Step(
            "Switch the editor to Naked mode, in which the code stays as it is. It is part of the paid plans. Paste "
            "all of {html_file}, from the first line to the last."
        ),
        Step("Copy this into the field for the subject: {subject}"),
        Step("Copy this into the field for the description, which is the preview line: {preheader}", UNCERTAIN),
        Step(
            "In the settings of the newsletter, see that the sender is {from_name} with {from_address}, and that "
            "replies reach {reply_to}.",
            UNCERTAIN,
        ),
        Step("Do not switch back to another mode: it would change the code."),
        click_tracking(
            "In the settings of the newsletter, under Tracking, turn off the counting of clicks.",
            UNCERTAIN,
        ),
        TEST_EMAIL,
        SEND_TIME,
    ),
    notes=(
        "In Naked mode nothing is added: without our unsubscribe link there would be none.",
        "Buttondown makes the plain-text part itself; ours is handed over for your files.",
        "Through the API an email is sent at once unless it says that it is a draft. We always say so.",
    ),
    sources=(
        Source("Buttondown documentation: template variables; templating; editor modes", "November 2026"),
        Source("Buttondown documentation: the Portal; creating emails through the API", "November 2026"),
        Source("Buttondown API description and documentation", "August 2026"),
    ),
)
