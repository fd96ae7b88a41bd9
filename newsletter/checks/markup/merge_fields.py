"""Only merge fields that exist stand in the email, and only addresses stand in links.

A field that no mailing service knows reaches readers as it was typed.

Bad: ``@@firstname@@``; a link to ``@@first_name@@``.
Good: ``@@first_name@@`` in text, ``@@web_version_url@@`` in a link.
Source: the merge fields of the mailing services that LMSeAlerts can hand an issue to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.email import MERGE_FIELD, MERGE_FIELDS
from newsletter.model.finding import Severity
from newsletter.model.nearest import did_you_mean
from newsletter.model.place import Place

SEVERITY = Severity.ERROR

# Also what is only meant as one: @@First Name@@, broken over two lines or not.
_LIKE_ONE = re.compile(r"@@([A-Za-z][A-Za-z_\s-]{0,30})@@")
_BEFORE = 2_000
"""Characters of an address that are looked at."""

_MOST = 50
"""Names after which no more are told."""


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Unknown fields, and fields in links that are not addresses; each once."""
    known = set(MERGE_FIELDS)
    header = {name: email.header_places.get(name, email.place) for name in ("subject", "preheader")}
    for name, place in header.items():
        for _, unknown in _unknown(getattr(email, name) or "", known):
            yield _fault(unknown, place)
    for offset, unknown in _unknown(email.html, known):
        yield _fault(unknown, email.place_at(offset))
    for _, unknown in _unknown(email.text or "", known):
        yield _fault(unknown, email.place)
    in_links: set[str] = set()
    for match in MERGE_FIELD.finditer(email.html):
        name = match.group(1)
        if name.endswith("_url") or name in in_links:
            continue
        if _in_an_address(email.html, match.start()):
            in_links.add(name)
            yield Fault(
                email.place_at(match.start()),
                f"A link leads to @@{name}@@, which is no address.",
                "Only fields that end in _url can stand in a link.",
                text=f"@@{name}@@",
            )


def _in_an_address(html: str, offset: int) -> bool:
    """Whether an offset is inside of what a link or a picture leads to."""
    before = max(0, offset - _BEFORE)
    quote = max(html.rfind(sign, before, offset) for sign in "\"'")
    return html[max(0, quote - 5) : max(0, quote)].lower().endswith(("href=", "src=")) and not (
        html.count("<", quote, offset) or html.count(">", quote, offset)
    )


def _unknown(content: str, known: set[str]) -> Iterator[tuple[int, str]]:
    """Where a field stands that is not among those known, and its name; it is known from then on."""
    for match in _LIKE_ONE.finditer(content):
        name = " ".join(match.group(1).split())
        if name not in known:
            known |= {name, name.upper()}  # headings stand in capitals in plain text
            yield match.start(), name
            if len(known) > _MOST:
                return


def _fault(name: str, place: Place) -> Fault:
    all_of_them = ", ".join(f"@@{field}@@" for field in MERGE_FIELDS)
    remedy = did_you_mean(name, MERGE_FIELDS) or f"Known are: {all_of_them}."
    return Fault(place, f"There is no merge field @@{name}@@.", remedy, text=f"@@{name}@@")
