"""listmonk, on a server of one's own: Go templates, which take every HTML comment out."""

from __future__ import annotations

from newsletter.services._steps import SEND_TIME, TEST_EMAIL, upload_pictures
from newsletter.services.service import (
    Certainty,
    CommentStyle,
    Escape,
    Limit,
    Pictures,
    Requirement,
    Service,
    Source,
    Step,
    Tag,
)

DOCUMENTED = Certainty.DOCUMENTED
_FIRST_NAME = '{{ .Subscriber.{first_name} | default "{fallback}" }}'

SERVICE = Service(
    title="listmonk",
    homepage="https://listmonk.app",
    tags={
        "unsubscribe_url": Tag("{{ UnsubscribeURL }}", "{{ UnsubscribeURL }}", DOCUMENTED),
        "preferences_url": Tag(
            "{{ ManageURL }}",
            "{{ ManageURL }}",
            DOCUMENTED,
            "Older versions know only the unsubscribe tag, with ?manage=true behind it.",
        ),
        "web_version_url": Tag("{{ MessageURL }}", "{{ MessageURL }}", DOCUMENTED),
        "postal_address": Tag(None, None, DOCUMENTED, "There is no such tag. Our address is printed."),
        "first_name": Tag(_FIRST_NAME, _FIRST_NAME, DOCUMENTED, "It is taken from the first word of the name."),
        "email": Tag("{{ .Subscriber.Email }}", "{{ .Subscriber.Email }}", DOCUMENTED),
        "year": Tag('{{ Date "2006" }}', '{{ Date "2006" }}', DOCUMENTED, "2006 is how Go says: the year."),
        "tracking": Tag("{{ TrackView }}", None, DOCUMENTED, "Without it, opens are not counted."),
    },
    defaults={"first_name": "FirstName", "fallback": "there"},
    looks_like_a_tag=r"\{\{",
    escape=Escape('{{ "{text}" }}', '{{ "{text}" }}', DOCUMENTED),
    requires=(
        Requirement(
            "html",
            r"\{\{ ?TrackView ?\}\}",
            0,
            1,
            "listmonk wants its {{ TrackView }} at most once: each one counts an open.",
            "Take out any {{ TrackView }} that someone typed.",
            DOCUMENTED,
        ),
    ),
    limits=(Limit("image_bytes", 5_000_000, DOCUMENTED),),
    pictures=Pictures.UPLOADED,
    takes_text_part=True,
    comments=CommentStyle.GO_TEMPLATE,
    steps=(
        upload_pictures("to the media of listmonk"),
        Step(
            "Once only: in listmonk, open the campaign templates and make one whose whole content is "
            '{{ template "content" . }}. Any other template would put a second page around ours.'
        ),
        Step("Create a campaign, choose its list, and choose that template."),
        Step("Copy this into the field for the subject: {subject}"),
        Step("There is no field for the preview line; it is in the code already: {preheader}"),
        Step("As the sender, give {from_name} <{from_address}>. Replies have to reach {reply_to}."),
        Step(
            "As the format of the content, choose raw HTML. Delete what stands there and paste all of {html_file}, "
            "from the first line to the last."
        ),
        Step("Turn on the alternate plain-text message, delete what stands there and paste all of {text_file}."),
        Step("Save, and press Preview. If there is an error about the template, nothing can be sent yet."),
        TEST_EMAIL,
        SEND_TIME,
    ),
    notes=(
        "Comments for Outlook survive because each is wrapped as safe text. So the file itself, opened in a browser, "
        "does not look like the preview.",
        "Only links that are marked for it are counted. Ours are not.",
        "A picture may have 5,000 KB unless your server says otherwise.",
        "listmonk sets the unsubscribe header by itself.",
        "It adds no unsubscribe link. The one in our footer is the only one.",
    ),
    sources=(
        Source("listmonk documentation: templating", "November 2026"),
        Source("listmonk, its source code and API description", "July 2026"),
        Source("listmonk issues 270, 1088, 1159 and 1273, on comments", "July 2026"),
        Source("Go’s html/template, tried on emails with comments", "July 2026"),
    ),
)
