"""Twilio SendGrid, marketing campaigns: Handlebars, and the sender's address in tags."""

from __future__ import annotations

from newsletter.services._steps import SEND_TIME, TEST_EMAIL, click_tracking, upload_pictures
from newsletter.services.service import (
    Certainty,
    Escape,
    Limit,
    Pictures,
    Requirement,
    Service,
    Source,
    Step,
    Tag,
    Untracked,
    needs_unsubscribe,
)

DOCUMENTED, SEEN, UNCERTAIN = Certainty.DOCUMENTED, Certainty.SEEN, Certainty.UNCERTAIN
_UNSUBSCRIBE = r"\{\{\{ ?unsubscribe ?\}\}\}"
_FIRST_NAME = "{{insert {first_name} 'default={fallback}'}}"
_ADDRESS = "{{Sender_Name}}, {{Sender_Address}}, {{Sender_City}}, {{Sender_State}} {{Sender_Zip}}"

SERVICE = Service(
    title="SendGrid",
    homepage="https://sendgrid.com",
    tags={
        "unsubscribe_url": Tag(
            "{{{unsubscribe}}}",
            "{{{unsubscribe}}}",
            DOCUMENTED,
            "It needs an unsubscribe group, chosen in the settings of the email.",
        ),
        "preferences_url": Tag("{{{unsubscribe_preferences}}}", "{{{unsubscribe_preferences}}}", DOCUMENTED),
        "web_version_url": Tag("{{Weblink}}", "{{Weblink}}", DOCUMENTED),
        "postal_address": Tag(_ADDRESS, _ADDRESS, DOCUMENTED, "It is the address of the sender that you choose."),
        "first_name": Tag(_FIRST_NAME, _FIRST_NAME, DOCUMENTED),
        "email": Tag("{{email}}", "{{email}}", DOCUMENTED),
        "organization": Tag("{{Sender_Name}}", "{{Sender_Name}}", DOCUMENTED),
    },
    defaults={"first_name": "first_name", "fallback": "there"},
    looks_like_a_tag=r"\{\{|<%",
    escape=Escape("{entities}", None, UNCERTAIN),
    requires=(
        needs_unsubscribe("SendGrid", "html", _UNSUBSCRIBE, DOCUMENTED),
        needs_unsubscribe("SendGrid", "text", _UNSUBSCRIBE, DOCUMENTED),
        Requirement(
            "html",
            r"\{\{ ?Sender_Address ?\}\}",
            1,
            None,
            "SendGrid wants the sender’s postal address in its own tags.",
            "Put @@postal_address@@ back into the footer, templates/parts/footer.mjml.j2.",
            DOCUMENTED,
        ),
        Requirement(
            "html",
            r"[^\x00-\xff]",
            1,
            None,
            "SendGrid takes an email of Western European letters alone for an older encoding, and Gmail then hides the "
            "end of it.",
            "Use a curly quotation mark or a dash somewhere; either is enough.",
            SEEN,
        ),
    ),
    limits=(
        Limit("html_characters", 1_048_576, DOCUMENTED),
        Limit("text_characters", 1_048_576, DOCUMENTED),
    ),
    untracked=Untracked('clicktracking="off"', DOCUMENTED),
    pictures=Pictures.UPLOADED,
    takes_text_part=True,
    steps=(
        upload_pictures("to the image library, behind the images icon above the code"),
        Step("In SendGrid, open Marketing, then Single Sends, then Create Single Send."),
        Step(
            "Choose a blank template and the Code Editor. Delete the code that stands there and paste all of "
            "{html_file}, from the first line to the last."
        ),
        Step(
            "Press the T above the preview, then Edit Plain Text. Delete what stands there and paste all of "
            "{text_file}."
        ),
        Step("In the settings, copy this into the field for the subject: {subject}"),
        Step("Copy this into the field for the preheader: {preheader}", UNCERTAIN),
        Step(
            "As the sender, choose {from_name} with {from_address} and {reply_to} for replies. Its postal address is "
            "the one that readers see."
        ),
        Step("Choose the unsubscribe group. Without one, the unsubscribe link leads nowhere."),
        click_tracking(
            "Each link of the page asks not to be counted. For the plain text, see in the settings of your account, "
            "under Tracking, that clicks are not counted there.",
            SEEN,
        ),
        TEST_EMAIL,
        SEND_TIME,
    ),
    notes=(
        "SendGrid writes a plain-text part of its own over ours unless it is told not to; through the API we tell it.",
        "The link to the web version works in a test email, not in the preview.",
    ),
    sources=(
        Source("SendGrid documentation: click tracking; sendgrid/docs 5611, on links in plain text", "2021"),
        Source("SendGrid documentation: Design & Code Editor; the Weblink tag", "2021, copy read in November 2026"),
        Source("SendGrid documentation: dynamic content with Handlebars", "2021, copy read in November 2026"),
        Source("SendGrid API description", "2024"),
        Source("Reports on character sets: sendgrid-python 1011, sendgrid-nodejs 1231", "July 2026"),
    ),
)
