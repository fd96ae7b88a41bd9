"""CiviMail, the mailings of CiviCRM: tokens in braces; address and unsubscribe token required in both parts."""

from __future__ import annotations

from newsletter.services._steps import SEND_TIME, TEST_EMAIL, click_tracking, upload_pictures
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
_UNSUBSCRIBE = r"\{action\.(?:unsubscribe|optOut)(?:Url)?\}"
_FIRST_NAME = '{contact.{first_name}|default:"{fallback}"}'


def _needs_address(part: str, words: str, file: str) -> Requirement:
    return Requirement(
        part,
        r"\{domain\.address\}",
        1,
        None,
        f"CiviMail wants its token for the postal address in {words}.",
        f"Put @@postal_address@@ back into the footer, {file}.",
        DOCUMENTED,
    )


SERVICE = Service(
    title="CiviMail",
    homepage="https://civicrm.org",
    tags={
        "unsubscribe_url": Tag(
            "{action.unsubscribeUrl}",
            "{action.unsubscribeUrl}",
            DOCUMENTED,
            "It takes readers off this list; {action.optOutUrl} would take them off every list.",
        ),
        "preferences_url": Tag(
            None, None, UNCERTAIN, "It would be a link to a profile of yours, with a checksum. The link is left out."
        ),
        "web_version_url": Tag("{mailing.viewUrl}", "{mailing.viewUrl}", DOCUMENTED),
        "postal_address": Tag(
            "{domain.address}",
            "{domain.address}",
            DOCUMENTED,
            "It comes from “Organization Address and Contact Info” in the settings of CiviCRM.",
        ),
        "first_name": Tag(_FIRST_NAME, _FIRST_NAME, SEEN, "An older CiviCRM may not know what begins with “default”."),
        "email": Tag(
            "{contact.email_primary.email}",
            "{contact.email_primary.email}",
            DOCUMENTED,
            "Older versions write {contact.email}.",
        ),
        "organization": Tag("{domain.name}", "{domain.name}", DOCUMENTED),
    },
    defaults={"first_name": "first_name", "fallback": "there"},
    looks_like_a_tag=r"\{[A-Za-z_]{1,40}\.[A-Za-z]",
    escape=Escape("{entities}", None, UNCERTAIN),
    requires=(
        needs_unsubscribe("CiviMail", "html", _UNSUBSCRIBE, DOCUMENTED),
        needs_unsubscribe("CiviMail", "text", _UNSUBSCRIBE, DOCUMENTED),
        _needs_address("html", "the HTML", "templates/parts/footer.mjml.j2"),
        _needs_address("text", "the plain-text part", "templates/text/layout.txt.j2"),
    ),
    pictures=Pictures.UPLOADED,
    takes_text_part=True,
    steps=(
        upload_pictures("to the image store of the editor", UNCERTAIN),
        Step(
            "In CiviCRM, open Mailings, then New Mailing, in the traditional form and not the one with blocks.",
            UNCERTAIN,
        ),
        Step("Give it the name of the issue and choose the groups that receive it."),
        Step("Copy this into the field for the subject: {subject}"),
        Step("There is no field for the preview line; it is in the code already: {preheader}"),
        Step("As the sender, choose {from_name} with {from_address}. Replies have to reach {reply_to}."),
        Step(
            "In the HTML part, press the button Source. Delete what stands there, paste all of {html_file}, and save "
            "without leaving that view.",
            UNCERTAIN,
        ),
        Step("Open the plain-text part, delete what stands there and paste all of {text_file}."),
        Step("Choose no header and no footer: ours has both.", UNCERTAIN),
        Step(
            "If your CiviCRM lets Smarty into mailings, ask whoever looks after it before you go on: Smarty reads "
            "every brace as its own, those of the styles included.",
            UNCERTAIN,
        ),
        click_tracking(
            "On the tab Tracking, turn off the tracking of click-throughs.",
            UNCERTAIN,
        ),
        TEST_EMAIL,
        SEND_TIME,
    ),
    notes=(
        "Both parts need the address token and an unsubscribe token, or CiviMail does not let you go on.",
        "The form with blocks (Mosaico) works in another way; these steps are not for it.",
    ),
    sources=(
        Source("CiviCRM user guide: tokens and mail merge", "November 2026"),
        Source("CiviCRM developer guide: token reference", "November 2026"),
        Source("CiviCRM wiki: CiviMail action tokens; sample messages", "November 2026"),
        Source("CiviCRM FlexMailer, its source code", "2020"),
        Source("CiviCRM, its own message templates and tests", "November 2026"),
    ),
)
