"""A link whose words are an address leads to that address.

Readers learn that words which name one site and lead to another mean fraud, and mail filters learned it as well.

Bad: ``[www.example.org](https://news.example.net/1)``.
Good: ``[www.example.org](https://example.org/)``; words that say what is there.
Source: practice of phishing filters; guidance of the FTC on phishing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.links._address import called, host_of, is_merge_field
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_ADDRESS = re.compile(
    r"(?P<scheme>https?://)?(?P<host>[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){1,6}[A-Za-z]{2,24})(?::\d{1,5})?(?:[/?#]\S*)?",
)
_MAILBOX = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,200}\.[A-Za-z]{2,24}")
_FILES = {"pdf", "doc", "docx", "html", "htm", "ics", "jpg", "png", "xls", "xlsx", "zip", "txt", "mp3", "mp4", "js"}


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Links that name one site or mailbox and lead to another."""
    for link in email.links:
        words = link.words.strip().strip("<>()[]“”\"'.,")
        if not 3 < len(words) < 300 or is_merge_field(link.href):
            continue
        named = other_target(words, link.href)
        if named:
            yield Fault(
                link.place,
                f"{called(link)} leads to {named}.",
                "Make words and address the same, or say in words what is there.",
                text=link.words,
                severity=Severity.ERROR if words.lower().startswith(("http://", "https://")) else None,
            )


def other_target(words: str, href: str) -> str | None:
    """Where a link leads, if its words name another place; None if they do not."""
    if href.lower().startswith("mailto:"):
        mailbox = unquote(href[7:].partition("?")[0]).strip()
        same = not _MAILBOX.fullmatch(words) or words.lower() == mailbox.lower() or not mailbox
        return None if same else f"“{mailbox}”"
    match = _ADDRESS.fullmatch(words)
    host = host_of(href)
    if match is None or not host:
        return None
    named = match["host"].lower().removeprefix("www.")
    if not match["scheme"] and named.rpartition(".")[2] in _FILES:
        return None
    # A page of the same site: "example.org" for shop.example.org, and the other way round.
    if named == host or host.endswith(f".{named}") or named.endswith(f".{host}"):
        return None
    return f"“{host}”"
