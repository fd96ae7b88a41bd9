"""Campaign Monitor: its links are elements of their own, not addresses."""

from __future__ import annotations

from newsletter.services._steps import CLOSING
from newsletter.services.service import (
    Certainty,
    Escape,
    Pictures,
    Service,
    Source,
    Step,
    Tag,
    Untracked,
    needs_unsubscribe,
)

DOCUMENTED, SEEN, UNCERTAIN = Certainty.DOCUMENTED, Certainty.SEEN, Certainty.UNCERTAIN
_NAMES = "firstname|lastname|fullname|email|unsubscribe|webversion|preferences|forwardtoafriend|current[a-z]{3,9}"

SERVICE = Service(
    title="Campaign Monitor",
    homepage="https://www.campaignmonitor.com",
    tags={
        "unsubscribe_url": Tag(
            "<unsubscribe{style}>{words}</unsubscribe>",
            "[unsubscribe]",
            SEEN,
            "Whether the tag keeps the color of the link was not tried.",
            is_element=True,
        ),
        "preferences_url": Tag(
            "<preferences{style}>{words}</preferences>",
            None,
            SEEN,
            "It needs a preference center in your account.",
            is_element=True,
        ),
        "web_version_url": Tag("<webversion{style}>{words}</webversion>", "[webversion]", SEEN, is_element=True),
        "postal_address": Tag(None, None, UNCERTAIN, "We found no tag. Our address is printed."),
        "first_name": Tag(
            "[{first_name},fallback={fallback}]",
            "[{first_name},fallback={fallback}]",
            DOCUMENTED,
        ),
        "email": Tag("[email]", "[email]", DOCUMENTED),
    },
    defaults={"first_name": "firstname", "fallback": "there"},
    looks_like_a_tag=(
        rf"(?i:\[(?:{_NAMES})[],]|\[[a-z][a-z0-9 ]{{0,40}},\s?fallback="
        r"|</?(?:unsubscribe|webversion|preferences|forwardtoafriend)\b|<\$)"
    ),
    escape=Escape("{entities}", None, UNCERTAIN),
    requires=(
        needs_unsubscribe("Campaign Monitor", "html", r"<unsubscribe\b", UNCERTAIN),
        needs_unsubscribe("Campaign Monitor", "text", r"\[unsubscribe\]", UNCERTAIN),
    ),
    untracked=Untracked("cm_dontconvertlink", SEEN),
    pictures=Pictures.ZIP,
    takes_text_part=True,
    inlines_css=True,
    steps=(
        Step("In Campaign Monitor, create a campaign and give it the name of the issue."),
        Step("Copy this into the field for the subject: {subject}"),
        Step("Copy this into the field for the preview text, if there is one: {preheader}", UNCERTAIN),
        Step("As the sender, give {from_name} with {from_address}, and {reply_to} for replies."),
        Step(
            "For the design, choose to import your own. Choose {html_file} as the page and {zip_file} for the "
            "pictures. If only one file is asked for, choose {zip_file}.",
            UNCERTAIN,
        ),
        Step("For the plain-text version, choose to write your own and paste all of {text_file}.", UNCERTAIN),
        Step(
            "In the preview, look at the links at the foot of the email. They are made by Campaign Monitor and may "
            "look a little different from ours."
        ),
        *CLOSING,
    ),
    notes=(
        "Its API fetches the email from an address on the web. So an issue is handed over as files only.",
        "The styles are put into the tags when the email is sent. What stands there already stays.",
        "Without a plain-text version of ours, Campaign Monitor makes one.",
    ),
    sources=(
        Source(
            "MailBuild: turning off link tracking in your templates; open emails that use cm_dontconvertlink",
            "November 2026",
        ),
        Source("Campaign Monitor API: creating a draft campaign", "2025"),
        Source("createsend, Campaign Monitor’s own library", "9.1.4 of 2025"),
        Source("MailBuild: how to build templates (its forerunner, the same tags)", "November 2026"),
        Source("Open emails that use <unsubscribe>, <preferences> and <webversion>", "November 2026"),
    ),
)
