"""Any other mailing service: EveryAction, Blackbaud, and whatever is not listed.  Every tag is a setting."""

from __future__ import annotations

from collections.abc import Mapping

from newsletter.services._steps import CLOSING
from newsletter.services.service import Certainty, Pictures, Service, Source, Step, Tag

OTHER_SERVICES: Mapping[str, Mapping[str, str]] = {
    "ActiveCampaign": {
        "unsubscribe_url": "%UNSUBSCRIBELINK%",
        "preferences_url": "%UPDATELINK%",
        "web_version_url": "%WEBCOPY%",
        "postal_address": "%SENDER-INFO-SINGLELINE%",
        "first_name": "%FIRSTNAME%",
        "email": "%EMAIL%",
    },
    "AWeber": {
        "unsubscribe_url": "{!remove_web}",
        "web_version_url": "{!archive_url}",
        "postal_address": "{!contact_address}",
        "first_name": "{!firstname_fix}",
        "email": "{!email}",
    },
    "GetResponse": {
        "unsubscribe_url": "[[remove]]",
        "preferences_url": "[[change]]",
        "web_version_url": "[[view]]",
        "first_name": '[[firstname fallback="there"]]',
        "email": "[[email]]",
    },
    "HubSpot": {
        "unsubscribe_url": "{{ unsubscribe_link_all }}",
        "preferences_url": "{{ unsubscribe_link }}",
        "web_version_url": "{{ view_as_page_url }}",
        "first_name": "{{ contact.firstname }}",
        "email": "{{ contact.email }}",
    },
    "Keila": {
        "unsubscribe_url": "{{ unsubscribe_link }}",
        "web_version_url": "{{ campaign.public_link }}",
        "first_name": "{{ contact.first_name | default: 'there' }}",
        "email": "{{ contact.email }}",
    },
    "Mautic": {
        "unsubscribe_url": "{unsubscribe_url}",
        "preferences_url": "{unsubscribe_url}",
        "web_version_url": "{webview_url}",
        "first_name": "{contactfield=firstname|there}",
        "email": "{contactfield=email}",
    },
    "Salesforce Marketing Cloud": {
        "unsubscribe_url": "%%unsub_center_url%%",
        "preferences_url": "%%profile_center_url%%",
        "web_version_url": "%%view_email_url%%",
        "email": "%%emailaddr%%",
    },
    "Sendy": {
        "unsubscribe_url": "[unsubscribe]",
        "web_version_url": "[webversion]",
        "first_name": "[Name,fallback=there]",
        "email": "[Email]",
    },
}
"""Tags of services that have no file of their own, as they were seen in other people's emails; none was tried."""


def _setting(name: str, note: str = "") -> Tag:
    return Tag(f"{{{name}}}", f"{{{name}}}", Certainty.UNCERTAIN, note)


SERVICE = Service(
    title="Any other service",
    homepage="",
    tags={
        "unsubscribe_url": _setting("unsubscribe_url", "It has to be an address, not a whole link."),
        "preferences_url": _setting("preferences_url", "Leave the setting empty where your service has none."),
        "web_version_url": _setting("web_version_url", "Leave the setting empty where your service has none."),
        "postal_address": _setting(
            "postal_address", "Empty unless you set it: then the address in organization.yaml is printed."
        ),
        "first_name": _setting("first_name", "What stands in for a missing name belongs to your service’s tag."),
        "email": _setting("email"),
    },
    defaults={
        "unsubscribe_url": "YOUR-UNSUBSCRIBE-TAG",
        "preferences_url": "YOUR-PREFERENCES-TAG",
        "web_version_url": "YOUR-WEB-VERSION-TAG",
        "postal_address": "",
        "first_name": "YOUR-FIRST-NAME-TAG",
        "email": "YOUR-EMAIL-TAG",
    },
    steps=(
        Step(
            "Find out how your service writes its tags; its manual lists them as merge tags, tokens or placeholders. "
            "Write them into newsletter.yaml, below services: and generic:, and export once more."
        ),
        Step(
            "Open {html_file} in a text editor and look for “YOUR-”. Where you find it, a tag is still missing. "
            "You can also type the tag there by hand."
        ),
        Step("Start a new email in your service. Copy this into the field for the subject: {subject}"),
        Step("Copy this into the field for the preview text, if there is one: {preheader}"),
        Step("As the sender, give {from_name} with {from_address}, and {reply_to} for replies."),
        Step(
            "Choose the way to use HTML of your own. If it takes a zip file, choose {zip_file}, which has the pictures "
            "in it. If it takes code, copy all of {html_file}, from the first line to the last."
        ),
        Step(
            "If you copied the code, upload each file of the images folder to your service, and put the address that "
            "you get there into the code in place of the file’s name."
        ),
        Step("If there is a field for the plain-text version, replace what stands in it by all of {text_file}."),
        *CLOSING,
    ),
    pictures=Pictures.ZIP,
    takes_message=True,
    takes_text_part=True,
    notes=(
        "A tag is the same in the HTML and in the plain text.",
        "We found no list of tags for EveryAction or Blackbaud that anyone may read. Ask their support for the tag of "
        "the unsubscribe address.",
        "Words in the issue that your service would take for a tag are not found: we do not know how it writes them.",
    ),
    sources=(
        Source("Open plugins that hand emails to these services (MailOptin, Newsletter Glue, Newspack)", "July 2026"),
        Source("Mautic 5, its source code", "October 2024"),
        Source("Keila, its source code", "June 2026"),
    ),
)
