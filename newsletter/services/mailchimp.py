"""Mailchimp: merge tags between stars and bars, pictures and HTML in one zip file."""

from __future__ import annotations

from newsletter.services._steps import SEND_TIME, TEST_EMAIL, click_tracking
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
_UNSUBSCRIBE = r"\*\|UNSUB\|\*"

SERVICE = Service(
    title="Mailchimp",
    homepage="https://mailchimp.com",
    tags={
        "unsubscribe_url": Tag("*|UNSUB|*", "*|UNSUB|*", DOCUMENTED),
        "preferences_url": Tag("*|UPDATE_PROFILE|*", "*|UPDATE_PROFILE|*", DOCUMENTED),
        "web_version_url": Tag("*|ARCHIVE|*", "*|ARCHIVE|*", SEEN),
        "postal_address": Tag(
            "*|HTML:LIST_ADDRESS_HTML|*",
            "*|LIST:ADDRESSLINE|*",
            SEEN,
            "The one for HTML is documented, the one for plain text was seen. Both print the address of your audience.",
        ),
        "first_name": Tag(
            "*|{first_name}|*",
            "*|{first_name}|*",
            DOCUMENTED,
            "What stands in for a missing name is set in Mailchimp: the default value of that audience field.",
        ),
        "email": Tag("*|EMAIL|*", "*|EMAIL|*", DOCUMENTED),
        "organization": Tag("*|LIST:COMPANY|*", "*|LIST:COMPANY|*", DOCUMENTED),
        "year": Tag("*|CURRENT_YEAR|*", "*|CURRENT_YEAR|*", DOCUMENTED),
    },
    defaults={"first_name": "FNAME"},
    looks_like_a_tag=r"\*\|",
    escape=Escape("{entities}", None, UNCERTAIN),
    requires=(
        needs_unsubscribe("Mailchimp", "html", _UNSUBSCRIBE, DOCUMENTED),
        needs_unsubscribe("Mailchimp", "text", _UNSUBSCRIBE, DOCUMENTED),
        Requirement(
            "html",
            r"\*\|(?:HTML:)?LIST[_:]ADDRESS",
            1,
            None,
            "Mailchimp adds a gray footer of its own where its tag for the postal address is missing.",
            "Put @@postal_address@@ back into the footer, templates/parts/footer.mjml.j2.",
            DOCUMENTED,
        ),
    ),
    limits=(Limit("image_bytes", 10_000_000, DOCUMENTED),),
    untracked=Untracked("mc:disable-tracking", SEEN),
    pictures=Pictures.ZIP,
    takes_text_part=True,
    adds_unsubscribe=True,
    steps=(
        Step(
            "In Mailchimp, open the templates and choose Create Template, then Code Your Own, then Import ZIP. "
            "Choose {zip_file} and give it the name of the issue. The pictures are in it."
        ),
        Step("Create a regular email campaign and choose your audience. Take care to choose the right one."),
        Step("As the sender, give {from_name} with {from_address}. Replies have to reach {reply_to}."),
        Step("Copy this into the field for the subject: {subject}"),
        Step("Copy this into the field for the preview text: {preheader}", UNCERTAIN),
        Step("Choose your template as the content of the campaign. Change nothing in Mailchimp’s editor."),
        Step("Open the plain-text version, delete what stands in it, and paste all of {text_file}.", UNCERTAIN),
        click_tracking(
            "Under Settings & Tracking, turn off the tracking of clicks. Some plans do not let you.",
            UNCERTAIN,
        ),
        TEST_EMAIL,
        SEND_TIME,
    ),
    notes=(
        "Where the unsubscribe tag or the address is missing, Mailchimp adds a gray footer of its own.",
        "Without a plain-text version of ours, Mailchimp makes one.",
        "Names of pictures have no spaces and no special characters; ours have none.",
        "On the free plan, Mailchimp may add its badge.",
        "The zip file is flat, with one HTML file. Mailchimp does not say how large it may be.",
    ),
    sources=(
        Source(
            "Open emails of audiences that use mc:disable-tracking; the tracking options of its API", "November 2026"
        ),
        Source("Mailchimp Knowledge Base: the unsubscribe merge tag; HTML code for footer content", "November 2026"),
        Source("Mailchimp Knowledge Base: create a custom template; host files in Mailchimp", "November 2026"),
        Source("Mailchimp Marketing API: merge fields", "November 2026"),
        Source("mailchimp-marketing, Mailchimp’s own library", "3.0.80 of 2022"),
        Source("Open emails and plugins that use *|LIST:ADDRESSLINE|* and *|ARCHIVE|*", "November 2026"),
    ),
)
