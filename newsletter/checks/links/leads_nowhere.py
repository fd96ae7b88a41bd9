"""Every link leads somewhere: it has an address that is whole.

A mail program shows an email by itself, so an address without https:// and a server leads nowhere.  A jump within
the email needs a place to land.

Bad: a link without an address; ``#`` alone; ``www.example.org/help``; ``/help``; a jump to a section that is gone.
Good: ``https://www.example.org/help``; a jump from the contents to a section that is there.
Source: RFC 3986, section 4.2; WHATWG HTML, "navigating to a fragment".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.links._address import called, is_merge_field
from newsletter.model.finding import Severity, TextFix

SEVERITY = Severity.ERROR

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:")
_WWW = re.compile(r"www\.[A-Za-z0-9-]{1,63}\.[A-Za-z]{2,}[^\s]*")
_WHOLE = "Copy the whole address from the browser; it begins with https://."


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Links without an address, with half of one, and jumps to nothing; each address once."""
    landings: set[str] | None = None
    seen: set[str] = set()
    for link in email.links:
        href = link.href.strip()
        if href in seen or is_merge_field(href) or (_SCHEME.match(href) and not href.lower().startswith("javascript:")):
            continue
        seen.add(href)
        fix = None
        if href in ("", "#") or href.lower().startswith("javascript:"):
            message, remedy = "has no address", "Give it one, or leave the words without a link."
        elif href.startswith("#"):
            if landings is None:
                landings = {name for e in email.page.elements for name in (e.get("id"), e.get("name")) if name}
            if href[1:] in landings or unquote(href[1:]) in landings:
                continue
            message, remedy = f"jumps to “{href}”, and there is no such place", "Name a section that is there."
        elif _WWW.fullmatch(href):
            message, remedy = f"leads nowhere: “{href}” has no https://", f"Write https://{href}."
            fix = TextFix(link.place, href, f"https://{href}") if link.place.column else None
        else:
            message, remedy = f"leads nowhere: “{href}” is no whole address", _WHOLE
        yield Fault(link.place, f"{called(link)} {message}.", remedy, text=link.href or link.words, fix=fix)
