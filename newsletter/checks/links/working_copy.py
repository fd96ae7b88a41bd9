"""Links lead to what readers may open, not to where the team writes, files or administers things.

Readers are asked to sign in, or worse: they may change the document, or start the meeting as its host.

Bad: a Google document's address with ``/edit``; a mailbox; the page where a campaign or a group is managed.
Good: “File, Share, Publish to web” in Google Docs; the link that a page offers under “Share”.
Source: help pages of Google Docs, Microsoft 365, Dropbox, Zoom and the mailing services.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.links._address import called, host_of, is_below, web_links
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_SHARE = "Use the address that “Share” or “Publish” gives you, and try it in a private browser window."
_OUTSIDE = "Link to the page that readers are to see, and try it in a private browser window."

_PLACES: tuple[tuple[str, str, str, Severity, str], ...] = (
    ("docs.google.com", r"/\w{1,20}/(?:u/\d/)?d/[^/]{1,200}/(?:edit|copy)\b", "a Google document where it is written",
     Severity.WARNING, _SHARE),
    ("drive.google.com", r"/drive/(?:u/\d|my-drive|home|shared-with-me|recent)", "somebody's own Google Drive",
     Severity.ERROR, _SHARE),
    ("drive.google.com", r"/(?:file|drive|open|uc)", "Google Drive, where a file may be closed to others",
     Severity.NOTE, _SHARE),
    ("sharepoint.com", r"/", "SharePoint, which mostly asks readers to sign in", Severity.WARNING, _SHARE),
    ("onedrive.live.com", r"/", "OneDrive, where a file may be closed to others", Severity.WARNING, _SHARE),
    ("dropbox.com", r"/(?:home|preview|personal|work|h)(?:/|$)", "somebody's own Dropbox", Severity.ERROR, _SHARE),
    ("canva.com", r"/design/[^/]{1,200}/(?:[^/]{1,200}/)?edit", "a Canva design where it is made",
     Severity.WARNING, _SHARE),
    ("mail.google.com", r"/", "a mailbox", Severity.ERROR, _OUTSIDE),
    ("outlook.office.com", r"/(?:mail|owa)", "a mailbox", Severity.ERROR, _OUTSIDE),
    ("outlook.office365.com", r"/(?:mail|owa)", "a mailbox", Severity.ERROR, _OUTSIDE),
    ("outlook.live.com", r"/mail", "a mailbox", Severity.ERROR, _OUTSIDE),
    ("mail.yahoo.com", r"/", "a mailbox", Severity.ERROR, _OUTSIDE),
    ("admin.mailchimp.com", r"/", "Mailchimp's own pages for editors", Severity.ERROR, _OUTSIDE),
    ("app.constantcontact.com", r"/", "Constant Contact's own pages for editors", Severity.ERROR, _OUTSIDE),
    ("em-ui.constantcontact.com", r"/", "Constant Contact's own pages for editors", Severity.ERROR, _OUTSIDE),
    ("ui.constantcontact.com", r"/", "Constant Contact's own pages for editors", Severity.ERROR, _OUTSIDE),
    ("app.brevo.com", r"/", "Brevo's own pages for editors", Severity.ERROR, _OUTSIDE),
    ("dashboard.mailerlite.com", r"/", "MailerLite's own pages for editors", Severity.ERROR, _OUTSIDE),
    ("facebook.com", r"/groups/[^/]{1,200}/(?:admin|requests|member-requests|pending|manage|insights|edit|settings)",
     "the pages where a Facebook group is managed", Severity.WARNING, _OUTSIDE),
    ("business.facebook.com", r"/", "Facebook's pages for administrators", Severity.WARNING, _OUTSIDE),
    ("zoom.us", r"/s/\d", "the host's own way into a Zoom meeting", Severity.ERROR,
     "Use the join link or the registration link; it has /j/ or /register/ in it."),
    ("zoom.us", r"/(?:meeting|webinar)/\d{6,15}(?:/|$)", "the page where a Zoom meeting is set up",
     Severity.WARNING, "Use the join link or the registration link; it has /j/ or /register/ in it."),
    ("studio.youtube.com", r"/", "YouTube's pages for editors", Severity.WARNING, _OUTSIDE),
    ("eventbrite.com", r"/(?:myevent|manage|edit)", "the page where an event is managed", Severity.WARNING, _OUTSIDE),
    ("surveymonkey.com", r"/(?:create|collect|analyze|summary)/", "the page where a survey is made",
     Severity.WARNING, _OUTSIDE),
)  # fmt: skip
"""Host, beginning of the path, what readers would find there, how grave it is, what to do.  The first one counts."""

_ADMINISTRATION = re.compile(r"/(?:wp-admin(?:/|$)|wp-login\.php|administrator/|user/login$)", re.IGNORECASE)


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Links to where the team works, each address once."""
    for link, parts in web_links(email.links):
        found = working_place(link.href)
        if found is None and _ADMINISTRATION.search(parts.path):
            found = "the pages where a website is managed", Severity.ERROR, _OUTSIDE
        if found is not None:
            what, severity, remedy = found
            yield Fault(link.place, f"{called(link)} leads to {what}.", remedy, text=link.href, severity=severity)


def working_place(href: str) -> tuple[str, Severity, str] | None:
    """What an address of a known service leads to, how grave that is, and what to do; None if nothing is known."""
    host, path = host_of(href), re.sub(r"^[a-z]+://[^/?#]*", "", href.strip(), count=1, flags=re.IGNORECASE) or "/"
    for domain, beginning, what, severity, remedy in _PLACES:
        if is_below(host, domain) and re.match(beginning, path):
            return what, severity, remedy
    return None
