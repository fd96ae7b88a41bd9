"""The link to sign up for something new is not that of something else.

Whoever copies an event from an earlier issue changes title and day, and forgets the link: readers sign up for an
evening that is over. The same thing announced again, a series under one title, and a page on which everything is
listed are innocent.

Bad: a “Walk in the park” whose link to sign up is that of last month's “Evening for caregivers”.
Good: the link of the walk.
Source: practice of newsletter editors' checklists: every link is opened before sending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from newsletter.checks.content._typed import plain
from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity
from newsletter.model.issue import Issue
from newsletter.model.place import Place
from newsletter.model.reference import Reference

SEVERITY = Severity.WARNING


@dataclass(frozen=True)
class _Invitation:
    title: str
    start: datetime | None
    url: str
    place: Place
    section: str


def check(draft: Draft) -> Iterator[Fault]:
    """Each sign-up link that an earlier issue gave for something with another title and start."""
    before = [(issue, one) for issue in draft.earlier for one in _invitations(issue, draft.reference)]
    for new in _invitations(draft.issue, draft.reference):
        for issue, old in before:
            if _same(new.url, old.url) and plain(new.title) != plain(old.title) and new.start != old.start:
                yield Fault(
                    new.place,
                    f"This link to sign up is the one for “{old.title}” in “{issue.header.title}”.",
                    f"Open it and see whether it leads to “{new.title}”.",
                    new.section,
                    "registration_url",
                    new.url,
                )
                break


def _invitations(issue: Issue, reference: Reference) -> Iterator[_Invitation]:
    """What an issue invites to with a link that is for one occasion alone."""
    for section in issue.sections:
        url = getattr(section.fields, "registration_url", None)
        if url and _is_for_one(url):
            start = getattr(section.fields, "start", None)
            place = section.places.of_value("registration_url")
            yield _Invitation(section.fields.title or "", start, url, place, section.id)
        for name in getattr(section.fields, "webinars", ()):
            file = reference.entries.get(name if "/" in name else f"webinars/{name}")
            url = getattr(file.entry, "registration_url", None) if file else None
            if file and url and _is_for_one(url):
                start, place = getattr(file.entry, "start", None), file.places.of_value("registration_url")
                yield _Invitation(file.entry.full_name(), start, url, place, section.id)


def _is_for_one(url: str) -> bool:
    """Whether a link looks like that of one occasion: it has a number, a query or a name of several words."""
    parts = urlsplit(url)
    return bool(parts.query or re.search(r"\d", parts.path) or re.search(r"\w-\w", parts.path))


def _same(one: str, other: str) -> bool:
    return one.rstrip("/").casefold() == other.rstrip("/").casefold()
