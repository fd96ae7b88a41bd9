"""MailerLite: variables that begin with a dollar sign in braces."""

from __future__ import annotations

from newsletter.services._steps import SEND_TIME, TEST_EMAIL, upload_pictures
from newsletter.services.service import (
    Certainty,
    Escape,
    Pictures,
    Requirement,
    Service,
    Source,
    Step,
    Tag,
    needs_unsubscribe,
)

DOCUMENTED, SEEN, UNCERTAIN = Certainty.DOCUMENTED, Certainty.SEEN, Certainty.UNCERTAIN
_UNSUBSCRIBE = r"\{\$unsubscribe\}"
_FIRST_NAME = "{${first_name}|default:'{fallback}'}"

SERVICE = Service(
    title="MailerLite",
    homepage="https://www.mailerlite.com",
    tags={
        "unsubscribe_url": Tag("{$unsubscribe}", "{$unsubscribe}", DOCUMENTED),
        "preferences_url": Tag(None, None, UNCERTAIN, "We found no tag that is documented. The link is left out."),
        "web_version_url": Tag("{$url}", "{$url}", DOCUMENTED),
        "postal_address": Tag(None, None, UNCERTAIN, "We found no tag that is documented. Our address is printed."),
        "first_name": Tag(_FIRST_NAME, _FIRST_NAME, SEEN),
        "email": Tag("{$email}", "{$email}", SEEN),
        "organization": Tag("{$account}", "{$account}", DOCUMENTED),
    },
    defaults={"first_name": "name", "fallback": "there"},
    looks_like_a_tag=r"\{\$",
    escape=Escape("{entities}", None, UNCERTAIN),
    requires=(
        needs_unsubscribe("MailerLite", "html", _UNSUBSCRIBE, DOCUMENTED),
        needs_unsubscribe("MailerLite", "text", _UNSUBSCRIBE, DOCUMENTED),
        Requirement(
            "text",
            r"\{\$url\}",
            1,
            None,
            "MailerLite wants the link to the web version in the plain-text part.",
            "Put @@web_version_url@@ back into templates/text/layout.txt.j2.",
            DOCUMENTED,
        ),
        Requirement(
            "html",
            r"(?i:<(?:head|body)[\s>])",
            2,
            2,
            "MailerLite wants a whole page, with one head and one body.",
            "Put both back into templates/layout.mjml.j2.",
            DOCUMENTED,
        ),
    ),
    pictures=Pictures.UPLOADED,
    takes_text_part=True,
    steps=(
        upload_pictures("to the file manager of your account", UNCERTAIN),
        Step("In MailerLite, create a campaign and give it the name of the issue."),
        Step("Copy this into the field for the subject: {subject}"),
        Step("Copy this into the field for the preheader: {preheader}", UNCERTAIN),
        Step("As the sender, give {from_name} with {from_address}, and {reply_to} for replies."),
        Step(
            "Choose the editor for custom HTML. Some plans do not have it. Delete the code that stands there and paste "
            "all of {html_file}, from the first line to the last.",
            UNCERTAIN,
        ),
        Step(
            "On the overview of the campaign, find “Plain-text version”, press Edit, delete what stands there and "
            "paste all of {text_file}."
        ),
        TEST_EMAIL,
        SEND_TIME,
    ),
    notes=(
        "What is said about whole pages and the plain-text part comes from the older API; the new one names neither.",
        "Clicks are always counted. What can be turned off under “Tracking options” is the counting of opens.",
        "Through the new API no plain-text part can be handed over. MailerLite then makes one.",
    ),
    sources=(
        Source("MailerLite help: how to edit the plain-text version of a campaign", "November 2026"),
        Source("MailerLite help: how to enable and disable tracking options", "November 2026"),
        Source("MailerLite help: how to edit your default sending settings", "November 2026"),
        Source("MailerLite Classic API: put custom content to campaign", "November 2026"),
        Source("MailerLite API and mailerlite, its own library", "0.2.0"),
        Source("Open plugins that hand emails to MailerLite (MailOptin, Newsletter Glue)", "July 2026"),
    ),
)
