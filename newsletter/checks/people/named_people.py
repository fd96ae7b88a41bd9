"""Whoever is named in an issue has agreed to it, and somebody wrote down who asked.

An expert, and everyone in a dedication, is named without a file in people/. A line in the section's own notes is
enough: who agreed, and when. Nobody sees it but the team.

Bad: ``names: [Ruth Adler]`` in a dedication, and no word of whom you asked.
Good: the same with ``notes: "her sister agreed by phone on November 3"``.
Source: practice of patient organizations: a submitter certifies to have permission.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity
from newsletter.model.issue import Section

SEVERITY = Severity.WARNING

_AGREED = re.compile(
    r"\b(?:agree|agreed|agrees|consent|consented|permission|permitted|approved|said yes|signed)\b", re.I
)
_REFUSED = re.compile(r"\b(?:no|not|without|until|ask for|before)\b.{0,40}", re.I)


def check(draft: Draft) -> Iterator[Fault]:
    """Named people of whom no consent is noted; one finding for the issue, none in a sample."""
    if draft.settings.sample:
        return
    named = [(section, who) for section in draft.issue.sections if (who := _named(section)) and not _noted(section)]
    if not named:
        return
    first, (field, words) = named[0]
    others = f" So is someone in {' and '.join(section.name for section, _ in named[1:])}." if named[1:] else ""
    yield Fault(
        first.places.of_value(*field),
        f"“{words}” is named here, and nothing says who agreed.{others}",
        "Ask, and write who agreed and when into a line “notes:” of the section; it is never printed.",
        first.id,
        str(field[0]),
        words,
    )


def _named(section: Section) -> tuple[tuple[str | int, ...], str] | None:
    """The field that names somebody who is no contributor, and the name."""
    fields = section.fields
    expert = getattr(fields, "expert", None)
    if expert is not None:
        return ("expert", "name"), expert.name
    if section.kind == "dedication":
        return ("names", 0), getattr(fields, "names", ("",))[0]
    return None


def _noted(section: Section) -> bool:
    """Whether the notes say that somebody agreed."""
    notes = section.fields.notes or ""
    return bool(_AGREED.search(_REFUSED.sub("", notes)))
