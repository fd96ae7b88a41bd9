"""Links show where they lead: no short addresses that hide it.

Readers are told not to open what hides its target, many hospitals block these services, and a service that closes takes
its links along.

Bad: ``https://bit.ly/3xYz``.
Good: the address of the page itself.
Source: practice of spam filters and block lists; goo.gl stopped on August 25, 2025.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.links._address import host_of, in_listed_domain, web_links
from newsletter.checks.word_lists import listed_words
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Short addresses, each once."""
    for link, parts in web_links(email.links):
        if in_listed_domain(host_of(link.href), listed_words("link_shorteners.txt")) and len(parts.path) > 1:
            yield Fault(
                link.place,
                f"“{link.href}” hides where it leads.",
                "Open it, and copy the address of the page that comes up.",
                text=link.href,
            )
