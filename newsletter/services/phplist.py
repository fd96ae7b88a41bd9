"""phpList 3, on a server of one's own or hosted: placeholders in square brackets."""

from __future__ import annotations

from newsletter.services._steps import CLOSING, upload_pictures
from newsletter.services.service import Certainty, Escape, Pictures, Service, Source, Step, Tag

DOCUMENTED, UNCERTAIN = Certainty.DOCUMENTED, Certainty.UNCERTAIN
_FIRST_NAME = "[{first_name}%%{fallback}]"
_NAMES = (
    "content|footer|signature|unsubscribe(?:url)?|preferences(?:url)?|subscribe(?:url)?|confirmationurl"
    "|forward(?:url|form)?|blacklist(?:url)?|contact(?:url)?|userid|usertrack|lists|email|domain|website"
    "|organisation_name|(?:first ?|last ?)?name"
)

SERVICE = Service(
    title="phpList",
    homepage="https://www.phplist.org",
    tags={
        "unsubscribe_url": Tag(
            "[UNSUBSCRIBEURL]",
            "[UNSUBSCRIBEURL]",
            DOCUMENTED,
            "The placeholder without URL would put a whole link where only an address may stand.",
        ),
        "preferences_url": Tag("[PREFERENCESURL]", "[PREFERENCESURL]", DOCUMENTED),
        "web_version_url": Tag(None, None, UNCERTAIN, "Only a plugin has it. The link is left out."),
        "postal_address": Tag(None, None, UNCERTAIN, "We found no placeholder. Our address is printed."),
        "first_name": Tag(
            _FIRST_NAME,
            _FIRST_NAME,
            DOCUMENTED,
            "The name is that of your attribute, in capitals, with its spaces.",
        ),
        "email": Tag("[EMAIL]", "[EMAIL]", DOCUMENTED),
        "organization": Tag("[ORGANISATION_NAME]", "[ORGANISATION_NAME]", DOCUMENTED),
        "tracking": Tag("[USERTRACK]", None, DOCUMENTED, "phpList adds it by itself unless its settings say no."),
    },
    defaults={"first_name": "FIRST NAME", "fallback": "there"},
    looks_like_a_tag=rf"(?i:\[(?:{_NAMES})\]|\[[a-z][a-z0-9_ ]{{0,40}}%%|\[URL:)",
    escape=Escape("{entities}", None, UNCERTAIN),
    pictures=Pictures.UPLOADED,
    takes_text_part=True,
    steps=(
        upload_pictures("to the file store of the editor", UNCERTAIN),
        Step("In phpList, open Campaigns, then Send a Campaign, then Start a New Campaign."),
        Step("On the tab Content, copy this into the field for the subject: {subject}"),
        Step("There is no field for the preview line; it is in the code already: {preheader}"),
        Step("As the sender, give {from_name} {from_address}. Replies have to reach {reply_to}."),
        Step(
            "Switch the editor to its source view. Paste all of {html_file}, from the first line to the last, and do "
            "not switch back.",
            UNCERTAIN,
        ),
        Step("On the tab Format, choose HTML and choose no template: a template keeps only the inside of our page."),
        Step("On the tab for the text version, delete what stands there and paste all of {text_file}.", UNCERTAIN),
        Step(
            "Look at the footer that phpList adds, on the tab Content. Empty it if it has a second unsubscribe link.",
            UNCERTAIN,
        ),
        *CLOSING,
    ),
    notes=(
        "With a template, phpList takes only what stands inside the body, and cuts what follows the end of the page.",
        "Without a plain-text version of ours, phpList makes one.",
        "In the issue, a word in square brackets is filled in if one of your attributes has that name. We know only "
        "the names that phpList brings along.",
        "Keep other square brackets out of the line in which the first name stands.",
        "phpList counts opens and clicks unless whoever looks after the server has turned that off.",
        "It sets the unsubscribe header by itself, and keeps the comments for Outlook.",
        "phpList adds a footer with an unsubscribe link of its own, unless its settings are empty there.",
    ),
    sources=(
        Source("phpList 3, its source code", "January 2025 and November 2026"),
        Source("phpList manual: using placeholders; basic usage", "November 2026"),
        Source("phpList 4, its source code: placeholders", "November 2026"),
    ),
)
