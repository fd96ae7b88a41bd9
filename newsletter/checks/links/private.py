"""Links lead to the public web, not to somebody's own computer, network, or a website that is being tried out.

They work for the person who wrote them, and for nobody else.

Bad: ``http://localhost:8000``, ``https://192.168.1.20/lms``, ``https://staging.example.org``, ``…?preview=true``.
Good: the address of the page after it was published.
Source: RFC 6761 and RFC 1918 (names and addresses that are not public); practice of web hosts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.links._address import called, in_listed_domain, web_links
from newsletter.checks.word_lists import listed_words
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR

_PRIVATE_ENDS = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "invalid", "test", "home.arpa")
_STAGING = re.compile(r"(?:staging|stage|dev|develop|preview|uat|sandbox|beta-test)[0-9]{0,2}(?:-[a-z0-9-]{1,40})?")
_PREVIEW = re.compile(
    r"(?:^|&)(?:preview=true|preview_id=|preview_nonce=|customize_changeset_uuid=|elementor-preview=)"
)
_PUBLIC = "Publish the page, and link to the address that everybody can open."


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Addresses that others cannot open, and those that look as if they were for trying out, each once."""
    for link, parts in web_links(email.links):
        host = (parts.hostname or "").rstrip(".")
        if is_private(host):
            what, severity = f"leads to “{host}”, which only some computers can reach", Severity.ERROR
        elif _is_staging(host):
            what, severity = f"leads to “{host}”, which looks like a website that is being tried out", Severity.WARNING
        elif _PREVIEW.search(parts.query):
            what, severity = "leads to a preview, which others may not see", Severity.WARNING
        else:
            continue
        yield Fault(link.place, f"{called(link)} {what}.", _PUBLIC, text=link.href, severity=severity)


def is_private(host: str) -> bool:
    """Whether a host is no server of the public web: by its name, or by its address."""
    host = host.rstrip(".").lower()
    try:
        return not ip_address(host.partition("%")[0]).is_global
    except ValueError:
        return host.split(".")[-1] in _PRIVATE_ENDS or host.endswith(".home.arpa")


def _is_staging(host: str) -> bool:
    labels = host.split(".")
    by_name = len(labels) > 2 and _STAGING.fullmatch(labels[0]) is not None
    return by_name or in_listed_domain(host, listed_words("staging_domains.txt"))
