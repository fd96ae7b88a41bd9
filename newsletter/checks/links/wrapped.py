"""Links lead straight to their page, not through a service that counts or checks whoever opens them.

Addresses copied out of an email often lead through the mail program's own checkpoint: the sender's name for you may be
in them, and they stop working one day.

Bad: ``https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org``.
Good: ``https://example.org``.
Source: help pages of Microsoft Defender, Proofpoint, Google, Meta and Mailchimp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.links._address import host_of, is_below, web_address, web_links
from newsletter.model.finding import Severity, TextFix

SEVERITY = Severity.WARNING

_WRAPPERS: tuple[tuple[str, str, str], ...] = (
    ("safelinks.protection.outlook.com", "/", "url"),
    ("google.com", "/url", "q"),
    ("google.com", "/url", "url"),
    ("l.facebook.com", "/l.php", "u"),
    ("lm.facebook.com", "/l.php", "u"),
    ("l.instagram.com", "/", "u"),
    ("l.messenger.com", "/l.php", "u"),
    ("youtube.com", "/redirect", "q"),
    ("linkedin.com", "/redir/redirect", "url"),
    ("urldefense.com", "/", ""),
    ("urldefense.proofpoint.com", "/", ""),
    ("linkprotect.cudasvc.com", "/url", "a"),
    ("protect-us.mimecast.com", "/s/", ""),
    ("protect-eu.mimecast.com", "/s/", ""),
    ("list-manage.com", "/track/click", ""),
    ("mandrillapp.com", "/track/click", ""),
    ("ct.sendgrid.net", "/", ""),
    ("click.mlsend.com", "/", ""),
    ("r20.rs6.net", "/tn.jsp", ""),
    ("cc.rs6.net", "/tn.jsp", ""),
    ("hubspotlinks.com", "/", ""),
)
"""Host, beginning of the path, and the part of the query that holds the real address, where one does."""

_PROOFPOINT = re.compile(r"urldefense\.com/v3/__(https?:/{1,2}[^_*]{4,1500})__;", re.IGNORECASE)


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Links through such a service, each address once."""
    for link, _ in web_links(email.links):
        found = unwrapped(link.href)
        if found is None:
            continue
        real = found[1]
        fix = TextFix(link.place, link.href, real) if real and link.place.column else None
        yield Fault(
            link.place,
            f"The address “{link.href}” leads through {found[0]}, which sees who opens it.",
            f"Write {real}." if real else "Open it, and copy the address of the page that comes up.",
            text=link.href,
            fix=fix,
        )


def unwrapped(href: str) -> tuple[str, str | None] | None:
    """The service that an address leads through, and the real address where it can be read; None for most."""
    host, parts = host_of(href), web_address(href)
    if parts is None:
        return None
    for domain, beginning, name in _WRAPPERS:
        if is_below(host, domain) and (parts.path or "/").startswith(beginning):
            values = parse_qs(parts.query, max_num_fields=100).get(name, []) if name and parts.query else []
            real = next((value for value in values if web_address(value)), None)
            if name and domain == "google.com" and not real:
                continue
            proofpoint = _PROOFPOINT.search(href)
            if proofpoint:
                real = re.sub(r"^(https?:)/(?=[^/])", r"\1//", proofpoint[1])
            return host, real
    return None
