"""Only merge fields that exist stand in the email, and only addresses stand in links.

A field that no mailing service knows reaches readers as it was typed.

Bad: ``@@firstname@@``; a link to ``@@first_name@@``.
Good: ``@@first_name@@`` in text, ``@@web_version_url@@`` in a link.
Source: the merge fields of the mailing services that LMSeAlerts can hand an issue to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.model.email import MERGE_FIELD, MERGE_FIELDS
from newsletter.model.finding import Severity
from newsletter.model.nearest import did_you_mean
from newsletter.model.place import Place

SEVERITY = Severity.ERROR

# Also what is only meant as one: @@First Name@@.
_LIKE_ONE = re.compile(r"@@([A-Za-z][A-Za-z_ -]{0,30})@@")


def check(draft: Draft) -> Iterator[Fault]:
    """Unknown fields, and fields in links that are not addresses."""
    shown = set(MERGE_FIELDS)
    for section in draft.issue.sections:
        for match in _LIKE_ONE.finditer(section.body.markdown):
            if match.group(1) not in MERGE_FIELDS:
                shown.add(match.group(1))
                before = section.body.markdown[: match.start()]
                place = section.body.place(before.count("\n"), match.start() - before.rfind("\n"))
                yield _unknown(match.group(1), place, section.id)
    email, places = draft.email, draft.issue.places
    rest = {"subject": email.subject, "preheader": email.preheader, "sections": f"{email.text}\n{email.html}"}
    for field, words in rest.items():
        for name in dict.fromkeys(_LIKE_ONE.findall(words)):
            if name not in shown:
                shown.add(name)
                yield _unknown(name, places.of(field))
    html = draft.email.html
    for match in MERGE_FIELD.finditer(html):
        tag = html[html.rfind("<", 0, match.start()) : match.start()]
        in_link = re.search(r'(?:href|src)="[^"]*$', tag)
        if in_link and not match.group(1).endswith("_url"):
            yield Fault(
                draft.document.place,
                f"A link leads to @@{match.group(1)}@@, which is no address.",
                "Only fields that end in _url can stand in a link.",
            )


def _unknown(name: str, place: Place, section: str | None = None) -> Fault:
    known = ", ".join(f"@@{field}@@" for field in MERGE_FIELDS)
    remedy = did_you_mean(name, MERGE_FIELDS) or f"Known are: {known}."
    return Fault(place, f"There is no merge field @@{name}@@.", remedy, section)
