"""Constant Contact, custom code emails: one tracking image, forbidden signs, a footer of its own."""

from __future__ import annotations

from newsletter.services._steps import SEND_TIME, TEST_EMAIL, upload_pictures
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
)

DOCUMENTED, SEEN, UNCERTAIN = Certainty.DOCUMENTED, Certainty.SEEN, Certainty.UNCERTAIN

SERVICE = Service(
    title="Constant Contact",
    homepage="https://www.constantcontact.com",
    tags={
        "unsubscribe_url": Tag("[[unsubscribe]]", "[[unsubscribe]]", SEEN),
        "preferences_url": Tag(
            "[[updateLink]]",
            "[[updateLink]]",
            DOCUMENTED,
            "It works while the link “Update Profile” is turned on in the footer settings of your account.",
        ),
        "web_version_url": Tag("[[viewAsWebpage]]", "[[viewAsWebpage]]", SEEN),
        "postal_address": Tag(
            None,
            None,
            DOCUMENTED,
            "Our address is printed, and Constant Contact adds the one of your account below the email.",
        ),
        "first_name": Tag(
            '[[{first_name} OR "{fallback}"]]',
            '[[{first_name} OR "{fallback}"]]',
            DOCUMENTED,
            "Capital or small letters make no difference.",
        ),
        "email": Tag("[[EmailAddress]]", "[[EmailAddress]]", SEEN),
        "organization": Tag("[[account.OrganizationName]]", "[[account.OrganizationName]]", SEEN),
        "tracking": Tag("[[trackingImage]]", None, DOCUMENTED),
    },
    defaults={"first_name": "FirstName", "fallback": "there"},
    looks_like_a_tag=r"\[[\[#]|\$\{|<@",
    escape=Escape("{entities}", None, UNCERTAIN),
    forbids=("[#", "${", "<@"),
    requires=(
        Requirement(
            "html",
            r"(?i:\[\[trackingImage\]\])",
            1,
            1,
            "Constant Contact wants exactly one [[trackingImage]] in the email, and sends nothing with none or two.",
            "It is put in when you export. Take out any that someone typed.",
            DOCUMENTED,
        ),
    ),
    limits=(
        Limit("html_characters", 150_000, DOCUMENTED),
        Limit("html_bytes", 400_000, DOCUMENTED),
        Limit("preheader_characters", 200, DOCUMENTED),
        Limit("from_name_characters", 100, DOCUMENTED),
    ),
    pictures=Pictures.UPLOADED,
    takes_text_part=False,
    adds_unsubscribe=True,
    inlines_css=True,
    steps=(
        upload_pictures("to the image library of your account", UNCERTAIN),
        Step("In Constant Contact, create an email and choose the one with custom code."),
        Step("Delete the code that stands in the editor. Paste all of {html_file}, from the first line to the last."),
        Step("Do not insert a tracking pixel, even if you are offered one: it is in the code already, once."),
        Step("Copy this into the field for the subject: {subject}"),
        Step("Copy this into the field for the preheader: {preheader}"),
        Step(
            "As the sender, give {from_name} with {from_address}, and {reply_to} for replies. Your account has to have "
            "confirmed both addresses."
        ),
        Step(
            "Look at the end of the preview. Constant Contact adds a footer with your address and an unsubscribe link. "
            "If the address there is wrong, correct it in the business details of your account."
        ),
        TEST_EMAIL,
        SEND_TIME,
    ),
    notes=(
        "The plain-text part is made by Constant Contact; ours is handed over for your files.",
        "The editor takes 400 KB and the API 150,000 characters. Both hold here.",
        "The styles are put into the tags when the email is sent. What stands there already stays.",
        "Clicks and opens are always counted; we found no way to turn that off.",
        "Tags that Constant Contact does not know stop the email from being sent.",
    ),
    sources=(
        Source("Constant Contact V3 API guide: design HTML for custom code emails", "November 2026"),
        Source("Constant Contact V3 API description, version 3.0.178", "August 2026"),
        Source("Constant Contact Knowledge Base 48289: using variable tags", "January 2026"),
        Source("Constant Contact Knowledge Base 34514: add a missing tracking pixel tag", "2025"),
        Source("Constant Contact Knowledge Base 42712: update your email footer settings", "April 2026"),
        Source("Open plugins that make custom code emails (MailOptin, Newsletter Glue)", "July 2026"),
    ),
)
