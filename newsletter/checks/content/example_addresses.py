"""No address of a real issue is one of those that are kept for examples.

The names example.com, example.org, example.net and everything below .example, .test and .invalid belong to nobody. A
link there leads nowhere, and a letter to such an address comes back. In a publication that is a sample they are right;
there one note names them, so that they are found before the first real issue.

Bad: Write to helpline@example.org, or sign up at https://example.com/register.
Good: the organization's own address, copied from the browser.
Source: RFC 2606 and RFC 6761, which keep these names for examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from newsletter.checks.content._typed import listed, spot
from newsletter.checks.draft import Draft, Fault
from newsletter.checks.finished_email import section_of
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.ERROR

_HOST = r"(?:example\.(?:com|org|net|edu)|(?:[\w-]{1,63}\.){1,4}(?:example|invalid|test))"
_EMAIL = re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}@(?:[\w-]{{1,63}}\.){{0,4}}{_HOST}(?![\w-])", re.IGNORECASE)
_IS_EXAMPLE = re.compile(rf"(?:[\w-]{{1,63}}\.){{0,4}}{_HOST}", re.IGNORECASE)
_SETTINGS = "newsletter.yaml"
_MOST = 20
"""How many are looked for in one passage."""


def check(draft: Draft) -> Iterator[Fault]:
    """One finding a section or file; in a sample publication a single note."""
    found: dict[str, list[tuple[Place, str]]] = {}
    for place, address in sorted(_addresses(draft)):
        found.setdefault(place.file, []).append((place, address))
    if draft.settings.sample:
        every = [one for ones in found.values() for one in ones]
        if every:
            yield Fault(
                every[0][0],
                f"This sample holds made-up addresses: {listed(address for _, address in every)}.",
                "They are right in a sample. Put in your own before the first real issue.",
                text=every[0][1],
                severity=Severity.NOTE,
            )
        return
    for ones in found.values():
        place, address = ones[0]
        yield Fault(
            place,
            f"These addresses are made up, and nobody can be reached there: {listed(address for _, address in ones)}.",
            "Put in the real addresses, or take them out.",
            section_of(place),
            text=address,
        )


def is_example(url: str) -> bool:
    """Whether a link leads to a name that is kept for examples."""
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() == "mailto":
            return _EMAIL.fullmatch(parts.path) is not None
        return parts.scheme.lower() in ("http", "https", "") and _IS_EXAMPLE.fullmatch(parts.hostname or "") is not None
    except ValueError:
        return False


def _addresses(draft: Draft) -> Iterator[tuple[Place, str]]:
    """Each made-up address with its place: the sender's, those in links, those in words."""
    header, places = draft.issue.header, draft.issue.places
    sender = draft.document.sender
    for name, address in (("address", sender.address), ("reply_to", sender.reply_to)):
        if address and _EMAIL.fullmatch(address):
            yield (places.of("from", name) if header.sender else Place(_SETTINGS)), address
    told: set[tuple[str, str]] = set()
    for link in draft.finished.links:
        address = link.href.removeprefix("mailto:")
        if is_example(link.href) and (link.place.file, address) not in told:
            told.add((link.place.file, address))
            yield link.place, address
    for passage in (*draft.passages, *draft.standing_passages):
        for match in islice(_EMAIL.finditer(passage.text), _MOST):
            if (passage.place.file, match.group()) not in told:
                told.add((passage.place.file, match.group()))
                yield spot(passage, match.group()), match.group()
