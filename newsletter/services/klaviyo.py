"""Klaviyo: Django's template language, and a tag for each link's address."""

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
_FIRST_NAME = "{{ person.{first_name}|default:'{fallback}' }}"
_ADDRESS = "{{ organization.name }}, {{ organization.full_address }}"

SERVICE = Service(
    title="Klaviyo",
    homepage="https://www.klaviyo.com",
    tags={
        "unsubscribe_url": Tag(
            "{% unsubscribe_link %}",
            "{% unsubscribe_link %}",
            DOCUMENTED,
            "The tag without “_link” would put a whole link where only an address may stand.",
        ),
        "preferences_url": Tag(
            "{% manage_preferences_link %}",
            "{% manage_preferences_link %}",
            DOCUMENTED,
            "It leads to the preference page of the list.",
        ),
        "web_version_url": Tag("{% web_view_link %}", "{% web_view_link %}", SEEN),
        "postal_address": Tag(_ADDRESS, _ADDRESS, SEEN, "Both come from your account’s settings."),
        "first_name": Tag(_FIRST_NAME, _FIRST_NAME, SEEN),
        "email": Tag("{{ person.email }}", "{{ person.email }}", SEEN),
        "organization": Tag("{{ organization.name }}", "{{ organization.name }}", SEEN),
        "year": Tag("{% current_year %}", "{% current_year %}", SEEN),
    },
    defaults={"first_name": "first_name", "fallback": "there"},
    looks_like_a_tag=r"\{[{%#]",
    escape=Escape("{entities}", '{{ "{text}" }}', UNCERTAIN),
    requires=(needs_unsubscribe("Klaviyo", "html", r"\{% ?unsubscribe_link ?%\}", DOCUMENTED),),
    pictures=Pictures.UPLOADED,
    takes_text_part=True,
    adds_unsubscribe=True,
    steps=(
        upload_pictures("to the images of your account", UNCERTAIN),
        Step(
            "In Klaviyo, open the email templates, choose Create Template and then HTML. Delete the code that stands "
            "there and paste all of {html_file}, from the first line to the last.",
            SEEN,
        ),
        Step("Choose to edit the plain-text version, delete what stands there and paste all of {text_file}."),
        Step("Create an email campaign, choose the list, and choose this template as its content."),
        Step("Copy this into the field for the subject: {subject}"),
        Step("Copy this into the field for the preview text: {preheader}"),
        Step("As the sender, give {from_name} with {from_address}, and {reply_to} for replies."),
        *CLOSING,
    ),
    notes=(
        "Where no unsubscribe tag is found, Klaviyo adds a link of its own at the foot.",
        "Without a plain-text version of ours, Klaviyo makes one.",
        "An account can hold 1,000 templates that came through the API.",
    ),
    sources=(
        Source("Klaviyo help: how to add an unsubscribe link to emails", "November 2026"),
        Source("Klaviyo help: edit the plain text version of an HTML email", "November 2026"),
        Source("Klaviyo community: manage preferences link, answered by its staff", "April 2026"),
        Source("Klaviyo API description", "2026-07-15"),
        Source("Open plugins and emails that use the other tags", "November 2026"),
    ),
)
