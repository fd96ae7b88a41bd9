"""Links lead to https:// pages, so that nobody on the way can read or change what a reader looks up.

Who looks up a rare cancer at work or in a hospital's network is seen by everybody in between.  Almost every site
answers at https:// as well.

Bad: ``http://www.example.org/lms``.
Good: ``https://www.example.org/lms``.
Source: RFC 9110, 4.2.2; practice of browsers, which warn of pages without https.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail, Link
from newsletter.checks.links._address import web_links
from newsletter.checks.links.private import is_private
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """The addresses without the s: one finding for what the issue says, one for what stands in the reference."""
    found = [
        link
        for link, parts in web_links(email.links)
        if parts.scheme == "http" and not is_private(parts.hostname or "")
    ]
    in_reference = [link for link in found if link.place.file.startswith("reference/")]
    in_issue = [link for link in found if link not in in_reference]
    for links, severity in ((in_issue, Severity.WARNING), (in_reference, Severity.NOTE)):
        if links:
            yield _fault(links, severity)


def _fault(links: list[Link], severity: Severity) -> Fault:
    first = links[0]
    more = f" So do {len(links) - 1} more." if len(links) > 2 else " So does one more." if len(links) == 2 else ""
    return Fault(
        first.place,
        f"“{first.href}” begins with http://, which others on the way can read.{more}",
        f"Open https{first.href[4:]} in a browser. If the same page comes up, write that address.",
        text=first.href,
        severity=severity,
    )
